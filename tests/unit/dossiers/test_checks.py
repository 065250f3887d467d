"""Reports that cannot be true are refused, with the numbers that do not agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from plugins.content_model.models import DossierPeriod, DossierRow
from plugins.content_model.problems import Problem
from plugins.dossiers import check_periods
from plugins.vietnamese import VIETNAM

Report = Callable[..., DossierPeriod]
FINE = DossierRow(received=100, early_or_on_time=80, late=5)


def codes(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in problems]


def test_the_real_report_before_its_month_is_over_is_accepted(
    real_report: DossierPeriod, now: datetime
) -> None:
    assert check_periods([real_report], now) == ()


@pytest.mark.parametrize(
    "row",
    [
        DossierRow(received=0, early_or_on_time=0, late=0),
        DossierRow(received=100, early=75, on_time=5, late=5, pending=15, carried_over=100),
        DossierRow(
            received=100, early_or_on_time=80, late=5, pending_in_time=15, pending_overdue=0
        ),
    ],
    ids=["nothing at all", "balanced", "balanced by parts"],
)
def test_rows_that_add_up_are_accepted(report: Report, now: datetime, row: DossierRow) -> None:
    assert check_periods([report(total=row)], now) == ()


@pytest.mark.parametrize(
    ("row", "expected", "numbers"),
    [
        (replace(FINE, late=-5), ("dossiers-count-negative", "late"), ["-5"]),
        (replace(FINE, pending=-1), ("dossiers-count-negative", "pending"), ["-1"]),
        (replace(FINE, late=1200), ("dossiers-late-above-received", "late"), ["1.200", "100"]),
        (
            replace(FINE, early_or_on_time=96),
            ("dossiers-parts-above-whole", "early_or_on_time"),
            ["96 + 5 = 101", "100"],
        ),
        (
            DossierRow(received=100, early=90, on_time=6, late=5),
            ("dossiers-parts-above-whole", "early"),
            ["96 + 5 = 101", "100"],
        ),
        (
            replace(FINE, pending=16),
            ("dossiers-parts-above-whole", "pending"),
            ["85 + 16 = 101", "100", "thừa 1"],
        ),
        (
            replace(FINE, pending_in_time=20, pending_overdue=1),
            ("dossiers-parts-above-whole", "pending_in_time"),
            ["85 + 21 = 106", "thừa 6"],
        ),
        (
            replace(FINE, carried_over=101),
            ("dossiers-parts-above-whole", "carried_over"),
            ["101", "100"],
        ),
        (replace(FINE, pending=12), ("dossiers-unbalanced", "received"), ["100", "97", "thiếu 3"]),
        (replace(FINE, early=3), ("dossiers-in-time-twice", "early_or_on_time"), ["80", "3"]),
        (
            replace(FINE, pending=15, pending_in_time=15),
            ("dossiers-pending-twice", "pending"),
            ["15"],
        ),
        (
            DossierRow(received=100, late=5),
            ("dossiers-in-time-missing", "early_or_on_time"),
            [],
        ),
        (DossierRow(received=100, late=5, early=5), ("dossiers-in-time-missing", "on_time"), []),
        (
            replace(FINE, pending_overdue=2),
            ("dossiers-pending-incomplete", "pending_in_time"),
            [],
        ),
    ],
)
def test_a_row_that_does_not_add_up_is_reported_once_with_its_numbers(
    report: Report,
    now: datetime,
    row: DossierRow,
    expected: tuple[str, str],
    numbers: list[str],
) -> None:
    problems = check_periods([report(total=row)], now)
    assert codes(problems) == [expected]
    assert [number for number in numbers if number not in problems[0].message] == []
    assert problems[0].fix


def test_a_row_of_the_breakdown_is_checked_and_named(report: Report, now: datetime) -> None:
    rows = (replace(FINE, field="Đất đai", late=101), replace(FINE, field="Hộ tịch"))
    lines = {"breakdown": 9, "breakdown.0.late": 12}
    problems = check_periods([report(breakdown=rows, lines=lines)], now)
    late = next(problem for problem in problems if problem.code == "dossiers-late-above-received")
    assert (late.field, late.line) == ("breakdown.0.late", 12)
    assert "Đất đai" in late.message


@pytest.mark.parametrize(
    ("lines", "line"), [({"late": 7, "": 2}, 7), ({"received": 3, "": 2}, 2), ({}, 1)]
)
def test_a_problem_is_at_its_line_or_the_nearest_known(
    report: Report, now: datetime, lines: dict[str, int], line: int
) -> None:
    (problem,) = check_periods([report(total=replace(FINE, late=101), lines=lines)], now)
    assert problem.line == line


def test_a_bad_period_is_refused_with_the_right_spelling(report: Report, now: datetime) -> None:
    (problem,) = check_periods([report("2023-9")], now)
    assert (problem.code, problem.field) == ("dossiers-period-invalid", "period")
    assert problem.fix == "viết 2023-09"


@pytest.mark.parametrize("cumulative", [False, True])
def test_figures_stated_before_their_period_began_are_refused(
    report: Report, now: datetime, cumulative: bool
) -> None:
    as_of = datetime(2023, 8, 31, 23, 59, tzinfo=VIETNAM)
    early = report("2023-09", as_of, cumulative=cumulative)
    (problem,) = check_periods([early], now)
    assert problem.code == "dossiers-as-of-before-period"
    assert "31/08/2023" in problem.message
    assert "01/09/2023" in problem.message
    on_first_day = report("2023-09", as_of + timedelta(minutes=1), cumulative=cumulative)
    assert check_periods([on_first_day], now) == ()


def test_figures_stated_in_the_future_are_refused(report: Report, now: datetime) -> None:
    assert check_periods([report(as_of=now)], now) == ()
    (problem,) = check_periods([report(as_of=now + timedelta(minutes=1))], now)
    assert problem.code == "dossiers-as-of-future"
    assert "15/10/2023 08:01" in problem.message


@pytest.mark.parametrize(
    ("name", "period", "agrees"),
    [
        ("2023-09.yaml", "2023-09", True),
        ("2023-09-luy-ke.yaml", "2023-09", True),
        ("2023-q3.yaml", "2023-Q3", True),
        ("2022.yaml", "2022", True),
        ("2022-quyet-toan.yaml", "2022", True),
        ("luy-ke.yaml", "2023-09", True),
        ("2023-08.yaml", "2023-09", False),
        ("2023-9.yaml", "2023-09", False),
        ("2022-09.yaml", "2022", False),
        ("2022-Q3.yaml", "2022", False),
        ("2022.yaml", "2022-09", False),
        ("2023-091.yaml", "2023-09", False),
    ],
)
def test_the_name_of_a_file_may_not_name_another_period(
    report: Report, now: datetime, name: str, period: str, agrees: bool
) -> None:
    problems = check_periods([report(period, path=f"data/dossiers/{name}")], now)
    assert codes(problems) == ([] if agrees else [("dossiers-name-mismatch", "period")])


def test_two_files_for_one_period_are_both_named(report: Report, now: datetime) -> None:
    first, second = "data/dossiers/2023-09-a.yaml", "data/dossiers/2023-09-b.yaml"
    reports = [report(path=second), report(path=first), report(cumulative=True)]
    (problem,) = check_periods(reports, now)
    assert (problem.code, problem.path) == ("dossiers-period-duplicate", second)
    assert first in problem.message
    assert second in problem.message


def test_two_files_for_one_cumulative_period_are_one_problem(report: Report, now: datetime) -> None:
    lower = replace(FINE, received=90)
    reports = [
        report(path="data/dossiers/2023-09-a.yaml", cumulative=True),
        report(path="data/dossiers/2023-09-b.yaml", cumulative=True, total=lower),
    ]
    assert codes(check_periods(reports, now)) == [("dossiers-period-duplicate", "period")]


def test_a_breakdown_must_add_up_to_the_whole_axis_by_axis(report: Report, now: datetime) -> None:
    half = DossierRow(received=50, early_or_on_time=40, late=2)
    fields = (replace(half, field="Đất đai", late=3), replace(half, field="Hộ tịch"))
    agencies = (replace(half, agency="Xã Hạ Khê"), replace(half, agency="Xã Vân Lộ"))
    assert check_periods([report(breakdown=fields)], now) == ()
    (problem,) = check_periods([report(breakdown=fields + agencies)], now)
    assert (problem.code, problem.field) == ("dossiers-breakdown-sum", "breakdown")
    assert "(late) của các đơn vị được 4, nhưng cả kỳ là 5, lệch 1" in problem.message


def test_columns_that_some_rows_leave_out_are_not_added_up(report: Report, now: datetime) -> None:
    total = replace(FINE, pending=15, carried_over=7)
    rows = (
        DossierRow(received=60, early_or_on_time=50, late=5, carried_over=3, field="Đất đai"),
        DossierRow(received=40, early_or_on_time=30, late=0, field="Hộ tịch"),
    )
    assert check_periods([report(total=total, breakdown=rows)], now) == ()


@pytest.mark.parametrize(
    ("total", "fault"),
    [
        (DossierRow(received=100, early_or_on_time=81, late=5), "(early_or_on_time)"),
        (DossierRow(received=100, early=50, on_time=31, late=5), "(on_time)"),
    ],
    ids=["whole against parts", "parts against parts"],
)
def test_a_sum_of_parts_is_compared_once(
    report: Report, now: datetime, total: DossierRow, fault: str
) -> None:
    rows = (
        DossierRow(received=60, early=30, on_time=20, late=5, field="Đất đai"),
        DossierRow(received=40, early=20, on_time=10, late=0, field="Hộ tịch"),
    )
    (problem,) = check_periods([report(total=total, breakdown=rows)], now)
    assert problem.code == "dossiers-breakdown-sum"
    assert fault in problem.message


def test_rows_without_a_name_and_rows_twice_are_reported(report: Report, now: datetime) -> None:
    half = DossierRow(received=50, early_or_on_time=40, late=2)
    rows = (half, replace(half, agency="Xã Hạ Khê"), replace(half, agency="Xã Hạ Khê", late=3))
    problems = check_periods([report(breakdown=rows)], now)
    assert codes(problems) == [
        ("dossiers-breakdown-duplicate", "breakdown.2.agency"),
        ("dossiers-breakdown-unnamed", "breakdown.0.field"),
    ]


@pytest.mark.parametrize("column", ["received", "late"])
def test_cumulative_figures_may_not_fall_within_a_year(
    report: Report, now: datetime, column: str
) -> None:
    def until(month: int, count: int, year: int = 2023) -> DossierPeriod:
        as_of = datetime(year, month, 28, tzinfo=VIETNAM)
        total = replace(FINE, **{"received": 200, column: count})  # type: ignore[arg-type]
        return report(f"{year}-{month:02}", as_of, cumulative=True, total=total)

    high, low = {"received": (190, 180), "late": (9, 8)}[column]
    assert check_periods([until(7, low), until(8, high), until(9, high)], now) == ()
    assert check_periods([until(12, high, 2022), until(1, low)], now) == ()
    problems = check_periods([until(9, low), until(7, low), until(8, high)], now)
    assert codes(problems) == [("dossiers-cumulative-falls", column)]
    assert problems[0].path == "data/dossiers/2023-09.yaml"
    assert f"là {low}, ít hơn {high}" in problems[0].message
    assert "data/dossiers/2023-08.yaml" in problems[0].message


def test_months_by_themselves_may_fall(report: Report, now: datetime) -> None:
    august = report("2023-08", total=replace(FINE, received=500))
    assert check_periods([august, report("2023-09")], now) == ()


def test_everything_wrong_is_reported_at_once(report: Report, now: datetime) -> None:
    wrong = report(
        "Tháng 9",
        now + timedelta(days=1),
        total=DossierRow(received=10, early=1, early_or_on_time=20, late=11, carried_over=-1),
    )
    fine_but_late = report("2023-08", total=replace(FINE, late=101))
    assert sorted({problem.code for problem in check_periods([wrong, fine_but_late], now)}) == [
        "dossiers-as-of-future",
        "dossiers-count-negative",
        "dossiers-in-time-twice",
        "dossiers-late-above-received",
        "dossiers-period-invalid",
    ]
