"""The facts of a portal, after validation: frozen, plain, complete.

Every text in them is normalised (NFC, no entities, no invisible characters) and every
datetime is aware, in Asia/Ho_Chi_Minh. Nothing here knows a file format, Pelican or HTML
templates; what editors may write is in `schema.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Status(StrEnum):
    """What a reader gets at an item's address, and whether lists show the item."""

    PUBLISHED = "published"
    DRAFT = "draft"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"
    SCHEDULED = "scheduled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Category:
    """A category (chuyên mục). `parent` is the slug of the category above it, or None.

    `kind` says what its articles are, for the filter of the search: `news`, `documents` (legal
    documents) or `procedures`.
    """

    slug: str
    name: str
    order: int = 0
    parent: str | None = None
    description: str = ""
    kind: str = "news"


@dataclass(frozen=True, slots=True)
class Topic:
    """A running story across articles (dòng sự kiện)."""

    slug: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A tag or an author: a name and the slug that stands in its address."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as an editor places it. `src` is the path of the original in the content folder."""

    src: str
    alt: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a republished item came from (nguồn tin)."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A dated public note of what was wrong (đính chính)."""

    date: date
    note: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a body: its level (2 to 6), its anchor and its text."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """A converted body.

    `html` is sanitised and still carries `content:` addresses for links and pictures inside
    the content folder; `text` is the plain text, one paragraph a line.
    """

    html: str = ""
    text: str = ""
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A dated news item (bài viết). `path` is relative to the content folder.

    `opening` is the first paragraph of its body, `targets` are the paths of what that leads to or
    shows, `digest` is the hash of its file. The body itself is kept elsewhere: most builds need
    only a few of thousands.
    """

    path: str
    article_id: str
    slug: str
    url: str
    title: str
    lead: str
    published: datetime
    status: Status
    category: Category
    opening: str = ""
    modified: datetime | None = None
    expires: datetime | None = None
    topic: Topic | None = None
    tags: tuple[Term, ...] = ()
    authors: tuple[Term, ...] = ()
    source: Source | None = None
    image: Picture | None = None
    pinned: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    featured_until: datetime | None = None
    corrections: tuple[Correction, ...] = ()
    lang: str = "vi"
    targets: tuple[str, ...] = ()
    digest: bytes = b""

    @property
    def updated(self) -> datetime:
        """The time of the last change that a reader should know of."""
        return self.modified or self.published


@dataclass(frozen=True, slots=True)
class Page:
    """Undated standing content (trang). `opening`, `targets`, `digest` as of an article."""

    path: str
    page_id: str
    slug: str
    url: str
    title: str
    summary: str
    status: Status
    opening: str = ""
    modified: datetime | None = None
    image: Picture | None = None
    order: int = 0
    lang: str = "vi"
    targets: tuple[str, ...] = ()
    digest: bytes = b""


@dataclass(frozen=True, slots=True)
class DossierRow:
    """Counts of dossiers (hồ sơ), of the whole office or of one field or agency.

    All numbers are dossiers, none negative. `received` is everything that was to be dealt
    with in the period, `carried_over` the part of it that came from earlier periods. None
    means that the office did not state the number, which is not the same as 0. Either
    `early` and `on_time` are stated, or `early_or_on_time`; either `pending_in_time` and
    `pending_overdue`, or `pending`, or nothing about pending dossiers.
    """

    received: int
    late: int
    early: int | None = None
    on_time: int | None = None
    early_or_on_time: int | None = None
    carried_over: int | None = None
    pending: int | None = None
    pending_in_time: int | None = None
    pending_overdue: int | None = None
    field: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class DossierPeriod:
    """What one file of data/dossiers states about one reporting period (kỳ báo cáo).

    `period` is `2023-09`, `2023-Q3` or `2023`; `cumulative` means from January to the end of
    the period. `lines` maps a dotted key (`received`, `breakdown.2.late`) to its line.
    """

    path: str
    period: str
    cumulative: bool
    as_of: datetime
    total: DossierRow
    source: str = ""
    url: str | None = None
    breakdown: tuple[DossierRow, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ServiceScore:
    """What one file of data/service-quality states: how well an office serves, in points.

    The points are those of the six criteria, `total` their sum where the office states it.
    `period` is `2026-10`, `2026-Q3` or `2026`.
    """

    path: str
    period: str
    as_of: datetime
    transparency: Decimal
    timeliness: Decimal
    digitisation: Decimal
    online_service: Decimal
    online_payment: Decimal
    satisfaction: Decimal
    total: Decimal | None = None
    source: str = ""
    url: str | None = None
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address that was, and where its readers are sent (chuyển hướng).

    `source` is a path as a web server sees it, decoded; `target` a path of the portal or an https
    address, percent-encoded: letters, digits and `/:?#@&=+,!%._~-` alone. Of a folder both are the
    beginning of addresses, and what follows is kept. `lines` maps the keys to their lines.
    """

    source: str
    target: str
    is_folder: bool = False
    is_permanent: bool = True
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, bool]:
        """What no other redirect has: an address with or without its last slash is one."""
        return (self.source.rstrip("/"), self.is_folder)


class Target(StrEnum):
    """What a reference in a body points at."""

    CONTENT = "content"
    PICTURE = "picture"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Reference:
    """A link or picture in a body that must exist.

    `target` is a path in the content folder (CONTENT, PICTURE) or a root-relative address of
    the portal (ADDRESS), without the fragment; `line` is where the editor wrote it; `anchor` the
    fragment of a link to another article or page, without its #.
    """

    kind: Target
    target: str
    line: int
    anchor: str = ""
