"""The pages of the counters: today, each period, each field and each agency."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from plugins.dossiers.addresses import (
    CSV_URL,
    JSON_URL,
    RESULTS_URL,
    data_urls,
    period_url,
    subject_url,
    subjects,
)
from plugins.dossiers.chart import Bar, history, render_chart
from plugins.dossiers.core import Axis, PeriodResult, Results, latest, series_name
from plugins.dossiers.explain import explain
from plugins.dossiers.figures import Figures
from plugins.dossiers.labels import in_sentence
from plugins.dossiers.tables import (
    AXES,
    breakdown_table,
    period_table,
    year_ago_table,
    years_table,
)
from plugins.dossiers.views import (
    TITLE,
    ChartView,
    Place,
    ReportView,
    TableView,
    figures_view,
)

_HOME = Place("Kết quả giải quyết TTHC", RESULTS_URL)
_SUBJECTS = {Axis.FIELD: "lĩnh vực", Axis.AGENCY: "đơn vị"}
_ALL_DATA = (Place("Bảng tính CSV", CSV_URL), Place("Dữ liệu JSON", JSON_URL))


def plan_pages(results: Results) -> Iterator[tuple[str, Callable[[], ReportView]]]:
    """Yield the address of every page and what builds it; nothing before any report.

    The current figures come first, then periods, then fields and agencies.
    """
    if results.current is None:
        return
    yield RESULTS_URL, partial(_today, results, results.current)
    for period in results.periods:
        yield period_url(period.report), partial(_period, results, period)
    for axis, names in subjects(period.report for period in results.periods).items():
        for name in names:
            yield subject_url(axis, name), partial(_subject, results, axis, name)


def _today(results: Results, current: PeriodResult) -> ReportView:
    caption, bars = history(results)
    return ReportView(
        url=RESULTS_URL,
        heading=TITLE,
        summary="Số hồ sơ tiếp nhận, giải quyết đúng hạn và trễ hạn theo từng kỳ báo cáo.",
        above=(),
        figures=figures_view(results, current, current.figures),
        charts=(
            *_charts(current),
            ChartView(caption, render_chart(caption, bars, "một kỳ báo cáo")),
        ),
        tables=(
            *_tables(results, current),
            *filter(None, (years_table(results),)),
            period_table(results, _whole),
        ),
        explanations=explain(current.figures),
        downloads=_ALL_DATA,
    )


def _period(results: Results, period: PeriodResult) -> ReportView:
    alike = [other for other in results.periods if other.series == period.series]
    place = alike.index(period)
    csv_url, json_url = data_urls(period.report)
    return ReportView(
        url=period_url(period.report),
        heading=f"{TITLE}, {in_sentence(period.title)}",
        summary=f"Số hồ sơ tiếp nhận, giải quyết đúng hạn và trễ hạn, {in_sentence(period.title)}.",
        above=(_HOME,),
        figures=figures_view(results, period, period.figures),
        charts=_charts(period),
        tables=_tables(results, period),
        explanations=explain(period.figures),
        downloads=(Place("Bảng tính CSV", csv_url), Place("Dữ liệu JSON", json_url)),
        newer=_neighbour(alike[place + 1 : place + 2]),
        older=_neighbour(alike[max(place - 1, 0) : place]),
    )


def _subject(results: Results, axis: Axis, name: str) -> ReportView:
    def pick(period: PeriodResult) -> Figures | None:
        return _part(period, axis, name)

    stated = [period for period in reversed(results.periods) if pick(period)]
    newest = latest(stated)
    figures = pick(newest) if newest else None
    assert newest is not None
    assert figures is not None
    alike = [period for period in stated if period.series == newest.series]
    bars = tuple(
        Bar(period.title, its)
        for period in alike[: results.settings.chart_periods]
        if (its := pick(period))
    )
    caption = f"{name}: kết quả giải quyết hồ sơ {series_name(newest)}"
    compared = year_ago_table(results, newest, pick)
    return ReportView(
        url=subject_url(axis, name),
        heading=f"{TITLE}: {_SUBJECTS[axis]} {name}",
        summary=f"Số hồ sơ tiếp nhận và kết quả giải quyết của {_SUBJECTS[axis]} {name}.",
        above=(_HOME,),
        figures=figures_view(results, newest, figures, is_today=True),
        charts=(ChartView(caption, render_chart(caption, bars, "một kỳ báo cáo")),),
        tables=(*filter(None, (compared,)), period_table(results, pick)),
        explanations=explain(figures),
        downloads=_ALL_DATA,
    )


def _part(period: PeriodResult, axis: Axis, name: str) -> Figures | None:
    for breakdown in period.breakdowns:
        if breakdown.axis is axis:
            return next((row.figures for row in breakdown.rows if row.name == name), None)
    return None


def _charts(period: PeriodResult) -> tuple[ChartView, ...]:
    """Draw the fields and the agencies of a period, one chart each."""
    charts = []
    for breakdown in period.breakdowns:
        if breakdown.axis is Axis.BOTH or len(breakdown.rows) < 2:
            continue
        caption = f"{AXES[breakdown.axis][1]}, {in_sentence(period.title)}"
        largest = sorted(breakdown.rows, key=lambda row: -row.figures.received)
        bars = tuple(Bar(row.name, row.figures) for row in largest)
        each, prefix = f"một {_SUBJECTS[breakdown.axis]}", f"dossiers-{breakdown.axis}"
        charts.append(ChartView(caption, render_chart(caption, bars, each, prefix)))
    return tuple(charts)


def _tables(results: Results, period: PeriodResult) -> tuple[TableView, ...]:
    compared = year_ago_table(results, period, _whole)
    breakdowns = (breakdown_table(period, breakdown) for breakdown in period.breakdowns)
    return (*filter(None, (compared,)), *breakdowns)


def _whole(period: PeriodResult) -> Figures:
    return period.figures


def _neighbour(periods: list[PeriodResult]) -> Place | None:
    return Place(periods[0].title, period_url(periods[0].report)) if periods else None
