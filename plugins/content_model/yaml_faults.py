"""Why front matter or a data file is no YAML, line by line, as an editor would see it.

A YAML parser stops at the first fault and names it in its own terms. Once it has failed, the
lines are read again for what people get wrong, so that all of it is said at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

_LONGEST_PROPOSAL = 120
_ENTRY = re.compile(r"(?P<indent> *)(?P<dash>- +)?(?P<key>[\w-]+) *:(?P<gap>[ \t]*)(?P<value>.*)$")
_ITEM = re.compile(r"(?P<indent> *)-(?: +(?P<value>.*))?$")
_BLOCK = re.compile(r"[|>][0-9]?[+-]?[0-9]?(?:[ \t]+#.*)?$")
_COMMENT = re.compile(r"(?:^|[ \t])#.*$")
_QUOTED = {
    '"': re.compile(r'"(?:[^"\\]|\\.)*+"'),
    "'": re.compile(r"'(?:[^']|'')*+'"),
}
_WRONG_ESCAPE = re.compile(r'\\[^0abtnvfre "/\\N_LPxuU]')
_SIGNS = ("@", "`", "%", "*", "&", "!", "|", ">", ",", "]", "}", "- ", "? ")
_CLOSING = {"[": "]", "{": "}"}
_SAME_COLUMN = "cho các khóa, các mục cùng cấp bắt đầu ở cùng một cột"


class YamlFault(NamedTuple):
    """A fault on a line (counted from 0) of the text, at a key or at `yaml`."""

    line: int
    key: str
    message: str
    fix: str


def explain(text: str, error: yaml.YAMLError) -> list[YamlFault]:
    """Return every fault that can be seen in a text that a parser refused, at least one."""
    rows = text.split("\n")
    if found := list(_Reading().faults(rows)):
        return found
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = min(mark.line, len(rows) - 1) if mark is not None else 0
    fix = "so với một bài đã đăng, hoặc tạo bài mới bằng lệnh make new"
    return [YamlFault(line, "yaml", "từ dòng này trở đi không đúng cú pháp YAML", fix)]


class _Reading:
    """What a reader keeps in mind from line to line."""

    def __init__(self) -> None:
        # Columns of the open keys, outermost first; whether the last one may have keys below it.
        self._columns = [0]
        self._is_open = False
        self._item_column = -1
        self._block_column = -1

    def faults(self, rows: list[str]) -> Iterator[YamlFault]:
        for number, row in enumerate(rows):
            plain = row.lstrip(" \t")
            column = len(row) - len(row.lstrip(" "))
            if not plain or plain.startswith("#") or 0 <= self._block_column < column:
                continue
            self._block_column = -1
            entry = _ENTRY.match(row)
            key = entry["key"] if entry else "yaml"
            if row[: len(row) - len(plain)].count("\t"):
                match = _ENTRY.match(plain)
                key = match["key"] if match else "yaml"
                fix = "thay mỗi tab bằng hai dấu cách"
                yield YamlFault(number, key, "đầu dòng có ký tự tab", fix)
                continue
            if fault := self._column_fault(entry, row, column):
                yield YamlFault(number, key, *fault)
            if fault := self._entry(entry, column) if entry else self._other(row, plain, column):
                yield YamlFault(number, key, *fault)

    def _column_fault(
        self, entry: re.Match[str] | None, row: str, column: int
    ) -> tuple[str, str] | None:
        if _ITEM.match(row):
            wrong = self._item_column not in {-1, column}
            self._item_column = column if self._item_column < 0 else self._item_column
            return ("mục này không thẳng cột với các mục trên", _SAME_COLUMN) if wrong else None
        if entry is None:
            return None
        if column < max(self._item_column, 1):
            self._item_column = -1
        if self._item_column >= 0:
            return None
        was_deeper = column < self._columns[-1]
        while len(self._columns) > 1 and column < self._columns[-1]:
            self._columns.pop()
        if column == self._columns[-1]:
            return None
        self._columns.append(column)
        if was_deeper:
            return "dòng này không thẳng cột với khóa nào ở trên", _SAME_COLUMN
        if not self._is_open:
            return "dòng thụt vào, nhưng khóa ở dòng trên đã có giá trị", _SAME_COLUMN
        return None

    def _entry(self, entry: re.Match[str], column: int) -> tuple[str, str] | None:
        value = _without_comment(entry["value"])
        self._is_open = not value
        if not entry["dash"] and not value:
            self._item_column = -1
        if _BLOCK.match(value):
            self._block_column = column
            return None
        if value and not entry["gap"]:
            is_address = value.startswith("//")
            fix = f"viết {entry['key']}: {_cut(value)}"
            return None if is_address else ("thiếu dấu cách sau dấu hai chấm", fix)
        return _value_fault(value, f"{entry['key']}: ")

    def _other(self, row: str, plain: str, column: int) -> tuple[str, str] | None:
        """Look at a line that is not `key: value`."""
        if item := _ITEM.match(row):
            return _value_fault(_without_comment(item["value"] or ""), "- ")
        if plain[0] in "-[{]}\"'" or (column > 0 and not self._is_open):
            return None
        fix = "viết theo mẫu khóa: giá trị, hoặc đặt cả giá trị dài trong dấu ngoặc kép"
        return "dòng này không có khóa và dấu hai chấm", fix


def _value_fault(value: str, before: str) -> tuple[str, str] | None:
    """Return what is wrong with a value that has no quotes around it, or wrong ones."""
    if not value:
        return None
    proposal = f"viết {before}{quote(value)}"
    first = value[0]
    if first in _QUOTED:
        return _quotes_fault(value, before)
    if first in _CLOSING:
        end = value.rfind(_CLOSING[first])
        if end < 0:
            message = f"dấu {first} mở ra mà không đóng lại"
            return message, f"thêm {_CLOSING[first]}; nếu là chữ, {proposal}"
        is_whole = end == len(value) - 1
        return None if is_whole else (f"dấu {first} ở đầu mở ra một danh sách", proposal)
    if value.startswith(_SIGNS):
        return f"giá trị mở đầu bằng dấu {first}", proposal
    if re.search(r":(?:\s|$)", value):
        return "có dấu hai chấm giữa dòng chữ", proposal
    return None


def _quotes_fault(value: str, before: str) -> tuple[str, str] | None:
    mark = value[0]
    closed = _QUOTED[mark].match(value)
    if closed is None:
        return "dấu ngoặc kép mở ra mà không đóng lại", f"viết {before}{quote(value[1:])}"
    if closed.end() < len(value):
        inner = value[1:-1] if value[-1] == mark else value
        return "có chữ đứng sau dấu ngoặc kép đóng", f"viết {before}{quote(inner)}"
    if mark == '"' and _WRONG_ESCAPE.search(value):
        fix = f"viết {before}'{value[1:-1]}'"
        return "có dấu \\ trong dấu ngoặc kép", fix
    return None


def quote(value: str) -> str:
    """Return a value in the quotes that YAML takes it in as it is, cut where it is long."""
    value = _cut(value.strip())
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _without_comment(value: str) -> str:
    value = value.strip()
    return value if value[:1] in _QUOTED else _COMMENT.sub("", value).rstrip()


def _cut(value: str) -> str:
    return value if len(value) <= _LONGEST_PROPOSAL else f"{value[:_LONGEST_PROPOSAL]}…"
