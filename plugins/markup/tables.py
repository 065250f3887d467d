"""Tables whose rows do not fit: what Python-Markdown would leave out without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_CODE = re.compile(r"(?<!`)(`+)(?!`)[^`]+(?<!`)\1(?!`)")
_PIPE = re.compile(r"(?<!\\)(?:\\\\)*\|")


def count_cells(row: str) -> int:
    """Return how many cells a row has; pipes in code and escaped ones separate nothing."""
    row = _CODE.sub("", row.strip())
    pipes = len(_PIPE.findall(row))
    return pipes + 1 - row.startswith("|") - bool(pipes > 1 and _PIPE.search(row, len(row) - 1))


def misfits(rows: Sequence[str]) -> Iterator[tuple[int, str, int, int]]:
    """Yield each row of a table that cannot be shown: its index, text, cells, the columns.

    That is the row of dashes (index 1) where it has more or fewer cells than the first row, which
    makes the whole no table, and any later row with more.
    """
    columns = count_cells(rows[0])
    for index, row in enumerate(rows[1:], start=1):
        cells = count_cells(row)
        if cells > columns or (index == 1 and cells != columns):
            yield index, row, cells, columns
