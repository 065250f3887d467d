"""The rows under a header: which are data, which is the total, and which are left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from plugins.dossiers.importing.counts import Fault, read_count
from plugins.dossiers.importing.grid import Sheet, address, spread
from plugins.dossiers.importing.header import Header, is_number_row
from plugins.dossiers.importing.wordings import NUMBER, Vocabulary
from plugins.vietnamese import fold

_OUTER = re.compile(r"[IVX]{1,5}|[A-H]")
_INNER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})*")
_NUMBERED = re.compile(r"([IVX]{1,5}|[A-H]|[0-9]{1,3}(?:\.[0-9]{1,3})*)[.)]\s+(?=\S)")
_SIGNED = re.compile(r"\bngay\b.{1,12}\bthang\b.{1,12}\bnam\b")


class Kind(StrEnum):
    """What a row with a name or a number is."""

    DATA = "data"
    TOTAL = "total"
    HEADING = "heading"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a report as it stands there.

    `index` counts from 0. `depth` is how deep its number lies: I is 0, 1 is 1, 1.1 is 2; None
    without one. `counts` are the stated numbers by column, `blank` the columns with none.
    """

    index: int
    kind: Kind
    field: str
    agency: str
    name: str
    depth: int | None
    counts: Mapping[str, int]
    blank: tuple[str, ...]

    @property
    def label(self) -> str:
        """What the row is called in messages."""
        return ", ".join(filter(None, (self.field, self.agency, self.name)))


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is left out, and why, in Vietnamese."""

    index: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in a row: `place` is a cell (F12) or `hàng`."""

    index: int
    place: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Lines:
    """Everything under a header: what was read, what was left out, what could not be read."""

    read: tuple[Line, ...]
    skipped: tuple[Skipped, ...]
    wrong: tuple[Wrong, ...]


def read_lines(sheet: Sheet, header: Header, vocabulary: Vocabulary) -> Lines:
    """Read every row under the header; each is read, left out with a reason, or wrong."""
    return _Reader(sheet, header, vocabulary).read()


class _Reader:
    def __init__(self, sheet: Sheet, header: Header, vocabulary: Vocabulary) -> None:
        self.sheet, self.filled = sheet, spread(sheet)
        self.header, self.vocabulary = header, vocabulary
        self.titles = {sheet.texts(row) for row in range(header.top, header.bottom + 1)}
        self.lines: list[Line] = []
        self.skipped: list[Skipped] = []
        self.wrong: list[Wrong] = []

    def read(self) -> Lines:
        rows = range(self.header.bottom + 1, len(self.sheet.rows))
        last = max((row for row in rows if self._has_count(row)), default=-1)
        for row in rows:
            texts = self.sheet.texts(row)
            if not texts:
                continue
            if texts in self.titles or is_number_row(texts):
                reason = "tiêu đề lặp lại" if texts in self.titles else "số thứ tự các cột"
                self._skip(row, reason)
            elif row > last:
                self._skip_after(row)
            else:
                self._read(row)
        return Lines(tuple(self.lines), tuple(self.skipped), tuple(self.wrong))

    def _has_count(self, row: int) -> bool:
        """Tell whether a row can be one of the table: it has numbers and is no footer's."""
        if self._is_footer(row) or is_number_row(self.sheet.texts(row)):
            return False
        return any(isinstance(count, int) for count in self._counts(row).values())

    def _counts(self, row: int) -> Mapping[str, int | Fault | None]:
        columns = self.header.counts
        return {column.key: read_count(self.sheet.cell(row, column.index)) for column in columns}

    def _is_footer(self, row: int) -> bool:
        texts = self.sheet.texts(row)
        if not texts:
            return False
        return self.vocabulary.is_footer(texts[0]) or any(map(_is_signed, texts))

    def _skip(self, row: int, reason: str) -> None:
        text = " | ".join(self.sheet.texts(row))
        self.skipped.append(Skipped(row, text, reason))

    def _skip_after(self, row: int) -> None:
        """Leave out what stands under the table, unless it may be a row that lost its numbers."""
        name, number = self._names(row)[2:]
        if self._is_footer(row) or not (name and number):
            self._skip(row, "chân bảng")
        else:
            self._empty(row)

    def _empty(self, row: int) -> None:
        fix = "ghi số (0 nếu không có hồ sơ nào) hoặc xóa hàng"
        self._fault(row, "hàng", Fault("row-empty", "hàng có tên mà không có số nào", fix))

    def _fault(self, row: int, place: str, fault: Fault) -> None:
        self.wrong.append(Wrong(row, place, fault))

    def _names(self, row: int) -> tuple[str, str, str, str]:
        """Return field, agency, what the row is called, and its number."""
        found = {
            column.key: self.filled.text(row, column.index)
            for column in reversed(self.header.columns)
            if column.key in ("field", "agency", "name", NUMBER)
        }
        number = found.get(NUMBER, "").rstrip(".)")
        if number and not (_OUTER.fullmatch(number) or _INNER.fullmatch(number)):
            # The name of a section stands in the first cell of the row.
            found["name"], number = found.get("name") or found[NUMBER], ""
        for key in ("field", "agency", "name"):
            if numbered := _NUMBERED.match(found.get(key, "")):
                found[key] = found[key][numbered.end() :]
                number = number or numbered[1]
        named, agency, name = (found.get(key, "") for key in ("field", "agency", "name"))
        if named and (named in (agency, name)):
            # One merged cell over both columns is one name.
            agency, name = "" if agency == named else agency, "" if name == named else name
        return named, agency, named or name or agency, number

    def _read(self, row: int) -> None:
        counts = self._counts(row)
        stated = {key: count for key, count in counts.items() if isinstance(count, int)}
        faults = {key: count for key, count in counts.items() if isinstance(count, Fault)}
        named, agency, name, number = self._names(row)
        if not stated and not any(fault.has_digits for fault in faults.values()):
            self._read_without_counts(row, name, agency, number)
            return
        for column in self.header.counts:
            if column.key in faults:
                self._fault(row, address(row, column.index), faults[column.key])
        if not name:
            fix = "ghi tên lĩnh vực, tên đơn vị, hoặc Tổng cộng"
            self._fault(row, "hàng", Fault("row-unnamed", "hàng có số mà không có tên", fix))
        elif not faults:
            blank = tuple(key for key, count in counts.items() if count is None)
            is_total = self.vocabulary.is_total(name)
            kind = Kind.TOTAL if is_total else Kind.DATA
            self.lines.append(self._line(row, kind, named, agency, name, number, stated, blank))

    def _read_without_counts(self, row: int, name: str, agency: str, number: str) -> None:
        if not name:
            self._skip(row, "không có tên và không có số")
        elif self._is_section(row, name, number):
            self.lines.append(self._line(row, Kind.HEADING, "", "", name, number, {}, ()))
        else:
            self._empty(row)

    def _is_section(self, row: int, name: str, number: str) -> bool:
        if _OUTER.fullmatch(number) or (not number and self.vocabulary.is_agency(name)):
            return True
        covered = {
            column
            for top, left, bottom, right in self.sheet.merges
            if top <= row <= bottom
            for column in range(left, right + 1)
        }
        return all(column.index in covered for column in self.header.counts)

    def _line(
        self,
        row: int,
        kind: Kind,
        named: str,
        agency: str,
        name: str,
        number: str,
        counts: Mapping[str, int],
        blank: tuple[str, ...],
    ) -> Line:
        depth = None
        if number:
            depth = 0 if _OUTER.fullmatch(number) else 1 + number.count(".")
        if kind is Kind.DATA and not named:
            # Without a column of its own the name says whether it is an agency.
            has_agency = bool(agency) and agency == name
            is_agency = has_agency or self.vocabulary.is_agency(name)
            named = "" if is_agency else name
            agency = name if is_agency else agency
        return Line(row, kind, named, agency, name, depth, counts, blank)


def _is_signed(text: str) -> bool:
    """Tell whether a text is the place and day of a signature."""
    return _SIGNED.search(fold(text)) is not None
