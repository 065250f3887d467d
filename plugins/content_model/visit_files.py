"""The files of data/visits: one for each month, and the figure from before."""

from __future__ import annotations

from plugins.content_model.located import Located
from plugins.content_model.problems import Problem
from plugins.content_model.schema import EarlierVisitsFile, VisitMonthFile
from plugins.content_model.validate import validate
from plugins.content_model.visit_models import EarlierVisits, PageViews, VisitDay, VisitMonth


def read_month(located: Located, path: str) -> tuple[VisitMonth | None, list[Problem]]:
    """Return what the file of a month states; None where it has a problem."""
    checked = validate(VisitMonthFile, located, path)
    read = checked.model
    if read is None:
        return None, list(checked.problems)
    return VisitMonth(
        path=path,
        month=read.month,
        as_of=read.as_of,
        days=tuple(VisitDay(row.day, row.visitors, row.views) for row in read.days),
        most_read=tuple(PageViews(row.url, row.views) for row in read.most_read),
        lines=dict(located.lines),
    ), []


def read_earlier(located: Located, path: str) -> tuple[EarlierVisits | None, list[Problem]]:
    """Return what data/visits/earlier.yaml states; None where it has a problem."""
    checked = validate(EarlierVisitsFile, located, path)
    read = checked.model
    if read is None:
        return None, list(checked.problems)
    lines = dict(located.lines)
    return EarlierVisits(path, read.visits, read.source, read.until, lines), []
