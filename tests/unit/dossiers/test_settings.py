"""Settings are read whole or refused by name."""

from __future__ import annotations

import pytest

from plugins.dossiers import Settings


def test_settings_are_read_and_foreign_names_left_alone() -> None:
    given = {
        "DOSSIERS_STALE_AFTER_DAYS": None,
        "DOSSIERS_LATE_URL": "/xin-loi/",
        "DOSSIERS_CHART_PERIODS": 6,
        "DOSSIERS_JUMP_FACTOR": 5,
        "DOSSIERS_JUMP_LEAST": 20,
        "SITENAME": "Cổng",
    }
    assert Settings.from_pelican(given) == Settings(None, "/xin-loi/", 6, 5, 20)


def test_without_settings_the_defaults_hold() -> None:
    assert Settings.from_pelican({}) == Settings(45, "", 12, 3, 100)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOSSIERS_STALE_DAYS", 30),
        ("DOSSIERS_STALE_AFTER_DAYS", "45"),
        ("DOSSIERS_STALE_AFTER_DAYS", True),
        ("DOSSIERS_STALE_AFTER_DAYS", -1),
        ("DOSSIERS_LATE_URL", None),
        ("DOSSIERS_CHART_PERIODS", 0),
        ("DOSSIERS_CHART_PERIODS", 13),
        ("DOSSIERS_CHART_PERIODS", None),
        ("DOSSIERS_JUMP_FACTOR", 0),
        ("DOSSIERS_JUMP_LEAST", "100"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=name):
        Settings.from_pelican({name: value})
