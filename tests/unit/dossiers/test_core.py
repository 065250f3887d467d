"""Which report stands for today, in which order all stand, and when figures are stale."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from plugins.content_model.models import DossierPeriod, DossierRow
from plugins.dossiers import Axis, Settings, build_results
from plugins.vietnamese import VIETNAM

Report = Callable[..., DossierPeriod]


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def test_without_reports_there_is_no_current_one(now: datetime) -> None:
    results = build_results([], now)
    assert (results.current, results.periods, results.is_stale) == (None, (), False)


@pytest.mark.parametrize(
    ("reports", "current"),
    [
        ([("2023-08", False, "2023-09-01"), ("2023-09", False, "2023-10-01")], "2023-09"),
        ([("2023-09", False, "2023-09-20"), ("2023-08", False, "2023-09-02")], "2023-09"),
        ([("2022", False, "2023-10-05"), ("2023-09", False, "2023-09-30")], "2023-09"),
        ([("2023", False, "2023-06-30"), ("2023-08", False, "2023-09-01")], "2023-08"),
        ([("2023", False, "2023-09-30"), ("2023-08", False, "2023-09-01")], "2023"),
        ([("2023-09", False, "2023-10-02"), ("2023-Q3", False, "2023-10-02")], "2023-Q3"),
        ([("2023-09", False, "2023-10-02"), ("2023-Q3", False, "2023-10-01")], "2023-09"),
    ],
    ids=[
        "the later month",
        "a month that is not over",
        "not a correction of last year",
        "not a year left at half",
        "a year kept up to date",
        "the longer of equals",
        "the newest of one end",
    ],
)
@pytest.mark.parametrize("turn", [False, True], ids=["forwards", "backwards"])
def test_the_report_that_reaches_furthest_is_current(
    report: Report,
    now: datetime,
    reports: list[tuple[str, bool, str]],
    current: str,
    turn: bool,
) -> None:
    made = [
        report(period, day(as_of), cumulative=cumulative) for period, cumulative, as_of in reports
    ]
    results = build_results(made[::-1] if turn else made, now)
    assert results.current is not None
    assert results.current.report.period == current


def test_of_a_month_and_the_year_up_to_it_the_year_is_current(
    report: Report, now: datetime
) -> None:
    month = report("2023-09")
    until = report("2023-09", cumulative=True, path="data/dossiers/2023-09-luy-ke.yaml")
    results = build_results([until, month], now)
    assert results.current is not None
    assert results.current.title == "Lũy kế đến tháng 9/2023"


def test_periods_stand_in_the_order_of_time(report: Report, now: datetime) -> None:
    texts = ["2023-Q3", "2022", "2023-09", "2022-12", "2023-01"]
    results = build_results([report(text, day("2023-10-10")) for text in texts], now)
    assert [result.report.period for result in results.periods] == [
        "2022",
        "2022-12",
        "2023-01",
        "2023-Q3",
        "2023-09",
    ]


@pytest.mark.parametrize(
    ("days", "age", "is_stale"),
    [
        (45, timedelta(days=45), False),
        (45, timedelta(days=45, seconds=1), True),
        (0, timedelta(seconds=1), True),
        (None, timedelta(days=4000), False),
    ],
)
def test_figures_older_than_the_limit_are_stale(
    report: Report, days: int | None, age: timedelta, is_stale: bool
) -> None:
    stated = report()
    settings = Settings(stale_after_days=days)
    assert build_results([stated], stated.as_of + age, settings).is_stale is is_stale


def test_breakdowns_are_kept_apart_and_sorted_by_vietnamese_name(
    report: Report, now: datetime
) -> None:
    rows = [
        DossierRow(received=1, early_or_on_time=1, late=0, field=field, agency=agency)
        for field, agency in (
            ("Xây dựng", ""),
            ("", "Xã Hạ Khê"),
            ("Đất đai", ""),
            ("Dân tộc", ""),
            ("Đất đai", "Xã Hạ Khê"),
        )
    ]
    (result,) = build_results([report(breakdown=tuple(rows))], now).periods
    assert [
        (breakdown.axis, [row.name for row in breakdown.rows]) for breakdown in result.breakdowns
    ] == [
        (Axis.FIELD, ["Dân tộc", "Đất đai", "Xây dựng"]),
        (Axis.AGENCY, ["Xã Hạ Khê"]),
        (Axis.BOTH, ["Đất đai, Xã Hạ Khê"]),
    ]
