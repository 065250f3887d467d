"""How each number of the counters comes about, in sentences with the numbers in them."""

from __future__ import annotations

from plugins.dossiers.figures import Figures, Rate
from plugins.dossiers.labels import LABELS, in_sentence
from plugins.vietnamese import format_integer


def explain(figures: Figures) -> tuple[str, ...]:
    """Return a sentence for each rate and for dossiers of which the report says nothing."""
    lines = [
        f"Đã giải quyết = trước hạn và đúng hạn + trễ hạn = "
        f"{format_integer(figures.early_or_on_time)} + {format_integer(figures.late)} = "
        f"{format_integer(figures.resolved)} hồ sơ."
    ]
    if figures.received:
        lines.append(_rate("solved_rate", "resolved", "received", figures.solved_rate))
    if figures.resolved:
        lines += [
            _rate("on_time_rate", "early_or_on_time", "resolved", figures.on_time_rate),
            _rate("late_rate", "late", "resolved", figures.late_rate),
        ]
    else:
        lines.append(
            "Chưa có hồ sơ nào được giải quyết nên chưa tính được tỷ lệ trước hạn, đúng hạn "
            "và tỷ lệ trễ hạn."
        )
    if figures.unexplained:
        lines.append(_unexplained(figures))
    lines.append(
        "Tỷ lệ được làm tròn; có hồ sơ thì không ghi là 0\u00a0%, "
        "chưa đủ tất cả thì không ghi là 100\u00a0%."
    )
    return tuple(lines)


def _rate(name: str, part: str, whole: str, rate: Rate) -> str:
    # A rate too near to 0 or 100 % for any decimals shown already begins with < or >.
    sign = "" if rate.text[0] in "<>" else "≈ " if rate.is_rounded else "= "
    return (
        f"{LABELS[name]} = {in_sentence(LABELS[part])} ÷ {in_sentence(LABELS[whole])} = "
        f"{format_integer(rate.part)} ÷ {format_integer(rate.whole)} {sign}{rate.text}."
    )


def _unexplained(figures: Figures) -> str:
    names, numbers = "đã tiếp nhận − đã giải quyết", [figures.received, figures.resolved]
    if figures.pending is not None:
        names += " − đang giải quyết"
        numbers.append(figures.pending)
    return (
        f"Chưa rõ kết quả = {names} = {' − '.join(map(format_integer, numbers))} = "
        f"{format_integer(figures.unexplained)} hồ sơ: báo cáo không cho biết các hồ sơ này "
        "đang giải quyết hay đã có kết quả."
    )
