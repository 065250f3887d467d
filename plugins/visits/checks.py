"""What cannot be true in the files of data/visits, each by itself and against one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath

from plugins.content_model.located import line_of
from plugins.content_model.problems import Problem, in_order
from plugins.content_model.visit_models import EarlierVisits, VisitMonth
from plugins.vietnamese import VIETNAM, format_date, format_datetime

#: A server's clock may be so far ahead of the one that asks.
AHEAD = timedelta(minutes=10)
_MONTH = re.compile(r"(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])")
_FIX = "chạy lại lệnh đếm, đừng sửa tệp này bằng tay"


def check_visits(
    months: Sequence[VisitMonth], earlier: EarlierVisits | None, now: datetime
) -> tuple[Problem, ...]:
    """Return everything that cannot be true, by path and line. `now` must be aware."""
    problems: list[Problem] = []
    first: dict[str, VisitMonth] = {}
    for month in sorted(months, key=lambda each: each.path):
        problems += check_month(month, now)
        if month.month in first:
            message = f"tháng này đã có ở {first[month.month].path}"
            problems.append(_problem(month, "month-duplicate", "month", message, "giữ một tệp"))
        first.setdefault(month.month, month)
    if earlier is not None:
        problems += _check_earlier(earlier, months, now)
    return in_order(problems)


def check_month(month: VisitMonth, now: datetime) -> Iterator[Problem]:
    """Yield everything that cannot be true in one month."""
    if not _MONTH.fullmatch(month.month):
        message = f"“{month.month}” không phải là tháng"
        yield _problem(month, "month-invalid", "month", message, "viết năm-tháng: 2026-11")
        return
    name = PurePosixPath(month.path)
    if name.stem != month.month:
        message = f"tháng là {month.month} nhưng tên tệp là {name.name}"
        fix = f"đổi tên tệp thành {month.month}{name.suffix}"
        yield _problem(month, "name-mismatch", "month", message, fix)
    if month.as_of > now + AHEAD:
        message = (
            f"số liệu tính đến {format_datetime(month.as_of)}, "
            f"mà bây giờ mới là {format_datetime(now)}"
        )
        yield _problem(month, "as-of-future", "as_of", message, "chỉnh đồng hồ máy chủ")
    yield from _check_days(month)
    yield from _check_pages(month)


def _check_days(month: VisitMonth) -> Iterator[Problem]:
    seen: set[date] = set()
    last = month.as_of.astimezone(VIETNAM).date()
    for number, row in enumerate(month.days):
        key, day = f"days.{number}", format_date(row.day)
        if row.day.isoformat()[:7] != month.month:
            message = f"ngày {day} không thuộc tháng {month.month}"
            yield _problem(month, "day-outside", f"{key}.day", message, _FIX)
        elif row.day > last:
            message = f"ngày {day} đứng sau as_of ({format_date(last)})"
            yield _problem(month, "day-future", f"{key}.day", message, _FIX)
        if row.day in seen:
            yield _problem(month, "day-duplicate", f"{key}.day", f"ngày {day} có hai lần", _FIX)
        seen.add(row.day)
        if row.visitors < 0:
            message = f"ngày {day} có số khách âm: {row.visitors}"
            yield _problem(month, "visitors-negative", f"{key}.visitors", message, _FIX)
        if row.views < row.visitors:
            message = f"ngày {day} có {row.visitors} khách mà chỉ {row.views} lượt xem"
            yield _problem(month, "views-fewer", f"{key}.views", message, _FIX)


def _check_pages(month: VisitMonth) -> Iterator[Problem]:
    seen: set[str] = set()
    views = sum(day.views for day in month.days)
    for number, row in enumerate(month.most_read):
        key = f"most_read.{number}"
        if not row.url.startswith("/"):
            message = f"“{row.url}” không phải trang của cổng"
            yield _problem(month, "page-elsewhere", f"{key}.url", message, "viết /duong-dan/")
        if row.url in seen:
            yield _problem(month, "page-duplicate", f"{key}.url", f"{row.url} có hai lần", _FIX)
        seen.add(row.url)
        if not 0 < row.views <= views:
            message = f"{row.url} có {row.views} lượt xem, cả tháng có {views}"
            yield _problem(month, "page-views", f"{key}.views", message, _FIX)


def _check_earlier(
    earlier: EarlierVisits, months: Sequence[VisitMonth], now: datetime
) -> Iterator[Problem]:
    if earlier.visits < 0:
        message, fix = f"số lượt âm: {earlier.visits}", "viết tổng số lượt của cổng cũ"
        yield _problem(earlier, "earlier-negative", "visits", message, fix)
    if earlier.until is None:
        return
    first = min((day.day for month in months for day in month.days), default=None)
    last = first - timedelta(days=1) if first else now.astimezone(VIETNAM).date()
    if earlier.until > last:
        message = f"số liệu cũ đến hết ngày {format_date(earlier.until)}"
        message += f", mà cổng này đã đếm từ ngày {format_date(first)}" if first else ", chưa tới"
        fix = f"viết số liệu đến hết ngày {last.isoformat()} hoặc trước đó"
        yield _problem(earlier, "earlier-overlap", "until", message, fix)


def _problem(
    file: VisitMonth | EarlierVisits, kind: str, key: str, message: str, fix: str
) -> Problem:
    return Problem(file.path, line_of(file.lines, key), f"visits-{kind}", key, message, fix)
