"""Columns are known by their headings, and by nothing else."""

from __future__ import annotations

import unicodedata

import pytest

from plugins.content_model.wordings import Wordings
from plugins.dossiers.importing import Vocabulary, build_vocabulary
from plugins.dossiers.importing.wordings import BUILT_IN, COUNTS, NAMES, read_wordings_file


@pytest.mark.parametrize(
    ("headings", "key"),
    [
        (["Số hồ sơ tiếp nhận", "Tổng số"], "received"),
        (["SỐ LƯỢNG HỒ SƠ TIẾP NHẬN", "Tổng số (3)=(4)+(5)"], "received"),
        (["Số hồ sơ tiếp nhận", "Trong kỳ", "Trực tuyến"], "new_online"),
        (["Số hồ sơ tiếp nhận", "Kỳ trước chuyển qua"], "carried_over"),
        (["Đã giải quyết", "Trong đó", "Trước hạn"], "early"),
        (["Đã giải quyết", "Quá hạn"], "late"),
        (["Đã giải quyết", "Trong hạn"], "early_or_on_time"),
        (["Đang giải quyết", "Quá hạn"], "pending_overdue"),
        (["Đang giải quyết", "Trong hạn"], "pending_in_time"),
        (["Kết quả giải quyết", "Đang giải quyết", "Tổng số"], "pending"),
        (["Quá hạn (hồ sơ)"], "late"),
        (["Lĩnh vực, công việc giải quyết theo cấp"], "field"),
        (["Đơn vị/Lĩnh vực"], "name"),
        (["Tỷ lệ đúng hạn (%)"], "rate"),
        (["Tỉ lệ", "Đúng hạn"], "rate"),
        (["Đã giải quyết", "% đúng hạn"], "rate"),
    ],
)
def test_a_column_is_known_under_its_headings(
    headings: list[str], key: str, vocabulary: Vocabulary
) -> None:
    assert vocabulary.column(headings) == key
    assert vocabulary.column([unicodedata.normalize("NFD", text) for text in headings]) == key
    assert vocabulary.column([text.upper() for text in headings]) == key


@pytest.mark.parametrize(
    "headings",
    [
        ["Hồ sơ liên thông", "Quá hạn"],
        ["Đang giải quyết", "Trước hạn"],
        ["Trong hạn"],
        ["Tổng số"],
        ["Hồ sơ trả lại"],
        [""],
    ],
)
def test_what_may_mean_something_else_is_not_known(
    headings: list[str], vocabulary: Vocabulary
) -> None:
    """The same words under another heading count other dossiers."""
    assert vocabulary.column(headings) == ""


def test_letters_with_a_bar_are_not_lost(vocabulary: Vocabulary) -> None:
    assert vocabulary.column(["đúng hạn"]) == vocabulary.column(["dung han"]) == "on_time"
    assert vocabulary.column(["úng hạn"]) == ""


def test_a_wording_of_the_office_goes_before_ours(vocabulary: Vocabulary) -> None:
    built_in, _ = read_wordings_file(BUILT_IN, BUILT_IN.name)
    own = Wordings(
        {"new": ("Số hồ sơ tiếp nhận",), "early": ("Xong việc > Sớm",), "ignore": ("Trả lại",)},
        {"resolved": ("Xong việc",)},
    )
    ours = build_vocabulary(own, built_in)

    assert vocabulary.column(["Số hồ sơ tiếp nhận"]) == "received"
    assert ours.column(["Số hồ sơ tiếp nhận"]) == "new"
    assert ours.column(["XONG VIỆC", "Sớm"]) == "early"
    assert ours.column(["Xong việc", "Quá hạn"]) == "late"
    assert ours.column(["Hồ sơ trả lại"]) == "ignore"


@pytest.mark.parametrize(
    ("name", "is_agency"),
    [
        ("UBND xã Khê Giang", True),
        ("PHÒNG KINH TẾ", True),
        ("Công an xã", True),
        ("Phòng, chống thiên tai", False),
        ("Sở hữu trí tuệ", False),
        ("Xã hội", False),
        ("Banh bóng", False),
        ("Đất đai", False),
    ],
)
def test_an_agency_is_known_by_its_first_words(
    name: str, is_agency: bool, vocabulary: Vocabulary
) -> None:
    assert vocabulary.is_agency(name) is is_agency


def test_every_column_has_a_wording(vocabulary: Vocabulary) -> None:
    assert {*COUNTS, *NAMES, "number", "ignore"} <= set(vocabulary.columns.values())
