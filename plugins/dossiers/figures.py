"""Exact figures of one row of counts.

A number is kept as its parts; a rate is kept as the two numbers that it compares and becomes
a decimal only as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from plugins.content_model.models import DossierRow
from plugins.vietnamese import format_percent, percent_places


@dataclass(frozen=True, slots=True)
class Rate:
    """`part` dossiers of `whole`; `places` fixes how many decimals the text has."""

    part: int
    whole: int
    places: int | None = None

    @property
    def exact(self) -> Fraction | None:
        """The rate as an exact fraction from 0 to 1; None where there is nothing to compare."""
        return Fraction(self.part, self.whole) if self.whole else None

    @property
    def text(self) -> str:
        """The rate as readers see it (`99,97 %`), a dash where it is undefined."""
        return format_percent(self.part, self.whole, self.places)

    @property
    def is_rounded(self) -> bool:
        """Whether the text says less than the exact rate."""
        if self.exact is None:
            return False
        places = self.places
        if places is None:
            places = percent_places(self.part, self.whole)
        scale: int = 10 ** (places + 2)
        return (self.exact * scale).denominator != 1


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of one row, with what follows from them. None means not stated.

    `early_or_on_time` and, where anything is stated, `pending` are filled from their parts.
    """

    received: int
    early_or_on_time: int
    late: int
    early: int | None = None
    on_time: int | None = None
    carried_over: int | None = None
    pending: int | None = None
    pending_in_time: int | None = None
    pending_overdue: int | None = None

    @property
    def resolved(self) -> int:
        """Dossiers with a result: early + on time + late."""
        return self.early_or_on_time + self.late

    @property
    def unexplained(self) -> int:
        """Dossiers received of which the report says nothing: received - resolved - pending."""
        return self.received - self.resolved - (self.pending or 0)

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """What was received, part by part; the parts always add up to `received`."""
        return (
            ("early_or_on_time", self.early_or_on_time),
            ("late", self.late),
            ("pending", self.pending or 0),
            ("unexplained", self.unexplained),
        )

    @property
    def solved_rate(self) -> Rate:
        """Resolved of received."""
        return Rate(self.resolved, self.received)

    @property
    def on_time_rate(self) -> Rate:
        """Early and on time of resolved; undefined where nothing is resolved."""
        return Rate(self.early_or_on_time, self.resolved, self._outcome_places)

    @property
    def late_rate(self) -> Rate:
        """Late of resolved; undefined where nothing is resolved."""
        return Rate(self.late, self.resolved, self._outcome_places)

    @property
    def _outcome_places(self) -> int | None:
        # The two rates complete each other, so they are shown equally exactly; where both end in
        # a half, both would be rounded up and add to more than 100, so one decimal more.
        if not self.resolved:
            return None
        places = max(
            percent_places(self.early_or_on_time, self.resolved),
            percent_places(self.late, self.resolved),
        )
        scale: int = 10 ** (places + 2)
        is_tie = Fraction(self.late * scale, self.resolved).denominator == 2
        return places + 1 if is_tie else places


def stated_in_time(row: DossierRow) -> int | None:
    """Return how many dossiers were early or on time, or None where the row does not say."""
    if row.early_or_on_time is not None:
        return row.early_or_on_time
    if row.early is None or row.on_time is None:
        return None
    return row.early + row.on_time


def stated_pending(row: DossierRow) -> int | None:
    """Return how many dossiers are pending, or None where the row does not say."""
    if row.pending is not None:
        return row.pending
    if row.pending_in_time is None or row.pending_overdue is None:
        return None
    return row.pending_in_time + row.pending_overdue


def build_figures(row: DossierRow) -> Figures:
    """Compute the figures of a row that passes `check_periods`.

    Raises ValueError for a row whose parts are missing, negative or more than the whole.
    """
    in_time = stated_in_time(row)
    if in_time is None:
        raise ValueError("dossiers resolved in time are not stated")
    figures = Figures(
        received=row.received,
        early_or_on_time=in_time,
        late=row.late,
        early=row.early,
        on_time=row.on_time,
        carried_over=row.carried_over,
        pending=stated_pending(row),
        pending_in_time=row.pending_in_time,
        pending_overdue=row.pending_overdue,
    )
    if min(count for _, count in figures.parts) < 0:
        raise ValueError(f"parts do not fit the whole: {figures.parts} of {figures.received}")
    return figures
