"""Notices: what is possible but worth a second look, between one report and the next.

A notice has the form of a problem and stops nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from plugins.content_model.models import DossierPeriod
from plugins.content_model.problems import Problem, in_order
from plugins.dossiers.figures import stated_pending
from plugins.dossiers.labels import STATED
from plugins.dossiers.row_checks import Place, label
from plugins.dossiers.settings import Settings
from plugins.dossiers.spans import Kind, Span, parse_period
from plugins.vietnamese import format_integer

_PER_YEAR = {Kind.MONTH: 12, Kind.QUARTER: 4, Kind.YEAR: 1}


def notices(
    periods: Sequence[DossierPeriod], settings: Settings | None = None
) -> tuple[Problem, ...]:
    """Return what an officer should look at again, by path and line.

    Of months, quarters and years each for themselves: a period between two reports that has none,
    and a count that is more than `jump_factor` times what it was in the period before, or less
    than that part of it, where at least `jump_least` dossiers lie between; and dossiers carried
    over that are not those which the period before left pending. Cumulative reports grow by
    themselves and are left out. Periods that cannot be read are a problem elsewhere.
    """
    settings = settings or Settings()
    series: dict[Kind, list[tuple[Span, DossierPeriod]]] = defaultdict(list)
    for report in periods:
        try:
            span = parse_period(report.period, report.cumulative)
        except ValueError:
            continue
        if not span.cumulative:
            series[span.kind].append((span, report))
    found: list[Problem] = []
    for pairs in series.values():
        pairs.sort(key=lambda pair: (pair[0].first_day, pair[1].path))
        for (earlier_span, earlier), (span, report) in pairwise(pairs):
            missing = _place_in_time(span) - _place_in_time(earlier_span) - 1
            if missing > 0:
                found.append(_gap(report, earlier, missing))
            elif missing == 0:
                found += _jumps(report, earlier, settings)
                found += _handed_on(report, earlier)
    return in_order(found)


def _place_in_time(span: Span) -> int:
    return span.year * _PER_YEAR[span.kind] + span.number


def _gap(report: DossierPeriod, earlier: DossierPeriod, missing: int) -> Problem:
    message = f"giữa {earlier.period} và {report.period} thiếu {missing} kỳ báo cáo"
    fix = "nhập các kỳ còn thiếu, nếu có báo cáo"
    return Place(report).problem("dossiers-period-gap", "period", message, fix)


def _jumps(report: DossierPeriod, earlier: DossierPeriod, settings: Settings) -> Iterator[Problem]:
    for column in STATED:
        before, after = getattr(earlier.total, column), getattr(report.total, column)
        if before is None or after is None or abs(after - before) < settings.jump_least:
            continue
        if max(before, after) > settings.jump_factor * min(before, after):
            way = "tăng từ" if after > before else "giảm từ"
            message = f"{label(column)} {way} {format_integer(before)} ({earlier.period}) "
            message += f"{'lên' if after > before else 'xuống'} {format_integer(after)}"
            yield Place(report).problem(
                "dossiers-count-jump", column, message, "xem lại báo cáo; đúng thì để nguyên"
            )


def _handed_on(report: DossierPeriod, earlier: DossierPeriod) -> Iterator[Problem]:
    left, carried = stated_pending(earlier.total), report.total.carried_over
    if left is None or carried is None or left == carried:
        return
    message = f"{label('carried_over')} là {format_integer(carried)}, "
    message += f"mà {earlier.period} còn đang giải quyết {format_integer(left)}"
    yield Place(report).problem(
        "dossiers-carried-over-differs",
        "carried_over",
        message,
        "xem lại hai báo cáo; khi hai số khác nhau thì không cộng được lũy kế từ đầu năm",
    )
