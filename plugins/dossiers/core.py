"""All reports in order, each with its figures and breakdowns, and the one for today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from plugins.content_model.models import DossierPeriod, DossierRow
from plugins.dossiers.figures import Figures, build_figures
from plugins.dossiers.settings import Settings
from plugins.dossiers.spans import Kind, Span, parse_period
from plugins.vietnamese import sort_key

_SERIES = {Kind.MONTH: "theo tháng", Kind.QUARTER: "theo quý", Kind.YEAR: "theo năm"}


@dataclass(frozen=True, slots=True)
class BreakdownRow:
    """The figures of one field, one agency, or one field at one agency."""

    name: str
    field: str
    agency: str
    figures: Figures


class Axis(StrEnum):
    """By what a breakdown divides the whole."""

    FIELD = "field"
    AGENCY = "agency"
    BOTH = "field_and_agency"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The rows of one axis, by Vietnamese name."""

    axis: Axis
    rows: tuple[BreakdownRow, ...]


@dataclass(frozen=True, slots=True)
class PeriodResult:
    """One report: what it covers, what it states and its figures."""

    report: DossierPeriod
    span: Span
    figures: Figures
    breakdowns: tuple[Breakdown, ...]

    @property
    def title(self) -> str:
        """The heading of the period: `Tháng 9/2023`, `Lũy kế đến tháng 9/2023`."""
        return self.span.title

    @property
    def series(self) -> tuple[Kind, bool]:
        """What makes periods comparable: their length, and whether they are cumulative."""
        return self.span.kind, self.span.cumulative


@dataclass(frozen=True, slots=True)
class Results:
    """All reports, oldest period first, and the one that stands for today.

    `stale` are the paths of the reports whose figures are older than the office allows.
    """

    periods: tuple[PeriodResult, ...]
    current: PeriodResult | None
    stale: tuple[str, ...]
    settings: Settings

    @property
    def is_stale(self) -> bool:
        """Whether the figures that stand for today are too old."""
        return self.current is not None and self.current.report.path in self.stale


def comparable(results: Results) -> tuple[PeriodResult, ...]:
    """Return the periods of the current period's kind, newest first."""
    if results.current is None:
        return ()
    series = results.current.series
    return tuple(period for period in reversed(results.periods) if period.series == series)


def series_name(period: PeriodResult) -> str:
    """Return what periods like this one are called together: `theo tháng`."""
    suffix = ", lũy kế từ đầu năm" if period.span.cumulative else ""
    return f"{_SERIES[period.span.kind]}{suffix}"


def axis_of(row: DossierRow) -> Axis | None:
    """Return by what a breakdown row divides the whole, or None where it names nothing."""
    if row.field:
        return Axis.BOTH if row.agency else Axis.FIELD
    return Axis.AGENCY if row.agency else None


def build_results(
    periods: Iterable[DossierPeriod], now: datetime, settings: Settings | None = None
) -> Results:
    """Put all reports in order and choose the current one, whatever order they come in.

    The current report is the one whose figures reach furthest: to its `as_of`, but not past
    the last day that it covers, so that a correction of last year's figures does not displace
    this month's. Among equals the newest `as_of` wins, then the cumulative, then the longer.
    `now` must be aware. Raises ValueError for reports that do not pass `check_periods`.
    """
    settings = settings or Settings()
    results = sorted((_build_period(period) for period in periods), key=_time_order)
    current = latest(results)
    return Results(
        periods=tuple(results),
        current=current,
        stale=tuple(it.report.path for it in results if _is_stale(it, now, settings)),
        settings=settings,
    )


def latest(periods: Iterable[PeriodResult]) -> PeriodResult | None:
    """Return the report whose figures reach furthest, as `build_results` says."""
    return max(periods, key=_currency, default=None)


def _build_period(report: DossierPeriod) -> PeriodResult:
    return PeriodResult(
        report=report,
        span=parse_period(report.period, report.cumulative),
        figures=build_figures(report.total),
        breakdowns=tuple(
            Breakdown(axis, rows) for axis in Axis if (rows := _build_rows(report.breakdown, axis))
        ),
    )


def _build_rows(rows: Iterable[DossierRow], axis: Axis) -> tuple[BreakdownRow, ...]:
    built = [
        BreakdownRow(
            ", ".join(filter(None, (row.field, row.agency))),
            row.field,
            row.agency,
            build_figures(row),
        )
        for row in rows
        if axis_of(row) is axis
    ]
    return tuple(sorted(built, key=lambda row: (sort_key(row.name), row.field, row.agency)))


def _time_order(result: PeriodResult) -> tuple[object, ...]:
    span, report = result.span, result.report
    return span.last_day, span.named_first_day, span.cumulative, report.as_of, report.path


def _currency(result: PeriodResult) -> tuple[object, ...]:
    span, report = result.span, result.report
    length = span.last_day - span.named_first_day
    return span.reach(report.as_of), report.as_of, span.cumulative, length, report.path


def _is_stale(result: PeriodResult, now: datetime, settings: Settings) -> bool:
    days = settings.stale_after_days
    return days is not None and now - result.report.as_of > timedelta(days=days)
