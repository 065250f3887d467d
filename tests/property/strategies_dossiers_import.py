"""True tables of dossiers, laid out as offices lay them out: at random."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from plugins.dossiers.importing.grid import Cell, Merge, Sheet
from plugins.dossiers.importing.solve import SUMS

FIELDS = (
    "Đất đai",
    "Hộ tịch",
    "Bảo trợ xã hội",
    "Hộ kinh doanh",
    "Người có công",
    "Lưu trữ",
    "Y tế",
)
ALONE = {
    "received": ("Tổng số hồ sơ tiếp nhận", "Tổng tiếp nhận", "Số hồ sơ tiếp nhận"),
    "carried_over": ("Kỳ trước chuyển qua", "Từ kỳ trước", "Tồn kỳ trước"),
    "new": ("Mới tiếp nhận", "Tiếp nhận mới trong kỳ"),
    "resolved": ("Tổng số hồ sơ đã giải quyết", "Đã giải quyết"),
    "early": ("Trước hạn", "Giải quyết trước hạn"),
    "on_time": ("Đúng hạn", "Giải quyết đúng hạn"),
    "late": ("Quá hạn", "Trễ hạn", "Giải quyết quá hạn"),
    "pending": ("Đang giải quyết", "Tổng số đang giải quyết"),
    "pending_in_time": ("Đang giải quyết trong hạn",),
    "pending_overdue": ("Đang giải quyết quá hạn",),
}
GROUPS = (
    (
        ("Số hồ sơ tiếp nhận", "Tiếp nhận", "Tình hình tiếp nhận"),
        {
            "received": ("Tổng số", "Tổng", "Cộng"),
            "carried_over": ("Kỳ trước chuyển qua", "Từ kỳ trước"),
            "new": ("Mới tiếp nhận", "Trong kỳ", "Mới"),
        },
    ),
    (
        ("Đã giải quyết", "Số lượng hồ sơ đã giải quyết", "Kết quả giải quyết"),
        {
            "resolved": ("Tổng số", "Tổng", "Tổng cộng"),
            "early": ("Trước hạn",),
            "on_time": ("Đúng hạn",),
            "late": ("Quá hạn", "Trễ hạn"),
        },
    ),
    (
        ("Đang giải quyết", "Số hồ sơ đang giải quyết", "Chưa giải quyết"),
        {
            "pending": ("Tổng số", "Tổng"),
            "pending_in_time": ("Trong hạn", "Chưa đến hạn"),
            "pending_overdue": ("Quá hạn", "Đã quá hạn"),
        },
    ),
)
#: What a report may leave out so that everything is known all the same.
SPARE = ("new", "carried_over", "resolved", "pending", "pending_in_time")
TITLES = ("UBND XÃ KHÊ GIANG", "Báo cáo tháng 10 năm 2026", "Đơn vị tính: hồ sơ", "")

Counts = dict[str, int]


@dataclass(frozen=True)
class Layout:
    """A laid out table: the sheet, the counts by row (None is the total), where each stands."""

    sheet: Sheet
    rows: tuple[tuple[str, Counts], ...]
    total: Counts | None
    places: dict[tuple[str, str], tuple[int, int]]

    def changed(self, name: str, key: str, count: int) -> Layout:
        """Return the layout with one number written differently; `name` "" is the total."""
        row, column = self.places[name, key]
        cells = list(self.sheet.rows[row])
        cells[column] = count
        grid = [*self.sheet.rows]
        grid[row] = tuple(cells)
        rows = tuple(
            (each, {**counts, key: count} if each == name else counts) for each, counts in self.rows
        )
        total = {**self.total, key: count} if self.total and not name else self.total
        return replace(self, sheet=replace(self.sheet, rows=tuple(grid)), rows=rows, total=total)


@st.composite
def true_counts(draw: st.DrawFn) -> Counts:
    """Counts of one row that add up in every way."""
    number = st.one_of(st.integers(0, 3), st.integers(0, 5000), st.integers(0, 2_000_000))
    early, on_time, late, in_time, overdue = (draw(number) for _ in range(5))
    resolved, pending = early + on_time + late, in_time + overdue
    carried = draw(st.integers(0, resolved + pending))
    return {
        "received": resolved + pending,
        "carried_over": carried,
        "new": resolved + pending - carried,
        "resolved": resolved,
        "early": early,
        "on_time": on_time,
        "late": late,
        "pending": pending,
        "pending_in_time": in_time,
        "pending_overdue": overdue,
    }


def _mangled(draw: st.DrawFn, text: str) -> str:
    way = draw(st.sampled_from(["", "upper", "NFD", "spaces"]))
    if way == "upper":
        return text.upper()
    return text.replace(" ", "\n") if way == "spaces" else unicodedata.normalize(way or "NFC", text)


def _written(draw: st.DrawFn, count: int, *, may_be_blank: bool) -> Cell:
    if not count and may_be_blank:
        return draw(st.sampled_from([0, 0.0, "0", "-", "–", ""]))
    dotted = f"{count:,}"
    ways: list[Cell] = [count, float(count), str(count), dotted, dotted.replace(",", ".")]
    return draw(st.sampled_from([*ways, dotted.replace(",", " "), dotted.replace(",", "\u00a0")]))


@st.composite
def layouts(draw: st.DrawFn, *, blanks: bool = True, spare: bool = True) -> Layout:
    """A table with titles, a header in one or two rows, a total somewhere or nowhere."""
    names = draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=5, unique=True))
    rows = tuple((name, draw(true_counts())) for name in names)
    left_out = draw(st.sets(st.sampled_from(SPARE), max_size=3)) if spare else set[str]()
    if {"pending", "pending_in_time"} <= left_out:
        left_out.discard("pending")
    if {"new", "carried_over"} <= left_out:
        left_out.discard("new")
    grid: list[list[Cell]] = [
        [_mangled(draw, title)] for title in draw(st.lists(st.sampled_from(TITLES), max_size=4))
    ]
    top = len(grid)
    is_numbered = draw(st.booleans())
    lead = ["STT", "Lĩnh vực"] if is_numbered else ["Tên lĩnh vực"]
    head, merges, keys = _header(draw, [*lead], left_out, top)
    grid += head
    if draw(st.booleans()):
        grid.append([f"({number})" for number in range(1, len(lead) + len(keys) + 1)])
    total = {key: sum(counts[key] for _, counts in rows) for key in rows[0][1]}
    place = draw(st.sampled_from(["top", "bottom", "none"]))
    named = [(name, counts) for name, counts in rows]
    lines = {"top": [("", total), *named], "bottom": [*named, ("", total)], "none": named}[place]
    places: dict[tuple[str, str], tuple[int, int]] = {}
    for number, (name, counts) in enumerate(lines, 1):
        if draw(st.integers(0, 5)) == 0:
            grid.append([])
        shown = name or draw(st.sampled_from(["Tổng cộng", "TỔNG SỐ", "Tổng", "Cộng"]))
        # An empty cell is 0 where a sum says so: here every row states all sums.
        may_be_blank = blanks and not left_out and any(counts.values())
        cells = [_written(draw, counts[key], may_be_blank=may_be_blank) for key in keys]
        for column, key in enumerate(keys):
            places[name, key] = (len(grid), len(lead) + column)
        grid.append([*([number] if is_numbered else []), shown, *cells])
    if draw(st.booleans()):
        grid += [[], ["", "Người lập biểu", "", "Khê Giang, ngày 02 tháng 11 năm 2026"]]
    sheet = Sheet("Sheet1", tuple(map(tuple, grid)), tuple(merges))
    stated = tuple((name, {key: counts[key] for key in keys}) for name, counts in rows)
    whole = None if place == "none" else {key: total[key] for key in keys}
    return Layout(sheet, stated, whole, places)


def _header(
    draw: st.DrawFn, lead: Sequence[str], left_out: set[str], top: int
) -> tuple[list[list[Cell]], list[Merge], list[str]]:
    if draw(st.booleans()):
        keys = draw(st.permutations([key for key in ALONE if key not in left_out]))
        titles = [_mangled(draw, draw(st.sampled_from(ALONE[key]))) for key in keys]
        return [[*lead, *titles]], [], list(keys)
    upper: list[Cell] = [*lead]
    lower: list[Cell] = [""] * len(lead)
    merges = [(top, column, top + 1, column) for column in range(len(lead))]
    keys = []
    for titles, columns in draw(st.permutations(GROUPS)):
        inner = draw(st.permutations([key for key in columns if key not in left_out]))
        merges.append((top, len(upper), top, len(upper) + len(inner) - 1))
        upper += [_mangled(draw, draw(st.sampled_from(titles))), *[""] * (len(inner) - 1)]
        lower += [_mangled(draw, draw(st.sampled_from(columns[key]))) for key in inner]
        keys += inner
    return [upper, lower], merges if draw(st.booleans()) else [], keys


def known(counts: Counts) -> Counts:
    """Return stated counts with what the sums give, computed in the plainest way."""
    found = dict(counts)
    for _ in range(3):
        for whole, (first, second) in SUMS:
            if whole not in found and {first, second} <= set(found):
                found[whole] = found[first] + found[second]
            elif whole in found and first in found and second not in found:
                found[second] = found[whole] - found[first]
            elif whole in found and second in found and first not in found:
                found[first] = found[whole] - found[second]
    return found
