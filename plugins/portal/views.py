"""Views: everything that a template may see, one frozen class per page type.

A page is `bytes = template(view)`. All texts are finished Vietnamese (numbers, dates and sizes
formatted), all addresses are root-relative unless they lead elsewhere, all lists are in the
order shown. Only `Markup` values are HTML; every other text is escaped by the template.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from plugins.dossiers import ReportView, ScoresView, TableView, WidgetView
from plugins.portal.view_parts import (
    Asset,
    CorrectionNote,
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
    Notice,
    PageNumber,
    Pager,
    SearchEngine,
    Section,
    SourceLine,
    SourceSet,
    Teaser,
    Time,
    TocItem,
    Translation,
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
    "TocItem",
    "Translation",
    "VisitsBox",
    "VisitsPageView",
]


#: The macro of Tin mới, and what it is headed: the part of an article's page that changes with
#: every new article.
LATEST_MACRO = ("components/headlines.html", "headlines")
LATEST_HEADING = "Tin mới"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """What all views share. `section_url` is the navigation entry that this page belongs to.

    The masthead has a search box, but on the page that searches.
    """

    template: ClassVar[str]
    has_search_box: ClassVar[bool] = True

    head: Head
    layout: Layout
    heading: str
    lang: str = "vi"
    breadcrumb: tuple[Link, ...] = ()
    section_url: str = ""


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

    `groups` are ways to narrow the list (sub-categories; the months of a year).
    `widget` fills the side column.
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
class IndexView(PageView):
    """An index of lists: all categories, tags, authors, years; or the site map page."""

    template: ClassVar[str] = "index.html"

    intro: str
    groups: tuple[LinkGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView(PageView):
    """The search page. Its `scripts` read the index at `index_url`.

    Without them a general search engine serves, and the `groups` of links.
    """

    template: ClassVar[str] = "search.html"
    has_search_box: ClassVar[bool] = False

    scripts: tuple[str, ...]
    index_url: str
    elsewhere: SearchEngine
    groups: tuple[LinkGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView(PageView):
    """One article. No item stands twice across `related`, `more` and `latest`.

    `related` is Tin liên quan, `more` is Đọc thêm (with pictures), `latest` is Tin mới.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DossiersView(PageView):
    """A page of the counters, Kết quả giải quyết TTHC. `report` is None before any report.

    `more` leads on to what belongs beside these figures.
    """

    template: ClassVar[str] = "dossiers.html"

    report: ReportView | None
    more: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoresPageView(PageView):
    """The page of the service-quality score."""

    template: ClassVar[str] = "scores.html"

    scores: ScoresView


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedView:
    """The counters in short, for another site to show: no page, and all addresses absolute."""

    template: ClassVar[str] = "fragments/tthc.html"

    unit: str
    widget: WidgetView


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitsPageView(PageView):
    """The page of the visit counters: the newest month by day, and what was read most in it."""

    template: ClassVar[str] = "visits.html"

    visits: VisitsBox
    days: TableView | None
    most_read: Section
    explanations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataView(PageView):
    """The page that lists the open data. `rights` says how they may be used."""

    template: ClassVar[str] = "data.html"

    intro: str
    rows: tuple[DatasetRow, ...]
    rights: str
    catalog: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsView(PageView):
    """The page that lists the feeds (RSS)."""

    template: ClassVar[str] = "feeds.html"

    intro: str
    rows: tuple[FeedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView(PageView):
    """The 404 page: where to go on from a dead address."""

    template: ClassVar[str] = "404.html"

    links: tuple[Link, ...]
    latest: tuple[Teaser, ...]
