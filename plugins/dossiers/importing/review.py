"""A report among the others: its facts, and what the checks of all reports say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from plugins.content_model.models import DossierPeriod
from plugins.content_model.problems import Problem, in_order
from plugins.dossiers.checks import check_periods
from plugins.dossiers.importing.build import Built
from plugins.dossiers.importing.grid import address
from plugins.dossiers.importing.header import Header
from plugins.dossiers.importing.understand import When
from plugins.dossiers.importing.write import place_of

#: What is said already, column by column, where the file is read.
_KNOWN = "dossiers-breakdown-sum"
_FIXES = {
    "dossiers-as-of-future": "thêm AS_OF= với lúc thật sự chốt số liệu, ví dụ 2026-10-31T16:46",
    "dossiers-as-of-before-period": "sửa PERIOD= hoặc AS_OF=",
    "dossiers-unbalanced": "sửa ô sai; nếu báo cáo không nói gì về số còn lại thì cho các cột "
    "đang giải quyết vào khóa ignore của data/dossier-columns.yaml",
    "dossiers-breakdown-duplicate": "gộp hai hàng thành một trong tệp, hoặc ghi thêm tên đơn vị",
}


def build_report(
    built: Built, when: When, header: Header, existing: Sequence[DossierPeriod], source: str | None
) -> DossierPeriod | None:
    """Return the facts of a report; None where its counts could not be built.

    Its `lines` are the rows of the spreadsheet, from 1. What it says nothing of, source and
    address, it keeps from the report that it would replace.
    """
    if built.total is None:
        return None
    path = place_of(existing, when.period, when.cumulative)
    old = next((each for each in existing if each.path == path), None)
    lines = {
        "": (header.bottom if built.total_line is None else built.total_line) + 1,
        **dict.fromkeys(("period", "as_of"), when.row + 1),
        **{f"breakdown.{place}": line + 1 for place, line in enumerate(built.lines)},
    }
    return DossierPeriod(
        path=path,
        period=when.period,
        cumulative=when.cumulative,
        as_of=when.as_of,
        total=built.total,
        source=(old.source if old else "") if source is None else source,
        url=old.url if old else None,
        breakdown=built.rows,
        lines=lines,
    )


def without(existing: Sequence[DossierPeriod], report: DossierPeriod) -> list[DossierPeriod]:
    """Return the other reports: all but the one that this would replace."""
    return [each for each in existing if each.path != report.path]


def review(
    report: DossierPeriod,
    existing: Sequence[DossierPeriod],
    header: Header,
    file: str,
    now: datetime,
) -> tuple[Problem, ...]:
    """Return what cannot be true once this report stands among the others.

    What is wrong in the report is said of the cells of the spreadsheet; what another report has
    wrong by itself is not its concern.
    """
    others = without(existing, report)
    before = set(check_periods(others, now))
    after = [each for each in check_periods([*others, report], now) if each not in before]
    return in_order(_placed(after, report, header, file))


def _placed(
    problems: Sequence[Problem], report: DossierPeriod, header: Header, file: str
) -> Iterator[Problem]:
    for problem in problems:
        if problem.path != report.path:
            yield problem
        elif problem.code != _KNOWN:
            column = header.find(problem.field.rpartition(".")[2])
            is_count = column is not None and column in header.counts
            place = address(problem.line - 1, column.index) if column and is_count else ""
            fix = _FIXES.get(problem.code, problem.fix)
            yield replace(problem, path=file, field=place or problem.field, fix=fix)
