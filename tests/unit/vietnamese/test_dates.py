"""Readers see day first, files hold ISO 8601, and both mean the time of Vietnam."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from plugins.vietnamese import (
    VIETNAM,
    format_date,
    format_datetime,
    format_iso,
    format_long,
    format_month,
    format_rfc822,
)

# 04:20 on Saturday in Vietnam is still Friday in Greenwich.
MOMENT = datetime(2023, 6, 9, 21, 20, 5, 999, tzinfo=UTC)


def test_moments_on_screen() -> None:
    assert format_datetime(MOMENT) == "10/06/2023 04:20"
    assert format_long(MOMENT) == "Thứ Bảy, 10/06/2023 04:20"


def test_sunday_has_its_own_word() -> None:
    assert format_long(datetime(2023, 6, 11, 7, tzinfo=VIETNAM)) == "Chủ Nhật, 11/06/2023 07:00"


def test_days_on_screen() -> None:
    assert format_date(date(2023, 6, 10)) == "10/06/2023"
    assert format_date(MOMENT) == "10/06/2023"


def test_months_on_screen() -> None:
    assert format_month(2023, 9) == "Tháng 9/2023"


@pytest.mark.parametrize("month", [0, 13])
def test_there_are_twelve_months(month: int) -> None:
    with pytest.raises(ValueError, match="no such month"):
        format_month(2023, month)


def test_moments_for_machines() -> None:
    assert format_iso(MOMENT) == "2023-06-10T04:20:05+07:00"
    assert format_rfc822(MOMENT) == "Sat, 10 Jun 2023 04:20:05 +0700"


@pytest.mark.parametrize(
    "show", [format_date, format_datetime, format_iso, format_long, format_rfc822]
)
def test_a_moment_without_offset_is_refused(show: Callable[[datetime], str]) -> None:
    """Python would read it in the zone of whatever machine builds the site."""
    with pytest.raises(ValueError, match="offset"):
        show(MOMENT.replace(tzinfo=None))
