"""Reporting periods: what is one, which days it covers, what it is called."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.dossiers import parse_period
from plugins.dossiers.spans import guess_period


@pytest.mark.parametrize(
    ("text", "cumulative", "title", "first_day", "last_day"),
    [
        ("2023-09", False, "Tháng 9/2023", date(2023, 9, 1), date(2023, 9, 30)),
        ("2024-02", False, "Tháng 2/2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", False, "Tháng 12/2023", date(2023, 12, 1), date(2023, 12, 31)),
        ("2023-Q3", False, "Quý III/2023", date(2023, 7, 1), date(2023, 9, 30)),
        ("2023-Q4", False, "Quý IV/2023", date(2023, 10, 1), date(2023, 12, 31)),
        ("2023", False, "Năm 2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("9999-12", False, "Tháng 12/9999", date(9999, 12, 1), date(9999, 12, 31)),
        ("2023-09", True, "Lũy kế đến tháng 9/2023", date(2023, 1, 1), date(2023, 9, 30)),
        ("2023-Q3", True, "Lũy kế đến quý III/2023", date(2023, 1, 1), date(2023, 9, 30)),
        ("2023", True, "Lũy kế năm 2023", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_a_period_has_a_title_and_days(
    text: str, cumulative: bool, title: str, first_day: date, last_day: date
) -> None:
    span = parse_period(text, cumulative)
    assert (span.title, span.first_day, span.last_day) == (title, first_day, last_day)


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("2023-9", "2023-09"),
        ("9/2023", "2023-09"),
        ("Tháng 9/2023", "2023-09"),
        ("2023-q3", "2023-Q3"),
        ("Quý III/2023", "2023-Q3"),
        ("Q4 2023", "2023-Q4"),
        ("Năm 2023", "2023"),
        ("2023-13", ""),
        ("2023-00", ""),
        ("2023-Q5", ""),
        ("0023-09", ""),
        ("2023-09-30", "2023-09"),
        ("30/09/2023", ""),
        ("tháng chín 2023", ""),
        ("2023-٠٩", "2023"),
        ("", ""),
    ],
)
def test_another_spelling_is_refused_and_the_right_one_proposed(text: str, guess: str) -> None:
    with pytest.raises(ValueError, match="reporting period"):
        parse_period(text)
    assert guess_period(text) == guess
