"""On which line of the file a piece of a body stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

_FENCED = re.compile(
    r"^ *(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ *(?P=fence)[`~]* *$|\Z)", re.M | re.S
)
_SPAN = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)[^`]*(?<!`)(?P=ticks)(?!`)")
_ESCAPED = re.compile(r"\x02([0-9]+)\x03")
_LINE_END = re.compile(r"\n")
_NAME_CHARACTER = re.compile(r"[\w/.%-]")


class Lines:
    """Find the lines of pieces, each piece from its last place on; code is no place."""

    def __init__(self, text: str, first_line: int) -> None:
        self._text = text
        self.first = first_line
        self._searched: str | None = None
        self._next: dict[str, int] = {}

    def locate(self, *pieces: str) -> int:
        """Return the line of the first of these pieces that is found, or the first line."""
        if self._searched is None:
            self._searched = _SPAN.sub(_blank, _FENCED.sub(_blank, self._text))
        for piece in pieces:
            for written in dict.fromkeys((_ESCAPED.sub(_unescape, piece), piece)):
                at = self._find(written)
                if at >= 0:
                    return self._line(at)
        return self.first

    def holds(self, line: int) -> bool:
        """Tell whether there is such a line; an editor can write any number into raw HTML."""
        return self.first <= line <= self.first + len(self._ends)

    def locate_definition(self, label: str) -> int:
        """Return the line of `[label]: address`, in capitals or not."""
        return self._line(max(self._lower.find(f"[{label}]:"), 0), self._lower_ends)

    def _line(self, at: int, ends: Sequence[int] | None = None) -> int:
        return self.first + bisect_left(self._ends if ends is None else ends, at)

    @cached_property
    def _ends(self) -> list[int]:
        return _line_ends(self._text)

    @cached_property
    def _lower(self) -> str:
        return self._text.lower()

    @cached_property
    def _lower_ends(self) -> list[int]:
        # A capital letter may be two small ones.
        return _line_ends(self._lower)

    def _find(self, piece: str) -> int:
        if not piece or self._searched is None:
            return -1
        at = self._whole(piece, self._next.get(piece, 0))
        if at < 0:
            at = self._whole(piece, 0)
        if at >= 0:
            self._next[piece] = at + len(piece)
        return at

    def _whole(self, piece: str, start: int) -> int:
        """Find a piece that is not part of a longer name (`a.md` is not in `ba.md`)."""
        assert self._searched is not None
        at = self._searched.find(piece, start)
        while at >= 0:
            end = at + len(piece)
            before, after = self._searched[at - 1 : at], self._searched[end : end + 1]
            continues = bool(_NAME_CHARACTER.match(before) and _NAME_CHARACTER.match(piece)) or (
                bool(_NAME_CHARACTER.match(after) and _NAME_CHARACTER.match(piece[-1]))
            )
            if not continues:
                return at
            at = self._searched.find(piece, at + 1)
        return -1


def _line_ends(text: str) -> list[int]:
    return [match.start() for match in _LINE_END.finditer(text)]


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _unescape(match: re.Match[str]) -> str:
    # Python-Markdown's own spelling of an escaped character.
    return f"\\{chr(int(match[1]))}"
