"""A report as a file of data/dossiers: its name, its text, and what it would change there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import yaml

from plugins.content_model.data import DOSSIERS
from plugins.content_model.models import DossierPeriod, DossierRow
from plugins.dossiers.importing.labels import name
from plugins.dossiers.labels import STATED
from plugins.vietnamese import VIETNAM, format_datetime, format_integer

_AS_OF = "%Y-%m-%dT%H:%M:%S"


def place_of(periods: Sequence[DossierPeriod], period: str, cumulative: bool) -> str:
    """Return the path for a period: the one that it has already, else the usual one."""
    for report in sorted(periods, key=lambda each: each.path):
        if (report.period, report.cumulative) == (period, cumulative):
            return report.path
    return f"{DOSSIERS}/{period}{'-luy-ke' if cumulative else ''}.yaml"


def render_period(report: DossierPeriod) -> str:
    """Return the YAML file that states this report; reading it gives the same report."""
    moment = report.as_of.astimezone(VIETNAM)
    head: dict[str, object] = {"period": report.period}
    if report.cumulative:
        head["cumulative"] = True
    # A date as text would be quoted.
    lines = [_dump(head), f"as_of: {moment:{_AS_OF}}\n"]
    about = {"source": report.source, "url": report.url}
    lines += [_dump({key: value}) for key, value in about.items() if value]
    lines.append(_dump(dict(_counts(report.total))))
    if report.breakdown:
        lines.append("breakdown:\n")
    for row in report.breakdown:
        named = {"field": row.field, "agency": row.agency}
        shown = {key: value for key, value in named.items() if value}
        lines.append(f"  - {_dump({**shown, **dict(_counts(row))}, flow=True)}")
    return "".join(lines)


def _counts(row: DossierRow) -> Iterator[tuple[str, int]]:
    for key in STATED:
        count = getattr(row, key)
        if count is not None:
            yield key, count


def _dump(values: dict[str, object], *, flow: bool = False) -> str:
    text: str = yaml.safe_dump(
        values, allow_unicode=True, sort_keys=False, width=10**9, default_flow_style=flow
    )
    return text


def is_same(old: DossierPeriod, new: DossierPeriod) -> bool:
    """Tell whether two reports state the same, wherever they stand."""
    return replace(old, path="", lines={}) == replace(new, path="", lines={})


def changes(old: DossierPeriod, new: DossierPeriod) -> Iterator[str]:
    """Yield, in Vietnamese, each number that would change, each row that would come or go."""
    yield from _row_changes("cả kỳ", old.total, new.total)
    before = {(row.field, row.agency): row for row in old.breakdown}
    after = {(row.field, row.agency): row for row in new.breakdown}
    for key in before:
        if key not in after:
            yield f"bỏ hàng “{_name(key)}”"
    for key, row in after.items():
        if key in before:
            yield from _row_changes(f"“{_name(key)}”", before[key], row)
        else:
            yield f"thêm hàng “{_name(key)}”"
    if old.as_of != new.as_of:
        yield f"tính đến: {format_datetime(old.as_of)} -> {format_datetime(new.as_of)}"
    for what, first, second in (("nguồn", old.source, new.source), ("url", old.url, new.url)):
        if first != second:
            yield f"{what}: {first or 'không có'} -> {second or 'không có'}"


def _name(key: tuple[str, str]) -> str:
    return ", ".join(filter(None, key))


def _row_changes(what: str, old: DossierRow, new: DossierRow) -> Iterator[str]:
    for key in STATED:
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            yield f"{what}, {name(key)}: {_shown(before)} -> {_shown(after)}"


def _shown(count: int | None) -> str:
    return "không ghi" if count is None else format_integer(count)
