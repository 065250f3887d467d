"""The tables of the counters: periods, breakdowns, a year ago, the years so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from plugins.dossiers.addresses import period_url, subject_url
from plugins.dossiers.compare import change, year_before, year_so_far
from plugins.dossiers.core import Axis, Breakdown, PeriodResult, Results
from plugins.dossiers.figures import Figures, Rate
from plugins.dossiers.labels import LABELS, in_sentence
from plugins.dossiers.spans import Span
from plugins.dossiers.views import TableRow, TableView
from plugins.vietnamese import format_datetime, format_integer

#: The figures of one report that a table is about: of the whole, or of one field or agency.
Pick = Callable[[PeriodResult], Figures | None]

AXES = {
    Axis.FIELD: ("Lĩnh vực", "Theo lĩnh vực"),
    Axis.AGENCY: ("Đơn vị", "Theo đơn vị"),
    Axis.BOTH: ("Lĩnh vực, đơn vị", "Theo lĩnh vực và đơn vị"),
}
_COLUMNS = ("received", "resolved", "early_or_on_time", "late", "pending", "unexplained")
_COMPARED = (*_COLUMNS[:-1], "solved_rate", "on_time_rate")


def period_table(results: Results, pick: Pick) -> TableView:
    """Build the table of all reports that have such figures, newest first."""
    rows = [(it, figures) for it in reversed(results.periods) if (figures := pick(it))]
    columns = _columns([figures for _, figures in rows])
    return TableView(
        "Kết quả các kỳ báo cáo",
        ("Kỳ báo cáo", "Số liệu tính đến", *(LABELS[key] for key in columns)),
        tuple(
            TableRow(
                period.title,
                (format_datetime(period.report.as_of), *_cells(figures, columns)),
                period is results.current,
                period_url(period.report),
            )
            for period, figures in rows
        ),
    )


def breakdown_table(period: PeriodResult, breakdown: Breakdown) -> TableView:
    """Build the table of a period's fields or agencies, with their total."""
    columns = _columns([period.figures, *(row.figures for row in breakdown.rows)])
    heading, caption = AXES[breakdown.axis]
    axis = breakdown.axis
    return TableView(
        f"{caption}, {in_sentence(period.title)}",
        (heading, *(LABELS[key] for key in columns)),
        tuple(
            TableRow(
                row.name,
                _cells(row.figures, columns),
                url="" if axis is Axis.BOTH else subject_url(axis, row.name),
            )
            for row in breakdown.rows
        ),
        TableRow("Tổng cộng", _cells(period.figures, columns)),
    )


def year_ago_table(results: Results, period: PeriodResult, pick: Pick) -> TableView | None:
    """Build the comparison with the same period a year earlier; None where there is none."""
    before = year_before(period, results.periods)
    now_figures, old_figures = pick(period), before and pick(before)
    if before is None or now_figures is None or old_figures is None:
        return None
    pairs = [(key, getattr(now_figures, key), getattr(old_figures, key)) for key in _COMPARED]
    return TableView(
        "So với cùng kỳ năm trước",
        ("Số liệu", period.title, before.title, "Thay đổi"),
        tuple(
            TableRow(LABELS[key], (_cell(now), _cell(old), change(now, old)))
            for key, now, old in pairs
            if now is not None or old is not None
        ),
        note="“Điểm %” là hiệu của hai tỷ lệ: từ 98 % lên 99 % là tăng 1 điểm %.",
    )


def years_table(results: Results) -> TableView | None:
    """Build the table of the years so far, added up from their months; None where none can be."""
    years = sorted({period.span.year for period in results.periods}, reverse=True)
    found = [(year, so_far) for year in years if (so_far := year_so_far(results.periods, year))]
    if not found:
        return None
    columns = _columns([figures for _, (_, figures) in found])
    return TableView(
        "Lũy kế từ đầu năm",
        ("Thời gian", "Số liệu tính đến", *(LABELS[key] for key in columns)),
        tuple(
            TableRow(
                _so_far(last.span), (format_datetime(last.report.as_of), *_cells(figures, columns))
            )
            for _, (last, figures) in found
        ),
        note=(
            "Cổng cộng từ các báo cáo tháng: hồ sơ năm trước chuyển qua được tính một lần, "
            "mỗi tháng thêm hồ sơ mới tiếp nhận của tháng đó."
        ),
    )


_MONTHS = 12


def _so_far(last: Span) -> str:
    if last.number == _MONTHS:
        return f"Cả năm {last.year}"
    return f"{last.number} tháng đầu năm {last.year}"


def _columns(figures: Sequence[Figures]) -> tuple[str, ...]:
    # A column that says nothing in any row is left out.
    silent = set()
    if all(each.pending is None for each in figures):
        silent.add("pending")
    if not any(each.unexplained for each in figures):
        silent.add("unexplained")
    return (*(key for key in _COLUMNS if key not in silent), "on_time_rate")


def _cells(figures: Figures, columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(_cell(getattr(figures, key)) for key in columns)


def _cell(value: Rate | int | None) -> str:
    if isinstance(value, Rate):
        return value.text
    return "–" if value is None else format_integer(value)
