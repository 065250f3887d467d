"""Python-Markdown's links and pictures, taught to say where in the file they stand."""

from __future__ import annotations

import re
from typing import TypeAlias
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import (
    AUTOLINK_RE,
    AUTOMAIL_RE,
    IMAGE_LINK_RE,
    IMAGE_REFERENCE_RE,
    LINK_RE,
    REFERENCE_RE,
    AutolinkInlineProcessor,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)
from markdown.util import AtomicString

from plugins.markup.lines import Lines

#: Carries the line of a link or picture to the finished HTML, where it is taken off.
LINE = "data-line"
_Found: TypeAlias = tuple[Element | str | None, int | None, int | None]


class Places:
    """The lines of the body that is being converted, and which references it has used."""

    def __init__(self) -> None:
        self.begin(Lines("", 1))

    def begin(self, lines: Lines) -> None:
        """Start with another body."""
        self.lines = lines
        self.used: set[str] = set()


class _Placed(InlineProcessor):
    """What all patterns below share: they mark what they make with its line."""

    def __init__(self, pattern: str, md: Markdown, places: Places) -> None:
        super().__init__(pattern, md)
        self.places = places

    def handleMatch(self, m: re.Match[str], data: str) -> _Found:  # type: ignore[override]
        return self.mark(super().handleMatch(m, data), data)

    def mark(self, found: _Found, data: str) -> _Found:
        element, start, end = found
        if isinstance(element, Element) and start is not None and end is not None:
            address = element.get("href") or element.get("src") or ""
            line = self.places.lines.locate(*self.pieces(data[start:end], address))
            element.set(LINE, str(line))
        return found

    def pieces(self, written: str, address: str) -> tuple[str, ...]:
        """Return what to look for in the file, best first."""
        # Without the words of the link, in which other patterns may have left their marks.
        return (written, written[max(written.rfind("]("), 0) :], address)


class _PlacedReference(_Placed):
    """A reference stands where its address is written: that is what an editor has to mend."""

    def evalId(self, data: str, index: int, text: str) -> tuple[str | None, int, bool]:
        name, end, handled = super().evalId(data, index, text)  # type: ignore[misc]
        if name is not None:
            self.places.used.add(" ".join(name.split()))
        return name, end, handled

    def pieces(self, written: str, address: str) -> tuple[str, ...]:
        return (address, address.replace("%20", " "), written)


class _Link(_Placed, LinkInlineProcessor):
    pass


class _Image(_Placed, ImageInlineProcessor):
    pass


class _Autolink(_Placed, AutolinkInlineProcessor):
    pass


class _Reference(_PlacedReference, ReferenceInlineProcessor):
    pass


class _ShortReference(_PlacedReference, ShortReferenceInlineProcessor):
    pass


class _ImageReference(_PlacedReference, ImageReferenceInlineProcessor):
    pass


class _ShortImageReference(_PlacedReference, ShortImageReferenceInlineProcessor):
    pass


class _Automail(_Placed):
    """`<name@example.vn>` as a plain link: numbered entities hide it from readers only."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Found:  # type: ignore[override]
        address = self.unescape(m[1])
        link = Element("a", {"href": f"mailto:{address.removeprefix('mailto:')}"})
        link.text = AtomicString(address)
        return self.mark((link, m.start(0), m.end(0)), data)


def register(md: Markdown, places: Places) -> None:
    """Put these patterns in the place of Python-Markdown's own."""
    for name, pattern, kind, priority in (
        ("reference", REFERENCE_RE, _Reference, 170),
        ("link", LINK_RE, _Link, 160),
        ("image_link", IMAGE_LINK_RE, _Image, 150),
        ("image_reference", IMAGE_REFERENCE_RE, _ImageReference, 140),
        ("short_reference", REFERENCE_RE, _ShortReference, 130),
        ("short_image_ref", IMAGE_REFERENCE_RE, _ShortImageReference, 125),
        ("autolink", AUTOLINK_RE, _Autolink, 120),
        ("automail", AUTOMAIL_RE, _Automail, 110),
    ):
        md.inlinePatterns.register(kind(pattern, md, places), name, priority)
