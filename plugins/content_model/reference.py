"""The tables of keys and of problem codes in docs/editors, from the schema and the checks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args, get_origin

from plugins.content_model.examples import example_problems
from plugins.content_model.redirect_files import RedirectFile
from plugins.content_model.schema import (
    ArticleFile,
    CategoryFile,
    DossierFile,
    EarlierVisitsFile,
    FileModel,
    PageFile,
    TagFile,
    TopicFile,
    VisitMonthFile,
)
from plugins.content_model.schema_columns import DossierColumnsFile
from plugins.content_model.schema_portal import PortalFile
from plugins.content_model.score_files import ScoreFile
from plugins.content_model.validate import model_in

_SIGN = re.compile(r"[\\|<>*_\[\]]")
_INTRODUCTION = """\
# Khóa khai báo

Tệp này sinh từ mã nguồn bằng lệnh `make docs`; sửa ở đây sẽ mất.

Khóa con viết thụt vào dưới khóa chứa nó; trong bảng là `khóa.khóa-con`. `khóa[]` là danh sách: mỗi
mục một dòng, bắt đầu bằng dấu `-`. Khóa không có trong bảng là lỗi. Giá trị có dấu hai chấm, dấu
`#`, hoặc mở đầu bằng dấu khác chữ và số thì đặt trong dấu ngoặc kép.

Trình soạn thảo nào hiểu JSON Schema thì dùng được các tệp trong [schema](schema/) để gợi ý khóa và
báo lỗi ngay khi gõ.
"""
_SECTIONS: tuple[tuple[str, str, type[FileModel]], ...] = (
    ("Bài viết", "Phần giữa hai dòng `---` của một tệp trong `content/articles/`.", ArticleFile),
    ("Trang", "Phần giữa hai dòng `---` của một tệp trong `content/pages/`.", PageFile),
    (
        "Chuyên mục",
        "Mỗi mục của danh sách trong `content/data/categories.yaml`. Không có tệp này thì chuyên "
        "mục là những tên mà các bài dùng.",
        CategoryFile,
    ),
    (
        "Dòng sự kiện",
        "Mỗi mục của danh sách trong `content/data/topics.yaml`. Không có tệp này thì dòng sự kiện "
        "là những tên mà các bài dùng.",
        TopicFile,
    ),
    (
        "Thẻ",
        "Mỗi mục của danh sách trong `content/data/tags.yaml`. Không có tệp này thì thẻ nào cũng "
        "dùng được.",
        TagFile,
    ),
    (
        "Chuyển hướng",
        "Mỗi mục của danh sách trong `content/data/redirects.yaml`, tùy ý: địa chỉ của cổng cũ, "
        "hay của bài đã đổi địa chỉ, và trang bây giờ.",
        RedirectFile,
    ),
    ("Cổng", "`content/data/portal.yaml`. Mọi khóa đều có giá trị mặc định.", PortalFile),
    (
        "Số liệu thủ tục hành chính",
        "Mỗi kỳ báo cáo một tệp `content/data/dossiers/<kỳ>.yaml`.",
        DossierFile,
    ),
    (
        "Điểm chất lượng phục vụ",
        "Mỗi kỳ một tệp `content/data/service-quality/<kỳ>.yaml`, tùy ý.",
        ScoreFile,
    ),
    (
        "Lượt truy cập",
        "Mỗi tháng một tệp `content/data/visits/<năm-tháng>.yaml`, do lệnh đếm nhật ký máy chủ "
        "viết.",
        VisitMonthFile,
    ),
    (
        "Lượt truy cập trước đây",
        "`content/data/visits/earlier.yaml`, tùy ý: số liệu của cổng cũ, cộng vào tổng số.",
        EarlierVisitsFile,
    ),
    (
        "Tiêu đề cột của báo cáo",
        "`content/data/dossier-columns.yaml`: mỗi khóa là danh sách tiêu đề, thêm vào những cách "
        "viết mà `make import-dossiers` đã biết. Tiêu đề nằm dưới tiêu đề khác thì viết cả hai: "
        "`Đã giải quyết > Trước hạn`.",
        DossierColumnsFile,
    ),
)
_CODES = """\
## Mã lỗi

Mỗi lỗi là một dòng `tệp:dòng: [mã] khóa: điều sai -> cách sửa`. Mã không đổi qua các phiên bản.
Khóa nào cũng có thể thiếu (`khóa-missing`), sai kiểu (`-type`), sai giá trị (`-invalid`), quá dài
(`-length`) hay ngoài giới hạn (`-range`); bảng nêu vài khóa làm ví dụ. Lỗi của số liệu và của tệp
ảnh có mã riêng, mở đầu bằng `dossiers-`, `scores-`, `visits-` và `image-`.

| Mã | Ví dụ | Cách sửa |
|---|---|---|
"""


def reference() -> str:
    """Return docs/editors/khoa-khai-bao.md."""
    parts = [_INTRODUCTION]
    for title, place, model in _SECTIONS:
        rows = "".join(f"| {' | '.join(row)} |\n" for row in _rows(model, "", (model,)))
        head = "| Khóa | Bắt buộc | Giá trị |\n|---|---|---|\n"
        parts.append(f"## {title}\n\n{place}\n\n{head}{rows}")
    parts.append(_CODES + "".join(_code_rows()))
    return "\n".join(parts)


def _rows(
    model: type[FileModel], prefix: str, above: tuple[type[FileModel], ...]
) -> Iterator[tuple[str, str, str]]:
    for name, key in model.model_fields.items():
        inner = model_in(key.annotation)
        mark = "[]" if inner is not None and _is_list(key.annotation) else ""
        value = _cell(key.description or "")
        if not key.is_required() and (default := _default(key.default)):
            value = f"{value}; mặc định {default}"
        yield f"`{prefix}{name}{mark}`", "có" if key.is_required() else "", value
        if inner is not None and inner not in above:
            yield from _rows(inner, f"{prefix}{name}{mark}.", (*above, inner))


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(_is_list(part) for part in get_args(annotation))


def _default(value: Any) -> str:
    """Return a default that is worth saying."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int | str) and value not in {0, ""}:
        return f"`{value}`"
    return ""


def _code_rows() -> Iterator[str]:
    shown: set[str] = set()
    for problem in sorted(example_problems(), key=lambda problem: (problem.code, problem)):
        if problem.code not in shown:
            shown.add(problem.code)
            example = f"{problem.field}: {problem.message}"
            yield f"| `{problem.code}` | {_cell(example)} | {_cell(problem.fix)} |\n"


def _cell(text: str) -> str:
    """Return text that neither ends a cell of a table nor becomes HTML or emphasis in it."""
    return _SIGN.sub(r"\\\g<0>", text)
