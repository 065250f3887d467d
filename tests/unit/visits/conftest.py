"""A folder to count logs in."""

from __future__ import annotations

from pathlib import Path

import pytest
from access_logs import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty folder."""
    return Desk(tmp_path)
