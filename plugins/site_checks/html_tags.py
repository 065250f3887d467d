"""One tag of HTML: its syntax, strictly, and which of its attributes are addresses.

What this reads, a browser reads alike; what a browser would have to guess is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from html.entities import html5
from types import MappingProxyType
from typing import NamedTuple

from plugins.site_checks.addresses import is_same_everywhere
from plugins.site_checks.facts import Fault
from plugins.site_checks.srcset import addresses_in

_WS = r"[ \t\n\f\r]"
_NAME = r"[^ \t\n\f\r\"'<>/=\x00]++"
_VALUE = r"(?:\"([^\"\x00]*+)\"|'([^'\x00]*+)'|([^ \t\n\f\r\"'=<>`\x00]++))"
_ATTRIBUTE = re.compile(rf"{_WS}++({_NAME})(?:{_WS}*+={_WS}*+{_VALUE})?+")
_TAG = re.compile(rf"(/?)([A-Za-z][^ \t\n\f\r/>\x00<]*+)((?:{_ATTRIBUTE.pattern})*+){_WS}*+(/?)")
#: What nearly every tag that is new on a page looks like: a link within the portal, a time.
_EASY = re.compile(
    r"(?:a(?: class=\"[\w -]*+\")?+ href=\"((?:/(?![/.])[A-Za-z0-9_.~-]*+)++)\""
    r"|time(?: class=\"[\w -]*+\")?+ datetime=\"[\w:+.-]*+\")"
)
_REFERENCE = re.compile(
    r"&(#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]*;?)(?=(.?))", re.S
)
#: Tags beyond these are remembered only while they are new: most pages have most tags in common.
_REMEMBERED = 1 << 12

_LOADED = frozenset(
    "stylesheet icon apple-touch-icon mask-icon manifest preload modulepreload prefetch prerender "
    "preconnect dns-prefetch apple-touch-startup-image search expect".split()
)
_SOURCES = frozenset({"src", "poster", "background", "data", "xlink:href", "attributionsrc"})
_LINKS = frozenset({"href", "xlink:href"})
_SENDS = frozenset({"action", "formaction"})
_MENTIONS = frozenset({"cite", "longdesc"})
_NAMED = frozenset({"for", "aria-labelledby", "aria-describedby", "aria-controls", "list"})
_WATCHED = (
    _SOURCES
    | _LINKS
    | _SENDS
    | _MENTIONS
    | _NAMED
    | {*("srcset", "imagesrcset", "ping", "style", "srcdoc", "http-equiv")}
)
_OF_SIMPLE_LINKS = frozenset({"class", "href", "id", "rel", "title", "type", "aria-current"})
_ADDRESSED = _SOURCES | _LINKS | _SENDS | _MENTIONS
_ROBOTS = frozenset({"robots", "googlebot"})
_META_LINKS = frozenset(
    "og:image og:image:url og:image:secure_url og:url og:video og:audio twitter:image "
    "twitter:player".split()
)
#: Elements of which a page keeps more than addresses.
_TELLING = frozenset("a base html img link meta script source".split())
_EMBEDDED = frozenset("iframe frame frameset object embed applet portal fencedframe".split())
_IN_CSS = re.compile(r"url\(\s*[\"']?([^\"')]+)", re.I)
_RUNNING = frozenset({"javascript", "vbscript"})
_SCHEME = re.compile(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.\-\t\n\r]*):")


class Tag(NamedTuple):
    """A tag that was read: its parts, the addresses in it as written, its faults without line.

    `link` is one within the portal that means the same everywhere; `refers` are ids of the same
    page that it names; `is_plain` where nothing else matters.
    """

    name: str
    is_end: bool = False
    is_closed: bool = False
    attributes: Mapping[str, str] = MappingProxyType({})
    is_plain: bool = True
    id: str = ""
    link: str = ""
    goes: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    sends: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    def value(self, name: str) -> str:
        """Return an attribute, or "" where it is not there."""
        return self.attributes.get(name, "")


def tag_at(text: str) -> tuple[Tag, int] | None:
    """Read the tag whose name, or slash, begins a text; return it and where it ends.

    None where no well-formed tag stands there.
    """
    found = _TAG.match(text)
    if found is None or text[found.end() : found.end() + 1] != ">":
        return None
    tag = read_tag(found[0])
    return None if tag is None else (tag, found.end() + 1)


@lru_cache(maxsize=_REMEMBERED)
def read_tag(raw: str) -> Tag | None:
    """Read a tag without its angle brackets; None where it is not well-formed."""
    if easy := _EASY.fullmatch(raw):
        return Tag("a", link=easy[1]) if easy[1] else Tag("time")
    found = _TAG.fullmatch(raw)
    if found is None:
        return None
    slash, name, written, is_closed = found[1], found[2].lower(), found[3], bool(found[8])
    if slash:
        return None if written or is_closed else Tag(name, True)
    if not written:
        return Tag(name, is_closed=is_closed, is_plain=name not in _TELLING)
    attributes: dict[str, str] = {}
    faults: list[Fault] = []
    for key, double, single, bare in _ATTRIBUTE.findall(written):
        key = key.lower()
        if key in attributes:
            faults.append(Fault("html-attribute-twice", 0, f"{key}, <{name}>"))
            continue
        value = double or single or bare
        attributes[key] = _unescaped(value) if "&" in value else value
    id_ = attributes.get("id", "")
    if not faults and _is_plain(name, attributes):
        return Tag(name, is_closed=is_closed, attributes=attributes, id=id_)
    if name == "a" and attributes.keys() <= _OF_SIMPLE_LINKS and not faults:
        href = attributes.get("href", "")
        if is_same_everywhere(href):
            return Tag(name, is_closed=is_closed, id=id_, link=href)
    reading = _Reading(name, attributes)
    return Tag(
        name,
        is_closed=is_closed,
        attributes=attributes,
        is_plain=False,
        id=id_,
        goes=tuple(reading.goes()),
        loads=tuple(reading.loads()),
        sends=tuple(attributes[key] for key in attributes if key in _SENDS),
        own=tuple(reading.own()),
        refers=tuple(id_ for key in attributes if key in _NAMED for id_ in attributes[key].split()),
        faults=(*faults, *reading.faults()),
    )


def _is_plain(name: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether nothing in a tag matters but its name and its id."""
    if name == "meta" and "http-equiv" not in attributes:
        meta = (attributes.get("property") or attributes.get("name") or "").lower()
        if meta not in _META_LINKS | _ROBOTS:
            return True
    if name in _TELLING or not _WATCHED.isdisjoint(attributes):
        return False
    return not any(key.startswith("on") or "url(" in attributes[key] for key in attributes)


def _unescaped(value: str) -> str:
    """Return the value of an attribute as a browser takes it. Source: HTML, 13.2.5.73."""
    return _REFERENCE.sub(_character, value)


def _character(found: re.Match[str]) -> str:
    name = found[1]
    if name[0] == "#" or (name in html5 and name[-1] == ";"):
        return unescape(f"&{name}")
    # Without its semicolon only some are known, and not before what may be part of a query.
    for end in range(len(name.rstrip(";")), 1, -1):
        after = f"{name}{found[2]}"[end : end + 1]
        if name[:end] in html5:
            is_query = after == "=" or (after.isascii() and after.isalnum())
            return found[0] if is_query else html5[name[:end]] + name[end:]
    return found[0]


class _Reading:
    """The attributes of one tag, sorted by what a browser does with them."""

    def __init__(self, name: str, attributes: Mapping[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.rel = frozenset(attributes.get("rel", "").lower().split())
        meta = (attributes.get("property") or attributes.get("name") or "").lower()
        self.meta = meta if name == "meta" else ""
        self.content = attributes.get("content", "")

    def goes(self) -> Iterator[str]:
        for key, value in self.attributes.items():
            if key in _MENTIONS or (key in _LINKS and self._is_link()):
                yield value
        if self.meta in _META_LINKS - {"og:url"}:
            yield self.content

    def own(self) -> Iterator[str]:
        if self.name == "link" and "canonical" in self.rel and "href" in self.attributes:
            yield self.attributes["href"]
        if self.meta == "og:url":
            yield self.content

    def loads(self) -> Iterator[str]:
        for key, value in self.attributes.items():
            is_source = key in _SOURCES and not (key == "data" and self.name != "object")
            if (is_source and not self._is_link()) or (key == "href" and self._is_loaded()):
                yield value
            elif key in {"srcset", "imagesrcset"}:
                yield from addresses_in(value)
            elif key == "ping":
                yield from value.split()
            elif key == "manifest" and self.name == "html":
                yield value
            elif "url(" in value and key not in {"content", "alt", "title", "value"}:
                yield from _IN_CSS.findall(value)

    def faults(self) -> Iterator[Fault]:
        for key, value in self.attributes.items():
            if key == "style":
                yield Fault("inline-style", 0, f"<{self.name} style=…>")
            elif key.startswith("on"):
                yield Fault("inline-handler", 0, f"<{self.name} {key}=…>")
            elif key == "srcdoc":
                yield Fault("html-embedded", 0, f"<{self.name} srcdoc=…>")
            if key in _ADDRESSED and (scheme := _scheme(value)) in _RUNNING:
                yield Fault("address-runs", 0, f"{scheme}:")
        if self.name == "img" and "alt" not in self.attributes:
            yield Fault("image-alt", 0, self.attributes.get("src", ""))
        if (equivalent := self.attributes.get("http-equiv", "").lower()) in {
            "refresh",
            "set-cookie",
        }:
            yield Fault(f"meta-{equivalent}", 0)
        if self.name in _EMBEDDED:
            yield Fault("html-embedded", 0, f"<{self.name}>")
        if self.meta in _META_LINKS and _scheme(self.content) not in {"http", "https"}:
            yield Fault("meta-relative", 0, f"{self.meta}: {self.content}")

    def _is_link(self) -> bool:
        """Tell whether href leads somewhere only when a reader, or a robot, wants to go."""
        if self.name == "link":
            return not self._is_loaded() and "canonical" not in self.rel
        return self.name in {"a", "area"}

    def _is_loaded(self) -> bool:
        """Tell whether a browser fetches href by itself."""
        if self.name == "link":
            return not self.rel.isdisjoint(_LOADED)
        return self.name not in {"a", "area", "base"}


def _scheme(value: str) -> str:
    found = _SCHEME.match(value) if ":" in value else None
    return re.sub(r"[\t\n\r]", "", found[1]).lower() if found else ""
