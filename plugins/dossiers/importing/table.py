"""The shape of a report: sections and their rows, subtotals, and the total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from plugins.dossiers.importing.counts import Fault
from plugins.dossiers.importing.header import Header
from plugins.dossiers.importing.rows import Kind, Line, Skipped, Wrong
from plugins.dossiers.importing.wordings import Vocabulary


class _Role(StrEnum):
    """What the name of a section says of the rows in it."""

    AGENCY = "agency"
    FIELD = "field"
    DETAIL = "detail"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the breakdown: its line, and its field and agency with those of its section."""

    line: Line
    field: str
    agency: str

    @property
    def label(self) -> str:
        """What the row is called in messages."""
        return ", ".join(filter(None, (self.field, self.agency)))


@dataclass(frozen=True, slots=True)
class Subtotal:
    """A line that must be the sum of others."""

    whole: Line
    parts: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A report taken apart. `totals` are the lines for the whole office, all alike if right."""

    entries: tuple[Entry, ...]
    totals: tuple[Line, ...]
    subtotals: tuple[Subtotal, ...]
    skipped: tuple[Skipped, ...]
    wrong: tuple[Wrong, ...]


@dataclass(slots=True)
class _Section:
    depth: int
    role: _Role
    name: str
    wholes: list[Line] = field(default_factory=list)
    parts: list[Line] = field(default_factory=list)


def build_table(lines: Sequence[Line], header: Header, vocabulary: Vocabulary) -> Table:
    """Find out which lines are rows of the breakdown and which are sums of others.

    A line is a section where the next one is numbered deeper (I, then 1; 1, then 1.1). Rows under
    an agency belong to it. Rows under a field are its procedures, which the portal does not
    show: they are left out, and must add up to it.
    """
    return _Builder(lines, header, vocabulary).build()


class _Builder:
    def __init__(self, lines: Sequence[Line], header: Header, vocabulary: Vocabulary) -> None:
        self.lines, self.vocabulary = lines, vocabulary
        # Where the rows are agencies, a section that is none is a field.
        self.by_agency = bool(header.find("agency")) and not header.find("field", "name")
        self.open: list[_Section] = []
        self.closed: list[_Section] = []
        self.entries: list[Entry] = []
        self.totals: list[Line] = []
        self.skipped: list[Skipped] = []
        self.wrong: list[Wrong] = []

    def build(self) -> Table:
        data = [place for place, line in enumerate(self.lines) if line.kind is Kind.DATA]
        for place, line in enumerate(self.lines):
            if line.kind is Kind.TOTAL:
                is_outside = not data or place < data[0] or place > data[-1]
                self._total(line, is_outside, place)
                continue
            self._close(-1 if line.depth is None and line.kind is Kind.HEADING else line.depth)
            if line.kind is Kind.HEADING:
                self._heading(line)
            else:
                self._data(line, self._is_parent(place))
        self._close(-1)
        subtotals = tuple(
            Subtotal(whole, tuple(section.parts))
            for section in self.closed
            for whole in section.wholes
        )
        found = tuple(self.entries), tuple(self.totals), subtotals
        return Table(*found, tuple(self.skipped), tuple(self.wrong))

    def _is_parent(self, place: int) -> bool:
        depth = self.lines[place].depth
        below = self.lines[place + 1 : place + 2]
        if depth is None or not below or below[0].kind is not Kind.DATA:
            return False
        return below[0].depth is not None and below[0].depth > depth

    def _close(self, depth: int | None) -> None:
        while depth is not None and self.open and self.open[-1].depth >= depth:
            self.closed.append(self.open.pop())

    def _role(self, name: str) -> _Role:
        if self.by_agency:
            return _Role.AGENCY if self.vocabulary.is_agency(name) else _Role.FIELD
        return _Role.AGENCY if self.vocabulary.is_agency(name) else _Role.NOTHING

    def _heading(self, line: Line) -> None:
        role = self._role(line.name)
        depth = -1 if line.depth is None else line.depth
        self.open.append(_Section(depth, role, line.name))
        reason = {
            _Role.AGENCY: "tên đơn vị của các hàng dưới",
            _Role.FIELD: "tên lĩnh vực của các hàng dưới",
        }.get(role, "tiêu đề nhóm")
        self.skipped.append(Skipped(line.index, line.name, reason))

    def _data(self, line: Line, is_parent: bool) -> None:
        detail = next((each for each in self.open if each.role is _Role.DETAIL), None)
        if self.open:
            self.open[-1].parts.append(line)
        role = self._role(line.name)
        if is_parent:
            role = _Role.DETAIL if role is _Role.NOTHING or detail else role
            depth = 0 if line.depth is None else line.depth
            self.open.append(_Section(depth, role, line.name, [line]))
        if detail:
            reason = f"chi tiết của “{detail.name}”"
            self.skipped.append(Skipped(line.index, line.name, reason))
        elif is_parent and role is not _Role.DETAIL:
            reason = "hàng cộng của các hàng dưới"
            self.skipped.append(Skipped(line.index, line.name, reason))
        else:
            self.entries.append(Entry(line, *self._owners(line)))

    def _owners(self, line: Line) -> tuple[str, str]:
        field_, agency = line.field, line.agency
        for section in self.open:
            if section.role is _Role.AGENCY:
                agency = line.agency or section.name
            elif section.role is _Role.FIELD:
                field_ = line.field or section.name
        return field_, agency

    def _total(self, line: Line, is_outside: bool, place: int) -> None:
        later = any(each.kind is Kind.TOTAL for each in self.lines[place + 1 :])
        if self.open and (not is_outside or later) and self.entries:
            # Only one sum can stand for the whole; the one before it closes its section.
            self.open[-1].wholes.append(line)
            self.skipped.append(Skipped(line.index, line.name, "hàng cộng của nhóm trên"))
        elif is_outside:
            self.totals.append(line)
        else:
            fix = "đưa hàng tổng lên đầu hoặc xuống cuối bảng"
            fault = Fault("total-inside", "hàng tổng đứng giữa các hàng khác", fix)
            self.wrong.append(Wrong(line.index, "hàng", fault))
