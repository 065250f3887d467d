"""The reporting period that the titles of a report name."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from plugins.dossiers.spans import parse_period
from plugins.vietnamese import VIETNAM, fold

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?:nam\s*+:?\s*+)?(?P<year>[12][0-9]{3})(?![0-9])"
_DAY = r"(?:ngay\s*+)?([0-9]{1,2})\s*+[/.-]\s*+([0-9]{1,2})\s*+[/.-]\s*+([12][0-9]{3})(?![0-9])"
_LONG_DAY = r"(?:ngay\s*+)?([0-9]{1,2})\s*+thang\s*+([0-9]{1,2})\s*+nam\s*+([12][0-9]{3})(?![0-9])"
_SHORT_DAY = r"(?:ngay\s*+)?([0-9]{1,2})\s*+[/.-]\s*+([0-9]{1,2})(?![0-9]|\s*+[/.-]\s*+[0-9])"
_FROM = re.compile(rf"\btu\s*+:?\s*+(?:{_DAY}|{_LONG_DAY}|{_SHORT_DAY})")
_CLOCK = r"(?:luc\s*+)?(?:([0-9]{1,2})\s*+(?:h|g|gio|:)\s*+([0-9]{2})?\s*+(?:phut)?\s*+,?\s*+)?"
_UNTIL = re.compile(rf"\bden\s*+:?\s*+(?:het\s*+)?{_CLOCK}(?:{_DAY}|{_LONG_DAY})")
#: The day of a signature or of a law is no period, and for half years files have no name.
_NO_PERIOD = re.compile(
    rf"{_LONG_DAY}|{_DAY}|\b(?:so|thong tu|nghi dinh)\s[^\s]*[0-9]+/[^\s]+"
    r"|\b[0-9]{1,2}\s*+thang\s*+cuoi\s*+nam\s*+[0-9]{4}"
)
#: "Tháng 9 và 9 tháng đầu năm 2026" names two periods with one year.
_BESIDE = re.compile(
    r"\b(?:thang\s*+(?P<month>[0-9]{1,2})|quy\s*+(?P<quarter>iv|i{1,3}|[1-4]))\s*+(?:va|,|&|;)"
    r".{1,30}?(?P<year>[12][0-9]{3})(?![0-9])"
)
_GAP = r"[\s/,.:-]*+"
_NAMED = (
    (
        "opening",
        re.compile(rf"\b(?P<n>[0-9]{{1,2}})\s*+thang(?:\s*+dau)?{_GAP}(?:cua\s*+)?{_YEAR}"),
    ),
    ("until", re.compile(rf"\btu dau nam\b.{{0,20}}?\bthang\s*+(?P<n>[0-9]{{1,2}}){_GAP}{_YEAR}")),
    ("month", re.compile(rf"\bthang\s*+:?\s*+(?P<n>[0-9]{{1,2}}){_GAP}{_YEAR}")),
    ("quarter", re.compile(rf"\bquy\s*+:?\s*+(?P<n>iv|i{{1,3}}|[1-4]){_GAP}{_YEAR}")),
    ("year", re.compile(r"\bnam\s*+:?\s*+(?P<n>)(?P<year>[12][0-9]{3})(?![0-9])")),
)
_CUMULATIVE = re.compile(r"\bluy ke\b|\btu dau nam\b")


@dataclass(frozen=True, slots=True, order=True)
class Stated:
    """What a title says: a period (`2026-10`) and whether it counts from January."""

    period: str
    cumulative: bool


@dataclass(frozen=True, slots=True)
class Titles:
    """What the titles of a report say, each with its row, from 0.

    `choices` are the periods that they may mean: one, where they are clear. `until` is the last
    moment that they name.
    """

    choices: tuple[Stated, ...]
    until: datetime | None
    row: int
    text: str


def read_titles(rows: Iterable[tuple[int, str]]) -> Titles:
    """Read the titles above a table, given as row and text.

    Titles that name a period go before the days from which to which they count: these may begin
    on the 15th of the month before.
    """
    lines = [(row, text, fold(text)) for row, text in rows]
    is_cumulative = any(_CUMULATIVE.search(folded) for _, _, folded in lines)
    named: dict[Stated, tuple[int, str]] = {}
    spans: list[tuple[int, str, date | None, datetime]] = []
    for row, text, folded in lines:
        for stated in _named(folded, is_cumulative):
            named.setdefault(stated, (row, text))
        until = _moment(_UNTIL.search(folded))
        if until:
            spans.append((row, text, _day(_FROM.search(folded), until.year), until))
    until = spans[0][3] if spans else None
    if named:
        row, text = next(iter(named.values()))
        return Titles(_narrow(named), until, row, text)
    if spans:
        row, text, first, last = spans[0]
        return Titles(tuple(_spanned(first, last.date(), is_cumulative)), until, row, text)
    return Titles((), None, 0, "")


def end_of(period: str) -> datetime:
    """Return the last moment of a period. Raises ValueError for what is none."""
    return datetime.combine(parse_period(period).last_day, time(23, 59, 59), VIETNAM)


def _named(folded: str, is_cumulative: bool) -> Iterator[Stated]:
    rest = _NO_PERIOD.sub(" ", folded)
    if beside := _BESIDE.search(rest):
        yield from _month_or_quarter(beside["month"], beside["quarter"], beside["year"])
    for kind, pattern in _NAMED:
        for found in pattern.finditer(rest):
            number, year = found["n"], found["year"]
            if kind == "quarter":
                yield Stated(f"{year}-Q{_QUARTERS[number]}", is_cumulative)
            elif kind == "year":
                yield Stated(year, is_cumulative)
            elif 1 <= int(number) <= 12:
                from_january = is_cumulative or kind != "month"
                yield Stated(f"{year}-{int(number):02}", from_january)
        rest = pattern.sub(" ", rest)


def _month_or_quarter(month: str | None, quarter: str | None, year: str) -> Iterator[Stated]:
    if quarter:
        yield Stated(f"{year}-Q{_QUARTERS[quarter]}", False)
    elif month and 1 <= int(month) <= 12:
        yield Stated(f"{year}-{int(month):02}", False)


def _narrow(named: Iterable[Stated]) -> tuple[Stated, ...]:
    """Leave out a year beside a month of it: `Năm: 2026` under `Tháng: 10/2026`."""
    found = tuple(named)
    longer = {stated.period[:4] for stated in found if "-" in stated.period}
    return tuple(stated for stated in found if stated.period not in longer)


def _moment(found: re.Match[str] | None) -> datetime | None:
    """Return the last moment that a title counts: the end of its day where it says no time."""
    if found is None:
        return None
    hour, minute, *parts = found.groups()
    day = _date(parts, 0)
    clock = time(23, 59, 59)
    if hour and int(hour) < 24 and int(minute or 0) < 60:
        clock = time(int(hour), int(minute or 0))
    return datetime.combine(day, clock, VIETNAM) if day else None


def _day(found: re.Match[str] | None, year_of_other: int) -> date | None:
    return _date(found.groups(), year_of_other) if found else None


def _date(parts: Sequence[str | None], year_of_other: int) -> date | None:
    day, month, *years = (int(part) for part in parts if part)
    year = years[0] if years else year_of_other
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _spanned(first: date | None, until: date, is_cumulative: bool) -> Iterator[Stated]:
    """Yield the periods that two days may bound; none where they bound no calendar period.

    A report may close before the end of its period, but it begins on its first day.
    """
    month, year = f"{until.year}-{until.month:02}", str(until.year)
    if first is None:
        if is_cumulative:
            yield Stated(month, True)
        return
    if first > until or first.year != until.year or first.day != 1:
        return
    if first.month == until.month:
        yield Stated(month, is_cumulative and first.month == 1)
        return
    is_end = until.day == calendar.monthrange(until.year, until.month)[1]
    quarter, is_third = divmod(until.month, 3)
    if is_end and not is_third and first.month == until.month - 2 and not is_cumulative:
        yield Stated(f"{year}-Q{quarter}", False)
    if first.month == 1:
        is_year = until.month == 12 and is_end
        yield Stated(year, is_cumulative) if is_year else Stated(month, True)
