"""What is delivered, and what is known of what was: plain facts about objects of a bucket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

HOME = "index.html"
#: The phases, in the order in which what they hold may appear.
ASSETS, PAGES, LISTS, DOORS, BUILD = range(1, 6)

_ASSET_FOLDERS = ("theme/", "media/")
# Folders whose pages are lists, feeds, data and search: see the table of addresses.
_LIST_FOLDERS = (
    *("chuyen-muc/", "dong-su-kien/", "the/", "tac-gia/", "luu-tru/", "trang/", "rss/"),
    *("du-lieu/", "so-do-trang/", "thu-tuc-hanh-chinh/", "tim-kiem/", "luot-truy-cap/"),
)
_PAGE_SUFFIXES = frozenset({".html", ".htm", ".txt"})
_LIST_SUFFIXES = frozenset({".xml", ".json", ".jsonld", ".csv", ".webmanifest"})


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a release: its key (path in the site), where its bytes are and how to serve them.

    `size` and `sha256` (hexadecimal) are of the file at `source`, which is already encoded where
    `encoding` says so (`gzip`). The name of an immutable file changes with its content.
    """

    key: str
    source: Path
    size: int
    sha256: str
    content_type: str
    cache_control: str
    encoding: str = ""
    is_immutable: bool = False


@dataclass(frozen=True, slots=True)
class Headers:
    """What an object is served with; `redirect` is where a website endpoint sends its readers."""

    content_type: str
    cache_control: str
    encoding: str = ""
    redirect: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An object as it should be."""

    sha256: str
    size: int
    headers: Headers
    is_immutable: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """An object as a listing of the bucket states it."""

    etag: str
    size: int


@dataclass(frozen=True, slots=True)
class Held:
    """An object that a delivery put into the bucket.

    `since` is when it was first found to be no part of the release, by the delivery of number
    `left_at`; None while it is part of it.
    """

    item: Item
    etag: str
    since: datetime | None = None
    left_at: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """What the bucket held after the last delivery, and the number of deliveries until then.

    `others` are the objects that no delivery of this portal made, with their ETags.
    """

    release: str = ""
    at: datetime | None = None
    deliveries: int = 0
    objects: Mapping[str, Held] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)


def phase_of(key: str, is_immutable: bool) -> int:
    """Return the phase in which a file appears: what others point to comes first."""
    path = PurePosixPath(key)
    if key == "build.json":
        return BUILD
    if is_immutable or key.startswith(_ASSET_FOLDERS):
        return ASSETS
    if key in {HOME, "robots.txt"} or (path.suffix == ".xml" and key.startswith("sitemap")):
        return DOORS
    if key.startswith(_LIST_FOLDERS) or path.suffix in _LIST_SUFFIXES:
        return LISTS
    return PAGES if path.suffix in _PAGE_SUFFIXES else ASSETS
