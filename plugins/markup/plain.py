"""The plain text of a body, for search, related articles and feeds."""

from __future__ import annotations

import re
from html import unescape

from plugins.markup.tokens import tokens

_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr caption blockquote pre figure figcaption "
    "details summary div section hr br".split()
)
_CELLS = frozenset({"td", "th"})
_SPACES = re.compile(r"[^\S\n]+")


def plain_text(html: str) -> str:
    """Return the text of a converted body, a line for each block, cells apart with a bar.

    Marks of footnotes are left out: they are no part of the sentence.
    """
    parts: list[str] = []
    open_cells, cells_in_row = 0, 0
    skipped = ""
    for raw, name, rest in tokens(html):
        if skipped:
            skipped = "" if name == skipped else skipped
        elif not name:
            parts.append(unescape(raw.replace("\n", " ")))
        elif (name == "sup" and "fnref" in rest) or (name == "a" and "footnote-backref" in rest):
            skipped = f"/{name}"
        elif name in _CELLS:
            parts.append(" | " if cells_in_row else "")
            open_cells, cells_in_row = open_cells + 1, cells_in_row + 1
        elif name.removeprefix("/") in _CELLS:
            open_cells -= 1
        elif name.removeprefix("/") in _BLOCKS:
            parts.append(" " if open_cells else "\n")
            cells_in_row = 0 if name == "tr" else cells_in_row
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
