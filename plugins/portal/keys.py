"""The fingerprint of every page: of all that its bytes depend on, found without building it.

What a view reads must be in its key, or a page stays as it was when that changes. So a key is
made of what the view's builder is given (facts of articles, a plan of a list), and the rest goes
into the fingerprint of everything that all pages share: code, portal data, layout.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable, Mapping
from pathlib import Path

from plugins.content_model.models import Article, Page, Term, Topic
from plugins.dossiers import Results, schema_json
from plugins.engine.cache import code_fingerprint, fingerprint
from plugins.portal.article_views import ArticlePages
from plugins.portal.list_plans import ListPage
from plugins.portal.machines import FeedPlan
from plugins.portal.texts import lead_of
from plugins.portal.views import (
    ArticleView,
    DossiersView,
    EmbedView,
    ListView,
    ScoresPageView,
    StandingView,
    TopicView,
)

_PLUGINS = Path(__file__).parents[1]
_LIBRARIES = ("Jinja2", "MarkupSafe", "pydantic")


class Keys:
    """Fingerprints of the pages of one build. `templates` are those of the theme, by name."""

    def __init__(self, pages: ArticlePages, templates: Mapping[str, bytes]) -> None:
        frame = pages.frame
        rooms = sorted(path for path in _PLUGINS.iterdir() if path.is_dir())
        shared = fingerprint(
            code_fingerprint(rooms, _LIBRARIES),
            repr(frame.portal),
            repr(frame.layout),
            repr(frame.site.content.categories),
        )
        self._shared = shared
        self._pages = pages
        self._frame = frame
        self._article, self._standing, self._list, self._topic = (
            fingerprint(shared, templates[view.template])
            for view in (ArticleView, StandingView, ListView, TopicView)
        )
        self._widget = fingerprint(repr(pages.widget))
        self._reports = fingerprint(repr((frame.site.content.periods, frame.site.content.scores)))
        self._dossiers = fingerprint(
            shared,
            schema_json(),
            *[templates[view.template] for view in (DossiersView, EmbedView, ScoresPageView)],
        )
        self._faces = {item.url: self._face(item) for item in frame.site.listed}
        self._lists: dict[Hashable, bytes] = {}

    def article(self, article: Article) -> tuple[bytes, bytes]:
        """Return the key of an article's page and of its text, and that of all but Tin mới."""
        beside = self._pages.beside(article)
        translations = self._frame.site.translations.get(article.article_id, ())
        rest = fingerprint(
            self._article,
            *self._own(article),
            *[f"{item.url} {item.lang}" for item in translations],
            self._all_faces(beside.topic),
            self._all_faces(beside.related),
            self._all_faces(beside.more),
            self._widget,
            b"" if beside.latest else b"no latest",
        )
        return rest + fingerprint(self._all_faces(beside.latest)), rest

    def standing(self, page: Page) -> bytes:
        """Return the key of a standing page."""
        return fingerprint(self._standing, page.path, page.digest, page.url, self._reached(page))

    def list(self, plan: ListPage) -> bytes:
        """Return the key of one page of a list."""
        return self._of_list(self._list, plan)

    def topic(self, plan: ListPage) -> bytes:
        """Return the key of one page of a topic."""
        return self._of_list(self._topic, plan)

    def _of_list(self, kind: bytes, plan: ListPage) -> bytes:
        if plan.shown not in self._lists:
            self._lists[plan.shown] = fingerprint(repr(plan.shown))
        pager = plan.pager
        numbers = [f"{item.url} {item.label} {item.is_current}" for item in pager.numbers]
        return fingerprint(
            kind,
            self._lists[plan.shown],
            plan.url,
            plan.heading,
            plan.robots,
            f"{pager.newest_url} {pager.newer_url} {pager.older_url} {','.join(numbers)}",
            self._widget if plan.widget else b"",
            self._all_faces(plan.articles),
        )

    def feed(self, plan: FeedPlan) -> bytes:
        """Return the key of a feed of articles: it holds their texts."""
        texts = [part for item in plan.articles for part in self._own(item)]
        return fingerprint(self._shared, plan.title, *texts)

    def dossiers(self, results: Results) -> bytes:
        """Return the key of all pages and data files of the counters."""
        return fingerprint(self._dossiers, self._reports, f"{results.stale} {results.settings}")

    def everything(self) -> bytes:
        """Return the key of what names every article: the sitemap and the data file.

        Of lists these hold what follows from the articles in them.
        """
        site, nearest = self._frame.site, self._pages.nearest
        listed = [
            f"{item.article_id} {item.topic.slug if item.topic else ''}"
            f" {','.join([tag.slug for tag in item.tags])}"
            f" {','.join([author.slug for author in item.authors])}"
            f" {','.join([near.url for near in nearest.get(item.url, ())])}"
            for item in site.listed
        ]
        others = [
            (item.url, item.status, f"{item.updated}", self._reached(item))
            for item in site.articles
            if item.url not in self._faces
        ]
        pages = [(page.url, page.status, f"{page.modified}") for page in site.pages]
        known = "\n".join(listed)
        has = (site.visits.as_of is not None, bool(site.content.topics))
        return fingerprint(
            self._shared,
            self._all_faces(site.listed),
            known,
            repr((others, pages, has)),
            self._reports,
        )

    def _own(self, article: Article) -> tuple[bytes | str, ...]:
        """Return what an article is by itself: its file, and what its words became."""
        site = self._frame.site
        return (
            article.path,
            article.digest,
            article.url,
            article.status,
            article.category.slug,
            article.lang,
            self._reached(article),
            _terms(article.authors, site.by_author),
            _terms(article.tags, site.by_tag),
            _terms((article.topic,) if article.topic else (), site.by_topic),
        )

    def _reached(self, item: Article | Page) -> str:
        """Say what an item's links and pictures became."""
        if not item.targets and not item.image:
            return ""
        paths = (*item.targets, *((item.image.src,) if item.image else ()))
        return repr([(path, self._pages.address(path), self._picture(path)) for path in paths])

    def _all_faces(self, articles: Iterable[Article]) -> bytes:
        # All are of one length, so that two lists cannot look alike.
        return b"".join([self._faces[item.url] for item in articles])

    def _face(self, article: Article) -> bytes:
        """Fingerprint what lists show of an article: its teaser, and the time of its change."""
        return fingerprint(
            article.title,
            article.url,
            article.lang,
            lead_of(article),
            f"{article.published} {article.modified}",
            article.category.slug,
            self._picture(article.image.src) if article.image else "",
        )

    def _picture(self, path: str) -> str:
        found = self._frame.pictures.sets.get(path)
        return found.key if found else ""


def _terms(terms: Iterable[Term | Topic], in_use: Container[str]) -> str:
    return "\n".join([f"{term.slug} {term.slug in in_use} {term.name}" for term in terms])
