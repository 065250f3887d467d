"""From a table to counts that add up, or problems that name every number which does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from plugins.content_model.models import DossierRow
from plugins.content_model.problems import Problem
from plugins.dossiers.importing.grid import address
from plugins.dossiers.importing.header import Header
from plugins.dossiers.importing.labels import name
from plugins.dossiers.importing.rows import Line
from plugins.dossiers.importing.solve import Solution, reachable, solve
from plugins.dossiers.importing.table import Entry, Table
from plugins.dossiers.labels import STATED
from plugins.vietnamese import format_integer

_NEEDED = frozenset({"received", "early", "on_time", "early_or_on_time", "late"})
_MEND = "sửa ô sai trong tệp, lưu lại rồi nhập lại"


@dataclass(frozen=True, slots=True)
class Built:
    """The counts of a report. `rows` are the breakdown and `lines` where each stands, from 0.

    `total_line` is None where the file has no total row and `total` was added up; `total` is None
    where nothing can be made of the file.
    """

    total: DossierRow | None
    total_line: int | None
    rows: tuple[DossierRow, ...]
    lines: tuple[int, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def build_counts(table: Table, header: Header, file: str) -> Built:
    """Compute every row and the total, and check every sum that the file states."""
    return _Builder(table, header, file).build()


class _Builder:
    def __init__(self, table: Table, header: Header, file: str) -> None:
        self.table, self.header, self.file = table, header, file
        self.problems: list[Problem] = []
        every = (*self._data(), *table.totals)
        used = {key for line in every for key in line.counts}
        # A column without any number states nothing, unless it is needed or the others tell it.
        told = used | reachable(used) | _NEEDED
        self.columns = tuple(column for column in header.counts if column.key in told)
        self.unused = tuple(column for column in header.counts if column.key not in told)
        self.solved: dict[int, Solution] = {}
        for line in every:
            self.solved[line.index] = self._solve(line)

    def build(self) -> Built:
        table, notes = self.table, [f"{each.shown} không có số nào" for each in self.unused]
        for subtotal in table.subtotals:
            self._compare(subtotal.whole, subtotal.parts, "các hàng dưới nó")
        total = self._total()
        self._check_blanks(total)
        rows = tuple(self._row(entry) for entry in table.entries)
        if total is not None:
            counts = self.solved[total.index].counts
        else:
            notes.append("tệp không có hàng tổng: cả kỳ là tổng các hàng")
            counts = self._sums([entry.line for entry in table.entries])
        is_whole = not self.problems and {"received", "late"} <= set(counts)
        return Built(
            _dossier_row(counts, "", "") if is_whole else None,
            None if total is None else total.index,
            tuple(row for row in rows if row is not None) if is_whole else (),
            tuple(entry.line.index for entry in table.entries),
            tuple(self.problems),
            tuple(notes),
        )

    def _data(self) -> list[Line]:
        parts = [line for subtotal in self.table.subtotals for line in subtotal.parts]
        wholes = [subtotal.whole for subtotal in self.table.subtotals]
        lines = [entry.line for entry in self.table.entries]
        unique = {line.index: line for line in (*lines, *parts, *wholes)}
        return [unique[index] for index in sorted(unique)]

    def _problem(self, row: int, code: str, place: str, message: str, fix: str = _MEND) -> None:
        self.problems.append(Problem(self.file, row + 1, code, place, message, fix))

    def _place(self, line: Line, key: str) -> str:
        column = self.header.find(key)
        return address(line.index, column.index) if column else "hàng"

    def _solve(self, line: Line) -> Solution:
        keys = {column.key for column in self.columns}
        solution = solve(line.counts, [key for key in line.blank if key in keys])
        for wrong in solution.mismatches:
            whole, first, second = map(format_integer, wrong.counts)
            added = format_integer(wrong.counts[1] + wrong.counts[2])
            names = f"{name(wrong.parts[0])} + {name(wrong.parts[1])}"
            message = f"“{line.label}”: {name(wrong.whole)} là {whole}, nhưng {names} là "
            message += f"{first} + {second} = {added}"
            self._problem(line.index, "row-sum", self._place(line, wrong.whole), message)
        for key, count in solution.negative:
            # A sum that fails for the same reason has been reported.
            if not solution.mismatches:
                message = f"“{line.label}”: tính ra {name(key)} là {format_integer(count)}"
                self._problem(line.index, "row-negative", "hàng", message)
        return solution

    def _sums(self, lines: Sequence[Line]) -> dict[str, int]:
        """Add up the columns that every line knows."""
        known = [self.solved[line.index].counts for line in lines]
        keys = [key for key in known[0] if all(key in counts for counts in known)] if known else []
        return {key: sum(counts[key] for counts in known) for key in keys}

    def _axes(self) -> list[list[Entry]]:
        axes: dict[tuple[bool, bool], list[Entry]] = defaultdict(list)
        for entry in self.table.entries:
            axes[bool(entry.field), bool(entry.agency)].append(entry)
        return [axes[key] for key in sorted(axes)]

    def _total(self) -> Line | None:
        """Return the total row, after comparing it with the rows and with other total rows."""
        totals, axes = self.table.totals, self._axes()
        for other in totals[1:]:
            for column in self.columns:
                counts = [self.solved[line.index].counts[column.key] for line in (totals[0], other)]
                if counts[0] != counts[1]:
                    first, second = map(format_integer, counts)
                    message = f"hai hàng tổng ghi khác nhau ở {name(column.key)}: hàng "
                    message += f"{totals[0].index + 1} là {first}, hàng này là {second}"
                    place = address(other.index, column.index)
                    self._problem(other.index, "total-twice", place, message)
        if totals:
            for axis in axes:
                self._compare(totals[0], [entry.line for entry in axis], "các hàng")
            return totals[0]
        if len(axes) > 1:
            message = "bảng vừa có lĩnh vực vừa có đơn vị mà không có hàng tổng"
            fix = "thêm hàng Tổng cộng, để biết các hàng nào cộng lại thành cả kỳ"
            self._problem(self.header.bottom, "total-missing", "hàng", message, fix)
        return None

    def _compare(self, whole: Line, parts: Sequence[Line], what: str) -> None:
        sums = self._sums(parts)
        counts = self.solved[whole.index].counts
        for column in self.columns if parts else ():
            key = column.key
            if key in sums and key in counts and sums[key] != counts[key]:
                stated, added = format_integer(counts[key]), format_integer(sums[key])
                gap = format_integer(abs(sums[key] - counts[key]))
                message = f"“{whole.label}” ghi {name(key)} là {stated}, cộng {what} được "
                message += f"{added}, lệch {gap}"
                place = address(whole.index, column.index)
                self._problem(whole.index, "total-sum", place, message)

    def _check_blanks(self, total: Line | None) -> None:
        """Report empty cells that no sum shows to be 0."""
        summed = {entry.line.index for entry in self.table.entries} if total else set[int]()
        # A row is confirmed by the total that states the column and equals the sum of the rows.
        wrong = {problem.field for problem in self.problems if problem.code == "total-sum"}
        for line in (*self._data(), *self.table.totals):
            for key in self.solved[line.index].unsure:
                is_total = line in self.table.totals
                if total is not None and (is_total or line.index in summed):
                    states = key in total.counts or (is_total and bool(self.table.entries))
                    if states and self._place(total, key) not in wrong:
                        continue
                message = f"“{line.label}”: {name(key)} để trống hoặc là lỗi công thức, "
                message += "không phép cộng nào cho biết là 0"
                fix = "ghi 0, hoặc số đúng, vào ô này"
                self._problem(line.index, "count-blank", self._place(line, key), message, fix)

    def _row(self, entry: Entry) -> DossierRow | None:
        counts = self.solved[entry.line.index].counts
        if not {"received", "late"} <= set(counts):
            return None
        return _dossier_row(counts, entry.field, entry.agency)


def _dossier_row(counts: Mapping[str, int], field: str, agency: str) -> DossierRow:
    """Return the row as our files state it: not a sum beside both of its parts."""
    known = {key: counts[key] for key in STATED if key in counts}
    for whole, parts in (
        ("early_or_on_time", ("early", "on_time")),
        ("pending", ("pending_in_time", "pending_overdue")),
    ):
        for key in parts if not set(parts) <= set(known) else (whole,):
            known.pop(key, None)
    return DossierRow(**known, field=field, agency=agency)


def missing_counts(solved: frozenset[str]) -> Iterator[str]:
    """Yield, in Vietnamese, what no column of the header gives."""
    if "received" not in solved:
        yield "tổng tiếp nhận (received), hoặc kỳ trước chuyển qua và mới tiếp nhận"
    if "early_or_on_time" not in solved:
        yield "trước hạn và đúng hạn (early, on_time, hoặc early_or_on_time)"
    if "late" not in solved:
        yield "quá hạn (late)"
