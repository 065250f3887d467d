"""Views: everything that a template may see, one frozen class per page type.

A page is `bytes = template(view)`. All texts are finished Vietnamese (numbers, dates and sizes
formatted), all addresses are root-relative unless they lead elsewhere, all lists are in the
order shown. Only `Markup` values are HTML; every other text is escaped by the template.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from plugins.dossiers import WidgetView
from plugins.portal.article_parts import (
    CorrectionNote,
    Notice,
    SourceLine,
    TocItem,
    Translation,
)
from plugins.portal.page_view import PageView
from plugins.portal.service_views import (
    DataView,
    DossiersView,
    EmbedView,
    FeedsView,
    IndexView,
    NotFoundView,
    OfflineView,
    ScoresPageView,
    SearchView,
    VisitsPageView,
)
from plugins.portal.view_parts import (
    Asset,
    CountedLink,
    DatasetRow,
    FeedLink,
    FeedRow,
    Figure,
    Head,
    Image,
    Imprint,
    Layout,
    Link,
    LinkGroup,
    NavItem,
    PageNumber,
    Pager,
    SearchEngine,
    Section,
    SourceSet,
    Teaser,
    Time,
    TimelineDay,
    TopicRow,
    VisitsBox,
)

__all__ = [
    "ArticleView",
    "Asset",
    "CorrectionNote",
    "CountedLink",
    "DataView",
    "DatasetRow",
    "DossiersView",
    "EmbedView",
    "FeedLink",
    "FeedRow",
    "FeedsView",
    "Figure",
    "Head",
    "HomeView",
    "Image",
    "Imprint",
    "IndexView",
    "Layout",
    "Link",
    "LinkGroup",
    "ListView",
    "NavItem",
    "NotFoundView",
    "Notice",
    "OfflineView",
    "PageNumber",
    "PageView",
    "Pager",
    "ScoresPageView",
    "SearchEngine",
    "SearchView",
    "Section",
    "SourceLine",
    "SourceSet",
    "StandingView",
    "Teaser",
    "Time",
    "TimelineDay",
    "TocItem",
    "TopicRow",
    "TopicView",
    "TopicsView",
    "Translation",
    "VisitsBox",
    "VisitsPageView",
]


#: The macro of Tin mới and its heading: what every new article changes on an article's page.
LATEST_MACRO = ("components/headlines.html", "headlines")
LATEST_HEADING = "Tin mới"


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView(PageView):
    """The home page. `lead` is the one big story, `featured` the placements beside it."""

    template: ClassVar[str] = "home.html"

    lead: Teaser | None
    featured: tuple[Teaser, ...]
    latest: Section
    sections: tuple[Section, ...]
    notices: Section | None
    widget: WidgetView | None
    visits: VisitsBox | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView(PageView):
    """A list of articles: a category, tag, author, year, month, or later pages of the home page.

    `groups` are ways to narrow it (sub-categories; months of a year), `widget` fills the side.
    """

    template: ClassVar[str] = "list.html"

    kicker: str
    intro: str
    items: tuple[Teaser, ...]
    empty_text: str
    pager: Pager
    groups_heading: str = ""
    groups: tuple[CountedLink, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    widget: WidgetView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView(PageView):
    """A topic (dòng sự kiện), or a later page of it: its articles by day, newest first."""

    template: ClassVar[str] = "topic.html"

    intro: str
    days: tuple[TimelineDay, ...]
    empty_text: str
    pager: Pager
    feeds: tuple[FeedLink, ...]
    widget: WidgetView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsView(PageView):
    """The index of topics, the one with the newest article first."""

    template: ClassVar[str] = "topics.html"

    rows: tuple[TopicRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView(PageView):
    """One article. No item stands twice across `in_topic`, `related`, `more` and `latest`.

    `in_topic` are those of its topic around it in time, `related` is Tin liên quan, `more` is Đọc
    thêm (with pictures), `latest` is Tin mới.
    A withdrawn article has its notice and neither lead, figure nor body.
    """

    template: ClassVar[str] = "article.html"

    category: Link
    published: Time
    long_date: str
    modified: Time | None
    lead: str
    figure: Figure | None
    body: Markup
    toc: tuple[TocItem, ...]
    byline: tuple[Link, ...]
    source: SourceLine | None
    corrections: tuple[CorrectionNote, ...]
    tags: tuple[Link, ...]
    text_url: str
    translations: tuple[Translation, ...]
    notices: tuple[Notice, ...]
    topic: Link | None = None
    in_topic: tuple[Teaser, ...] = ()
    related: tuple[Teaser, ...]
    more: tuple[Teaser, ...]
    latest: tuple[Teaser, ...]
    widget: WidgetView | None
    latest_heading: str = LATEST_HEADING


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingView(PageView):
    """A standing page."""

    template: ClassVar[str] = "page.html"

    summary: str
    figure: Figure | None
    body: Markup
    toc: tuple[TocItem, ...]
    modified: Time | None
