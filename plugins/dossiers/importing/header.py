"""The header of a report: which rows it takes and what each column under it means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from plugins.content_model.wordings import UNDER
from plugins.dossiers.importing.grid import Sheet, letter, spread
from plugins.dossiers.importing.wordings import COUNTS, NAMES, UNKNOWN, Vocabulary

_DEEPEST_START = 60
_MOST_ROWS = 4
#: Fewer columns of counts are a sentence that happens to name one, not a header.
_FEWEST_COUNTS = 3
_LABEL = re.compile(r"\(?\s*(?:([0-9]{1,2})|[A-Z])[a-z]?\s*\)?\s*(?:[=:].*)?")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its place, its headings and its key.

    `key` is one of COUNTS or NAMES, `number`, `rate`, `ignore`, or empty where nobody knows.
    """

    index: int
    headings: tuple[str, ...]
    key: str

    @property
    def title(self) -> str:
        """The headings as one text, the highest first."""
        return UNDER.join(self.headings)

    @property
    def shown(self) -> str:
        """The column as messages call it."""
        return f"cột {letter(self.index)} “{self.title}”"


@dataclass(frozen=True, slots=True)
class Header:
    """Rows `top` to `bottom` of a sheet, from 0, and the columns that they name.

    `doubles` are columns that mean the same as an earlier one.
    """

    top: int
    bottom: int
    columns: tuple[Column, ...]
    doubles: tuple[tuple[Column, Column], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> tuple[Column, ...]:
        """The columns of counts."""
        return tuple(column for column in self.columns if column.key in COUNTS)

    def find(self, *keys: str) -> Column | None:
        """Return the first column that has one of these keys."""
        return next((column for column in self.columns if column.key in keys), None)


def find_header(sheet: Sheet, vocabulary: Vocabulary) -> Header | None:
    """Find the rows that name most columns; None where none name three columns of counts.

    Rows that stand next to another one with headings are not the whole header: "Đúng hạn" alone
    would be a count where "Tỷ lệ" stands over it. Of equally good ones the one with fewest
    unknown columns is taken, then the lowest in height, then the first.
    """
    filled = spread(sheet)
    last = min(len(sheet.rows), _DEEPEST_START + _MOST_ROWS)
    has_heading = [_has_heading(sheet, row, vocabulary) for row in range(last)]
    known: dict[tuple[str, ...], str] = {}
    best: tuple[int, ...] = ()
    found: Header | None = None
    for top in range(min(len(sheet.rows), _DEEPEST_START)):
        for bottom in range(top, min(top + _MOST_ROWS, len(sheet.rows))):
            columns = []
            for index, headings in _paths(sheet, filled, top, bottom):
                if headings not in known:
                    known[headings] = vocabulary.column(headings)
                columns.append(Column(index, headings, known[headings]))
            counts = len({column.key for column in columns if column.key in COUNTS})
            names = any(column.key in NAMES for column in columns)
            unknown = sum(column.key == UNKNOWN for column in columns)
            is_whole = not any(has_heading[max(top - 1, 0) : top] + has_heading[bottom + 1 :][:1])
            rank = (counts, names, -unknown, top - bottom)
            if is_whole and counts >= _FEWEST_COUNTS and rank > best:
                best, found = rank, Header(top, bottom, tuple(columns))
    return _settle(found) if found else None


def _has_heading(sheet: Sheet, row: int, vocabulary: Vocabulary) -> bool:
    """Tell whether a heading stands in a row; a single text at its beginning is a title."""
    cells = [(index, text) for index in range(sheet.width) if (text := sheet.text(row, index))]
    if len(cells) == 1 and cells[0][0] == 0:
        return False
    return any(vocabulary.is_heading(text) for _, text in cells)


def _paths(
    sheet: Sheet, filled: Sheet, top: int, bottom: int
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each column that has a heading, with its headings, the highest first."""
    merged = {
        (row, column)
        for first, left, last, right in sheet.merges
        for row in range(max(first, top), min(last, bottom) + 1)
        for column in range(left, min(right + 1, filled.width))
    }
    above: dict[int, str] = {}
    for index in range(filled.width):
        levels: list[str] = []
        for row in range(top, bottom + 1):
            text = filled.text(row, index)
            has_below = any(sheet.text(below, index) for below in range(row + 1, bottom + 1))
            if not text and has_below and (row, index) not in merged and index:
                # In a sheet that tells of no merged cells a heading stands over the first of
                # its columns, and the cells beside it are empty.
                text = above.get(row, "")
            above[row] = text if has_below else ""
            if text and (not levels or levels[-1] != text):
                levels.append(text)
        if levels:
            yield index, tuple(levels)


def _settle(header: Header) -> Header:
    """Name the columns that mean the same, and read "Đúng hạn" where it stands for all in time."""
    keys = {column.key for column in header.columns}
    notes: tuple[str, ...] = ()
    on_time = header.find("on_time")
    if on_time and not keys & {"early", "early_or_on_time"} and keys & {"resolved", "pending"}:
        columns = tuple(
            replace(column, key="early_or_on_time") if column.key == "on_time" else column
            for column in header.columns
        )
        header = replace(header, columns=columns)
        notes = (f"không có cột trước hạn, nên {on_time.shown} là trước hạn và đúng hạn",)
    by_key: dict[str, list[Column]] = defaultdict(list)
    for column in header.columns:
        if column.key in {*COUNTS, *NAMES}:
            by_key[column.key].append(column)
    doubles = tuple((columns[0], other) for columns in by_key.values() for other in columns[1:])
    return replace(header, doubles=doubles, notes=notes)


def is_number_row(texts: tuple[str, ...]) -> bool:
    """Tell whether a row only numbers the columns: `A B 1 2 3`, `(1) (2) (3)=(4)+(5)`."""
    labels = [_LABEL.fullmatch(text) for text in texts]
    numbers = [int(label[1]) for label in labels if label and label[1]]
    if len(numbers) < _FEWEST_COUNTS or None in labels or not 1 <= numbers[0] <= _FEWEST_COUNTS:
        return False
    return all(0 <= after - before <= 1 for before, after in pairwise(numbers))
