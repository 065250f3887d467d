"""A period beside the same one of the year before, and the year so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from plugins.dossiers.core import PeriodResult
from plugins.dossiers.figures import Figures, Rate
from plugins.dossiers.spans import Kind
from plugins.vietnamese import format_decimal, format_integer, format_percent

NO_CHANGE = "không đổi"
_POINT = "\u00a0điểm\u00a0%"
_LEAST_POINTS = Fraction(1, 100)


def year_before(period: PeriodResult, periods: Iterable[PeriodResult]) -> PeriodResult | None:
    """Return the report of the same period a year earlier, None where there is none.

    Nor is there one where one of the two was stated before its period was over, and the other not
    on the same day of its year: half a year is no smaller than a whole one.
    """
    span = period.span
    wanted = (span.kind, span.cumulative, span.year - 1, span.number)
    for other in periods:
        one = other.span
        if (one.kind, one.cumulative, one.year, one.number) == wanted:
            return other if _reach(other) == _reach(period) else None
    return None


def _reach(period: PeriodResult) -> tuple[int, int] | None:
    """Return the day of the year that a report's figures reach, None where its period was over."""
    reached = period.report.as_of.date()
    return None if reached >= period.span.last_day else (reached.month, reached.day)


def change(now: int | Rate | None, before: int | Rate | None) -> str:
    """Return how a count or a rate changed: `+77 (+5,7 %)`, `−0,2 điểm %`, a dash where unknown.

    A change that is not zero is never written as zero. Raises TypeError for a count beside a
    rate.
    """
    if now is None or before is None:
        return "–"
    if isinstance(now, Rate) and isinstance(before, Rate):
        return _change_of_rate(now.exact, before.exact)
    if isinstance(now, Rate) or isinstance(before, Rate):
        raise TypeError("a count and a rate cannot be compared")
    difference = now - before
    if not difference:
        return NO_CHANGE
    share = f" ({_sign(difference)}{_relative(abs(difference), before)})" if before else ""
    return f"{_sign(difference)}{format_integer(abs(difference))}{share}"


def _change_of_rate(now: Fraction | None, before: Fraction | None) -> str:
    if now is None or before is None:
        return "–"
    points = (now - before) * 100
    if not points:
        return NO_CHANGE
    if abs(points) < _LEAST_POINTS:
        return f"{_sign(points)}<\u00a0{format_decimal(_LEAST_POINTS, 2)}{_POINT}"
    places = 1 if abs(points) >= Fraction(1, 10) else 2
    while abs(points) < 100 and format_decimal(abs(points), places).startswith("100"):
        places += 1
    return f"{_sign(points)}{format_decimal(abs(points), places)}{_POINT}"


def _relative(difference: int, before: int) -> str:
    if difference <= before:
        return format_percent(difference, before)
    # More than all of it: no share any more, but a multiple.
    return f"{format_decimal(Fraction(100 * difference, before), 1)}\u00a0%"


def _sign(number: int | Fraction) -> str:
    return "+" if number > 0 else "−"


def year_so_far(periods: Sequence[PeriodResult], year: int) -> tuple[PeriodResult, Figures] | None:
    """Return the last month of a year that is reported, from January on, and all its figures.

    None where a month between is missing, where one does not say what it carried over, or where
    what one carried over is not what the one before left pending: such figures cannot be added.
    What was received is what January carried over and what was new in each month.
    """
    months = {
        period.span.number: period
        for period in periods
        if period.series == (Kind.MONTH, False) and period.span.year == year
    }
    count = len(months)
    if not count or sorted(months) != list(range(1, count + 1)):
        return None
    each = [months[number].figures for number in sorted(months)]
    for one, following in pairwise(each):
        if one.pending is None or one.unexplained or following.carried_over != one.pending:
            return None
    if each[0].carried_over is None:
        return None
    new = sum(one.received - (one.carried_over or 0) for one in each)
    return months[count], Figures(
        received=each[0].carried_over + new,
        carried_over=each[0].carried_over,
        early_or_on_time=sum(one.early_or_on_time for one in each),
        late=sum(one.late for one in each),
        early=_sum([one.early for one in each]),
        on_time=_sum([one.on_time for one in each]),
        pending=each[-1].pending,
        pending_in_time=each[-1].pending_in_time,
        pending_overdue=each[-1].pending_overdue,
    )


def _sum(counts: Sequence[int | None]) -> int | None:
    stated = [count for count in counts if count is not None]
    return sum(stated) if len(stated) == len(counts) else None
