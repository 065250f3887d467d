"""Small finished texts that several views share."""

from __future__ import annotations

import re
from datetime import datetime

from plugins.content_model.models import Article, Page
from plugins.portal.views import Time
from plugins.vietnamese import (
    format_date,
    format_datetime,
    format_integer,
    format_iso,
    format_long,
)

# Only words that no family name and no pen name begins with (Đoàn and Chi are names, too).
_OFFICE = re.compile(
    r"(?:ban|báo|bộ phận|chi (?:bộ|cục|đoàn|hội)|công an|cộng tác viên|ctv|đài|đảng|"
    r"đoàn (?:thanh niên|xã)|đội|hđnd|hội|hợp tác xã|htx|huyện|khối|liên đoàn|mặt trận|nhóm|phòng|"
    r"phường|sở|tập đoàn|thôn|tổ|trạm|trang thông tin|trung tâm|trường|ubnd|ủy ban|uỷ ban|"
    r"văn phòng|xã)\b"
)


def time_of(moment: datetime) -> Time:
    """Return a moment for machines and for readers.

    Midnight is what a date without a time becomes; readers are not told an hour nobody stated.
    """
    text = format_date(moment) if _is_midnight(moment) else format_datetime(moment)
    return Time(format_iso(moment), text)


def long_date_of(moment: datetime) -> str:
    """Return a moment with its weekday, without the hour where none was stated."""
    text = format_long(moment)
    return text.rpartition(" ")[0] if _is_midnight(moment) else text


def day_of(moment: datetime) -> Time:
    """Return the day of a moment, with its day of the week."""
    day = format_iso(moment).partition("T")[0]
    return Time(day, format_long(moment).rpartition(" ")[0])


def hour_of(moment: datetime) -> Time:
    """Return a moment whose day has been told: its hour, nothing where none was stated."""
    hour = "" if _is_midnight(moment) else format_datetime(moment).rpartition(" ")[2]
    return Time(format_iso(moment), hour)


def _is_midnight(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)


def lead_of(article: Article) -> str:
    """Return the lead, or the first paragraph where the editor wrote none."""
    return article.lead or article.opening


def summary_of(page: Page) -> str:
    """Return a standing page's summary, or its first paragraph."""
    return page.summary or page.opening


def is_person(byline: str) -> bool:
    """Tell whether a byline names a person: it does not begin as offices and desks do."""
    return _OFFICE.match(byline.lower()) is None


def count_text(count: int) -> str:
    """Return how many articles, in words: `12 bài`."""
    return f"{format_integer(count)} bài"
