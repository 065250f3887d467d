"""Figures are written the Vietnamese way and never claim more than is true."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from plugins.vietnamese import (
    format_bytes,
    format_decimal,
    format_integer,
    format_percent,
    percent_places,
)


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (999, "999"), (3000, "3.000"), (41736, "41.736"), (-1234567, "−1.234.567")],
)
def test_thousands_stand_apart(number: int, shown: str) -> None:
    assert format_integer(number) == shown


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Decimal("99.29"), 1, "99,3"),
        (Decimal("0.25"), 1, "0,3"),
        (Decimal("-0.25"), 1, "−0,3"),
        (Decimal("-0.04"), 1, "0,0"),
        (Decimal("58.6"), 2, "58,60"),
        (Fraction(2, 3), 3, "0,667"),
        (Fraction(24690, 2), 2, "12.345,00"),
        (7, 0, "7"),
    ],
)
def test_decimals_are_rounded_exactly(
    value: Decimal | Fraction | int, places: int, shown: str
) -> None:
    assert format_decimal(value, places) == shown


def test_negative_places_are_refused() -> None:
    with pytest.raises(ValueError, match="places"):
        format_decimal(1, -1)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (41441, 41736, "99,3 %"),
        (41427, 41441, "99,97 %"),
        (14, 41441, "0,03 %"),
        (0, 5, "0 %"),
        (5, 5, "100 %"),
        (0, 0, "–"),
        (1, 2, "50 %"),
        (5004, 10_000, "50 %"),
        (1, 8, "12,5 %"),
        (9995, 10_000, "99,95 %"),
        (5, 10_000, "0,1 %"),
        (1, 2_000_000, "0,0001 %"),
        (1, 2_000_001, "< 0,0001 %"),
        (1_999_999, 2_000_000, "> 99,9999 %"),
        (10**30 - 1, 10**30, "> 99,9999 %"),
    ],
)
def test_percentages_round_towards_the_truth(part: int, whole: int, shown: str) -> None:
    assert format_percent(part, whole) == shown.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("part", "whole", "places", "shown"),
    [
        (1, 2, 2, "50,00 %"),
        (1, 2, 0, "50 %"),
        (2, 3, 0, "67 %"),
        (199, 200, 0, "99,5 %"),
        (14, 41441, 1, "0,03 %"),
        (0, 7, 2, "0 %"),
        (7, 7, 2, "100 %"),
        (1, 10**9, 6, "< 0,000001 %"),
    ],
)
def test_given_places_are_the_fewest(part: int, whole: int, places: int, shown: str) -> None:
    assert format_percent(part, whole, places) == shown.replace(" ", "\u00a0")


def test_parts_of_one_whole_can_be_shown_alike() -> None:
    parts, whole = (41427, 14), 41441
    places = max(percent_places(part, whole) for part in parts)

    shown = [format_percent(part, whole, places=places) for part in parts]

    assert shown == ["99,97\u00a0%", "0,03\u00a0%"]


@pytest.mark.parametrize(
    ("part", "whole", "places"),
    [(0, 0, 0), (0, 9, 0), (9, 9, 0), (1, 2, 0), (1, 3, 1), (14, 41441, 2), (1, 10**9, 4)],
)
def test_places_are_those_shown(part: int, whole: int, places: int) -> None:
    assert percent_places(part, whole) == places


@pytest.mark.parametrize(("part", "whole"), [(-1, 5), (6, 5), (1, 0), (-2, -1)])
def test_what_is_no_part_is_refused(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="not a part"):
        format_percent(part, whole)
    with pytest.raises(ValueError, match="not a part"):
        percent_places(part, whole)


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 B"),
        (1, "1 B"),
        (999, "999 B"),
        (1000, "1 KB"),
        (1_400_000, "1,4 MB"),
        (999_949, "999,9 KB"),
        (999_950, "1 MB"),
        (2_500_000_000, "2,5 GB"),
        (1_234_500_000_000, "1.234,5 GB"),
    ],
)
def test_file_sizes_take_the_unit_that_reads_best(size: int, shown: str) -> None:
    assert format_bytes(size) == shown.replace(" ", "\u00a0")


def test_a_negative_file_size_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        format_bytes(-1)
