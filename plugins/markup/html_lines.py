"""Which lines are raw HTML, so that nobody changes a space in them."""

from __future__ import annotations

import re

from markdown.util import BLOCK_LEVEL_ELEMENTS

_OPENING = re.compile(r" {0,3}<(?:(?P<comment>!--)|(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?=[\s/>]|$))")
_BLOCKS = frozenset(BLOCK_LEVEL_ELEMENTS)


class HtmlLines:
    """Follow raw HTML blocks from line to line, as Python-Markdown finds them.

    A block begins with a block's tag at the beginning of a line and ends with the line that closes
    this tag.
    """

    def __init__(self) -> None:
        self._name = ""
        self._depth = 0

    @property
    def is_open(self) -> bool:
        """Tell whether the next line is raw HTML whatever it says."""
        return bool(self._name)

    def takes(self, line: str) -> bool:
        """Tell whether the next line belongs to raw HTML."""
        if not self._name and not self._opens(line):
            return False
        if not self._name:
            return True
        if self._name == "!--":
            self._depth = 0 if "-->" in line else 1
        else:
            tags = re.findall(rf"<(/?){self._name}(?=[\s/>]|$)", line, re.I)
            self._depth += sum(-1 if slash else 1 for slash in tags)
        if self._depth <= 0:
            self._name, self._depth = "", 0
        return True

    def _opens(self, line: str) -> bool:
        opening = _OPENING.match(line)
        if opening is None:
            return False
        name = "!--" if opening["comment"] else opening["name"].lower()
        if name == "!--" or name in _BLOCKS:
            self._name = "" if name == "hr" else name
        return name == "!--" or name in _BLOCKS
