"""What was understood, as tables for a terminal, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plugins.content_model.models import DossierPeriod, DossierRow
from plugins.dossiers.importing.grid import letter
from plugins.dossiers.importing.header import Header
from plugins.dossiers.importing.labels import meaning
from plugins.dossiers.importing.understand import Understood
from plugins.dossiers.labels import STATED
from plugins.dossiers.spans import parse_period
from plugins.vietnamese import clip, format_datetime, format_integer

_WIDEST = 60
_SHORT = {
    "received": "Tiếp nhận",
    "carried_over": "Kỳ trước",
    "early": "Trước hạn",
    "on_time": "Đúng hạn",
    "early_or_on_time": "Trước, đúng hạn",
    "late": "Quá hạn",
    "pending": "Đang g.quyết",
    "pending_in_time": "Còn hạn",
    "pending_overdue": "Đang quá hạn",
}


def show(found: Understood, report: DossierPeriod | None, file: str) -> Iterator[str]:
    """Yield the lines that tell an officer how the file was read, as far as it was."""
    if found.sheet is None or found.header is None:
        return
    header = found.header
    yield f"Tệp {file}, trang “{found.sheet.name}”, tiêu đề ở hàng {_rows(header)}"
    if found.when is not None:
        span = parse_period(found.when.period, found.when.cumulative)
        yield f"Kỳ báo cáo: {span.title} ({found.when.period})"
        yield f"Số liệu tính đến: {format_datetime(found.when.as_of)}"
    yield ""
    columns = [
        (letter(column.index), clip(column.title, _WIDEST), meaning(column.key))
        for column in header.columns
    ]
    yield from _table(("Cột", "Tiêu đề trong tệp", "Đọc là"), columns, numbers_from=3)
    if report is not None and found.built is not None:
        yield ""
        yield from _figures(report, found)
    if found.skipped:
        yield ""
        yield "Các hàng bỏ ra:"
        for skipped in found.skipped:
            text = clip(skipped.text, _WIDEST)
            yield f"  hàng {skipped.index + 1}: {skipped.reason} ({text})"
    notes = [*found.notes, *(found.when.notes if found.when else ())]
    if notes:
        yield ""
        yield from (f"Lưu ý: {note}" for note in notes)


def _rows(header: Header) -> str:
    first, last = header.top + 1, header.bottom + 1
    return str(first) if first == last else f"{first}–{last}"


def _figures(report: DossierPeriod, found: Understood) -> Iterator[str]:
    assert found.built is not None
    rows = (report.total, *report.breakdown)
    keys = [key for key in STATED if any(getattr(row, key) is not None for row in rows)]
    line = found.built.total_line
    places = ["" if line is None else str(line + 1), *(str(line + 1) for line in found.built.lines)]
    cells = [
        (place, clip(_name(row) or "Cả kỳ", _WIDEST), *(_count(row, key) for key in keys))
        for place, row in zip(places, rows, strict=True)
    ]
    yield from _table(("Hàng", "Tên", *(_SHORT[key] for key in keys)), cells, numbers_from=2)


def _name(row: DossierRow) -> str:
    return ", ".join(filter(None, (row.field, row.agency)))


def _count(row: DossierRow, key: str) -> str:
    count = getattr(row, key)
    return "–" if count is None else format_integer(count)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers_from: int) -> Iterator[str]:
    """Yield a table in columns as wide as they need; numbers stand on the right."""
    every = (head, *rows)
    widths = [max(len(row[place]) for row in every) for place in range(len(head))]
    for row in every:
        cells = (
            cell.rjust(width) if place >= numbers_from else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()
