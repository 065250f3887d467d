"""The files of data/visits, as counts become them: never smaller than what was published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from plugins.content_model.visit_models import PageViews, VisitDay, VisitMonth
from plugins.vietnamese import format_iso

#: How many pages a file names.
MOST_READ = 50
_HEAD = "# Lệnh python -m plugins.visits count viết tệp này; sửa ở đây sẽ mất.\n"


def merged(counted: VisitMonth, published: VisitMonth | None) -> VisitMonth:
    """Return a month as counted and as published, each figure the greater of the two.

    Where the state is an older copy of itself, what the public has seen must not shrink.
    """
    if published is None:
        return counted
    days = {row.day: (row.visitors, row.views) for row in published.days}
    for row in counted.days:
        visitors, views = days.get(row.day, (0, 0))
        days[row.day] = max(visitors, row.visitors), max(views, row.views)
    pages = {row.url: row.views for row in published.most_read}
    for page in counted.most_read:
        pages[page.url] = max(pages.get(page.url, 0), page.views)
    return VisitMonth(
        path=published.path,
        month=counted.month,
        as_of=max(counted.as_of, published.as_of),
        days=in_days(days),
        most_read=most_read(pages.items()),
    )


def in_days(days: Mapping[date, tuple[int, int]]) -> tuple[VisitDay, ...]:
    """Return days in order, given their visitors and views."""
    return tuple(VisitDay(day, *figures) for day, figures in sorted(days.items()))


def most_read(pages: Iterable[tuple[str, int]]) -> tuple[PageViews, ...]:
    """Return the pages most looked at, at most `MOST_READ`, ties by address."""
    ordered = sorted(pages, key=lambda page: (-page[1], page[0]))
    return tuple(PageViews(url, views) for url, views in ordered[:MOST_READ])


def lost_days(counted: VisitMonth, published: VisitMonth | None) -> Sequence[date]:
    """Return the days of which more was published than is counted."""
    known = {row.day: row for row in counted.days}
    return sorted(
        row.day
        for row in (published.days if published else ())
        if row.day in known
        and (row.visitors > known[row.day].visitors or row.views > known[row.day].views)
    )


def render_month(month: VisitMonth) -> bytes:
    """Return the bytes of a month's file."""
    lines = [f"month: {month.month}\n", f"as_of: {format_iso(month.as_of)}\n", "days:\n"]
    lines += [
        f"  - {{day: {row.day.isoformat()}, visitors: {row.visitors}, views: {row.views}}}\n"
        for row in month.days
    ]
    if month.most_read:
        lines.append("most_read:\n")
    # Addresses are percent-encoded: nothing in them means anything to YAML.
    lines += [f"  - {{url: {row.url}, views: {row.views}}}\n" for row in month.most_read]
    return (_HEAD + "".join(lines)).encode()
