"""Read a spreadsheet in a process of its own.

Run as `python child.py FILE ROWS COLUMNS MEGABYTES SECONDS`.

A damaged or hostile file can make any reader take all memory or crash; here that ends this process
alone. Writes JSON: `{"sheets": [{"name", "hidden", "rows", "merges"}]}` or `{"error": code}`, where
the code is `password`, `broken` or `large`. Imports nothing of ours, so that it can be run by path.
"""

from __future__ import annotations

import contextlib
import json
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

_MEGABYTE = 1 << 20
_MOST_MERGES = 5_000


def read(file: Path, most_rows: int, most_columns: int) -> dict[str, Any]:
    """Return the visible sheets of a workbook as plain values, or the code of what is wrong."""
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_path(file)
        sheets = []
        for sheet in book.sheets_metadata:
            if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible != calamine.SheetVisibleEnum.Visible:
                sheets.append({"name": sheet.name, "hidden": True, "rows": [], "merges": []})
                continue
            found = book.get_sheet_by_name(sheet.name)
            rows = _rows(found.to_python(skip_empty_area=False, nrows=most_rows + 1))
            if len(rows) > most_rows or max(map(len, rows), default=0) > most_columns:
                return {"error": "large", "sheet": sheet.name}
            merges = [
                [*first, *last]
                for first, last in found.merged_cell_ranges or []
                if first[0] < len(rows)
            ]
            if _is_overlaid(merges, len(rows), most_columns):
                return {"error": "large", "sheet": sheet.name}
            sheets.append({"name": sheet.name, "hidden": False, "rows": rows, "merges": merges})
    except calamine.PasswordError:
        return {"error": "password"}
    except MemoryError:
        return {"error": "large"}
    except BaseException as error:
        # Also what a panic of the reader raises, which is no Exception.
        return {"error": "password" if "password" in str(error).lower() else "broken"}
    return {"sheets": sheets}


def _is_overlaid(merges: list[list[int]], rows: int, most_columns: int) -> bool:
    """Tell whether merged cells lie over each other, again and again: each has to be filled."""
    area = sum(
        (min(bottom, rows - 1) - top + 1) * (min(right, most_columns - 1) - left + 1)
        for top, left, bottom, right in merges
        if left < most_columns
    )
    return len(merges) > _MOST_MERGES or area > 2 * rows * most_columns


def _rows(rows: list[list[Any]]) -> list[list[Any]]:
    """Make values plain, and leave out the empty ends of rows and of the sheet."""
    plain = [[_plain(value) for value in row] for row in rows]
    for row in plain:
        while row and row[-1] == "":
            row.pop()
    while plain and not plain[-1]:
        plain.pop()
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return "#NUM!"
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return value if isinstance(value, int) else str(value)


def main(arguments: list[str]) -> None:
    """Limit this process, read, and write the result to standard output."""
    file, *numbers = arguments
    rows, columns, megabytes, seconds = map(int, numbers)
    # Where a system has no such limits, the one who started us still limits the time.
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        memory = megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(json.dumps(read(Path(file), rows, columns)).encode())


if __name__ == "__main__":
    main(sys.argv[1:])
