"""A sheet as it was read: rows of cells, and which cells are merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from plugins.vietnamese import normalise_text

#: A text, or a number as the sheet holds it; an empty cell is an empty text.
Cell: TypeAlias = "str | int | float"
#: No heading, name or number is longer; what is longer would only take time.
_MOST_LETTERS = 1000
Row: TypeAlias = tuple[Cell, ...]
#: First row, first column, last row, last column, from 0, all within.
Merge: TypeAlias = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Rows may differ in length; row 0 is what people call row 1."""

    name: str
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns of the longest row."""
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """Return what a cell itself holds; beyond the end of a row nothing."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""

    def text(self, row: int, column: int) -> str:
        """Return a cell as plain normalised text."""
        return text_of(self.cell(row, column))

    def texts(self, row: int) -> tuple[str, ...]:
        """Return the texts of a row that are not empty, from left to right."""
        return tuple(filter(None, map(text_of, self.rows[row])))


def text_of(cell: Cell) -> str:
    """Return a cell as plain text that another normalisation leaves as it is."""
    text = format(cell, ".15g") if isinstance(cell, float) else str(cell)
    text = text[:_MOST_LETTERS]
    # Entities come escaped more than once from web forms: "&amp;amp;".
    while (clean := normalise_text(text)) != text:
        text = clean
    return text


def spread(sheet: Sheet) -> Sheet:
    """Return the sheet with every merged cell filled with what its first cell holds."""
    width = sheet.width
    rows = [list(row) + [""] * (width - len(row)) for row in sheet.rows]
    for top, left, bottom, right in sheet.merges:
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, width)):
                rows[row][column] = sheet.cell(top, left) if top < len(rows) else ""
    return Sheet(sheet.name, tuple(map(tuple, rows)), sheet.merges)


def letter(column: int) -> str:
    """Return what a sheet calls a column: 0 is A, 26 is AA."""
    above, within = divmod(column, 26)
    return (letter(above - 1) if above else "") + chr(ord("A") + within)


def address(row: int, column: int) -> str:
    """Return what a sheet calls a cell, both from 0: (11, 5) is F12."""
    return f"{letter(column)}{row + 1}"
