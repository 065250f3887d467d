"""What readers, editors and spreadsheets call each count and rate, in one place."""

from __future__ import annotations

LABELS = {
    "received": "Đã tiếp nhận",
    "carried_over": "Kỳ trước chuyển qua",
    "resolved": "Đã giải quyết",
    "early": "Trước hạn",
    "on_time": "Đúng hạn",
    "early_or_on_time": "Trước hạn và đúng hạn",
    "late": "Trễ hạn",
    "pending": "Đang giải quyết",
    "pending_in_time": "Đang giải quyết, trong hạn",
    "pending_overdue": "Đang giải quyết, quá hạn",
    "unexplained": "Chưa rõ kết quả",
    "solved_rate": "Tỷ lệ giải quyết",
    "on_time_rate": "Tỷ lệ trước hạn và đúng hạn",
    "late_rate": "Tỷ lệ trễ hạn",
}

# What an office may state about a row, in the order of its forms.
STATED = (
    "received",
    "carried_over",
    "early",
    "on_time",
    "early_or_on_time",
    "late",
    "pending",
    "pending_in_time",
    "pending_overdue",
)


def in_sentence(text: str) -> str:
    """Return a heading as it stands inside a sentence: with a small first letter."""
    return text[:1].lower() + text[1:]
