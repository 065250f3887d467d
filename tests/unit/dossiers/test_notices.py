"""What is possible but worth a second look."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plugins.content_model.models import DossierPeriod, DossierRow
from plugins.dossiers import Settings, notices

Report = Callable[..., DossierPeriod]


def codes(*periods: DossierPeriod, settings: Settings | None = None) -> list[tuple[str, str]]:
    return [(problem.path[14:-5], problem.code) for problem in notices(periods, settings)]


def test_months_that_are_missing_between_two_are_counted(report: Report) -> None:
    periods = report("2023-03"), report("2022-12"), report("2023-09")
    assert codes(*periods) == [
        ("2023-03", "dossiers-period-gap"),
        ("2023-09", "dossiers-period-gap"),
    ]
    assert "giữa 2023-03 và 2023-09 thiếu 5 kỳ" in notices(periods)[1].message


def test_months_in_a_row_are_no_gap(report: Report) -> None:
    assert codes(report("2022-12"), report("2023-01"), report("2023-02")) == []
    assert codes(report("2022-Q4"), report("2023-Q1"), report("2022"), report("2023")) == []


def test_months_quarters_years_and_cumulative_reports_are_not_compared(report: Report) -> None:
    large = DossierRow(received=90_000, late=5, early_or_on_time=80_000)
    others = report("2023-Q3", total=large), report("2023", total=large)
    growing = (
        report("2023-08", cumulative=True, path="data/dossiers/a.yaml"),
        report("2023-10", cumulative=True, path="data/dossiers/b.yaml", total=large),
    )
    assert codes(report("2023-09"), *others, *growing) == []


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (100, []),
        (300, []),
        (301, ["received"]),
        (33, []),
        (0, ["received"]),
    ],
)
def test_a_count_that_changes_by_more_than_the_factor_is_a_notice(
    received: int, expected: list[str], report: Report
) -> None:
    after = report("2023-10", total=DossierRow(received, 0, early_or_on_time=0))
    before = report("2023-09", total=DossierRow(100, 0, early_or_on_time=0))
    assert [problem.field for problem in notices([after, before])] == expected


def test_small_counts_may_jump(report: Report) -> None:
    few = report("2023-09", total=DossierRow(20, 1, early_or_on_time=19))
    many = report("2023-10", total=DossierRow(119, 90, early_or_on_time=29))
    assert codes(few, many) == []
    assert ("2023-10", "dossiers-count-jump") in codes(few, many, settings=Settings(jump_least=50))


def test_the_factor_is_a_setting(report: Report) -> None:
    few = report("2023-09", total=DossierRow(200, 0, early_or_on_time=0))
    many = report("2023-10", total=DossierRow(401, 0, early_or_on_time=0))
    assert codes(few, many) == []
    assert codes(few, many, settings=Settings(jump_factor=2)) == [
        ("2023-10", "dossiers-count-jump")
    ]


def test_what_is_not_stated_is_not_compared(report: Report) -> None:
    before = report("2023-09", total=DossierRow(900, 0, early_or_on_time=900, carried_over=900))
    after = report("2023-10", total=DossierRow(900, 0, early=0, on_time=900))
    assert codes(before, after) == []


def test_a_period_that_cannot_be_read_is_told_elsewhere(report: Report) -> None:
    assert codes(report("thang-9"), report("2023-09")) == []
