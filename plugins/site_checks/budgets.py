"""theme/budgets.yaml: how heavy a page may be, by type of page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from plugins.content_model import Problem
from plugins.content_model.documents import decode
from plugins.content_model.entries import read_entries
from plugins.content_model.fields import Integer, Name, wrong
from plugins.content_model.located import read_yaml
from plugins.content_model.schema import FileModel

_SIZE = re.compile(r"(?P<number>[0-9]{1,6}(?:[.,][0-9]{1,3})?) ?(?P<unit>B|[kK]B|MB)")
_UNITS = {"B": 1, "KB": 1_000, "MB": 1_000_000}
_PATTERN = re.compile(r"/(?:[A-Za-z0-9._*-]+/)*(?:[A-Za-z0-9._*-]+)?")
_MOST_REQUESTS = 1_000
#: The pattern of every address.
EVERYTHING = "/**"


def _size(value: Any) -> int:
    found = _SIZE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise wrong("type", f"“{value}” không phải dung lượng", "viết số và đơn vị, ví dụ 60 kB")
    exact = Decimal(found["number"].replace(",", ".")) * _UNITS[found["unit"].upper()]
    return int(exact)


def _patterns(value: Any) -> tuple[str, ...]:
    patterns = [value] if isinstance(value, str) else value
    if not isinstance(patterns, list) or not patterns:
        raise wrong("type", "cần một hay nhiều mẫu địa chỉ", "ví dụ /tin-tuc/*/*/*/")
    for pattern in patterns:
        if not isinstance(pattern, str) or not _PATTERN.fullmatch(pattern):
            fix = "bắt đầu bằng dấu /, * thay một phần, ** thay mọi phần còn lại"
            raise wrong("invalid", f"“{pattern}” không phải mẫu địa chỉ", fix)
    return tuple(patterns)


def _requests(number: int) -> int:
    if 1 <= number <= _MOST_REQUESTS:
        return number
    raise wrong("range", f"ngoài giới hạn: {number}", f"viết một số từ 1 đến {_MOST_REQUESTS}")


Size = Annotated[int, BeforeValidator(_size)]


class BudgetFile(FileModel, title="Hạn mức của một loại trang"):
    """One entry of theme/budgets.yaml."""

    name: Name = Field(description="tên loại trang, như trong báo cáo")
    addresses: Annotated[tuple[str, ...], BeforeValidator(_patterns)] = Field(
        description="mẫu địa chỉ: * thay một phần, ** thay mọi phần còn lại"
    )
    html: Size = Field(description="HTML, sau khi nén gzip")
    css: Size = Field(description="kiểu, sau khi nén gzip")
    script: Size = Field(description="mã chạy, sau khi nén gzip")
    fonts: Size = Field(description="phông chữ")
    images: Size = Field(description="mọi ảnh của trang, bản mà điện thoại rẻ tiền lấy")
    requests: Annotated[Integer, AfterValidator(_requests)] = Field(
        description="số tệp phải tải, kể cả trang"
    )


@dataclass(frozen=True, slots=True)
class Weights:
    """What a page weighs, or may weigh: bytes as sent, and how many files are fetched."""

    html: int = 0
    css: int = 0
    script: int = 0
    fonts: int = 0
    images: int = 0
    requests: int = 0


@dataclass(frozen=True, slots=True)
class PageType:
    """A type of page: its name, the patterns of its addresses, its limits."""

    name: str
    addresses: tuple[str, ...]
    limits: Weights


@dataclass(frozen=True, slots=True)
class Budgets:
    """The types of page, first match first; the last one takes what no other does."""

    types: tuple[PageType, ...]

    def type_of(self, address: str) -> PageType:
        """Return the type of the page at an address."""
        for page_type in self.types:
            if any(_matcher(pattern).fullmatch(address) for pattern in page_type.addresses):
                return page_type
        return self.types[-1]


def read_budgets(path: str, data: bytes) -> tuple[Budgets | None, list[Problem]]:
    """Read the file of budgets; None where there is a problem in it."""
    text, problems = decode(data, path)
    if problems:
        return None, problems
    located, problems = read_yaml(text, path)
    entries = read_entries(BudgetFile, located, path)
    problems += entries.problems
    problems += _order(entries.found, path)
    if problems or not entries.is_complete:
        return None, problems
    types = tuple(
        PageType(
            entry.name,
            entry.addresses,
            Weights(entry.html, entry.css, entry.script, entry.fonts, entry.images, entry.requests),
        )
        for entry, _ in entries.found
    )
    return Budgets(types), []


def _order(found: Sequence[tuple[BudgetFile, Mapping[str, int]]], path: str) -> list[Problem]:
    """Return a problem for a name used twice, and unless the last entry alone takes all."""
    problems: list[Problem] = []
    names: dict[str, int] = {}
    for number, (entry, lines) in enumerate(found):
        line = lines.get("name", lines[""])
        if entry.name in names:
            message = f"loại trang “{entry.name}” đã có ở dòng {names[entry.name]}"
            problems.append(Problem(path, line, "name-twice", "name", message, "đặt tên khác"))
        names.setdefault(entry.name, line)
        if EVERYTHING in entry.addresses and number < len(found) - 1:
            line = lines.get("addresses", lines[""])
            message = f"{EVERYTHING} nhận mọi trang, các loại ở dưới không còn trang nào"
            fix = "chuyển loại này xuống cuối tệp"
            problems.append(Problem(path, line, "addresses-order", "addresses", message, fix))
    if not found or EVERYTHING not in found[-1][0].addresses:
        line = found[-1][1][""] if found else 1
        message, fix = (
            "loại cuối cùng phải nhận mọi trang",
            f"thêm một loại có addresses: {EVERYTHING}",
        )
        problems.append(Problem(path, line, "addresses-rest", "addresses", message, fix))
    return problems


@lru_cache(maxsize=1 << 8)
def _matcher(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*|\*)", pattern)
    kinds = {"**": ".*", "*": "[^/]+"}
    return re.compile("".join(kinds.get(part, re.escape(part)) for part in parts))
