"""XML of a portal: RSS, Atom, sitemaps, drawings. Nothing outside of the file is ever read."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

from plugins.site_checks.facts import Enclosure, Fault, Kind
from plugins.site_checks.html_page import HtmlPage
from plugins.site_checks.links import Links

_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_IMAGE_LOC = "{http://www.google.com/schemas/sitemap-image/1.1}loc"
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_IN_CSS = re.compile(r"url\(\s*[\"']?([^\"')]+)")
#: Limits of the protocol 0.9 (https://www.sitemaps.org/protocol.html).
MOST_ENTRIES, MOST_BYTES = 50_000, 50 * 1024 * 1024
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?")


class XmlFile:
    """What is in one XML file; `kind` is OTHER where it is none that the checks know."""

    def __init__(self, data: bytes, base: str) -> None:
        self.links = Links(base, wants_absolute=True)
        self.faults: list[Fault] = []
        self.enclosures: list[Enclosure] = []
        self.kind = Kind.OTHER
        self._base = base
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            line = error.lineno or 1
            self.faults.append(Fault("xml-broken", max(line, 1), base))
            return
        if root.getroottree().docinfo.doctype:
            self.faults.append(Fault("xml-doctype", 1))
        if root.tag == "rss":
            self._rss(root)
        elif root.tag == f"{_ATOM}feed":
            self._atom(root)
        elif root.tag in {f"{_SITEMAP}urlset", f"{_SITEMAP}sitemapindex"}:
            self._sitemap(root, len(data))
        elif root.tag == "{http://www.w3.org/2000/svg}svg":
            self._drawing(root)
        else:
            self._fault("xml-unknown", root, str(root.tag)[:40])
        self.faults += self.links.faults

    def _rss(self, root: Any) -> None:
        """Source: https://www.rssboard.org/rss-specification."""
        self.kind = Kind.FEED
        channel = root.find("channel")
        if channel is None or root.get("version") != "2.0":
            self._fault("feed-incomplete", root, "channel")
            return
        self._need(channel, "title", "link", "description")
        self._own(channel.find("link"))
        for element in channel.iter(f"{_ATOM}link"):
            self.links.require_own(element.get("href", ""), element.sourceline)
        for element in channel.iterfind("image/url"):
            self.links.go(_text(element), element.sourceline)
        self._check_date(channel.find("lastBuildDate"), _is_rfc822)
        known: set[str] = set()
        for item in channel.iterfind("item"):
            self._need(item, "title", "link", "guid", "pubDate")
            self._own(item.find("link"))
            self._unique(item.find("guid"), known)
            self._check_date(item.find("pubDate"), _is_rfc822)
            for element in item.iterfind("enclosure"):
                self._enclosure(element, element.get("url", ""))
            for element in item.iterfind(_ENCODED):
                self._html(element)

    def _atom(self, root: Any) -> None:
        """Source: RFC 4287."""
        self.kind = Kind.FEED
        self._need(root, f"{_ATOM}id", f"{_ATOM}title", f"{_ATOM}updated")
        self._check_date(root.find(f"{_ATOM}updated"), _is_iso)
        self._atom_links(root)
        known: set[str] = set()
        for entry in root.iterfind(f"{_ATOM}entry"):
            self._need(entry, f"{_ATOM}id", f"{_ATOM}title", f"{_ATOM}updated")
            self._unique(entry.find(f"{_ATOM}id"), known)
            for name in ("updated", "published"):
                self._check_date(entry.find(f"{_ATOM}{name}"), _is_iso)
            self._atom_links(entry)
            for element in entry.iterfind(f"{_ATOM}content"):
                if element.get("type") == "html":
                    self._html(element)

    def _atom_links(self, parent: Any) -> None:
        for element in parent.iterfind(f"{_ATOM}link"):
            rel, address = element.get("rel", "alternate"), element.get("href", "")
            if rel == "enclosure":
                self._enclosure(element, address)
            elif rel in {"self", "alternate"}:
                self.links.require_own(address, element.sourceline)
            else:
                self.links.go(address, element.sourceline)
        for name in ("icon", "logo"):
            for element in parent.iterfind(f"{_ATOM}{name}"):
                self.links.go(_text(element), element.sourceline)

    def _sitemap(self, root: Any, size: int) -> None:
        self.kind = Kind.SITEMAP
        known: set[str] = set()
        for entry in root:
            locations = entry.findall(f"{_SITEMAP}loc")
            if len(locations) != 1:
                self._fault("sitemap-entry", entry)
            for location in locations:
                self._unique(location, known)
                self._own(location)
            self._check_date(entry.find(f"{_SITEMAP}lastmod"), _is_w3c)
            for image in entry.iter(_IMAGE_LOC):
                self.links.go(_text(image), image.sourceline)
        if not known:
            self._fault("sitemap-empty", root)
        if len(known) > MOST_ENTRIES or size > MOST_BYTES:
            self._fault("sitemap-size", root, str(len(known)))

    def _drawing(self, root: Any) -> None:
        """A drawing may be opened by itself: then it is a page, with all that a page can do."""
        self.kind = Kind.PICTURE
        self.links = Links(self._base)
        for element in root.iter():
            if not isinstance(element.tag, str):
                continue
            name = etree.QName(element).localname
            if name in {"script", "foreignObject", "iframe", "handler", "set", "animate"}:
                self._fault("drawing-script", element, f"<{name}>")
            for key, value in element.attrib.items():
                if key.lower().startswith("on"):
                    self._fault("drawing-script", element, f"{key}=…")
                elif key in {"href", _XLINK} and not value.startswith("#"):
                    take = self.links.go if name == "a" else self.links.load
                    if take(value, element.sourceline).startswith("javascript:"):
                        self._fault("drawing-script", element, "javascript:")
                for address in _IN_CSS.findall(value):
                    if not address.startswith("#"):
                        self.links.load(address, element.sourceline)

    def _html(self, element: Any) -> None:
        """Look at the links of an article's text as a reader of feeds sees them."""
        page = HtmlPage(self._base, is_whole=False)
        page.read(element.text or "", element.sourceline)
        # Notes and contents lead to places in the article, ids may be those of another item.
        left_out = {"anchor-missing", "id-missing"}
        self.faults += [fault for fault in page.faults if fault.code not in left_out]
        for kept, found in (
            (self.links.goes, page.links.goes),
            (self.links.loads, page.links.loads),
            (self.links.sends, page.links.sends),
        ):
            for address, line in found.items():
                kept.setdefault(address, line)

    def _need(self, parent: Any, *names: str) -> None:
        for name in names:
            element = parent.find(name)
            if element is None or not _text(element):
                self._fault("feed-incomplete", parent, name.rpartition("}")[2])

    def _unique(self, element: Any, known: set[str]) -> None:
        if element is None:
            return
        if _text(element) in known:
            code = "sitemap-twice" if self.kind is Kind.SITEMAP else "feed-id-twice"
            self._fault(code, element, _text(element))
        known.add(_text(element))

    def _own(self, element: Any) -> None:
        if element is not None and _text(element):
            self.links.require_own(_text(element), element.sourceline)

    def _check_date(self, element: Any, is_valid: Any) -> None:
        if element is not None and not is_valid(_text(element)):
            code = "sitemap-date" if self.kind is Kind.SITEMAP else "feed-date"
            self._fault(code, element, _text(element))

    def _enclosure(self, element: Any, address: str) -> None:
        resolved = self.links.go(address, element.sourceline)
        length = element.get("length", "")
        if not length.isdecimal():
            self._fault("enclosure-size", element, length)
        else:
            self.enclosures.append(Enclosure(resolved, int(length), element.sourceline))

    def _fault(self, code: str, element: Any, detail: str = "") -> None:
        self.faults.append(Fault(code, element.sourceline or 1, detail))


def _text(element: Any) -> str:
    return (element.text or "").strip()


def _is_rfc822(text: str) -> bool:
    try:
        return parsedate_to_datetime(text).tzinfo is not None and "-0000" not in text
    except (ValueError, IndexError, TypeError):
        return False


def _is_iso(text: str) -> bool:
    return "T" in text and _is_w3c(text)


def _is_w3c(text: str) -> bool:
    """Tell whether a text is a date, or a time with its zone. Source: W3C-DTF."""
    if not _ISO.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
