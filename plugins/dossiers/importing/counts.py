"""Counts as offices write them: `1.433`, `1,433`, `1 433`, `-` and nothing at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plugins.dossiers.importing.grid import Cell, text_of

_PLAIN = re.compile(r"[0-9]{1,12}")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([., '’])[0-9]{3})(?:\1[0-9]{3}){0,2}")
_POINT_ZERO = re.compile(r"([0-9]{1,12})[.,]0{1,2}")
_FRACTION = re.compile(r"[0-9]+[.,][0-9]+")
_NEGATIVE = re.compile(r"[-−–—]\s*[0-9][0-9.,\s]*|\(\s*[0-9][0-9.,\s]*\)")
_NOTHING = frozenset({"", "-", "–", "—", "−", "--", "---", "_", "."})
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|.*!)|Err:[0-9]+")
_GREATEST = 10**12


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell is no count: a code, what is wrong and what to write instead."""

    code: str
    message: str
    fix: str
    has_digits: bool = True


def read_count(cell: Cell) -> int | Fault | None:
    """Return the count in a cell, None where it is empty or a dash, or why it is no count.

    A percentage is no count, nor is a fraction: 0.993 is a share, and 1.433 as a number (not as a
    text) is what a spreadsheet of another language makes of `1.433`.
    """
    if isinstance(cell, int | float):
        return _number(cell)
    text = text_of(cell)
    if text in _NOTHING:
        return None
    if _PLAIN.fullmatch(text):
        return int(text)
    if grouped := _GROUPED.fullmatch(text):
        return int(text.replace(grouped[1], ""))
    if whole := _POINT_ZERO.fullmatch(text):
        return int(whole[1])
    if _ERROR.fullmatch(text):
        message, fix = f"ô báo lỗi công thức {text}", "sửa công thức, hoặc gõ số vào ô"
        return Fault("count-formula", message, fix)
    if text.endswith("%"):
        message = f"“{text}” là tỷ lệ, không phải số hồ sơ"
        return Fault("count-percent", message, "ghi số hồ sơ")
    if _NEGATIVE.fullmatch(text):
        message = f"“{text}” là số âm, mà số hồ sơ không thể âm"
        return Fault("count-negative", message, "ghi số từ 0 trở lên")
    if _FRACTION.fullmatch(text):
        return Fault("count-fraction", f"“{text}” không phải số nguyên", "ghi số hồ sơ, không lẻ")
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    fix = "chỉ ghi chữ số, ví dụ 1433"
    return Fault("count-type", f"“{shown}” không phải số hồ sơ", fix, any(map(str.isdigit, text)))


def _number(number: int | float) -> int | Fault:
    shown = text_of(number).replace(".", ",")
    # Also what is no number at all: a comparison with it is false.
    if not abs(number) < _GREATEST:
        return Fault("count-range", f"{shown} lớn quá mức", "kiểm tra lại ô này")
    if number < 0:
        message = f"{shown} là số âm, mà số hồ sơ không thể âm"
        return Fault("count-negative", message, "ghi số từ 0 trở lên")
    if number != int(number):
        thousand = round(number * 1000)
        meant = f"; nếu là {thousand} hồ sơ thì gõ {thousand}" if 1 <= number < 1000 else ""
        message = f"{shown} không phải số nguyên"
        return Fault("count-fraction", message, f"ghi số hồ sơ, không lẻ{meant}")
    return int(number)
