"""What is known of one file of a built site: all that the checks of the whole need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What a file is to the checks."""

    PAGE = "a page"
    FRAGMENT = "a piece of HTML for other sites"
    FEED = "RSS, Atom or JSON Feed"
    SITEMAP = "a sitemap or an index of sitemaps"
    ROBOTS = "robots.txt"
    STYLE = "a stylesheet"
    SCRIPT = "a script"
    FONT = "a font"
    PICTURE = "a picture"
    DATA = "JSON and the like"
    TEXT = "plain text"
    OTHER = "what is only handed out"


class Fault(NamedTuple):
    """What is wrong with a file by itself: a code of `wordings`, a line, what it is about."""

    code: str
    line: int
    detail: str = ""


class Enclosure(NamedTuple):
    """A file that a feed offers, and how many bytes the feed says it has."""

    address: str
    length: int
    line: int


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of a page besides its links.

    `styles`, `scripts`, `fonts` and `pictures` are the addresses that it loads of each;
    of a picture, the one file that a phone takes (`srcset.picked`).
    """

    ids: tuple[str, ...] = ()
    canonical: str = ""
    is_hidden: bool = False
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Facts of one file: a pure function of its path and bytes.

    `size` is what lies on the disk, `sent` what goes over the line. Addresses stand
    with their first line, as `addresses.resolve` writes them: `goes` are links, `loads` what
    a browser fetches by itself, `sends` where forms go, `own` links that have to be whole addresses
    of the portal. `names` are paths that stand in it without being links.
    """

    kind: Kind
    size: int
    sent: int
    faults: tuple[Fault, ...] = ()
    goes: Mapping[str, int] = field(default_factory=dict)
    loads: Mapping[str, int] = field(default_factory=dict)
    sends: Mapping[str, int] = field(default_factory=dict)
    own: Mapping[str, int] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    page: PageFacts | None = None
