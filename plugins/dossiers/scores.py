"""Service-quality scores (điểm chất lượng phục vụ): six criteria that make 100 points.

The criteria and their greatest points are those of Decision 766/QĐ-TTg of 2022, by which the
national portal of public services scores every office.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from plugins.content_model.located import line_of
from plugins.content_model.models import ServiceScore
from plugins.content_model.problems import Problem, in_order
from plugins.dossiers.spans import Span, parse_period, period_fix
from plugins.vietnamese import format_date, format_datetime, format_decimal


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: the key of its points in a file, what it is called, its greatest points."""

    key: str
    label: str
    maximum: int


CRITERIA = (
    Criterion("transparency", "Công khai, minh bạch", 18),
    Criterion("timeliness", "Tiến độ giải quyết", 20),
    Criterion("digitisation", "Số hóa hồ sơ", 22),
    Criterion("online_service", "Cung cấp dịch vụ công trực tuyến", 12),
    Criterion("online_payment", "Thanh toán trực tuyến", 10),
    Criterion("satisfaction", "Mức độ hài lòng", 18),
)
MAXIMUM = sum(criterion.maximum for criterion in CRITERIA)


@dataclass(frozen=True, slots=True)
class Score:
    """The points of one period. `points` are in the order of CRITERIA, `total` is their sum."""

    report: ServiceScore
    span: Span
    points: tuple[Decimal, ...]
    total: Decimal


def build_scores(reports: Sequence[ServiceScore]) -> tuple[Score, ...]:
    """Return the scores, first the one whose points reach furthest; then the longer period.

    Raises ValueError for reports that do not pass `check_scores`.
    """
    scores = []
    for report in reports:
        points = tuple(getattr(report, criterion.key) for criterion in CRITERIA)
        scores.append(Score(report, parse_period(report.period), points, sum(points, Decimal(0))))
    return tuple(
        sorted(
            scores,
            key=lambda score: (
                score.span.reach(score.report.as_of),
                -score.span.named_first_day.toordinal(),
            ),
            reverse=True,
        )
    )


def format_points(points: Decimal) -> str:
    """Return points as readers see them: `17,5`, `20`."""
    places = max(0, -int(points.normalize().as_tuple().exponent))
    return format_decimal(Fraction(points), places)


def check_scores(reports: Sequence[ServiceScore], now: datetime) -> tuple[Problem, ...]:
    """Return everything that cannot be true in the scores, by path and line. `now` is aware."""
    problems: list[Problem] = []
    first: dict[str, ServiceScore] = {}
    for report in sorted(reports, key=lambda report: report.path):
        problems += _check_period(report, now)
        problems += _check_points(report)
        known = first.setdefault(report.period, report)
        if known is not report:
            problems.append(
                _problem(
                    report,
                    "scores-period-duplicate",
                    "period",
                    f"kỳ {report.period} đã có ở {known.path}",
                    "giữ một tệp, xóa tệp kia",
                )
            )
    return in_order(problems)


def _check_period(report: ServiceScore, now: datetime) -> Iterator[Problem]:
    try:
        begins = parse_period(report.period).named_first_day
    except ValueError:
        yield _problem(
            report,
            "scores-period-invalid",
            "period",
            f"“{report.period}” không phải là kỳ chấm điểm",
            period_fix(report.period),
        )
    else:
        if begins > report.as_of.date():
            yield _problem(
                report,
                "scores-as-of-before-period",
                "as_of",
                f"điểm chốt ngày {format_date(report.as_of.date())}, mà kỳ {report.period} "
                f"bắt đầu từ {format_date(begins)}",
                "sửa as_of hoặc period",
            )
    if report.as_of > now:
        yield _problem(
            report,
            "scores-as-of-future",
            "as_of",
            f"điểm chốt lúc {format_datetime(report.as_of)}, "
            f"mà bây giờ mới là {format_datetime(now)}",
            "viết lúc thật sự chốt điểm",
        )


def _check_points(report: ServiceScore) -> Iterator[Problem]:
    sum_of_points = Decimal(0)
    for criterion in CRITERIA:
        points: Decimal = getattr(report, criterion.key)
        sum_of_points += points
        if not 0 <= points <= criterion.maximum:
            yield _problem(
                report,
                "scores-points-range",
                criterion.key,
                f"{criterion.label} là {format_points(points)} điểm, "
                f"mà chỉ từ 0 đến {criterion.maximum}",
                "sửa theo bảng điểm",
            )
    if report.total is not None and report.total != sum_of_points:
        yield _problem(
            report,
            "scores-total-mismatch",
            "total",
            f"tổng điểm ghi {format_points(report.total)}, "
            f"mà sáu tiêu chí cộng lại là {format_points(sum_of_points)}",
            "sửa tổng, hoặc sửa tiêu chí chép sai",
        )


def _problem(report: ServiceScore, code: str, column: str, message: str, fix: str) -> Problem:
    return Problem(report.path, line_of(report.lines, column), code, column, message, fix)
