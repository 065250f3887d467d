"""What an operator may set about the counters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the counters. Raises ValueError for a value out of range.

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
        if self.stale_after_days is not None and self.stale_after_days < 0:
            raise ValueError(f"stale_after_days: expected 0 or more, got {self.stale_after_days}")
        if not 1 <= self.chart_periods <= 12:
            raise ValueError(f"chart_periods: expected 1 to 12, got {self.chart_periods}")
        for name in ("jump_factor", "jump_least"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name}: expected 1 or more, got {getattr(self, name)}")
