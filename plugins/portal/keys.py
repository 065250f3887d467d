"""The fingerprint of every page: of all that its bytes depend on, found without building it.

What a view reads must be in its key, or a page stays as it was when that changes. So a key is
made of what the view's builder is given (facts of articles, a plan of a list), and the rest goes
into the fingerprint of everything that all pages share: code, portal data, layout.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path

from plugins.content_model.models import Article, Page
from plugins.engine.cache import code_fingerprint, fingerprint
from plugins.portal.article_views import ArticlePages
from plugins.portal.list_views import ListPage
from plugins.portal.texts import lead_of
from plugins.portal.views import ArticleView, ListView, StandingView

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
        self._pages = pages
        self._frame = frame
        self._article, self._standing, self._list = (
            fingerprint(shared, templates[view.template])
            for view in (ArticleView, StandingView, ListView)
        )
        self._widget = fingerprint(repr(pages.widget))
        self._faces: dict[str, bytes] = {}
        self._lists: dict[Hashable, bytes] = {}

    def article(self, article: Article) -> tuple[bytes, bytes]:
        """Return the key of an article's page and of its text, and that of all but Tin mới."""
        pages, site = self._pages, self._frame.site
        authors = [(item, item.slug in site.by_author) for item in article.authors]
        tags = [(item, item.slug in site.by_tag) for item in article.tags]
        translations = [
            (item.url, item.lang) for item in site.translations.get(article.article_id, ())
        ]
        related, more, latest = pages.beside(article)
        rest = fingerprint(
            self._article,
            self._item(article),
            f"{article.status} {article.category!r} {authors!r} {tags!r} {translations!r}",
            *(self._face(item) for items in (related, more) for item in (*items, None)),
            self._widget,
            str(bool(latest)),
        )
        return fingerprint(rest, *(self._face(item) for item in latest)), rest

    def standing(self, page: Page) -> bytes:
        """Return the key of a standing page."""
        return fingerprint(self._standing, self._item(page))

    def list(self, plan: ListPage) -> bytes:
        """Return the key of one page of a list."""
        if plan.shown not in self._lists:
            self._lists[plan.shown] = fingerprint(repr(plan.shown))
        return fingerprint(
            self._list,
            self._lists[plan.shown],
            f"{plan.url} {plan.heading} {plan.robots} {plan.pager!r}",
            self._widget if plan.widget else b"",
            *(self._face(item) for item in plan.articles),
        )

    def _item(self, item: Article | Page) -> bytes:
        """Fingerprint what an item's own file says, and what its links and pictures became."""
        paths = (*item.targets, *((item.image.src,) if item.image else ()))
        found = [(path, self._pages.address(path), self._picture(path)) for path in paths]
        return fingerprint(item.path, item.digest, item.url, repr(found))

    def _face(self, article: Article | None) -> bytes:
        """Fingerprint what lists show of an article: its teaser, and the time of its change."""
        if article is None:
            return b""
        if article.url not in self._faces:
            self._faces[article.url] = fingerprint(
                article.title,
                article.url,
                article.lang,
                lead_of(article),
                f"{article.published} {article.modified} {article.category!r}",
                self._picture(article.image.src) if article.image else "",
            )
        return self._faces[article.url]

    def _picture(self, path: str) -> str:
        found = self._frame.pictures.sets.get(path)
        return found.key if found else ""
