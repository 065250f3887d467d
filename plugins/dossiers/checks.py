"""Checks of reports: each by itself, and all against one another.

Everything that does not add up is a problem that names the numbers which do not agree; nothing
is mended silently (law 5, "Figures do not lie").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from operator import attrgetter
from pathlib import PurePosixPath

from plugins.content_model.models import DossierPeriod, DossierRow
from plugins.content_model.problems import Problem, in_order
from plugins.dossiers.core import Axis, axis_of
from plugins.dossiers.figures import stated_in_time, stated_pending
from plugins.dossiers.labels import STATED
from plugins.dossiers.name_checks import check_names
from plugins.dossiers.row_checks import Place, check_row, label
from plugins.dossiers.spans import Span, parse_period, period_fix
from plugins.vietnamese import format_date, format_datetime, format_integer

_AXIS_NAMES = {
    Axis.FIELD: "các lĩnh vực",
    Axis.AGENCY: "các đơn vị",
    Axis.BOTH: "các lĩnh vực theo từng đơn vị",
}


@dataclass(frozen=True, slots=True)
class _Sum:
    """A column to add up; `parts` are columns which, when compared, make it superfluous."""

    column: str
    read: Callable[[DossierRow], int | None]
    parts: tuple[str, ...] = ()


_SUMS = (
    *(
        _Sum(column, attrgetter(column))
        for column in STATED
        if column not in ("early_or_on_time", "pending")
    ),
    _Sum("early_or_on_time", stated_in_time, ("early", "on_time")),
    _Sum("pending", stated_pending, ("pending_in_time", "pending_overdue")),
)


def check_periods(periods: Sequence[DossierPeriod], now: datetime) -> tuple[Problem, ...]:
    """Return everything that cannot be true in the reports, by path and line.

    `now` must be aware. Reports without a problem are what `build_results` accepts.
    """
    problems: list[Problem] = []
    spans: list[tuple[Span, DossierPeriod]] = []
    for report in periods:
        problems += check_row(report.total, Place(report))
        problems += _check_breakdown(report)
        problems += _check_as_of(report, now)
        try:
            span = parse_period(report.period, report.cumulative)
        except ValueError:
            problems.append(_bad_period(report))
            continue
        problems += _check_span(report, span)
        spans.append((span, report))
    spans.sort(key=lambda pair: pair[1].path)
    problems += _check_duplicates(spans)
    problems += _check_cumulative(spans)
    problems += check_names(periods)
    return in_order(problems)


def _bad_period(report: DossierPeriod) -> Problem:
    return Place(report).problem(
        "dossiers-period-invalid",
        "period",
        f"“{report.period}” không phải là kỳ báo cáo",
        period_fix(report.period),
    )


def _check_as_of(report: DossierPeriod, now: datetime) -> Iterator[Problem]:
    if report.as_of > now:
        yield Place(report).problem(
            "dossiers-as-of-future",
            "as_of",
            f"số liệu tính đến {format_datetime(report.as_of)}, "
            f"mà bây giờ mới là {format_datetime(now)}",
            "viết lúc thật sự chốt số liệu",
        )


def _check_span(report: DossierPeriod, span: Span) -> Iterator[Problem]:
    if span.named_first_day > report.as_of.date():
        yield Place(report).problem(
            "dossiers-as-of-before-period",
            "as_of",
            f"số liệu tính đến {format_date(report.as_of.date())}, mà {span.name_in_sentence} "
            f"bắt đầu từ {format_date(span.named_first_day)}",
            "sửa as_of hoặc period",
        )
    name = PurePosixPath(report.path)
    if not _agrees(name.stem, report.period):
        yield Place(report).problem(
            "dossiers-name-mismatch",
            "period",
            f"kỳ báo cáo là {report.period} nhưng tên tệp là {name.name}",
            f"đổi tên tệp thành {report.period}{name.suffix}, hoặc sửa period",
        )


def _agrees(stem: str, period: str) -> bool:
    # A name that begins with no digit (luy-ke.yaml) says nothing of a period; words may follow
    # the period (2023-09-luy-ke.yaml), but not what would make it another one (2023-09 for 2023).
    if not stem[:1].isdecimal():
        return True
    rest = stem[len(period) :]
    if stem[: len(period)].upper() != period:
        return False
    return not rest or (rest[0] in "-_. " and rest[1:2].isalpha() and not _is_quarter(rest[1:]))


def _is_quarter(text: str) -> bool:
    return text[0] in "Qq" and text[1:2].isdecimal()


def _check_breakdown(report: DossierPeriod) -> Iterator[Problem]:
    first: dict[tuple[str, str], int] = {}
    for index, row in enumerate(report.breakdown):
        name = ", ".join(filter(None, (row.field, row.agency)))
        place = Place(report, f"breakdown.{index}.", name or f"hàng thứ {index + 1}")
        yield from check_row(row, place)
        if not name:
            yield place.problem(
                "dossiers-breakdown-unnamed",
                "field",
                "không có field và cũng không có agency",
                "viết tên lĩnh vực ở field hoặc tên đơn vị ở agency",
            )
        elif (row.field, row.agency) in first:
            yield place.problem(
                "dossiers-breakdown-duplicate",
                "field" if row.field else "agency",
                f"hàng thứ {index + 1} lặp lại hàng thứ {first[row.field, row.agency] + 1}",
                "gộp hai hàng thành một",
            )
        first.setdefault((row.field, row.agency), index)
    for axis in Axis:
        yield from _check_axis(report, axis)


def _check_axis(report: DossierPeriod, axis: Axis) -> Iterator[Problem]:
    rows = [row for row in report.breakdown if axis_of(row) is axis]
    compared: set[str] = set()
    for total in _SUMS if rows else ():
        whole = total.read(report.total)
        counts = [total.read(row) for row in rows]
        stated = [count for count in counts if count is not None]
        if whole is None or len(stated) < len(rows) or compared.issuperset(total.parts or "?"):
            continue
        compared.add(total.column)
        if sum(stated) != whole:
            gap = format_integer(abs(sum(stated) - whole))
            yield Place(report).problem(
                "dossiers-breakdown-sum",
                "breakdown",
                f"cộng {label(total.column)} của {_AXIS_NAMES[axis]} được "
                f"{format_integer(sum(stated))}, nhưng cả kỳ là {format_integer(whole)}, "
                f"lệch {gap}",
                "sửa hàng sai, thêm hàng còn thiếu hoặc sửa số của cả kỳ",
            )


def _check_duplicates(spans: Sequence[tuple[Span, DossierPeriod]]) -> Iterator[Problem]:
    first: dict[Span, str] = {}
    for span, report in spans:
        if span in first:
            yield Place(report).problem(
                "dossiers-period-duplicate",
                "period",
                f"{first[span]} và {report.path} cùng báo cáo một kỳ: {span.title}",
                "chỉ giữ một tệp cho mỗi kỳ, hoặc viết cumulative: true cho tệp lũy kế",
            )
        first.setdefault(span, report.path)


def _check_cumulative(spans: Sequence[tuple[Span, DossierPeriod]]) -> Iterator[Problem]:
    cumulative = sorted(
        (pair for pair in spans if pair[0].cumulative),
        key=lambda pair: (pair[0].reach(pair[1].as_of), pair[1].as_of, pair[1].path),
    )
    for (span, earlier), (later_span, later) in pairwise(cumulative):
        if span.year != later_span.year or span == later_span:
            continue
        for column in ("received", "late"):
            before, after = getattr(earlier.total, column), getattr(later.total, column)
            if after < before:
                yield Place(later).problem(
                    "dossiers-cumulative-falls",
                    column,
                    f"{label(column)} lũy kế là {format_integer(after)}, ít hơn "
                    f"{format_integer(before)} ở kỳ trước đó ({earlier.path})",
                    "kiểm tra lại cả hai tệp; số lũy kế trong một năm không giảm",
                )
