"""Settings out of range are refused by name."""

from __future__ import annotations

import pytest

from plugins.dossiers import Settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("stale_after_days", -1),
        ("chart_periods", 0),
        ("chart_periods", 13),
        ("jump_factor", 0),
        ("jump_least", 0),
    ],
)
def test_a_wrong_setting_is_refused_by_name(name: str, value: int) -> None:
    with pytest.raises(ValueError, match=name):
        Settings(**{name: value})
