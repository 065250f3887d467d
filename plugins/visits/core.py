"""The figures of the visit counters, from the files of data/visits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from plugins.content_model.problems import Problem
from plugins.content_model.visit_models import EarlierVisits, PageViews, VisitDay, VisitMonth
from plugins.vietnamese import VIETNAM
from plugins.visits.checks import AHEAD, check_visits


@dataclass(frozen=True, slots=True)
class Visits:
    """What the counters show. None is a figure that is not known, which is not 0.

    `today`, `this_month` and `all` count visits: the visitors of each day, added up. Where all
    are known, today <= this_month <= all. `days` and `most_read` are those of the newest month
    that is sound; `as_of` is the time up to which that was counted. `problems` are the reasons
    why figures are left out.
    """

    as_of: datetime | None = None
    today: int | None = None
    this_month: int | None = None
    all: int | None = None
    days: tuple[VisitDay, ...] = ()
    most_read: tuple[PageViews, ...] = ()
    problems: tuple[Problem, ...] = ()


def build_visits(
    months: Sequence[VisitMonth], earlier: EarlierVisits | None, now: datetime
) -> Visits:
    """Compute the figures as of `now` (aware), in whatever order the months come.

    A month in which something cannot be true counts for nothing; then `all` is not known. Figures
    of another day or month than that of `now` are not today's or this month's.
    """
    problems = check_visits(months, earlier, now)
    faulty = {problem.path for problem in problems}
    sound = sorted((each for each in months if each.path not in faulty), key=_time_order)
    if not sound:
        return Visits(problems=problems)
    newest, local = sound[-1], now.astimezone(VIETNAM)
    this_month = _visitors(newest) if newest.month == f"{local:%Y-%m}" else None
    today = None
    if this_month is not None and newest.as_of.astimezone(VIETNAM).date() == local.date():
        today = sum(day.visitors for day in newest.days if day.day == local.date())
    before = earlier.visits if earlier else 0
    return Visits(
        as_of=newest.as_of,
        today=today,
        this_month=this_month,
        all=None if problems else before + sum(_visitors(month) for month in sound),
        days=tuple(sorted(newest.days, key=lambda day: day.day)),
        most_read=tuple(sorted(newest.most_read, key=lambda page: (-page.views, page.url))),
        problems=problems,
    )


def moments(months: Sequence[VisitMonth], earlier: EarlierVisits | None) -> Iterator[datetime]:
    """Yield every moment from which on `build_visits` may say something else of the same files.

    Figures that are ahead of the clock become sound; those of a day are not today's any more on
    the next, nor those of a month this month's. What no calendar can reach is left out.
    """
    for month in months:
        if month.as_of.year == date.max.year:
            continue
        yield month.as_of - AHEAD
        yield month.as_of
        day = month.as_of.astimezone(VIETNAM).date()
        yield _midnight(day)
        yield _midnight(day.replace(day=1))
        yield _midnight(day + timedelta(days=1))
        yield _midnight((day.replace(day=1) + timedelta(days=31)).replace(day=1))
    if earlier and earlier.until:
        yield _midnight(earlier.until)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM)


def _visitors(month: VisitMonth) -> int:
    return sum(day.visitors for day in month.days)


def _time_order(month: VisitMonth) -> tuple[str, str]:
    return month.month, month.path
