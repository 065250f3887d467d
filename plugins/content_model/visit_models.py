"""The facts of visits, as their data files state them: frozen, plain, complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class VisitDay:
    """One day of the portal: its visitors and how many pages they looked at.

    A visitor is an address together with a program, on this one day.
    """

    day: date
    visitors: int
    views: int


@dataclass(frozen=True, slots=True)
class PageViews:
    """How often the page at `url` (root-relative, percent-encoded) was looked at."""

    url: str
    views: int


@dataclass(frozen=True, slots=True)
class VisitMonth:
    """What one file of data/visits states about one month (`2026-11`).

    `as_of` is the time of the last line that was counted. Days in order, pages most read first.
    """

    path: str
    month: str
    as_of: datetime
    days: tuple[VisitDay, ...] = ()
    most_read: tuple[PageViews, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EarlierVisits:
    """What data/visits/earlier.yaml states: the office's figure from before these counts.

    `until` is the last day in it.
    """

    path: str
    visits: int
    source: str
    until: date | None = None
    lines: Mapping[str, int] = field(default_factory=dict)
