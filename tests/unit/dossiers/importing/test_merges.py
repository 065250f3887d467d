"""Merged cells that lie over each other are refused, not filled again and again."""

from __future__ import annotations

import pytest

from plugins.dossiers.importing.child import _is_overlaid
from plugins.dossiers.importing.grid import Sheet, spread


@pytest.mark.parametrize(
    ("merges", "is_overlaid"),
    [
        ([], False),
        ([[0, 0, 99, 199]], False),
        ([[0, 0, 1 << 20, 1 << 14]], False),
        ([[0, 0, 1 << 20, 1 << 14]] * 3, True),
        ([[0, 0, 0, 0]] * 5_001, True),
        ([[0, 300, 99, 400]] * 100, False),
    ],
)
def test_a_sheet_is_filled_at_most_twice(merges: list[list[int]], is_overlaid: bool) -> None:
    assert _is_overlaid(merges, 100, 200) is is_overlaid


def test_a_merged_cell_is_filled_to_its_end() -> None:
    sheet = Sheet("x", (("a", ""), ("",), ()), ((0, 0, 1, 1),))
    assert spread(sheet).rows == (("a", "a"), ("a", "a"), ("", ""))
