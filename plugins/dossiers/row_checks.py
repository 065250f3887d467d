"""Checks of one row of counts: do its parts fit its whole?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.content_model.located import line_of
from plugins.content_model.models import DossierPeriod, DossierRow
from plugins.content_model.problems import Problem
from plugins.dossiers.figures import stated_in_time, stated_pending
from plugins.dossiers.labels import LABELS, STATED, in_sentence
from plugins.vietnamese import format_integer


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in its file. `prefix` is `breakdown.2.` or empty, `name` its name."""

    report: DossierPeriod
    prefix: str = ""
    name: str = ""

    def problem(self, code: str, column: str, message: str, fix: str) -> Problem:
        """Return a problem at a column of this row."""
        dotted = self.prefix + column
        where = f"ở “{self.name}”, " if self.name else ""
        line = line_of(self.report.lines, dotted)
        return Problem(self.report.path, line, code, dotted, where + message, fix)


def label(column: str) -> str:
    """Return a column as messages call it: its Vietnamese name and its key."""
    return f"{in_sentence(LABELS[column])} ({column})"


def check_row(row: DossierRow, place: Place) -> Iterator[Problem]:
    """Yield what is wrong inside one row: its form first, then its sums.

    Of several sums that fail for one reason only the plainest is reported.
    """
    yield from _check_form(row, place)
    negative = [column for column in STATED if (getattr(row, column) or 0) < 0]
    for column in negative:
        yield place.problem(
            "dossiers-count-negative",
            column,
            f"{label(column)} là {getattr(row, column)}, mà số hồ sơ không thể âm",
            "viết số từ 0 trở lên",
        )
    if not negative:
        yield from _check_sums(row, place)


def _check_form(row: DossierRow, place: Place) -> Iterator[Problem]:
    in_time = (row.early, row.on_time)
    if row.early_or_on_time is not None:
        if in_time != (None, None):
            parts = _stated(row, "early", "on_time")
            yield place.problem(
                "dossiers-in-time-twice",
                "early_or_on_time",
                f"có {_stated(row, 'early_or_on_time')} bên cạnh {parts}",
                "chỉ giữ early và on_time, hoặc chỉ giữ early_or_on_time",
            )
    elif None in in_time:
        missing = "early" if row.early is None else "on_time"
        yield place.problem(
            "dossiers-in-time-missing",
            "early_or_on_time" if in_time == (None, None) else missing,
            "chưa nói đủ số hồ sơ trước hạn và đúng hạn",
            "viết cả early và on_time, hoặc một số chung ở early_or_on_time",
        )
    pending = (row.pending_in_time, row.pending_overdue)
    if row.pending is not None and pending != (None, None):
        parts = _stated(row, "pending_in_time", "pending_overdue")
        yield place.problem(
            "dossiers-pending-twice",
            "pending",
            f"có {_stated(row, 'pending')} bên cạnh {parts}",
            "chỉ giữ pending_in_time và pending_overdue, hoặc chỉ giữ pending",
        )
    elif row.pending is None and pending.count(None) == 1:
        yield place.problem(
            "dossiers-pending-incomplete",
            "pending_overdue" if row.pending_overdue is None else "pending_in_time",
            "mới nói một phần số hồ sơ đang giải quyết",
            "viết cả pending_in_time và pending_overdue, hoặc một số chung ở pending",
        )


def _check_sums(row: DossierRow, place: Place) -> Iterator[Problem]:
    received = f"{label('received')} là {format_integer(row.received)}"
    if (row.carried_over or 0) > row.received:
        yield place.problem(
            "dossiers-parts-above-whole",
            "carried_over",
            f"{_stated(row, 'carried_over')}, nhiều hơn {received}",
            "sửa một trong hai số; received gồm cả hồ sơ kỳ trước chuyển qua",
        )
    if row.late > row.received:
        yield place.problem(
            "dossiers-late-above-received",
            "late",
            f"{_stated(row, 'late')}, nhiều hơn {received}",
            "sửa một trong hai số",
        )
        return
    in_time = stated_in_time(row)
    if in_time is None:
        return
    resolved = in_time + row.late
    key = "early" if row.early_or_on_time is None else "early_or_on_time"
    if resolved > row.received:
        yield place.problem(
            "dossiers-parts-above-whole",
            key,
            f"đã giải quyết {_sum(in_time, row.late)} nhiều hơn {received}",
            "sửa số đã giải quyết hoặc received; received gồm cả hồ sơ kỳ trước chuyển qua",
        )
        return
    pending = stated_pending(row)
    if pending is None:
        return
    key = "pending_in_time" if row.pending is None else "pending"
    both = f"đã giải quyết và đang giải quyết {_sum(resolved, pending)}"
    if resolved + pending > row.received:
        excess = format_integer(resolved + pending - row.received)
        yield place.problem(
            "dossiers-parts-above-whole",
            key,
            f"{both} nhiều hơn {received}, thừa {excess}",
            "sửa số đang giải quyết hoặc received; received gồm cả hồ sơ kỳ trước chuyển qua",
        )
    elif resolved + pending < row.received:
        gap = format_integer(row.received - resolved - pending)
        yield place.problem(
            "dossiers-unbalanced",
            "received",
            f"{received}, nhưng {both}, thiếu {gap}",
            f"sửa cho khớp; nếu không rõ {gap} hồ sơ còn lại thì bỏ các dòng pending",
        )


def _stated(row: DossierRow, *columns: str) -> str:
    return " và ".join(
        f"{label(column)} là {format_integer(count)}"
        for column in columns
        if (count := getattr(row, column)) is not None
    )


def _sum(first: int, second: int) -> str:
    terms = (format_integer(first), format_integer(second))
    return f"({terms[0]} + {terms[1]} = {format_integer(first + second)})"
