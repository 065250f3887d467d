"""Every test that is written is run."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]


def test_the_test_command_takes_in_every_test_file(pytestconfig: pytest.Config) -> None:
    """By itself pytest passes over folders of some names, `build` among them."""
    files = sorted(path for path in TESTS.rglob("test_*.py") if "node_modules" not in path.parts)
    left_out = pytestconfig.getini("norecursedirs")
    assert pytestconfig.getini("testpaths") == [TESTS.name]
    assert files
    for file in files:
        folders = file.relative_to(TESTS.parent).parts[:-1]
        assert not [name for name in folders if any(map(Path(name).match, left_out))], file
