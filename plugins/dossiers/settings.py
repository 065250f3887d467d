"""What an operator may set about the counters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

_PREFIX = "DOSSIERS_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the counters.

    `stale_after_days`: figures older than this many days are marked; None marks none.
    `late_url`: where the apologies for late dossiers stand; empty links nowhere.
    `chart_periods`: how many of the latest periods the chart draws, 1 to 12.
    `jump_factor`, `jump_least`: a count that grew or shrank by more than this factor, and by at
    least so many dossiers, is worth a notice.
    """

    stale_after_days: int | None = 45
    late_url: str = ""
    chart_periods: int = 12
    jump_factor: int = 3
    jump_least: int = 100

    def __post_init__(self) -> None:
        days = self.stale_after_days
        if days is not None and days < 0:
            raise ValueError(f"DOSSIERS_STALE_AFTER_DAYS: expected 0 or more, got {days}")
        if not 1 <= self.chart_periods <= 12:
            raise ValueError(f"DOSSIERS_CHART_PERIODS: expected 1 to 12, got {self.chart_periods}")
        for name in ("jump_factor", "jump_least"):
            if getattr(self, name) < 1:
                key = _PREFIX + name.upper()
                raise ValueError(f"{key}: expected 1 or more, got {getattr(self, name)}")

    @classmethod
    def from_pelican(cls, settings: Mapping[str, object]) -> Settings:
        """Read the `DOSSIERS_…` settings of a Pelican settings mapping.

        Raises ValueError for a name that begins so and is not known, for a value of the wrong
        type and for a value out of range.
        """
        known = {_PREFIX + field.name.upper(): field.name for field in fields(cls)}
        given = {name: value for name, value in settings.items() if name.startswith(_PREFIX)}
        unknown = sorted(set(given) - set(known))
        if unknown:
            raise ValueError(f"unknown setting {unknown[0]}; known: {', '.join(sorted(known))}")
        defaults = cls()
        days = given.get("DOSSIERS_STALE_AFTER_DAYS", defaults.stale_after_days)
        url = given.get("DOSSIERS_LATE_URL", defaults.late_url)
        periods = given.get("DOSSIERS_CHART_PERIODS", defaults.chart_periods)
        factor = given.get("DOSSIERS_JUMP_FACTOR", defaults.jump_factor)
        least = given.get("DOSSIERS_JUMP_LEAST", defaults.jump_least)
        return cls(
            stale_after_days=None if days is None else _integer("DOSSIERS_STALE_AFTER_DAYS", days),
            late_url=_text("DOSSIERS_LATE_URL", url),
            chart_periods=_integer("DOSSIERS_CHART_PERIODS", periods),
            jump_factor=_integer("DOSSIERS_JUMP_FACTOR", factor),
            jump_least=_integer("DOSSIERS_JUMP_LEAST", least),
        )


def _integer(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{name}: expected a whole number, got {value!r}")
    return value


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name}: expected a text, got {value!r}")
    return value
