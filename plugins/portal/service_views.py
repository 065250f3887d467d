"""Views of pages that are no news: search, indexes, figures, feeds, what cannot be had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from plugins.dossiers import ReportView, ScoresView, TableView, WidgetView
from plugins.portal.page_view import PageView
from plugins.portal.view_parts import (
    DatasetRow,
    FeedRow,
    Link,
    LinkGroup,
    SearchEngine,
    Section,
    Teaser,
    VisitsBox,
)


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
class OfflineView(PageView):
    """The page shown in the place of one that is not kept, where there is no network.

    Its `script` lists what the stores of these names hold, and empties them on demand. `contacts`
    are ways to reach the office without the portal.
    """

    template: ClassVar[str] = "offline.html"

    script: str
    pages_store: str
    pictures_store: str
    contacts: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView(PageView):
    """The 404 page: where to go on from a dead address."""

    template: ClassVar[str] = "404.html"

    links: tuple[Link, ...]
    latest: tuple[Teaser, ...]
