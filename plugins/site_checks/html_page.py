"""The facts of one page, or of a piece of HTML for other sites."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from plugins.site_checks.facts import Fault, PageFacts
from plugins.site_checks.html_reader import HtmlReader
from plugins.site_checks.html_tags import Tag
from plugins.site_checks.links import Links
from plugins.site_checks.srcset import is_for_phone, picked

_LINKED_DATA = "application/ld+json"
#: Scripts of these types are not run.
_DATA_TYPES = frozenset({_LINKED_DATA, "application/json"})
#: A browser looks for the charset this far. Source: HTML, 4.2.5.4.
_LAST_PLACE_OF_CHARSET = 1024


class HtmlPage(HtmlReader):
    """Reads a page and keeps its links, its faults and what it loads.

    In a fragment nothing is asked of doctype, title and heading, and every address is to be whole.
    """

    def __init__(self, base: str, *, is_whole: bool = True, is_anywhere: bool = False) -> None:
        super().__init__(is_whole=is_whole)
        self.links = Links(base, is_anywhere=is_anywhere, wants_absolute=not is_whole)
        self._is_whole = is_whole
        self._refers: dict[str, int] = {}
        self._names: set[str] = set()
        self._titles: list[str] = []
        self._canonical = ""
        self._is_hidden = False
        self._lang = False
        self._styles: dict[str, None] = {}
        self._scripts: dict[str, None] = {}
        self._fonts: dict[str, None] = {}
        self._pictures: dict[str, None] = {}
        self._source = ""

    def read(self, text: str, first_line: int = 1) -> None:
        """Read the whole of a text, once."""
        pieces = text.split("<")
        line = first_line + pieces[0].count("\n")
        number = 1
        if "\x00" in text:
            self.broken("html-syntax", text.count("\n", 0, text.index("\x00")) + 1, "NUL")
        if self._is_whole:
            number = 2
            doctype = pieces[1].rstrip().lower() if len(pieces) > 1 else ""
            if pieces[0].strip("\ufeff \t\r\n") or doctype != "!doctype html>":
                self.broken("html-doctype", 1, "")
                number = 1
            else:
                line += pieces[1].count("\n")
        elif pieces[0].strip():
            pieces[0] = ""
        self.tags(pieces, number, line)
        self.faults += self.links.faults
        self.faults += self.links.missing_anchors(self.ids.keys() | self._names)
        for id_, where in self._refers.items():
            if id_ not in self.ids:
                self.faults.append(Fault("id-missing", where, id_))
        if self._is_whole:
            self.faults += self._of_the_whole(text)

    def page(self) -> PageFacts:
        """Return what is known of the page besides its links, after `read`."""
        return PageFacts(
            ids=tuple(self.ids.keys() | self._names) if self._names else tuple(self.ids),
            canonical=self._canonical,
            is_hidden=self._is_hidden,
            styles=tuple(self._styles),
            scripts=tuple(self._scripts),
            fonts=tuple(self._fonts),
            pictures=tuple(self._pictures),
        )

    def link(self, address: str, line: int) -> None:
        if self._is_whole:
            self.links.goes.setdefault(address, line)
        else:
            self.links.go(address, line)

    def attributes(self, tag: Tag, line: int, parent: str) -> None:
        links = self.links
        for written in tag.goes:
            links.go(written, line)
        for written in tag.loads:
            links.load(written, line)
        for written in tag.sends:
            links.send(written, line)
        for written in tag.own:
            self._own(tag, written, line)
        for id_ in tag.refers:
            self._refers.setdefault(id_, line)
        for fault in tag.faults:
            self.faults.append(fault._replace(line=line))
        self._special(tag, line, parent)

    def raw_text(self, tag: Tag, text: str, line: int, parent: str) -> None:
        if tag.name == "title":
            if parent != "head":
                self.broken("html-place", line, f"<title>, <{parent}>")
            self._titles.append(text.strip())
        elif tag.name == "style":
            self.faults.append(Fault("inline-style", line, "<style>"))
        elif tag.name in {"iframe", "noframes", "noembed", "xmp"}:
            self.broken("html-place", line, f"<{tag.name}>")
        elif tag.name == "script":
            self._script(tag, text, line)

    def ended(self, name: str) -> None:
        if name == "picture":
            self._source = ""

    def _special(self, tag: Tag, line: int, parent: str) -> None:
        name, value = tag.name, tag.value
        if name == "img":
            chosen = self._source or picked(value("srcset"), value("sizes")) or value("src")
            if chosen and not chosen.startswith("data:"):
                self._pictures[self.links.load(chosen, line)] = None
        elif name == "source":
            if (
                parent == "picture"
                and not self._source
                and is_for_phone(value("media"), value("type"))
            ):
                self._source = picked(value("srcset"), value("sizes"))
        elif name == "script":
            if value("src") and value("type") not in _DATA_TYPES:
                self._scripts[self.links.load(value("src"), line)] = None
        elif name == "link":
            self._link(tag, line)
        elif name == "html":
            self._lang = bool(value("lang").strip())
        elif name == "a":
            if value("name"):
                self._names.add(value("name"))
        elif name == "base":
            self.faults.append(Fault("html-base", line))
        elif name == "meta" and value("name").lower() in {"robots", "googlebot"}:
            self._is_hidden |= bool({"noindex", "none"} & set(_words(value("content"))))

    def _link(self, tag: Tag, line: int) -> None:
        rel = set(tag.value("rel").lower().split())
        kept = None
        if "stylesheet" in rel and "alternate" not in rel:
            kept = self._styles
        elif rel & {"preload", "modulepreload"}:
            sort = "script" if "modulepreload" in rel else tag.value("as").lower()
            known = {"font": self._fonts, "style": self._styles, "script": self._scripts}
            kept = known.get(sort)
        if kept is not None and tag.value("href"):
            kept[self.links.load(tag.value("href"), line)] = None

    def _own(self, tag: Tag, written: str, line: int) -> None:
        address = self.links.require_own(written, line)
        if tag.name == "link":
            if self._canonical and self._canonical != address:
                self.faults.append(Fault("canonical-twice", line, address))
            self._canonical = address

    def _script(self, tag: Tag, text: str, line: int) -> None:
        kind = tag.value("type").lower()
        if "<!--" in text and "<script" in text.lower():
            self.broken("html-syntax", line, "<script> … <!-- … <script")
        if kind not in _DATA_TYPES:
            if not tag.value("src"):
                self.faults.append(Fault("inline-script", line, "<script>"))
            return
        try:
            data = json.loads(text)
        except ValueError:
            self.faults.append(Fault("linked-data-broken", line))
            return
        if kind == _LINKED_DATA:
            for address in _web_addresses(data):
                # What follows the # names a thing, no place in a page.
                self.links.go(address.partition("#")[0], line)

    def _of_the_whole(self, text: str) -> Iterator[Fault]:
        if [name for name in self.once if name != "h1"] != ["html", "head", "body"]:
            yield Fault("html-parts", 1)
        if not self._lang:
            yield Fault("html-lang", 1)
        if len(self._titles) != 1 or not self._titles[0]:
            yield Fault("title-missing" if not any(self._titles) else "title-twice", 1)
        if (headings := self.once.count("h1")) != 1:
            yield Fault("heading-missing" if not headings else "heading-twice", 1)
        early = text.encode()[:_LAST_PLACE_OF_CHARSET].lower()
        if b'<meta charset="utf-8"' not in early:
            yield Fault("html-charset", 1)


def _words(text: str) -> list[str]:
    return text.lower().replace(",", " ").split()


def _web_addresses(data: Any) -> Iterator[str]:
    """Yield every string of parsed JSON that is a whole web address."""
    if isinstance(data, str):
        if data.startswith(("https://", "http://")) and " " not in data:
            yield data
    elif isinstance(data, dict):
        for child in data.values():
            yield from _web_addresses(child)
    elif isinstance(data, list):
        for child in data:
            yield from _web_addresses(child)
