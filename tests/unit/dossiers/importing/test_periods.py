"""The period that a report's titles name, or a question where they name none or two."""

from __future__ import annotations

import unicodedata

import pytest

from plugins.dossiers.importing.periods import Stated, read_titles


def choices(*texts: str) -> list[tuple[str, bool]]:
    return [(each.period, each.cumulative) for each in read_titles(enumerate(texts)).choices]


@pytest.mark.parametrize(
    ("text", "period", "cumulative"),
    [
        ("Tháng 10 năm 2026", "2026-10", False),
        ("BÁO CÁO THÁNG 10/2026", "2026-10", False),
        ("Kỳ báo cáo: Tháng: 09 - Năm: 2026", "2026-09", False),
        ("Quý III/2026", "2026-Q3", False),
        ("Quý 3 năm 2026", "2026-Q3", False),
        ("Quý IV năm 2025", "2025-Q4", False),
        ("Năm 2026", "2026", False),
        ("10 tháng đầu năm 2026", "2026-10", True),
        ("6 THÁNG NĂM 2026", "2026-06", True),
        ("Lũy kế đến tháng 10/2026", "2026-10", True),
        ("Luỹ kế từ đầu năm đến hết tháng 10 năm 2026", "2026-10", True),
        ("Từ ngày 01/10/2026 đến ngày 31/10/2026", "2026-10", False),
        ("(từ 01/10 đến 20/10/2026)", "2026-10", False),
        ("Từ ngày 01 tháng 07 năm 2026 đến ngày 30 tháng 9 năm 2026", "2026-Q3", False),
        ("Từ ngày 1-1-2026 đến hết ngày 31-10-2026", "2026-10", True),
        ("từ ngày 01/01/2026 đến ngày 15/12/2026", "2026-12", True),
        ("từ ngày 01/01/2026 đến ngày 31/12/2026", "2026", False),
    ],
)
def test_a_period_is_read_in_many_words(text: str, period: str, cumulative: bool) -> None:
    assert choices(text) == [(period, cumulative)]
    assert choices(unicodedata.normalize("NFD", text)) == [(period, cumulative)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Tháng 9 và 9 tháng đầu năm 2026",), [("2026-09", False), ("2026-09", True)]),
        (("Từ 01/01/2026 đến 31/03/2026",), [("2026-Q1", False), ("2026-03", True)]),
        (("Tháng 9/2026", "Tháng 10/2026"), [("2026-09", False), ("2026-10", False)]),
    ],
)
def test_two_periods_are_two_choices(
    texts: tuple[str, ...], expected: list[tuple[str, bool]]
) -> None:
    assert choices(*texts) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Khê Giang, ngày 02 tháng 11 năm 2026",
        "Kèm theo Thông tư số 01/2020/TT-VPCP ngày 21 tháng 10 năm 2020",
        "6 tháng cuối năm 2026",
        "Từ ngày 15/10/2026 đến ngày 14/11/2026",
        "Tháng 13 năm x",
        "Từ ngày 31/02/2026 đến ngày 31/02/2026",
    ],
)
def test_what_names_no_period_of_the_calendar_gives_none(text: str) -> None:
    assert choices(text) == []


def test_a_named_period_goes_before_the_days_that_bound_it() -> None:
    """By decree a monthly report runs from the 15th of the month before to the 14th."""
    titles = read_titles([(2, "Tháng 11 năm 2026 (từ 15/10/2026 đến 14/11/2026)")])
    assert titles.choices == (Stated("2026-11", False),)
    assert titles.until is not None
    assert f"{titles.until:%Y-%m-%d %H:%M}" == "2026-11-14 23:59"
    assert titles.row == 2


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Số liệu tính đến 16 giờ 46 ngày 31/10/2026", "2026-10-31 16:46"),
        ("tính đến: 16h46, ngày 31 tháng 10 năm 2026", "2026-10-31 16:46"),
        ("Tính đến 17h ngày 31/10/2026", "2026-10-31 17:00"),
        ("đến hết ngày 31/10/2026", "2026-10-31 23:59"),
    ],
)
def test_the_last_moment_is_read_with_its_time(text: str, moment: str) -> None:
    until = read_titles([(0, text)]).until
    assert until is not None
    assert f"{until:%Y-%m-%d %H:%M}" == moment


def test_a_year_beside_a_month_of_it_is_no_second_period() -> None:
    assert choices("Năm 2026", "Tháng 10/2026") == [("2026-10", False)]
