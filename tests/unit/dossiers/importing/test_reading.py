"""Every row is read, left out with a reason, or named with what is wrong in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plugins.content_model.models import DossierRow
from plugins.dossiers.importing import Understood

Read = Callable[..., Understood]

HEAD = "STT|Lĩnh vực|Tổng tiếp nhận|Trước hạn|Đúng hạn|Quá hạn|Đang giải quyết"
LAND = "1|Đất đai|100|60|30|2|8"
PEOPLE = "2|Hộ tịch|50|20|30|0|0"
TOTAL = "|Tổng cộng|150|80|60|2|8"


def told(found: Understood) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.code, problem.field) for problem in found.problems]


def test_a_plain_table_is_read(read: Read) -> None:
    found = read(HEAD, LAND, PEOPLE, TOTAL)
    assert found.problems == ()
    assert found.built is not None
    assert found.built.total == DossierRow(150, 2, 80, 60, pending=8)
    assert found.built.lines == (1, 2)
    assert found.built.total_line == 3


def test_a_total_that_differs_is_told_by_both_numbers(read: Read) -> None:
    found = read(HEAD, LAND, PEOPLE, "|Tổng cộng|151|80|60|3|8")
    assert told(found) == [(4, "total-sum", "C4"), (4, "total-sum", "F4")]
    assert "tiếp nhận là 151, cộng các hàng được 150, lệch 1" in found.problems[0].message


def test_a_stated_sum_is_checked_in_each_row(read: Read) -> None:
    head = "Lĩnh vực|Tổng tiếp nhận|Tổng đã giải quyết|Trước hạn|Đúng hạn|Quá hạn"
    found = read(head, "Đất đai|100|91|60|30|2")
    assert told(found) == [(2, "row-sum", "C2")]
    assert "là 91, nhưng" in found.problems[0].message
    assert "90 + 2 = 92" in found.problems[0].message


def test_received_is_the_sum_of_new_and_carried_over(read: Read) -> None:
    head = "Lĩnh vực|Kỳ trước chuyển qua|Mới tiếp nhận|Trước hạn|Đúng hạn|Quá hạn"
    found = read(head, "Đất đai|10|90|60|30|2")
    assert found.built is not None
    assert found.built.total == DossierRow(100, 2, 60, 30, carried_over=10)


def test_a_part_that_no_column_states_is_what_the_sum_leaves(read: Read) -> None:
    head = "Lĩnh vực|Tổng tiếp nhận|Đã giải quyết|Quá hạn|Đang giải quyết|Đang giải quyết quá hạn"
    found = read(head, "Đất đai|100|92|2|8|3")
    assert found.built is not None
    row = DossierRow(100, 2, early_or_on_time=90, pending_in_time=5, pending_overdue=3)
    assert found.built.total == row


def test_a_sum_that_would_leave_less_than_nothing_is_reported(read: Read) -> None:
    found = read("Lĩnh vực|Tổng tiếp nhận|Đã giải quyết|Quá hạn", "Đất đai|100|2|92")
    assert told(found) == [(2, "row-negative", "hàng")]


def test_in_time_alone_is_everything_in_time_where_a_sum_proves_it(read: Read) -> None:
    head = "Lĩnh vực|Tổng tiếp nhận|Đã giải quyết|Đúng hạn|Quá hạn"
    found = read(head, "Đất đai|100|92|90|2")
    assert found.built is not None and found.built.total is not None
    assert found.built.total.early_or_on_time == 90
    assert any("không có cột trước hạn" in note for note in found.notes)
    assert told(read(head, "Đất đai|100|92|80|2")) == [(2, "row-sum", "C2")]


@pytest.mark.parametrize("blank", ["", "-", "–"])
def test_an_empty_cell_is_zero_where_the_sums_say_so(blank: str, read: Read) -> None:
    found = read(HEAD, LAND, f"2|Hộ tịch|50|20|30|{blank}|0", TOTAL)
    assert found.problems == ()
    assert found.built is not None
    assert found.built.rows[1].late == 0


def test_an_empty_cell_that_no_sum_confirms_is_a_problem(read: Read) -> None:
    head = "Lĩnh vực|Tổng tiếp nhận|Trước hạn|Đúng hạn|Quá hạn"
    found = read(head, "Đất đai|100|60|30|", "Hộ tịch|50|20|30|1")
    assert told(found) == [(2, "count-blank", "E2")]
    assert found.problems[0].fix == "ghi 0, hoặc số đúng, vào ô này"


def test_an_empty_cell_that_should_hold_a_number_is_a_problem(read: Read) -> None:
    found = read(HEAD, LAND, "2|Hộ tịch|50|20||0|0", TOTAL)
    assert (4, "total-sum", "E4") in told(found)


def test_a_row_with_a_name_and_nothing_else_is_a_problem(read: Read) -> None:
    found = read(HEAD, LAND, "2|Môi trường|-|-|-|-|-", PEOPLE.replace("2", "3", 1), TOTAL)
    assert told(found) == [(3, "row-empty", "hàng")]
    assert told(read(HEAD, TOTAL, LAND, PEOPLE, "3|Môi trường")) == [(5, "row-empty", "hàng")]


def test_every_row_that_cannot_be_read_is_named(read: Read) -> None:
    found = read(HEAD, "1|Đất đai|100|12,5|30|#REF!|8", "2|Hộ tịch|50|20|-30|0|0", TOTAL)
    assert told(found) == [
        (2, "count-fraction", "D2"),
        (2, "count-formula", "F2"),
        (3, "count-negative", "E3"),
    ]


def test_numbers_without_a_name_are_a_problem(read: Read) -> None:
    assert told(read(HEAD, LAND, "||50|20|30|0|0")) == [(3, "row-unnamed", "hàng")]


def test_what_is_no_row_of_the_table_is_left_out_with_a_reason(read: Read) -> None:
    found = read(
        HEAD,
        "A|B|1|2|3|4|5",
        LAND,
        "",
        HEAD,
        PEOPLE,
        TOTAL,
        "|Ghi chú: số liệu lấy từ hệ thống của tỉnh",
        "|||||Khê Giang, ngày 02 tháng 11 năm 2026",
        "|Người lập biểu|||Chủ tịch",
    )
    assert found.problems == ()
    assert [(each.index + 1, each.reason) for each in found.skipped] == [
        (2, "số thứ tự các cột"),
        (5, "tiêu đề lặp lại"),
        (8, "chân bảng"),
        (9, "chân bảng"),
        (10, "chân bảng"),
    ]


def test_an_agency_over_its_fields_may_be_a_row_without_numbers(read: Read) -> None:
    found = read(HEAD, "UBND xã Khê Giang", LAND, "II|Công an xã Khê Giang", PEOPLE, TOTAL)
    assert found.problems == ()
    assert found.built is not None
    agencies = [row.agency for row in found.built.rows]
    assert agencies == ["UBND xã Khê Giang", "Công an xã Khê Giang"]


def test_procedures_under_a_field_are_left_out_and_must_add_up_to_it(read: Read) -> None:
    parts = ("1.1|Cấp giấy chứng nhận|60|40|12|2|6", "1.2|Đăng ký biến động|40|20|18|0|2")
    found = read(HEAD, LAND, *parts, PEOPLE, TOTAL)
    assert found.problems == ()
    assert found.built is not None
    assert [row.field for row in found.built.rows] == ["Đất đai", "Hộ tịch"]

    found = read(HEAD, LAND, parts[0], parts[1].replace("|2", "|1", 1), PEOPLE, TOTAL)
    assert (2, "total-sum") in {(line, code) for line, code, _ in told(found)}


def test_a_subtotal_of_an_agency_must_be_the_sum_of_its_fields(read: Read) -> None:
    found = read(HEAD, "I|UBND xã Khê Giang|160|80|60|2|18", LAND, PEOPLE, TOTAL)
    assert told(found) == [(2, "total-sum", "C2"), (2, "total-sum", "G2")]


def test_two_total_rows_must_agree(read: Read) -> None:
    assert read(HEAD, TOTAL, LAND, PEOPLE, TOTAL).problems == ()
    found = read(HEAD, TOTAL, LAND, PEOPLE, TOTAL.replace("150", "151"))
    assert (5, "total-twice", "C5") in told(found)


def test_fields_and_agencies_side_by_side_need_a_total(read: Read) -> None:
    head = HEAD.replace("Lĩnh vực", "Nội dung")
    agency = "1|UBND xã Khê Giang|150|80|60|2|8"
    found = read(head, LAND, PEOPLE, agency)
    assert told(found) == [(1, "total-missing", "hàng")]
    assert read(head, TOTAL, LAND, PEOPLE, agency).problems == ()


def test_two_columns_that_mean_the_same_are_both_named(read: Read) -> None:
    found = read(HEAD + "|Trễ hạn", LAND + "|2")
    assert told(found) == [(1, "column-twice", "late")]
    assert "cột F “Quá hạn” và cột H “Trễ hạn”" in found.problems[0].message


def test_a_count_that_no_column_gives_is_asked_for_with_the_unknown_columns(read: Read) -> None:
    found = read("Lĩnh vực|Tổng tiếp nhận|Trước hạn|Đúng hạn|Chậm trễ", "Đất đai|100|60|30|2")
    assert told(found) == [(1, "column-missing", "tiêu đề")]
    assert "quá hạn (late)" in found.problems[0].message
    assert "E “Chậm trễ”" in found.problems[0].fix


def test_merged_headings_stand_over_their_columns_alone(read: Read) -> None:
    upper = "Lĩnh vực|Tiếp nhận||Đã giải quyết|||Tỷ lệ"
    lower = "|Tổng số|Kỳ trước|Trước hạn|Đúng hạn|Quá hạn|Đúng hạn"
    merges = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 5)]
    row = "Đất đai|100|10|60|30|10|90,0%"
    for merged in (merges, []):
        found = read(upper, lower, row, merges=merged)
        assert found.problems == ()
        assert found.header is not None
        keys = [column.key for column in found.header.columns]
        assert keys == ["field", "received", "carried_over", "early", "on_time", "late", "rate"]


@pytest.mark.parametrize("first", ["Kết quả", "Đã giải quyết"])
def test_a_share_is_never_taken_for_a_count(first: str, read: Read) -> None:
    """The second row alone would name more columns, but a share stands over the last of them."""
    upper = ("Lĩnh vực", "Tiếp nhận", first, "", "Tỷ lệ")
    lower = ("", "", "Trước và đúng hạn", "Quá hạn", "Đúng hạn")
    merges = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3)]
    found = read(upper, lower, ("Đất đai", 100, 90, 10, 1), merges=merges)
    counts = found.header.counts if found.header else ()
    assert "on_time" not in {column.key for column in counts}


def test_a_title_that_is_a_heading_elsewhere_is_a_title(read: Read) -> None:
    assert read("Kết quả giải quyết hồ sơ", HEAD, LAND, PEOPLE, TOTAL).problems == ()


def test_a_needed_column_without_any_number_is_asked_for(read: Read) -> None:
    assert told(read(HEAD, "1|Đất đai|98|60|30||8")) == []
    found = read("Lĩnh vực|Tổng tiếp nhận|Trước hạn|Đúng hạn|Quá hạn", "Đất đai|90|60|30|")
    assert told(found) == [(2, "count-blank", "E2")]
