"""What messages call the columns of a report, those of our files and those beside them."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.dossiers.importing.wordings import IGNORED, NUMBER, RATE, UNKNOWN
from plugins.dossiers.labels import LABELS, in_sentence

NAMES: Mapping[str, str] = {
    **LABELS,
    "new": "Mới tiếp nhận",
    "new_online": "Mới tiếp nhận trực tuyến",
    "new_direct": "Mới tiếp nhận trực tiếp, bưu chính",
    "field": "Lĩnh vực",
    "agency": "Đơn vị",
    "name": "Lĩnh vực hoặc đơn vị",
}
_NOT_READ: Mapping[str, str] = {
    NUMBER: "số thứ tự",
    RATE: "bỏ qua: tỷ lệ do cổng tự tính",
    IGNORED: "bỏ qua: cột không nhập",
    UNKNOWN: "bỏ qua: không rõ là cột gì",
}


def name(key: str) -> str:
    """Return a count as messages call it inside a sentence."""
    return in_sentence(NAMES[key])


def meaning(key: str) -> str:
    """Return what a column is read as, for the table that is shown before anything is written."""
    return _NOT_READ.get(key) or f"{key} ({name(key)})"
