"""Figures do not lie, whatever an office reports."""

from __future__ import annotations

import csv
import io
import json
import re
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from strategies_dossiers import NOW, bent_rows, make_report, reports, rows

from plugins.content_model.models import DossierPeriod, DossierRow
from plugins.dossiers import (
    Rate,
    build_figures,
    build_results,
    check_periods,
    history,
    plan_pages,
    render_chart,
    results_csv,
    results_json,
)
from plugins.dossiers.labels import STATED

# The cores are shared with other work: slow is not wrong.
no_deadline = settings(deadline=None)

COUNT_HEADERS = {
    "received": "Đã tiếp nhận",
    "resolved": "Đã giải quyết",
    "early_or_on_time": "Trước hạn và đúng hạn",
    "late": "Trễ hạn",
    "pending": "Đang giải quyết",
    "unexplained": "Chưa rõ kết quả",
}


def shown(rate: Rate) -> Fraction | None:
    """The number that a reader reads, or None for a dash or a bound (`< 0,0001 %`)."""
    if not re.fullmatch(r"[0-9]+(,[0-9]+)?\u00a0%", rate.text):
        return None
    return Fraction(rate.text.removesuffix("\u00a0%").replace(",", "."))


@no_deadline
@given(rows())
def test_parts_always_add_up_to_the_whole(row: DossierRow) -> None:
    figures = build_figures(row)
    assert figures.resolved == figures.early_or_on_time + figures.late
    assert sum(count for _, count in figures.parts) == figures.received
    assert min(count for _, count in figures.parts) >= 0
    assert figures.resolved + (figures.pending or 0) + figures.unexplained == figures.received


@no_deadline
@given(rows())
def test_no_rate_is_shown_as_none_or_all_unless_it_is(row: DossierRow) -> None:
    figures = build_figures(row)
    for rate in (figures.solved_rate, figures.on_time_rate, figures.late_rate):
        if rate.exact is None:
            assert rate.text == "–"
            continue
        assert 0 <= rate.exact <= 1
        number = shown(rate)
        assert (number == 0) == (rate.part == 0)
        assert (number == 100) == (rate.part == rate.whole)
    pair = shown(figures.on_time_rate), shown(figures.late_rate)
    if None not in pair:
        assert sum(filter(None, pair)) == 100


@no_deadline
@given(rows())
def test_reports_that_add_up_are_accepted(row: DossierRow) -> None:
    assert check_periods([make_report("2023-09", row)], NOW) == ()


def adds_up(row: DossierRow) -> bool:
    """Say whether a row can be true: the rule in its plainest form."""
    in_time, parts = row.early_or_on_time, (row.early, row.on_time)
    waiting = (row.pending_in_time, row.pending_overdue)
    well_formed = (None not in parts) if in_time is None else parts == (None, None)
    if row.pending is None:
        well_formed &= waiting.count(None) != 1
    else:
        well_formed &= waiting == (None, None)
    counts = [getattr(row, column) for column in STATED]
    if not well_formed or min(count for count in counts if count is not None) < 0:
        return False
    resolved = row.late + sum(filter(None, (in_time, *parts)))
    if row.pending is None and None in waiting:
        balanced = resolved <= row.received
    else:
        balanced = resolved + sum(filter(None, (row.pending, *waiting))) == row.received
    return balanced and (row.carried_over or 0) <= row.received


@no_deadline
@given(bent_rows())
def test_a_row_is_refused_exactly_when_it_cannot_be_true(row: DossierRow) -> None:
    report = make_report("2023-09", row)
    assert (check_periods([report], NOW) == ()) == adds_up(row)
    if adds_up(row):
        assert build_results([report], NOW).current is not None


@no_deadline
@given(st.data())
def test_the_order_of_files_changes_nothing(data: st.DataObject) -> None:
    made = data.draw(reports())
    shuffled = data.draw(st.permutations(made))
    first, second = build_results(made, NOW), build_results(shuffled, NOW)
    assert first == second
    assert [build() for _, build in plan_pages(first)] == [
        build() for _, build in plan_pages(second)
    ]
    assert check_periods(made, NOW) == check_periods(shuffled, NOW)


@no_deadline
@given(reports())
def test_json_and_csv_parse_back_to_the_same_numbers(made: list[DossierPeriod]) -> None:
    results = build_results(made, NOW)
    expected = [
        {key: getattr(figures, key) for key in COUNT_HEADERS}
        for period in results.periods
        for figures in (
            period.figures,
            *(row.figures for breakdown in period.breakdowns for row in breakdown.rows),
        )
    ]
    document = json.loads(results_json(results))
    in_json = [
        {key: row[key] for key in COUNT_HEADERS}
        for period in document["periods"]
        for row in (period, *period["breakdown"])
    ]
    text = results_csv(results.periods).decode("utf-8-sig")
    in_csv = [
        {key: int(row[header]) if row[header] else None for key, header in COUNT_HEADERS.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]
    assert in_json == expected
    assert in_csv == expected


@no_deadline
@given(reports())
def test_no_cell_of_the_csv_is_a_formula(made: list[DossierPeriod]) -> None:
    text = results_csv(build_results(made, NOW).periods).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


@no_deadline
@given(reports())
def test_the_chart_is_plain_well_formed_svg(made: list[DossierPeriod]) -> None:
    caption, bars = history(build_results(made, NOW))
    chart = str(render_chart(caption, bars, "một kỳ báo cáo"))
    assert bool(chart) == bool(made)
    if not made:
        return
    svg = etree.fromstring(chart)
    for node in svg.iter():
        assert etree.QName(node).localname not in {"style", "script", "foreignObject", "image"}
        assert not [name for name in node.attrib if name == "style" or name.startswith("on")]
    for bar in svg.iter("{http://www.w3.org/2000/svg}rect"):
        left, width = (
            Fraction((bar.get(name) or "0").removesuffix("%")) for name in ("x", "width")
        )
        assert left >= 0
        assert width >= 0
        assert left + width <= 100
