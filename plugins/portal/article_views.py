"""Views of articles and standing pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from markupsafe import Markup

from plugins.content_model.models import Article, Body, Heading, Page, Picture, Status
from plugins.dossiers import WidgetView
from plugins.markup import Address, fill_in
from plugins.metadata import AuthorFacts, CorrectionFacts, SourceFacts
from plugins.portal.beside import Beside, choose_beside
from plugins.portal.frame import HOME, Frame, category_feeds, former_unit
from plugins.portal.pictures import rendition_url
from plugins.portal.reading import Bodies
from plugins.portal.site import author_url, category_url, tag_url, topic_url
from plugins.portal.texts import is_person, lead_of, long_date_of, summary_of, time_of
from plugins.portal.views import (
    ArticleView,
    CorrectionNote,
    Link,
    Notice,
    SourceLine,
    StandingView,
    Teaser,
    Time,
    TocItem,
    Translation,
)
from plugins.vietnamese import format_bytes, format_date, format_datetime

TEXT_NAME = "ban-van-ban.txt"
#: Fewer headings than this make a table of contents longer than the way it saves.
_TOC_FROM = 4
_LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}


@dataclass(frozen=True)
class ArticlePages:
    """Builds the views of articles.

    `nearest` are the related articles by address, best first; `sizes` the lengths of
    attachments in bytes by path; `urls` the addresses of all items by path; `bodies` gives the
    body of an item.
    """

    frame: Frame
    nearest: Mapping[str, tuple[Article, ...]]
    urls: Mapping[str, str]
    sizes: Mapping[str, int]
    widget: WidgetView | None
    bodies: Bodies

    def article(self, article: Article) -> ArticleView:
        """Build the page of one article."""
        frame = self.frame
        category = Link(article.category.name, category_url(article.category.slug))
        breadcrumb = (HOME, category)
        is_withdrawn = article.status is Status.WITHDRAWN
        beside = self.beside(article)
        lead = lead_of(article) if not is_withdrawn else ""
        body = Body() if is_withdrawn else self.bodies(article)
        return ArticleView(
            head=frame.head(
                "article",
                article.title,
                lead or article.title,
                article.url,
                breadcrumb=breadcrumb,
                facts=self._facts(article),
                robots="noindex" if article.status in {Status.HIDDEN, Status.WITHDRAWN} else "",
                feeds=category_feeds(article.category),
                alternates=self._alternates(article),
            ),
            layout=frame.layout,
            heading=article.title,
            lang=article.lang,
            breadcrumb=breadcrumb,
            section_url=frame.section_of(category.url)
            or frame.section_of(category_url(article.category.parent or "")),
            category=category,
            published=time_of(article.published),
            long_date=long_date_of(article.published),
            modified=time_of(article.modified) if article.modified else None,
            # Without a lead of its own, the first paragraph would stand twice.
            lead="" if is_withdrawn else article.lead,
            figure=None
            if is_withdrawn or _is_in(body, article.image)
            else frame.pictures.figure(article.image),
            body=self._filled_in(body),
            toc=_toc(body.headings),
            byline=tuple(Link(item.name, self._author_url(item.slug)) for item in article.authors),
            source=SourceLine(article.source.name, article.source.url or "")
            if article.source
            else None,
            corrections=_corrections(article),
            tags=tuple(Link(tag.name, self._tag_url(tag.slug)) for tag in article.tags),
            text_url="" if is_withdrawn else f"{article.url}{TEXT_NAME}",
            translations=self._translations(article),
            notices=tuple(self._notices(article)),
            topic=None if is_withdrawn else self._topic(article),
            in_topic=self._headlines(beside.topic),
            related=tuple(frame.teaser(item, has_lead=False) for item in beside.related),
            more=tuple(frame.teaser(item) for item in beside.more),
            latest=self._headlines(beside.latest),
            widget=self.widget,
        )

    def standing(self, page: Page) -> StandingView:
        """Build a standing page."""
        frame, body = self.frame, self.bodies(page)
        return StandingView(
            head=frame.head(
                "page",
                page.title,
                summary_of(page),
                page.url,
                breadcrumb=(HOME,),
                facts={"modified": page.modified},
                robots="noindex" if page.status is Status.HIDDEN else "",
                feeds=frame.layout.feeds,
            ),
            layout=frame.layout,
            heading=page.title,
            lang=page.lang,
            breadcrumb=(HOME,),
            section_url=frame.section_of(page.url),
            summary=page.summary,
            figure=frame.pictures.figure(page.image),
            body=self._filled_in(body),
            toc=_toc(body.headings),
            modified=time_of(page.modified) if page.modified else None,
        )

    def body(self, item: Article | Page) -> Markup:
        """Return an item's body with real addresses and pictures."""
        return self._filled_in(self.bodies(item))

    def _filled_in(self, body: Body) -> Markup:
        return Markup(fill_in(body.html, self.address, self.frame.pictures.body_html))

    def beside(self, article: Article) -> Beside:
        """Choose what stands beside an article, so that no item stands twice."""
        return choose_beside(self.frame.site, article, self.nearest.get(article.url, ()))

    def address(self, path: str) -> Address:
        """Return where a path in the content folder leads on the portal."""
        if path in self.urls:
            return Address(self.urls[path])
        picture = self.frame.pictures.sets.get(path)
        if picture is not None:
            # The original holds what a camera writes into it; readers get the largest rendition.
            return Address(rendition_url(picture.fallback[-1]))
        kind = path.rpartition(".")[2].upper()
        size = self.sizes.get(path)
        return Address(quote(f"/{path}"), f"{kind}, {format_bytes(size)}" if size else kind)

    def latest(self, article: Article) -> tuple[Teaser, ...]:
        """Return Tin mới as the page of an article shows it."""
        return self._headlines(self.beside(article).latest)

    def _headlines(self, articles: Iterable[Article]) -> tuple[Teaser, ...]:
        return tuple(self.frame.teaser(item, has_lead=False, has_image=False) for item in articles)

    def _notices(self, article: Article) -> Iterator[Notice]:
        if article.status is Status.WITHDRAWN:
            yield Notice("withdrawn", "Bài này đã được gỡ. Địa chỉ được giữ lại để bạn đọc biết.")
        if article.status is Status.EXPIRED and article.expires:
            when = format_datetime(article.expires)
            yield Notice("expired", f"Nội dung này đã hết hạn lúc {when}, giữ lại để tra cứu.")
        former = former_unit(self.frame.portal, article.published.date())
        if former:
            name, until = former
            yield Notice(
                "former",
                f"Bài đăng khi địa phương còn là {name} (đến hết ngày {format_date(until)}).",
            )

    def _facts(self, article: Article) -> dict[str, object]:
        facts: dict[str, object] = {
            "published": article.published,
            "modified": article.modified,
            "authors": tuple(
                AuthorFacts(item.name, self._author_url(item.slug), is_person(item.name))
                for item in article.authors
            ),
            "section": article.category.name,
            "tags": tuple(tag.name for tag in article.tags),
            "language": article.lang,
            "article_id": article.article_id,
            "source": SourceFacts(article.source.name, article.source.url or "")
            if article.source
            else None,
            "corrections": tuple(CorrectionFacts(c.date, c.note) for c in article.corrections),
        }
        image = self.frame.pictures.facts(article.image)
        if image and article.status is not Status.WITHDRAWN:
            facts["image"] = image
        return facts

    def _topic(self, article: Article) -> Link | None:
        topic = article.topic
        if topic is None or topic.slug not in self.frame.site.by_topic:
            return None
        return Link(topic.name, topic_url(topic.slug))

    def _author_url(self, slug: str) -> str:
        return author_url(slug) if slug in self.frame.site.by_author else ""

    def _tag_url(self, slug: str) -> str:
        return tag_url(slug) if slug in self.frame.site.by_tag else ""

    def _translations(self, article: Article) -> tuple[Translation, ...]:
        group = self.frame.site.translations.get(article.article_id, ())
        return tuple(
            Translation(_LANGUAGES.get(item.lang, item.lang), item.url, item.lang)
            for item in group
            if item is not article
        )

    def _alternates(self, article: Article) -> tuple[tuple[str, str], ...]:
        group = self.frame.site.translations.get(article.article_id, ())
        if not any(item is article for item in group):
            # Alternates that do not name the page itself mean nothing to search engines.
            return ()
        return tuple((item.lang, self.frame.absolute(item.url)) for item in group)


def _is_in(body: Body, picture: Picture | None) -> bool:
    """Tell whether an article's picture stands in its body, and need not stand above it, too."""
    return picture is not None and f'"content:{escape(picture.src)}"' in body.html


def _corrections(article: Article) -> tuple[CorrectionNote, ...]:
    return tuple(
        CorrectionNote(Time(item.date.isoformat(), format_date(item.date)), item.note)
        for item in article.corrections
    )


def _toc(headings: Sequence[Heading]) -> tuple[TocItem, ...]:
    """Build the table of contents of a long body: two levels, in the order of the body."""
    tops: list[tuple[Heading, list[TocItem]]] = []
    for heading in headings:
        if heading.level == 2:
            tops.append((heading, []))
        elif heading.level == 3 and tops:
            tops[-1][1].append(TocItem(heading.text, heading.anchor))
    if len(tops) < _TOC_FROM:
        return ()
    return tuple(TocItem(top.text, top.anchor, tuple(under)) for top, under in tops)
