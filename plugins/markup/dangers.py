"""What the gate takes away, so that an editor is told and nothing is lost in silence."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

from plugins.markup.patterns import LINE
from plugins.markup.sanitise import ATTRIBUTES, TAGS, unsafe_scheme

# What Word and old CMS leave around words. Without it the words stay, laid out by the theme.
_LAYOUT_TAGS = re.compile(r"font|center|big|tt|col|colgroup|wbr|o:p|st1:.*")
_LAYOUT_ATTRIBUTES = re.compile(
    "align|valign|width|height|border|cellpadding|cellspacing|bgcolor|background|nowrap|clear|style|"
    "class|dir|id|name|headers|summary|frame|rules|face|size|color|type|compact|loading|decoding|"
    "target|rel|role|tabindex|srcset|sizes|xmlns.*|data-.*|aria-.*"
)
_ADDRESSES = frozenset({"href", "src"})
_SKIPPED = frozenset({"script", "style"})


class Danger(NamedTuple):
    """A piece of raw HTML that will not be published.

    `kind` is `tag`, `attribute`, `link` or `image`; `name` the tag, attribute, scheme or address;
    `raw` the tag as written, its first line; `line` its line in the file, 0 if unknown.
    """

    kind: str
    name: str
    raw: str
    line: int


class Findings(NamedTuple):
    """The dangers of a piece of HTML, and what must be there after the gate.

    `letters` counts the characters of its text without white space; `addresses` are those of its
    links and pictures, each with its tag as written.
    """

    dangers: tuple[Danger, ...]
    letters: int
    addresses: tuple[tuple[str, str], ...]


def find_dangers(html: str) -> Findings:
    """Read HTML, before or after it goes through the gate."""
    finder = _Finder()
    finder.feed(html)
    finder.close()
    return Findings(tuple(finder.found), finder.letters, tuple(finder.addresses))


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Danger] = []
        self.letters = 0
        self.addresses: list[tuple[str, str]] = []
        self._skipping = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = (self.get_starttag_text() or f"<{tag}>").splitlines()[0]
        written = dict(attrs).get(LINE) or ""
        line = int(written) if re.fullmatch("[0-9]{1,9}", written) else 0
        self._skipping = tag if tag in _SKIPPED else ""
        if tag not in TAGS:
            if not _LAYOUT_TAGS.fullmatch(tag):
                self.found.append(Danger("tag", tag, raw, line))
            return
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set())
        for name, value in attrs:
            if name in _ADDRESSES and name in allowed:
                self._address(tag, value or "", raw, line)
            elif name not in allowed and not _LAYOUT_ATTRIBUTES.fullmatch(name):
                self.found.append(Danger("attribute", name, raw, line))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        self._skipping = ""

    def handle_pi(self, data: str) -> None:
        # Word declares its namespaces so.
        if not data.startswith("xml"):
            self._declaration(f"<?{data}>")

    def handle_decl(self, decl: str) -> None:
        self._declaration(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self._declaration(f"<![{data}]>")

    def _declaration(self, written: str) -> None:
        raw = written.splitlines()[0]
        self.found.append(Danger("tag", raw.strip("<>").split()[0], raw, 0))

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.letters += len("".join(data.split()))

    def _address(self, tag: str, value: str, raw: str, line: int) -> None:
        scheme = unsafe_scheme(value)
        if scheme is None:
            self.addresses.append((value, raw))
        elif tag == "img":
            self.found.append(Danger("image", value, raw, line))
        else:
            self.found.append(Danger("link", scheme, raw, line))
