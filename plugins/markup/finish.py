"""From sanitised HTML to a body: links, pictures, tables and headings as the portal shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from html import escape
from posixpath import dirname
from urllib.parse import quote

from plugins.content_model import body_faults
from plugins.content_model.alt import ALT_FIX, lazy_alt
from plugins.content_model.body_faults import Fault
from plugins.content_model.models import Heading, Reference, Target
from plugins.content_model.suggest import near_anchor
from plugins.markup.autolinks import link_addresses
from plugins.markup.figures import make_figures
from plugins.markup.headings import set_headings
from plugins.markup.lines import Lines
from plugins.markup.patterns import LINE
from plugins.markup.sanitise import unsafe_scheme
from plugins.markup.targets import Kind, Place, read_target
from plugins.markup.tokens import Token, attributes_of, tag, tokens

Report = Callable[[int, Fault], None]
_NOTE_ID = re.compile(r"fn(?:ref[0-9]*)?:.+", re.S)
_NOTE_MARK = re.compile(r"\[\^([^\[\]]+)\]")
_CONTENTS = "<p>[TOC]</p>\n"


@dataclass(frozen=True, slots=True)
class Finished:
    """The HTML of a body, its headings and what it refers to."""

    html: str
    headings: tuple[Heading, ...]
    references: tuple[Reference, ...]


def finish(
    html: str,
    *,
    path: str,
    title: str,
    lines: Lines,
    refused: Collection[int],
    report: Report,
) -> Finished:
    """Finish a body that has gone through the gate.

    `refused` are the lines on which a link or picture has been reported and taken away already.
    """
    walk = _Walk(path, title, lines, refused, report)
    for token in tokens(html):
        walk.take(token)
    html = make_figures(
        "".join(walk.out), lambda caption, line: report(line, body_faults.lost_caption(caption))
    )
    # The page has a list of contents of its own.
    html, headings = set_headings(html.replace(_CONTENTS, ""))
    walk.check_anchors([heading.anchor for heading in headings])
    return Finished(html, headings, tuple(walk.references))


class _Walk:
    """One pass over the tags and texts of a body."""

    def __init__(
        self, path: str, title: str, lines: Lines, refused: Collection[int], report: Report
    ) -> None:
        self.folder = dirname(path)
        self.title = title
        self.lines = lines
        self.refused = refused
        self.report = report
        self.out: list[str] = []
        self.references: list[Reference] = []
        self._note_ids: set[str] = set()
        self._anchors: list[tuple[str, int]] = []
        self._link: tuple[str, int] | None = None
        self._link_has_words = False
        # Open elements whose text is left as it is, tables and table heads, by name.
        self._open = dict.fromkeys(("a", "code", "pre", "table", "thead"), 0)
        self._tables = 0
        self._handlers: dict[str, Callable[[Token], str]] = {
            "": self._text,
            "a": self._a,
            "img": self._img,
            "table": self._table,
            "td": self._cell,
            "th": self._cell,
            "li": self._noted,
            "sup": self._noted,
        }

    def take(self, token: Token) -> None:
        raw, name, _ = token
        plain_name = name.removeprefix("/")
        if plain_name in self._open:
            self._open[plain_name] += 1 if name == plain_name else -1
        handle = self._handlers.get(plain_name)
        self.out.append(handle(token) if handle else raw)

    def check_anchors(self, anchors: list[str]) -> None:
        """Report the links to places in this body that are not there."""
        known = {*anchors, *self._note_ids}
        for anchor, line in self._anchors:
            if anchor in known:
                continue
            if _NOTE_ID.match(anchor):
                label = anchor.partition(":")[2]
                line = self.lines.locate(f"[^{label}]:")
                self.report(line, body_faults.unused_footnote(label))
            else:
                self.report(line, body_faults.dead_anchor(anchor, near_anchor(anchor, anchors)))

    def _text(self, token: Token) -> str:
        raw = token[0]
        self._link_has_words = self._link_has_words or not raw.isspace()
        if self._open["code"] or self._open["pre"]:
            return raw
        if "[^" in raw:
            for label in _NOTE_MARK.findall(raw):
                self.report(self.lines.locate(f"[^{label}]"), body_faults.missing_footnote(label))
        return raw if self._open["a"] else link_addresses(raw)

    def _a(self, token: Token) -> str:
        raw, name, rest = token
        if name == "/a":
            if self._link is not None and not self._link_has_words:
                self.report(self._link[1], body_faults.wordless_link(self._link[0]))
            self._link = None
            return raw
        attributes = attributes_of(rest)
        written = attributes.get("href")
        line = self._line(attributes, written or "")
        if written is None:
            if LINE in rest and line not in self.refused:
                self.report(line, body_faults.invalid_link())
            return "<a>"
        self._link, self._link_has_words = (written, line), False
        href = self._address(written, read_target(written, self.folder), line)
        return tag("a", {**attributes, "href": href} if href else {})

    def _address(self, written: str, place: Place, line: int) -> str:
        """Return where a link leads, and note it; or report it and return ''."""
        match place.kind:
            case Kind.CONTENT:
                reference = Reference(Target.CONTENT, place.path, line, place.anchor)
                self.references.append(reference)
                return f"content:{quote(place.path)}{place.rest}"
            case Kind.ADDRESS:
                self.references.append(Reference(Target.ADDRESS, place.path, line))
                return written
            case Kind.ANCHOR:
                self._anchors.append((place.anchor, line))
                return written
            case Kind.EXTERNAL:
                return "" if unsafe_scheme(written) else written
            case Kind.OUTSIDE:
                self.report(line, body_faults.outside(written))
            case Kind.BARE:
                self.report(line, body_faults.bare_link(written, place.path))
            case Kind.EMPTY:
                self.report(line, body_faults.empty_link())
        return ""

    def _img(self, token: Token) -> str:
        self._link_has_words = True
        attributes = attributes_of(token[2])
        written = attributes.pop("src", "")
        line = self._line(attributes, written)
        place = read_target(written, self.folder)
        if place.kind in {Kind.EXTERNAL, Kind.BARE}:
            self.report(line, body_faults.external_image(written))
        elif place.kind is Kind.OUTSIDE:
            self.report(line, body_faults.outside(written))
        elif place.kind in {Kind.EMPTY, Kind.ANCHOR}:
            if line not in self.refused:
                self.report(line, body_faults.pathless_image())
        else:
            picture = place.path.lstrip("/")
            self.references.append(Reference(Target.PICTURE, picture, line))
            alt = attributes.get("alt", "")
            if fault := lazy_alt(alt, picture, self.title):
                code = "alt-lazy" if alt.strip() else "alt-missing"
                self.report(line, Fault(code, fault, ALT_FIX))
            attributes["src"] = f"content:{quote(picture)}"
        return tag("img", {**attributes, LINE: str(line)})

    def _table(self, token: Token) -> str:
        raw, name, _ = token
        # Each table scrolls by itself, also by keyboard, on a narrow screen.
        if name == "/table":
            return raw if self._open["table"] else f"{raw}\n</div>"
        self._tables += 1
        if self._open["table"] > 1:
            return raw
        wrapper = {"class": "c-prose__table", "role": "region", "tabindex": "0"}
        return f"{tag('div', {**wrapper, 'aria-label': f'Bảng {self._tables}'})}\n{raw}"

    def _cell(self, token: Token) -> str:
        raw, name, rest = token
        if name[0] == "/" or (not rest and name == "td"):
            return raw
        attributes = attributes_of(rest)
        side = attributes.pop("align", "").lower()
        if name == "th" and self._open["thead"]:
            attributes.setdefault("scope", "col")
        if side in {"right", "center"}:
            attributes["class"] = f"u-align-{side}"
        return tag(name, attributes)

    def _noted(self, token: Token) -> str:
        raw, name, rest = token
        if " id=" not in rest:
            return raw
        attributes = attributes_of(rest)
        if _NOTE_ID.fullmatch(attributes["id"]):
            self._note_ids.add(attributes["id"])
        else:
            del attributes["id"]
        return tag(name, attributes)

    def _line(self, attributes: dict[str, str], written: str) -> int:
        marked = attributes.pop(LINE, "")
        # Raw HTML has no mark, or one that an editor made up.
        known = marked.isdecimal() and marked.isascii() and len(marked) < 10
        if known and self.lines.holds(int(marked)):
            return int(marked)
        return self.lines.locate(written, escape(written))
