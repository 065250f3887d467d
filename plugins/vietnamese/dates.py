"""Dates and times on screen and in files, always in the time of Vietnam."""

from __future__ import annotations

from datetime import date, datetime
from email.utils import format_datetime as _format_rfc5322
from functools import lru_cache
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


# A page tells each of its moments several times, and its neighbours tell them again.
_remembered = lru_cache(maxsize=1 << 12)


@_remembered
def format_datetime(moment: datetime) -> str:
    """Return a moment as readers see it: `10/06/2023 04:20`."""
    local = _local(moment)
    return f"{format_date(local)} {local:%H:%M}"


def format_date(day: date) -> str:
    """Return a day as readers see it: `10/06/2023`. Of a moment, its day in Vietnam."""
    if isinstance(day, datetime):
        day = _local(day)
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_long(moment: datetime) -> str:
    """Return a moment with its day of the week: `Thứ Bảy, 10/06/2023 04:20`."""
    return f"{_WEEKDAYS[_local(moment).weekday()]}, {format_datetime(moment)}"


def format_month(year: int, month: int) -> str:
    """Return a month as readers see it: `Tháng 9/2023`. Raise ValueError unless 1 to 12."""
    if not 1 <= month <= 12:
        raise ValueError(f"no such month: {month}")
    return f"Tháng {month}/{year}"


@_remembered
def format_iso(moment: datetime) -> str:
    """Return a moment for machines and files: `2023-06-10T04:20:00+07:00`."""
    return _local(moment).isoformat(timespec="seconds")


def format_rfc822(moment: datetime) -> str:
    """Return a moment as RSS 2.0 wants it: `Sat, 10 Jun 2023 04:20:00 +0700`."""
    return _format_rfc5322(_local(moment))


def _local(moment: datetime) -> datetime:
    # Python would take a naive one for the time of the machine.
    if moment.utcoffset() is None:
        raise ValueError(f"a moment needs an offset: {moment}")
    return moment.astimezone(VIETNAM)
