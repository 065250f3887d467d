"""Dates as editors write them: ISO 8601 is taken, anything else is refused with a proposal."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from plugins.vietnamese.dates import VIETNAM

_END_OF_DAY = time(23, 59, 59)

_OFFSET = r"(?P<offset>Z|[+-]\d{2}(?::?[0-5]\d(?::[0-5]\d)?)?)"
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    r"(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    rf"(?: ?{_OFFSET})?)?",
    re.ASCII | re.IGNORECASE,
)
# What people write instead, read only to propose the ISO form.
_GAP = r"(?:[\s,T]|ngày|lúc|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)"
_CLOCK = (
    r"(?P<hour>\d{1,2})\s?(?::|h|g|giờ)\s?(?:(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\s?phút)?)?"
)
_DAYS = (
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})",
    r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})",
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
)
_HABITS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for day in _DAYS
    for pattern in (
        rf"{_GAP}*{day}(?:{_GAP}+{_CLOCK}\s?{_OFFSET}?)?",
        rf"{_GAP}*{_CLOCK}{_GAP}+{day}(?P<offset>)",
    )
)
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?!\d).*")


class DateProblem(ValueError):
    """A date that cannot be taken as written.

    `message` says in Vietnamese what is wrong; `suggestion` is the ISO text to write instead,
    or '' where guessing would invent a date.
    """

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message, suggestion)
        self.message = message
        self.suggestion = suggestion

    def __str__(self) -> str:
        return f"{self.message}, hãy viết {self.suggestion}" if self.suggestion else self.message


@dataclass(frozen=True, slots=True)
class _Written:
    """What a text says: a day, perhaps a time of day, perhaps an offset as written."""

    day: date
    clock: time | None
    offset: str

    @property
    def iso(self) -> str:
        if self.clock is None:
            return self.day.isoformat()
        spec = "seconds" if self.clock.second else "minutes"
        return f"{self.day.isoformat()}T{self.clock.isoformat(spec)}{self.offset}"


def parse_datetime(text: str, *, end_of_day: bool = False) -> datetime:
    """Return the moment that an ISO 8601 date or date-time names, in the time of Vietnam.

    Seconds and offset are optional: without offset it is the time of Vietnam, without time of day
    00:00, or 23:59:59 with `end_of_day`. Fractions of a second are dropped. Raise DateProblem on
    anything else; a day-first date gets its ISO form proposed.
    """
    written = _read_iso(text)
    if written is None:
        raise _not_iso(text)
    clock = written.clock
    if clock is None:
        clock = _END_OF_DAY if end_of_day else time()
    try:
        return datetime.combine(written.day, clock, _zone(written.offset)).astimezone(VIETNAM)
    except OverflowError:
        raise DateProblem(f"năm {written.day.year} nằm ngoài lịch") from None


def parse_date(text: str) -> date:
    """Return the day that an ISO 8601 date names.

    Raise DateProblem on anything else, a date with a time of day included.
    """
    written = _read_iso(text)
    if written is None:
        raise _not_iso(text, day_only=True)
    if written.clock is not None:
        raise DateProblem(
            f"“{text.strip()}” có cả giờ, ở đây chỉ cần ngày", written.day.isoformat()
        )
    return written.day


def _read_iso(text: str) -> _Written | None:
    match = _ISO.fullmatch(text.strip())
    return _written(match) if match else None


def _not_iso(text: str, *, day_only: bool = False) -> DateProblem:
    text = text.strip()
    if not text:
        return DateProblem("thiếu ngày")
    quoted = f"“{text}”" if len(text) <= 40 else f"“{text[:40]}…”"
    for habit in _HABITS:
        if match := habit.fullmatch(text):
            written = _written(match)
            suggestion = written.day.isoformat() if day_only else written.iso
            return DateProblem(f"{quoted} không đúng mẫu năm-tháng-ngày", suggestion)
    if _SHORT_YEAR.fullmatch(text):
        return DateProblem(f"{quoted} thiếu năm đủ bốn chữ số")
    return DateProblem(f"{quoted} không phải ngày viết theo mẫu năm-tháng-ngày")


def _written(match: re.Match[str]) -> _Written:
    """Check the parts; raise DateProblem where the calendar or the clock has no such thing."""
    day = _day(int(match["year"]), int(match["month"]), int(match["day"]))
    clock = None
    if match["hour"]:
        clock = _clock(int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0))
    offset = (match["offset"] or "").upper()
    _zone(offset)
    return _Written(day, clock, offset)


def _day(year: int, month: int, day: int) -> date:
    if year == 0:
        raise DateProblem("không có năm 0000")
    if not 1 <= month <= 12:
        raise DateProblem(f"không có tháng {month}, chỉ có tháng 1 đến 12")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise DateProblem(f"không có ngày {day}, tháng {month}/{year} chỉ có ngày 1 đến {last}")
    return date(year, month, day)


def _clock(hour: int, minute: int, second: int) -> time:
    if hour > 23 or minute > 59 or second > 59:
        written = f"{hour:02}:{minute:02}" + (f":{second:02}" if second else "")
        raise DateProblem(f"không có giờ {written}, chỉ có 00:00 đến 23:59")
    return time(hour, minute, second)


def _zone(offset: str) -> tzinfo:
    if not offset:
        return VIETNAM
    try:
        zone = datetime.fromisoformat(f"2000-01-01T00:00{offset}").tzinfo
    except ValueError:
        zone = None
    if zone is None:
        raise DateProblem(f"không có múi giờ {offset}, giờ Việt Nam là +07:00")
    return zone
