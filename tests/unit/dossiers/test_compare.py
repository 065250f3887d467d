"""A year ago and the year so far: changes that are never hidden, sums only of what adds up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from plugins.content_model.models import DossierPeriod, DossierRow
from plugins.dossiers import (
    RESULTS_URL,
    Rate,
    ReportView,
    TableView,
    build_results,
    change,
    plan_pages,
    year_so_far,
)
from plugins.vietnamese import VIETNAM

Report = Callable[..., DossierPeriod]
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (1433, 1382, f"+51 (+3,7{NBSP}%)"),
        (99, 115, f"−16 (−13,9{NBSP}%)"),
        (4, 0, "+4"),
        (0, 4, f"−4 (−100{NBSP}%)"),
        (Rate(9999, 10000), Rate(1, 10000), f"+99,98{NBSP}điểm{NBSP}%"),
        (3, 1, f"+2 (+200,0{NBSP}%)"),
        (100001, 100000, f"+1 (+0,001{NBSP}%)"),
        (5, 5, "không đổi"),
        (5, None, "–"),
        (None, 5, "–"),
        (Rate(997, 1000), Rate(1, 1), f"−0,3{NBSP}điểm{NBSP}%"),
        (Rate(1, 2), Rate(1, 4), f"+25,0{NBSP}điểm{NBSP}%"),
        (Rate(9997, 10000), Rate(9998, 10000), f"−0,01{NBSP}điểm{NBSP}%"),
        (Rate(99999, 100000), Rate(1, 1), f"−<{NBSP}0,01{NBSP}điểm{NBSP}%"),
        (Rate(2, 4), Rate(1, 2), "không đổi"),
        (Rate(0, 0), Rate(1, 2), "–"),
    ],
)
def test_a_change_is_said_with_its_sign_and_never_as_zero(
    now: int | Rate | None, before: int | Rate | None, text: str
) -> None:
    assert change(now, before) == text


def test_a_count_beside_a_rate_is_refused() -> None:
    with pytest.raises(TypeError):
        change(1, Rate(1, 2))


def month(report: Report, number: int, carried: int | None, new: int, left: int) -> DossierPeriod:
    """Make a report of a month in 2023 in which one dossier was late."""
    received = (carried or 0) + new
    total = DossierRow(
        received=received,
        carried_over=carried,
        early=1,
        on_time=received - left - 2,
        late=1,
        pending=left,
    )
    as_of = datetime(2023, number, 28, tzinfo=VIETNAM)
    return report(f"2023-{number:02}", as_of, total=total)


def test_the_year_so_far_counts_what_was_carried_over_once(report: Report, now: datetime) -> None:
    months = [
        month(report, 1, 10, 100, 20),
        month(report, 2, 20, 50, 5),
        month(report, 3, 5, 80, 7),
    ]
    found = year_so_far(build_results(months, now).periods, 2023)
    assert found is not None
    last, figures = found
    assert last.report.period == "2023-03"
    assert (figures.received, figures.carried_over) == (10 + 100 + 50 + 80, 10)
    assert (figures.late, figures.early, figures.pending) == (3, 3, 7)
    assert figures.resolved == figures.received - 7
    assert figures.unexplained == 0


@pytest.mark.parametrize(
    "spoil",
    [
        lambda months: months[1:],
        lambda months: [months[0], months[2]],
        lambda months: [],
    ],
    ids=["begins in February", "a month is missing", "nothing"],
)
def test_a_year_with_a_gap_is_not_added_up(
    report: Report, now: datetime, spoil: Callable[[list[DossierPeriod]], list[DossierPeriod]]
) -> None:
    months = [
        month(report, 1, 10, 100, 20),
        month(report, 2, 20, 50, 5),
        month(report, 3, 5, 80, 7),
    ]
    assert year_so_far(build_results(spoil(months), now).periods, 2023) is None


@pytest.mark.parametrize("carried", [19, None], ids=["another number", "not stated"])
def test_months_that_do_not_join_are_not_added_up(
    report: Report, now: datetime, carried: int | None
) -> None:
    months = [month(report, 1, 10, 100, 20), month(report, 2, carried, 50, 5)]
    assert year_so_far(build_results(months, now).periods, 2023) is None


def today(reports: list[DossierPeriod], now: datetime) -> ReportView:
    return dict(plan_pages(build_results(reports, now)))[RESULTS_URL]()


def tables(page: ReportView) -> dict[str, TableView]:
    return {table.caption: table for table in page.tables}


def test_the_same_period_of_last_year_stands_beside_this_one(report: Report, now: datetime) -> None:
    before = DossierRow(received=50, early_or_on_time=45, late=0)
    year_ago = report("2022-09", datetime(2022, 9, 30, tzinfo=VIETNAM), total=before)
    other = report("2022-08", datetime(2022, 8, 30, tzinfo=VIETNAM))
    found = tables(today([year_ago, other, report("2023-09")], now))["So với cùng kỳ năm trước"]
    assert found.headers == ("Số liệu", "Tháng 9/2023", "Tháng 9/2022", "Thay đổi")
    rows = {row.heading: row.cells for row in found.rows}
    assert rows["Đã tiếp nhận"] == ("100", "50", f"+50 (+100{NBSP}%)")
    assert rows["Trễ hạn"] == ("5", "0", "+5")
    assert "Đang giải quyết" not in rows, "neither report says how many"


def test_without_the_year_before_nothing_is_compared(report: Report, now: datetime) -> None:
    cumulative = report("2022-09", datetime(2022, 9, 30, tzinfo=VIETNAM), cumulative=True)
    assert "So với cùng kỳ năm trước" not in tables(today([cumulative, report("2023-09")], now))


def test_the_years_table_says_how_far_each_year_reaches(report: Report, now: datetime) -> None:
    months = [month(report, 1, 10, 100, 20), month(report, 2, 20, 50, 5)]
    found = tables(today(months, now))["Lũy kế từ đầu năm"]
    assert [row.heading for row in found.rows] == ["2 tháng đầu năm 2023"]
    assert found.rows[0].cells[:2] == ("28/02/2023 00:00", "160")
    assert "Lũy kế từ đầu năm" not in tables(today(months[1:], now))


@pytest.mark.parametrize(
    ("stated", "is_compared"),
    [
        ((2023, 9, 30), True),
        ((2023, 10, 2), True),
        ((2023, 9, 15), False),
    ],
    ids=["on its last day", "afterwards", "in its middle"],
)
def test_a_part_of_a_period_is_not_compared_with_a_whole_one(
    report: Report, now: datetime, stated: tuple[int, int, int], is_compared: bool
) -> None:
    year_ago = report("2022-09", datetime(2022, 9, 30, tzinfo=VIETNAM))
    this_year = report("2023-09", datetime(*stated, tzinfo=VIETNAM))
    found = tables(today([year_ago, this_year], now))
    assert ("So với cùng kỳ năm trước" in found) == is_compared


def test_parts_that_reach_the_same_day_are_compared(report: Report, now: datetime) -> None:
    halves = [report(str(year), datetime(year, 6, 30, tzinfo=VIETNAM)) for year in (2022, 2023)]
    assert "So với cùng kỳ năm trước" in tables(today(halves, now))
