"""What templates may see of the counters: finished Vietnamese texts, nothing left to compute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from plugins.dossiers.chart import chart_caption, render_chart
from plugins.dossiers.core import Axis, PeriodResult, Results
from plugins.dossiers.explain import explain
from plugins.dossiers.figures import Figures, Rate
from plugins.dossiers.labels import LABELS, in_sentence
from plugins.vietnamese import format_datetime, format_integer, format_iso

RESULTS_URL = "/thu-tuc-hanh-chinh/ket-qua/"
TITLE = "Kết quả giải quyết thủ tục hành chính"

_OF_RECEIVED = "số hồ sơ đã tiếp nhận"
_OF_RESOLVED = "số hồ sơ đã giải quyết"
_UNEXPLAINED_NOTE = "Báo cáo không cho biết các hồ sơ này đang giải quyết hay đã có kết quả."
_AXES = {
    Axis.FIELD: ("Lĩnh vực", "Theo lĩnh vực"),
    Axis.AGENCY: ("Đơn vị", "Theo đơn vị"),
    Axis.BOTH: ("Lĩnh vực, đơn vị", "Theo lĩnh vực và đơn vị"),
}
_COLUMNS = ("received", "resolved", "early_or_on_time", "late", "pending", "unexplained")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One counter: `value` dossiers, which is `share` of `share_of` (both may be empty).

    `is_part` marks a row that divides the row above it; `note` explains the row.
    """

    key: str
    label: str
    value: str
    share: str = ""
    share_of: str = ""
    is_part: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its heading and one text for each further column."""

    heading: str
    cells: tuple[str, ...]
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class TableView:
    """A table. The first header stands over the headings of the rows; `total` is its foot."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    total: TableRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WidgetView:
    """The counters in short. Empty texts and addresses are left out by the template.

    `url` is the official page behind "Chi tiết", `results_url` our own page, `late_url` the
    apologies, given only where a dossier is late.
    """

    title: str
    period: str
    headline: str
    headline_detail: str
    rows: tuple[FigureRow, ...]
    as_of_text: str
    as_of_iso: str
    is_stale: bool
    stale_text: str
    source: str
    url: str
    results_url: str
    late_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsView(WidgetView):
    """The counters in full: the current period, its breakdowns, and all periods."""

    explanations: tuple[str, ...]
    chart: Markup
    chart_caption: str
    table: TableView
    breakdowns: tuple[TableView, ...]


def widget(results: Results) -> WidgetView | None:
    """Build the counters' box for the side of a page; None before any report."""
    current = results.current
    if current is None:
        return None
    figures, report = current.figures, current.report
    days = results.settings.stale_after_days
    return WidgetView(
        title=TITLE,
        period=current.title,
        headline=_headline(figures),
        headline_detail=_headline_detail(figures),
        rows=tuple(row for row in _figure_rows(figures) if not row.is_part),
        as_of_text=f"Số liệu tính đến {format_datetime(report.as_of)}",
        as_of_iso=format_iso(report.as_of),
        is_stale=results.is_stale,
        stale_text=f"Số liệu đã quá {days} ngày chưa được cập nhật." if results.is_stale else "",
        source=report.source,
        url=report.url or "",
        results_url=RESULTS_URL,
        late_url=results.settings.late_url if figures.late else "",
    )


def results_page(results: Results, id_prefix: str = "dossiers-chart") -> ResultsView | None:
    """Build the page of all results; None before any report.

    `id_prefix` begins the ids inside the chart.
    """
    short, current = widget(results), results.current
    if short is None or current is None:
        return None
    shared = {name: getattr(short, name) for name in WidgetView.__dataclass_fields__}
    return ResultsView(
        **{**shared, "rows": tuple(_figure_rows(current.figures))},
        explanations=explain(current.figures),
        chart=render_chart(results, id_prefix),
        chart_caption=chart_caption(results),
        table=_period_table(results),
        breakdowns=_breakdown_tables(current),
    )


def _headline(figures: Figures) -> str:
    if not figures.received:
        return "Chưa tiếp nhận hồ sơ nào"
    return f"Đã giải quyết {figures.solved_rate.text}"


def _headline_detail(figures: Figures) -> str:
    if not figures.received:
        return ""
    return f"{format_integer(figures.resolved)} trên {format_integer(figures.received)} hồ sơ"


def _figure_rows(figures: Figures) -> Iterator[FigureRow]:
    def row(key: str, count: int, share_of: str, *, is_part: bool = False) -> FigureRow:
        whole = figures.resolved if share_of == _OF_RESOLVED else figures.received
        rates = {"early_or_on_time": figures.on_time_rate, "late": figures.late_rate}
        share = rates.get(key) or Rate(count, whole)
        note = _UNEXPLAINED_NOTE if key == "unexplained" else ""
        number = format_integer(count)
        return FigureRow(key, LABELS[key], number, share.text, share_of, is_part, note)

    yield FigureRow("received", LABELS["received"], format_integer(figures.received))
    if figures.carried_over is not None:
        yield row("carried_over", figures.carried_over, _OF_RECEIVED, is_part=True)
    yield row("early_or_on_time", figures.early_or_on_time, _OF_RESOLVED)
    for key in ("early", "on_time"):
        if (count := getattr(figures, key)) is not None:
            yield row(key, count, _OF_RESOLVED, is_part=True)
    yield row("late", figures.late, _OF_RESOLVED)
    if figures.pending is not None:
        yield row("pending", figures.pending, _OF_RECEIVED)
    for key in ("pending_in_time", "pending_overdue"):
        if (count := getattr(figures, key)) is not None:
            yield row(key, count, _OF_RECEIVED, is_part=True)
    if figures.unexplained:
        yield row("unexplained", figures.unexplained, _OF_RECEIVED)


def _period_table(results: Results) -> TableView:
    periods = tuple(reversed(results.periods))
    columns = _columns([period.figures for period in periods])
    rows = tuple(
        TableRow(
            period.title,
            (format_datetime(period.report.as_of), *_cells(period.figures, columns)),
            period is results.current,
        )
        for period in periods
    )
    headers = ("Kỳ báo cáo", "Số liệu tính đến", *(LABELS[key] for key in columns))
    return TableView("Kết quả các kỳ báo cáo", headers, rows)


def _breakdown_tables(current: PeriodResult) -> tuple[TableView, ...]:
    tables = []
    for breakdown in current.breakdowns:
        columns = _columns([current.figures, *(row.figures for row in breakdown.rows)])
        heading, caption = _AXES[breakdown.axis]
        tables.append(
            TableView(
                f"{caption}, {in_sentence(current.title)}",
                (heading, *(LABELS[key] for key in columns)),
                tuple(TableRow(row.name, _cells(row.figures, columns)) for row in breakdown.rows),
                TableRow("Tổng cộng", _cells(current.figures, columns)),
            )
        )
    return tuple(tables)


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
