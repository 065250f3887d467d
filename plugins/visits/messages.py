"""What a run tells an officer: what was counted, what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plugins.vietnamese import format_date, format_integer
from plugins.visits.counting import LogReport, Report
from plugins.visits.tally import REASONS

_MOST_DAYS = 5


def faults(report: Report) -> Iterator[str]:
    """Yield the logs that could not be counted, or not wholly."""
    for log in report.logs:
        if log.fault:
            yield f"{log.path}: {log.fault}"


def summary(report: Report) -> Iterator[str]:
    """Yield what a run did. No line of a log is quoted: it would hold an address."""
    for log in report.logs:
        yield from _log(log)
    if any(count for _, count in report.left):
        yield "Không tính, hoặc chỉ tính một phần:"
    for name, count in report.left:
        if count:
            yield f"  {format_integer(count)} dòng {_reason(name)}"
    if report.adopted:
        yield f"Đã công bố mà ở đây chưa đếm, giữ nguyên và chốt: {_days(report.adopted)}"
    if report.lost:
        days = [format_date(day) for day in report.lost]
        yield f"Số đã công bố lớn hơn số đếm được, giữ số đã công bố: {_days(days)}"
    for path in report.written:
        yield f"Đã ghi {path}"
    if not report.written:
        yield "Không có gì đổi."


def _log(log: LogReport) -> Iterator[str]:
    if not log.lines:
        if not log.fault:
            yield f"{log.path}: không có dòng mới"
        return
    lines, views = format_integer(log.lines), format_integer(log.views)
    yield f"{log.path}: {lines} dòng mới, {views} lượt xem"
    if log.unreadable:
        numbers = ", ".join(str(number) for number in log.unreadable)
        yield f"{log.path}: dòng không đọc được, đầu tiên là dòng {numbers}"


def _reason(name: str) -> str:
    return name if name in REASONS else f"theo luật “{name}”"


def _days(days: Sequence[str]) -> str:
    shown = ", ".join(days[:_MOST_DAYS])
    return f"{shown} và {len(days) - _MOST_DAYS} ngày khác" if len(days) > _MOST_DAYS else shown
