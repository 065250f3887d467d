"""Reporting periods (kỳ báo cáo): from `2023-09` to first day, last day and name."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from plugins.vietnamese import format_month

_PERIOD = re.compile(r"([1-9][0-9]{3})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")
_QUARTERS = ("I", "II", "III", "IV")


class Kind(StrEnum):
    """How long a named period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a report covers. `number` is the month or quarter, 1 for a year.

    A cumulative span begins on 1 January of the year in which the named period lies.
    """

    kind: Kind
    year: int
    number: int
    cumulative: bool

    @property
    def named_first_day(self) -> date:
        """The first day of the period that is named, also where the report is cumulative."""
        return date(self.year, self._last_month - _MONTHS[self.kind] + 1, 1)

    @property
    def first_day(self) -> date:
        """The first day whose dossiers are counted."""
        return date(self.year, 1, 1) if self.cumulative else self.named_first_day

    @property
    def last_day(self) -> date:
        """The last day whose dossiers are counted."""
        month = self._last_month
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def name(self) -> str:
        """The named period: `Tháng 9/2023`, `Quý III/2023`, `Năm 2023`."""
        if self.kind is Kind.MONTH:
            return format_month(self.year, self.number)
        if self.kind is Kind.QUARTER:
            return f"Quý {_QUARTERS[self.number - 1]}/{self.year}"
        return f"Năm {self.year}"

    @property
    def name_in_sentence(self) -> str:
        """The named period inside a sentence: `tháng 9/2023`, `quý III/2023`."""
        return self.name[0].lower() + self.name[1:]

    @property
    def title(self) -> str:
        """The period as a heading; a cumulative one says so: `Lũy kế đến tháng 9/2023`."""
        if not self.cumulative:
            return self.name
        until = "" if self.kind is Kind.YEAR else "đến "
        return f"Lũy kế {until}{self.name_in_sentence}"

    @property
    def _last_month(self) -> int:
        return self.number * _MONTHS[self.kind]

    def reach(self, as_of: datetime) -> datetime:
        """Return the moment up to which figures of this span, stated `as_of`, can count."""
        return min(as_of, datetime.combine(self.last_day, time.max, as_of.tzinfo))


_MONTHS = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.YEAR: 12}


def parse_period(text: str, cumulative: bool = False) -> Span:
    """Read `2023-09`, `2023-Q3` or `2023`. Raises ValueError for any other text."""
    found = _PERIOD.fullmatch(text)
    if found is None:
        raise ValueError(f"not a reporting period: {text!r}")
    year, quarter, month = found.groups()
    if month:
        return Span(Kind.MONTH, int(year), int(month), cumulative)
    if quarter:
        return Span(Kind.QUARTER, int(year), int(quarter), cumulative)
    return Span(Kind.YEAR, int(year), 1, cumulative)


def guess_period(text: str) -> str:
    """Return the period that `9/2023`, `Quý III/2023` or `2023-9` means, or an empty text."""
    year = re.search(r"(?<![0-9])[1-9][0-9]{3}(?![0-9])", text)
    if year is None:
        return ""
    rest = (text[: year.start()] + " " + text[year.end() :]).upper()
    number = re.search(r"(?<![0-9])[0-9]{1,2}(?![0-9])|\b(?:IV|I{1,3})\b", rest)
    if number is None:
        return "" if re.search(r"\bQ|\bTH[AÁ]NG\b", rest) else year.group()
    sign = number.group()
    value = int(sign) if sign.isdigit() else _QUARTERS.index(sign) + 1
    is_quarter = "Q" in rest or not sign.isdigit()
    guess = f"{year.group()}-Q{value}" if is_quarter else f"{year.group()}-{value:02d}"
    return guess if _PERIOD.fullmatch(guess) else ""


def period_fix(text: str) -> str:
    """Return what to write in place of a text that is no reporting period."""
    guess = guess_period(text)
    return f"viết {guess}" if guess else "viết năm-tháng (2023-09), quý (2023-Q3) hoặc năm (2023)"
