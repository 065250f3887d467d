"""Sheets as officers get them, made by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from plugins.dossiers.importing import (
    Understood,
    Vocabulary,
    Wishes,
    Workbook,
    build_vocabulary,
    understand,
)
from plugins.dossiers.importing.grid import Cell, Merge, Sheet
from plugins.dossiers.importing.wordings import BUILT_IN, read_wordings_file

SAMPLES = Path(__file__).parents[3] / "data" / "dossier-reports"
Read = Callable[..., Understood]
Rows = Sequence[Sequence[Cell]]


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    wordings, problems = read_wordings_file(BUILT_IN, BUILT_IN.name)
    assert problems == []
    return build_vocabulary(wordings)


@pytest.fixture
def read(vocabulary: Vocabulary) -> Read:
    """Read rows of cells as the report of 2026-10, unless told otherwise."""

    def make(
        *rows: Sequence[Cell] | str, merges: Sequence[Merge] = (), **wishes: Any
    ) -> Understood:
        cells = [tuple(row.split("|")) if isinstance(row, str) else tuple(row) for row in rows]
        sheet = Sheet("Sheet1", tuple(cells), tuple(merges))
        stated = Wishes(**{"period": "2026-10", **wishes})
        return understand(Workbook(((sheet,),)), vocabulary, "bao-cao.xlsx", stated)

    return make


@pytest.fixture
def samples() -> Path:
    """The folder of reports that real programs wrote."""
    return SAMPLES
