"""What concerns several keys of one front matter.

Read from what was written, not from the validated model, so that a fault elsewhere in the file
does not hide these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from plugins.content_model.alt import ALT_FIX, lazy_alt
from plugins.content_model.located import Located, Value
from plugins.content_model.problems import Problem
from plugins.vietnamese import DateProblem, normalise_text, parse_datetime

_ADDRESS = re.compile(r"https?://[^\s,;()]+")


def check_together(front: Located, path: str) -> Iterator[Problem]:
    """Yield the problems of keys that contradict each other."""
    if not isinstance(front.value, dict):
        return
    value = front.value
    if value.get("author") and value.get("authors"):
        line, fix = front.line("author"), "chỉ giữ khóa authors"
        yield Problem(path, line, "author-twice", "author", "đã có khóa authors", fix)
    date, modified = _moment(value.get("date")), _moment(value.get("modified"))
    if date and modified and modified < date:
        message = "thời điểm cập nhật trước thời điểm đăng"
        fix = "viết cả ngày và giờ, sau lúc đăng, hoặc xóa khóa modified"
        line = front.line("modified")
        yield Problem(path, line, "modified-before-date", "modified", message, fix)
    expires = _moment(value.get("expires"), end_of_day=True)
    if date and expires and expires <= date:
        message, line = "thời điểm hết hạn không sau thời điểm đăng", front.line("expires")
        fix = "viết thời điểm sau lúc đăng, hoặc xóa khóa expires"
        yield Problem(path, line, "expires-before-date", "expires", message, fix)
    yield from _check_source(front, value, path)
    yield from _check_alt(front, value, path)


def _check_source(front: Located, value: dict[str, Value], path: str) -> Iterator[Problem]:
    source = value.get("source")
    field = "source.name" if isinstance(source, dict) else "source"
    name = _text(source.get("name") if isinstance(source, dict) else source)
    address = _ADDRESS.search(name or "")
    if name is None or address is None:
        return
    rest = (name[: address.start()] + name[address.end() :]).strip(" ,;:-–()")
    message = "địa chỉ viết chung với tên nguồn"
    fix = f"viết source: {{name: {rest or 'Tên báo'}, url: {address[0]}}}"
    yield Problem(path, front.line(field), "source-address", field, message, fix)


def _check_alt(front: Located, value: dict[str, Value], path: str) -> Iterator[Problem]:
    image = value.get("image")
    if not isinstance(image, dict):
        return
    alt, src, title = (
        _text(part) for part in (image.get("alt"), image.get("src"), value.get("title"))
    )
    if alt is None:
        return
    if fault := lazy_alt(alt, src or "", title or ""):
        code = "alt-lazy" if alt else "alt-missing"
        yield Problem(path, front.line("image.alt"), code, "image.alt", fault, ALT_FIX)


def _moment(value: Value, *, end_of_day: bool = False) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        return parse_datetime(normalise_text(value), end_of_day=end_of_day)
    except DateProblem:
        return None


def _text(value: Value) -> str | None:
    return normalise_text(value) if isinstance(value, str) else None
