"""Alternative texts that say nothing are refused; those that describe are not."""

from __future__ import annotations

import pytest

from plugins.content_model.alt import LONGEST_ALT, lazy_alt

SRC, TITLE = "media/2026/11/cau-ben-lo.jpg", "Thông xe cầu Bến Lở"


@pytest.mark.parametrize(
    ("alt", "fault"),
    [
        ("", "thiếu mô tả ảnh"),
        (" … ", "thiếu mô tả ảnh"),
        ("cau-ben-lo", "mô tả ảnh chỉ là tên tệp"),
        ("cau ben lo", "mô tả ảnh chỉ là tên tệp"),
        ("Cầu Bến Lở.JPG", "mô tả ảnh chỉ là tên tệp"),
        ("IMG_20261120_093000", "mô tả ảnh chỉ là tên tệp"),
        ("DSC0042", "mô tả ảnh chỉ là tên tệp"),
        ("20261120", "mô tả ảnh chỉ là tên tệp"),
        ("Thông xe cầu Bến Lở.", "mô tả ảnh chép lại tiêu đề"),
        ("THÔNG XE CẦU BẾN LỞ", "mô tả ảnh chép lại tiêu đề"),
        (
            "Ảnh cầu Bến Lở",
            "mô tả ảnh mở đầu bằng chữ “ảnh”, “hình” hay chỉ gọi tên loại tệp",
        ),
        (
            "Hình ảnh lễ thông xe",
            "mô tả ảnh mở đầu bằng chữ “ảnh”, “hình” hay chỉ gọi tên loại tệp",
        ),
        ("logo", "mô tả ảnh mở đầu bằng chữ “ảnh”, “hình” hay chỉ gọi tên loại tệp"),
        ("ab", "mô tả ảnh quá ngắn"),
        ("á" * (LONGEST_ALT + 1), "mô tả ảnh dài 251 ký tự, trên 250"),
    ],
)
def test_a_text_that_says_nothing_is_refused(alt: str, fault: str) -> None:
    assert lazy_alt(alt, SRC, TITLE) == fault


@pytest.mark.parametrize(
    "alt",
    [
        "Cầu Bến Lở",
        "Anh bộ đội bế em nhỏ qua suối",
        "Ảnh hưởng của bão: mái nhà bị tốc",
        "Hình tròn đỏ trên nền trắng",
        "Lớp 9A",
        "Trâu",
        "a" * LONGEST_ALT,
    ],
)
def test_a_text_that_describes_is_accepted(alt: str) -> None:
    """Even where the file is named after it."""
    assert lazy_alt(alt, SRC, TITLE) is None


def test_a_picture_without_a_title_beside_it_is_not_compared_with_one() -> None:
    assert lazy_alt("Cầu bắc qua sông", "", "") is None
