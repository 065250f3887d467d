"""Parts of views: links, times, pictures, teasers and whatever else several page types show."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from plugins.visits import VisitsBlock


@dataclass(frozen=True, slots=True)
class Link:
    """A text and where it leads."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the main navigation, with the entries below it."""

    label: str
    url: str
    children: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """A moment: `iso` for machines (with offset), `text` for readers (`10/06/2023 04:20`)."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class SourceSet:
    """Renditions of one media type: `srcset` as HTML wants it."""

    media_type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in all its renditions. `alt` is empty where the text beside it says the same."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str
    modern: tuple[SourceSet, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption (chú thích) and credit."""

    image: Image
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Teaser:
    """One article in a list. `lang` is set where it differs from the page's.

    The text of `time` is empty where readers know it already.
    """

    title: str
    url: str
    time: Time
    lead: str = ""
    category: Link | None = None
    image: Image | None = None
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled list with a way to the whole of it."""

    heading: str
    url: str
    items: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True)
class Imprint:
    """The footer's facts about the office. Empty texts are left out."""

    unit: str
    parent: str = ""
    responsible: str = ""
    licence: str = ""
    address: str = ""
    phone: str = ""
    phone_url: str = ""
    fax: str = ""
    email: str = ""
    copyright: str = ""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed: its title, its address and its media type."""

    title: str
    url: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Asset:
    """Addresses of the theme's files, with the hash of their bytes in the name.

    `worker` is the fixed address of the script that keeps pages for reading without a network,
    or empty.
    """

    stylesheet: str
    script: str
    fonts: tuple[str, ...] = ()
    worker: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands around every page: the same object for the whole portal."""

    portal_name: str
    unit_kind: str
    unit_name: str
    parent_name: str
    parent_url: str
    slogan: str
    sample_notice: str
    navigation: tuple[NavItem, ...]
    footer_links: tuple[Link, ...]
    services: tuple[Link, ...]
    imprint: Imprint
    asset: Asset
    feeds: tuple[FeedLink, ...]
    search_url: str = ""
    measurement_code: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What machines read in a page's head. `title` is the whole text of the title element."""

    title: str
    description: str
    canonical: str
    robots: str = ""
    open_graph: tuple[tuple[str, str], ...] = ()
    dublin_core: tuple[tuple[str, str], ...] = ()
    json_ld: tuple[Markup, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    older: str = ""
    newer: str = ""
    alternates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A numbered page in the pager. `is_current` is the page that is shown."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """Ways to other pages of one list. Empty addresses mean that there is no such page.

    Pages are numbered from the oldest item, so `older` leads to a smaller number.
    """

    newest_url: str
    newer_url: str
    older_url: str
    numbers: tuple[PageNumber, ...]


@dataclass(frozen=True, slots=True)
class CountedLink:
    """A link with how many articles lie behind it (`12 bài`)."""

    label: str
    url: str
    count: str


@dataclass(frozen=True, slots=True)
class TimelineDay:
    """What happened on one day: the items tell the hour, and no day."""

    day: Time
    items: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic with how many articles it has (`12 bài`) and when the newest was published."""

    name: str
    url: str
    description: str
    count: str
    newest: Time


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """A titled group of links; `url` may be empty."""

    heading: str
    url: str
    links: tuple[CountedLink, ...]


@dataclass(frozen=True, slots=True)
class VisitsBox:
    """The visit counters. `live_url` is where a timer keeps newer figures, `url` the page of them.

    Both may be empty.
    """

    block: VisitsBlock
    live_url: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchEngine:
    """A general search engine that finds in this portal (`host`) alone.

    A form has an `action`, a `field` for the query and `hidden` ones; `prefix` already stands in
    the field of an engine that can be limited in no other way. A query put behind `link`, percent
    encoded, makes an address.
    """

    name: str
    host: str
    action: str
    field: str
    hidden: tuple[tuple[str, str], ...]
    prefix: str
    link: str


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """One dataset on the page of open data: `page` shows it to people, `files` are its forms."""

    heading: str
    description: str
    updated: Time | None
    page: Link
    files: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FeedRow:
    """The feeds of one list on the RSS page."""

    name: str
    url: str
    feeds: tuple[FeedLink, ...]
