"""What stands in a cell is a count, nothing, or a fault; never a guess."""

from __future__ import annotations

import pytest

from plugins.dossiers.importing.counts import Fault, read_count


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        (1433, 1433),
        (1433.0, 1433),
        ("1433", 1433),
        ("1.433", 1433),
        ("1,433", 1433),
        ("1 433", 1433),
        ("1\u00a0433", 1433),
        ("1.234.567", 1234567),
        ("12.000", 12000),
        (" 7 ", 7),
        ("5,00", 5),
        ("5.0", 5),
        ("0", 0),
        ("007", 7),
    ],
)
def test_counts_are_read_in_every_way_that_offices_write_them(
    cell: str | float, count: int
) -> None:
    assert read_count(cell) == count


@pytest.mark.parametrize("cell", ["", " ", "-", "–", "—", "\u00a0", "--"])
def test_an_empty_cell_and_a_dash_are_no_number(cell: str) -> None:
    assert read_count(cell) is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("99,3%", "count-percent"),
        ("100 %", "count-percent"),
        (0.993, "count-fraction"),
        (1.433, "count-fraction"),
        ("12,5", "count-fraction"),
        ("0,993", "count-fraction"),
        ("1.43", "count-fraction"),
        ("1.433,5", "count-type"),
        ("1.433,000", "count-type"),
        (-3, "count-negative"),
        ("-3", "count-negative"),
        ("(3)", "count-negative"),
        ("−1.433", "count-negative"),
        ("#REF!", "count-formula"),
        ("#DIV/0!", "count-formula"),
        ("Err:502", "count-formula"),
        ("ba", "count-type"),
        ("3 hồ sơ", "count-type"),
        ("01/10/2026", "count-type"),
        ("1e5", "count-type"),
        (1e15, "count-range"),
        (float("inf"), "count-range"),
        (float("nan"), "count-range"),
    ],
)
def test_what_is_no_count_is_a_fault_that_says_why(cell: str | float, code: str) -> None:
    fault = read_count(cell)
    assert isinstance(fault, Fault)
    assert fault.code == code


def test_a_number_that_lost_its_thousands_is_told_what_it_was() -> None:
    """A spreadsheet of another language makes 1.433 of what was typed as 1.433 dossiers."""
    fault = read_count(1.433)
    assert isinstance(fault, Fault)
    assert fault.message == "1,433 không phải số nguyên"
    assert fault.fix == "ghi số hồ sơ, không lẻ; nếu là 1433 hồ sơ thì gõ 1433"
