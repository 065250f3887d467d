"""From a file on disk to sheets, or one line that says what to do with it instead."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.dossiers.importing.grid import Sheet
from plugins.dossiers.importing.tables import read_tables

MOST_ROWS, MOST_COLUMNS = 5_000, 200
_MEGABYTE = 1 << 20
_MOST_MEGABYTES = 10
_MOST_UNPACKED = 80
_MOST_MEMBERS = 2_000
_MEMORY_MEGABYTES, _SECONDS = 1_024, 30

_SAVE = "mở bằng Excel hoặc LibreOffice, chọn Lưu thành (Save as) .xlsx rồi nhập tệp mới"
_LARGE = f"chỉ giữ bảng báo cáo, tối đa {MOST_ROWS} hàng và {MOST_COLUMNS} cột"
_MESSAGES = {
    "password": ("tệp có mật khẩu", "mở tệp, bỏ mật khẩu, lưu lại"),
    "broken": ("tệp hỏng hoặc không phải bảng tính", f"xuất lại từ hệ thống, hoặc {_SAVE}"),
    "large": ("tệp quá lớn để đọc an toàn", _LARGE),
}
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "tệp PDF"),
    (b"<", "trang HTML hay XML, dù tên tệp nói khác"),
    (b"{\\rtf", "tệp văn bản RTF"),
    (b"\x89PNG", "tệp ảnh"),
    (b"\xff\xd8\xff", "tệp ảnh"),
    (b"Rar!", "tệp nén"),
    (b"7z\xbc\xaf", "tệp nén"),
)


class UnreadableError(Exception):
    """A file cannot be read; `code`, `message` and `fix` are those of the problem to report."""

    def __init__(self, code: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.code, self.message, self.fix = code, message, fix


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a file holds. `readings` are the ways to read it, of which the best is to be taken:

    a workbook has one, a text file one for each sign that may stand between its cells. `hidden`
    are the names of sheets that are hidden and were not read.
    """

    readings: tuple[tuple[Sheet, ...], ...]
    hidden: tuple[str, ...] = ()


def load_workbook(file: Path) -> Workbook:
    """Read a file of any known kind, whatever its name says.

    Raises UnreadableError for what is no table, is damaged, locked or too large, and OSError.
    """
    size = file.stat().st_size
    if size > _MOST_MEGABYTES * _MEGABYTE:
        message = f"tệp nặng {size / _MEGABYTE:.0f} MB, giới hạn là {_MOST_MEGABYTES} MB"
        raise UnreadableError("file-large", message, _LARGE)
    if not size:
        raise UnreadableError("file-empty", "tệp rỗng", "xuất lại báo cáo từ hệ thống")
    raw = file.read_bytes()
    if raw.startswith(_ZIP):
        _check_zip(file)
        return _spreadsheet(file)
    if raw.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise _error("password")
        return _spreadsheet(file)
    start = raw[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    for sign, what in _OTHERS:
        if start.startswith(sign):
            raise UnreadableError("file-kind", f"đây là {what}", _SAVE)
    return _text(raw)


def _error(kind: str, where: str = "") -> UnreadableError:
    message, fix = _MESSAGES[kind]
    return UnreadableError(f"file-{kind}", message + where, fix)


def _check_zip(file: Path) -> None:
    """Look at what a zip file says of itself before anything in it is unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise _error("broken") from None
    names = {member.filename for member in members}
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MOST_MEMBERS or unpacked > _MOST_UNPACKED * _MEGABYTE:
        raise _error("large")
    if any(member.flag_bits & 1 for member in members):
        raise _error("password")
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise UnreadableError("file-kind", "tệp nén này không phải bảng tính", _SAVE)


def _spreadsheet(file: Path) -> Workbook:
    limits = (MOST_ROWS, MOST_COLUMNS, _MEMORY_MEGABYTES, _SECONDS)
    child = Path(__file__).with_name("child.py")
    command = [sys.executable, str(child), str(file.absolute()), *map(str, limits)]
    try:
        run = subprocess.run(command, capture_output=True, timeout=2 * _SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise _error("large") from None
    if run.returncode:
        # Out of memory or of time; a reader that crashes on damage looks the same.
        raise _error("large")
    found: dict[str, Any] = json.loads(run.stdout)
    if kind := found.get("error"):
        raise _error(kind, f": trang “{found['sheet']}”" if "sheet" in found else "")
    hidden = tuple(sheet["name"] for sheet in found["sheets"] if sheet["hidden"])
    return Workbook((tuple(_sheets(found["sheets"])),), hidden)


def _sheets(found: list[dict[str, Any]]) -> Iterator[Sheet]:
    for sheet in found:
        if not sheet["hidden"]:
            rows = tuple(map(tuple, sheet["rows"]))
            merges = tuple(tuple(merge) for merge in sheet["merges"])
            yield Sheet(sheet["name"], rows, merges)


def _text(raw: bytes) -> Workbook:
    readings = read_tables(raw)
    if readings is None:
        raise _error("broken")
    for sheet in readings:
        if len(sheet.rows) > MOST_ROWS or sheet.width > MOST_COLUMNS:
            raise _error("large")
    return Workbook(tuple((sheet,) for sheet in readings))
