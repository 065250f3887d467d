"""The counters as open data: JSON for programs, CSV for spreadsheets.

The JSON keeps to `tthc.schema.json` in this folder. Numbers are integers and a rate is the two
integers that it compares, so that nobody has to trust our rounding.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from plugins.dossiers.core import PeriodResult, Results
from plugins.dossiers.figures import Figures, Rate
from plugins.dossiers.labels import LABELS, STATED
from plugins.dossiers.scores import CRITERIA, Score
from plugins.vietnamese import format_iso

SCHEMA_VERSION = 1

_COUNTS = (*STATED, "resolved", "unexplained")
_RATES = ("solved_rate", "on_time_rate", "late_rate")
_CSV_COUNTS = (
    "received",
    "carried_over",
    "resolved",
    "early",
    "on_time",
    "early_or_on_time",
    "late",
    "pending",
    "pending_in_time",
    "pending_overdue",
    "unexplained",
)
_CSV_HEADER = (
    "Kỳ báo cáo",
    "Từ ngày",
    "Đến ngày",
    "Số liệu tính đến",
    "Lĩnh vực",
    "Đơn vị",
    *(LABELS[key] for key in (*_CSV_COUNTS, *_RATES)),
    "Nguồn",
    "Địa chỉ",
)
# A spreadsheet takes a text that begins with one of these for a formula, and runs it:
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def results_json(results: Results) -> bytes:
    """Return all periods, oldest first, as UTF-8 JSON in a fixed order of keys.

    `current` is the index of the current period, null without periods. A count that the
    office did not state is null; a rate of nothing has a whole of 0 and null as `exact`.
    """
    current = results.current
    place = None if current is None else results.periods.index(current)
    return _json(_document(results.periods, place))


def period_json(period: PeriodResult) -> bytes:
    """Return one period in the form of `results_json`, which then holds no other."""
    return _json(_document((period,), 0))


def summary_json(results: Results, page: str) -> bytes:
    """Return the current period without its breakdown, for other sites to show.

    `page` is the absolute address of the counters' page. Besides the figures of `results_json`
    stands whether they are older than the office allows. Raises ValueError before any report.
    """
    if results.current is None:
        raise ValueError("there is no report to sum up")
    figures = {key: value for key, value in _period(results.current).items() if key != "breakdown"}
    document = {"version": SCHEMA_VERSION, "page": page, "is_stale": results.is_stale, **figures}
    return _json(document)


def scores_json(scores: Sequence[Score]) -> bytes:
    """Return the scores of all periods, newest first, as UTF-8 JSON; points are decimal texts."""
    periods = [
        {
            "period": score.report.period,
            "title": score.span.title,
            "as_of": format_iso(score.report.as_of),
            "source": score.report.source or None,
            "url": score.report.url,
            "points": {
                criterion.key: str(points)
                for criterion, points in zip(CRITERIA, score.points, strict=True)
            },
            "total": str(score.total),
        }
        for score in scores
    ]
    maxima = {criterion.key: criterion.maximum for criterion in CRITERIA}
    return _json({"version": SCHEMA_VERSION, "maxima": maxima, "periods": periods})


def scores_csv(scores: Sequence[Score]) -> bytes:
    """Return a row for each period, newest first, in the form of `results_csv`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    labels = (f"{criterion.label} (tối đa {criterion.maximum})" for criterion in CRITERIA)
    writer.writerow(("Kỳ chấm điểm", "Điểm chốt lúc", *labels, "Tổng điểm", "Nguồn", "Địa chỉ"))
    for score in scores:
        report = score.report
        points = map(str, (*score.points, score.total))
        origin = map(_safe, (report.source, report.url or ""))
        writer.writerow((score.span.title, format_iso(report.as_of), *points, *origin))
    return text.getvalue().encode("utf-8-sig")


def schema_json() -> bytes:
    """Return the JSON Schema that `results_json` keeps to."""
    return Path(__file__).with_name("tthc.schema.json").read_bytes()


def results_csv(periods: Iterable[PeriodResult]) -> bytes:
    """Return a row for each period and, below it, one for each row of its breakdowns.

    UTF-8 with a byte order mark and CRLF, which is what Excel needs to read Vietnamese.
    A count that the office did not state is an empty cell.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_CSV_HEADER)
    for period in periods:
        writer.writerows(_csv_rows(period))
    return text.getvalue().encode("utf-8-sig")


def _document(periods: Iterable[PeriodResult], current: int | None) -> dict[str, object]:
    found = [_period(period) for period in periods]
    return {"version": SCHEMA_VERSION, "current": current, "periods": found}


def _json(document: dict[str, object]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _period(period: PeriodResult) -> dict[str, object]:
    report, span = period.report, period.span
    return {
        "period": report.period,
        "cumulative": report.cumulative,
        "title": period.title,
        "first_day": span.first_day.isoformat(),
        "last_day": span.last_day.isoformat(),
        "as_of": format_iso(report.as_of),
        "source": report.source or None,
        "url": report.url,
        **_figures(period.figures),
        "breakdown": [
            {"field": row.field or None, "agency": row.agency or None, **_figures(row.figures)}
            for breakdown in period.breakdowns
            for row in breakdown.rows
        ],
    }


def _figures(figures: Figures) -> dict[str, object]:
    counts = {key: getattr(figures, key) for key in _COUNTS}
    return {**counts, **{key: _rate(getattr(figures, key)) for key in _RATES}}


def _rate(rate: Rate) -> dict[str, object]:
    exact = None if rate.exact is None else str(rate.exact)
    return {"part": rate.part, "whole": rate.whole, "exact": exact, "text": rate.text}


def _csv_rows(period: PeriodResult) -> Iterator[list[str]]:
    report, span = period.report, period.span
    days = (span.first_day.isoformat(), span.last_day.isoformat(), format_iso(report.as_of))
    origin = (report.source, report.url or "")
    rows = [("", "", period.figures)]
    for breakdown in period.breakdowns:
        rows += [(row.field, row.agency, row.figures) for row in breakdown.rows]
    for field, agency, figures in rows:
        counts = [_count(getattr(figures, key)) for key in _CSV_COUNTS]
        rates = [getattr(figures, key).text for key in _RATES]
        texts = [period.title, *days, field, agency]
        yield [*map(_safe, texts), *counts, *rates, *map(_safe, origin)]


def _count(count: int | None) -> str:
    return "" if count is None else str(count)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
