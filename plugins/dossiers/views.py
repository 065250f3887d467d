"""What templates may see of the counters: finished Vietnamese texts, nothing left to compute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from plugins.dossiers.addresses import RESULTS_URL
from plugins.dossiers.core import PeriodResult, Results
from plugins.dossiers.figures import Figures, Rate
from plugins.dossiers.labels import LABELS
from plugins.vietnamese import format_datetime, format_integer, format_iso

TITLE = "Kết quả giải quyết thủ tục hành chính"

_OF_RECEIVED = "số hồ sơ đã tiếp nhận"
_OF_RESOLVED = "số hồ sơ đã giải quyết"
_UNEXPLAINED_NOTE = "Báo cáo không cho biết các hồ sơ này đang giải quyết hay đã có kết quả."


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
    """A row of a table: its heading, which may lead on, and one text for each further column."""

    heading: str
    cells: tuple[str, ...]
    is_current: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class TableView:
    """A table. The first header stands over the headings of the rows; `total` is its foot.

    `note` says what is not plain from the table.
    """

    caption: str
    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    total: TableRow | None = None
    note: str = ""


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


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart: one static picture, whose numbers stand in a table of the same page too."""

    caption: str
    drawing: Markup


@dataclass(frozen=True, slots=True)
class Place:
    """A page or file to go on to."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A page of figures: of the whole office now, of one period, or of one field or agency.

    `newer` and `older` are the pages of the periods beside this one, None at the ends.
    """

    url: str
    heading: str
    summary: str
    above: tuple[Place, ...]
    figures: WidgetView
    charts: tuple[ChartView, ...]
    tables: tuple[TableView, ...]
    explanations: tuple[str, ...]
    downloads: tuple[Place, ...]
    newer: Place | None = None
    older: Place | None = None


def widget(results: Results) -> WidgetView | None:
    """Build the counters' box for the side of a page; None before any report."""
    current = results.current
    if current is None:
        return None
    view = figures_view(results, current, current.figures)
    return replace(view, rows=tuple(row for row in view.rows if not row.is_part))


def figures_view(
    results: Results, period: PeriodResult, figures: Figures, *, is_today: bool = False
) -> WidgetView:
    """Build the counters in full: some figures that a period's report states.

    `is_today` marks the newest that there are of their kind; they are told to be old if they are.
    """
    report = period.report
    days = results.settings.stale_after_days
    # Older periods are history, but what stands for a field today is to be as fresh as the rest.
    is_stale = report.path in results.stale and (is_today or period is results.current)
    return WidgetView(
        title=TITLE,
        period=period.title,
        headline=_headline(figures),
        headline_detail=_headline_detail(figures),
        rows=tuple(_figure_rows(figures)),
        as_of_text=f"Số liệu tính đến {format_datetime(report.as_of)}",
        as_of_iso=format_iso(report.as_of),
        is_stale=is_stale,
        stale_text=f"Số liệu đã quá {days} ngày chưa được cập nhật." if is_stale else "",
        source=report.source,
        url=report.url or "",
        results_url=RESULTS_URL,
        late_url=results.settings.late_url if figures.late else "",
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
