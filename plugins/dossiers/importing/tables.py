"""Tables written as text (CSV): which letters and which sign between the cells?"""

from __future__ import annotations

import codecs
import csv
import io
import re

from plugins.dossiers.importing.grid import Sheet

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SIGNS = (",", ";", "\t")
_NOTHING = "".join((" ", *_SIGNS))
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_tables(raw: bytes) -> tuple[Sheet, ...] | None:
    """Read a text as a table, once for each sign that may part its cells; None for no text.

    UTF-8, UTF-16 with or without its mark, and windows-1258 where it is neither: that takes nearly
    any bytes. The first reading is the one with most cells.
    """
    text = _decode(raw)
    if text is None:
        return None
    sheets = [sheet for sign in _SIGNS if (sheet := _table(text, sign)) is not None]
    sheets.sort(key=lambda sheet: -sum(map(len, sheet.rows)))
    return tuple(sheets) or None


def _decode(raw: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _try(raw, encoding)
    if b"\0" in raw:
        # Of UTF-16 every second byte of a digit, a comma or a line end is 0.
        return _try(raw, "utf-16-le" if raw[1::2].count(0) > raw[::2].count(0) else "utf-16-be")
    return _try(raw, "utf-8") or _try(raw, "windows-1258")


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding)
    except UnicodeError:
        return None
    return None if _CONTROL.search(text) else text


def _table(text: str, sign: str) -> Sheet | None:
    try:
        rows = tuple(map(tuple, csv.reader(io.StringIO(text, newline=""), delimiter=sign)))
    except csv.Error:
        return None
    # An empty row is one whatever the sign is that parts its cells.
    used = (last for last in range(len(rows), 0, -1) if "".join(rows[last - 1]).strip(_NOTHING))
    return Sheet("CSV", rows[: next(used, 0)])
