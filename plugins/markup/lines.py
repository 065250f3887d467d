"""On which line of the file a piece of a body stands."""

from __future__ import annotations

import re

_FENCED = re.compile(
    r"^ *(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ *(?P=fence)[`~]* *$|\Z)", re.M | re.S
)
_SPAN = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)[^`]*(?<!`)(?P=ticks)(?!`)")
_ESCAPED = re.compile(r"\x02([0-9]+)\x03")
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
                    return self.first + self._text.count("\n", 0, at)
        return self.first

    def locate_definition(self, label: str) -> int:
        """Return the line of `[label]: address`, in capitals or not."""
        text = self._text.lower()
        at = text.find(f"[{label}]:")
        return self.first + (text.count("\n", 0, at) if at >= 0 else 0)

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
            before, after = self._searched[at - 1 : at], self._searched[at + len(piece) :][:1]
            continues = bool(_NAME_CHARACTER.match(before) and _NAME_CHARACTER.match(piece)) or (
                bool(_NAME_CHARACTER.match(after) and _NAME_CHARACTER.match(piece[-1]))
            )
            if not continues:
                return at
            at = self._searched.find(piece, at + 1)
        return -1


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _unescape(match: re.Match[str]) -> str:
    # Python-Markdown's own spelling of an escaped character.
    return f"\\{chr(int(match[1]))}"
