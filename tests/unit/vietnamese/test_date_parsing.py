"""Dates in files are ISO 8601; anything else gets a proposal, never a guess."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime

import pytest

from plugins.vietnamese import VIETNAM, DateProblem, parse_date, parse_datetime


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-05", datetime(2024, 3, 5, tzinfo=VIETNAM)),
        (" 2024-03-05T08:30 ", datetime(2024, 3, 5, 8, 30, tzinfo=VIETNAM)),
        ("2024-03-05 08:30:15", datetime(2024, 3, 5, 8, 30, 15, tzinfo=VIETNAM)),
        ("2024-03-05T08:30:15.75", datetime(2024, 3, 5, 8, 30, 15, tzinfo=VIETNAM)),
        ("2024-03-05T08:30+07:00", datetime(2024, 3, 5, 1, 30, tzinfo=UTC)),
        ("2024-03-05T08:30 +0930", datetime(2024, 3, 4, 23, 0, tzinfo=UTC)),
        ("2024-03-05t08:30z", datetime(2024, 3, 5, 8, 30, tzinfo=UTC)),
        ("2024-02-29T23:59:59-05", datetime(2024, 3, 1, 4, 59, 59, tzinfo=UTC)),
    ],
)
def test_iso_dates_are_read(text: str, moment: datetime) -> None:
    parsed = parse_datetime(text)

    assert parsed == moment
    assert parsed.tzinfo is VIETNAM


def test_a_time_without_offset_is_seven_hours_ahead_of_greenwich() -> None:
    assert parse_datetime("2024-03-05T08:30") == datetime(2024, 3, 5, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "clock"),
    [("2024-03-05", "23:59:59"), ("2024-03-05T00:00", "00:00:00")],
)
def test_an_expiry_without_time_lasts_the_whole_day(text: str, clock: str) -> None:
    assert f"{parse_datetime(text, end_of_day=True):%H:%M:%S}" == clock


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("05/03/2024", "2024-03-05"),
        ("05.03.2024", "2024-03-05"),
        ("5-3-2024 08:30", "2024-03-05T08:30"),
        ("5/3/2024 8:30:15", "2024-03-05T08:30:15"),
        ("05/03/2024 08:30 +07:00", "2024-03-05T08:30+07:00"),
        ("Thứ Ba, 05/03/2024 08h30", "2024-03-05T08:30"),
        ("ngày 5/3/2024", "2024-03-05"),
        ("8 giờ 30 phút, ngày 05/03/2024", "2024-03-05T08:30"),
        ("8h 5/3/2024", "2024-03-05T08:00"),
        ("2024/03/05", "2024-03-05"),
        ("2024-3-5T8:05", "2024-03-05T08:05"),
        ("20240305", "2024-03-05"),
    ],
)
def test_the_habits_of_editors_get_an_iso_form_proposed(written: str, iso: str) -> None:
    with pytest.raises(DateProblem) as caught:
        parse_datetime(written)

    assert caught.value.suggestion == iso
    assert written in caught.value.message
    assert str(caught.value).endswith(iso)
    parse_datetime(iso)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("31/02/2024", "tháng 2/2024 chỉ có ngày 1 đến 29"),
        ("2023-02-29", "tháng 2/2023 chỉ có ngày 1 đến 28"),
        ("2024-13-01", "không có tháng 13"),
        ("03/25/2024", "không có tháng 25"),
        ("00/03/2024", "không có ngày 0"),
        ("0000-01-01", "không có năm 0000"),
        ("2024-03-05T24:00", "không có giờ 24:00"),
        ("2024-03-05T23:59:60", "không có giờ 23:59:60"),
        ("5/3/2024 8h75", "không có giờ 08:75"),
        ("2024-03-05T08:30+31:00", "không có múi giờ +31:00"),
        ("9999-12-31T23:00Z", "ngoài lịch"),
        ("05/03/24", "thiếu năm đủ bốn chữ số"),
        ("05/03/2024 08:30 PM", "không phải ngày"),
        ("2024-03", "không phải ngày"),
        ("hôm qua", "không phải ngày"),
        ("", "thiếu ngày"),
    ],
)
def test_no_date_is_invented(written: str, reason: str) -> None:
    with pytest.raises(DateProblem) as caught:
        parse_datetime(written)

    assert caught.value.suggestion == ""
    assert reason in str(caught.value)


def test_a_whole_paragraph_in_the_place_of_a_date_is_not_repeated() -> None:
    with pytest.raises(DateProblem) as caught:
        parse_datetime("Khê Giang " * 50)

    assert len(str(caught.value)) < 120


def test_a_day_is_read() -> None:
    assert parse_date(" 2024-03-05 ") == date(2024, 3, 5)


@pytest.mark.parametrize("written", ["05/03/2024", "5/3/2024 08:30", "2024-03-05T08:30"])
def test_where_a_day_is_wanted_a_day_is_proposed(written: str) -> None:
    with pytest.raises(DateProblem) as caught:
        parse_date(written)

    assert caught.value.suggestion == "2024-03-05"


def test_a_problem_travels_between_processes() -> None:
    with pytest.raises(DateProblem) as caught:
        parse_date("05/03/2024")

    copy = pickle.loads(pickle.dumps(caught.value))

    assert (copy.message, copy.suggestion) == (caught.value.message, "2024-03-05")
