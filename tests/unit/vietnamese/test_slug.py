"""Slugs read as Vietnamese newsrooms write them."""

from __future__ import annotations

import pytest

from plugins.vietnamese import slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Xây dựng Đảng", "xay-dung-dang"),
        ("Ðảng bộ thị xã", "dang-bo-thi-xa"),
        ("TP.HCM", "tphcm"),
        ("tp.hcm", "tphcm"),
        ("TP. Hồ Chí Minh", "tp-ho-chi-minh"),
        ("PGS.TS, U.S.A., Q.1, ĐT.390", "pgsts-usa-q1-dt390"),
        ("3.000 hộ, 1.234.567 đồng", "3000-ho-1234567-dong"),
        ("05.03.2024 và 192.168.100.1", "05-03-2024-va-192-168-100-1"),
        ("bản 2.0, 7,2 km", "ban-2-0-7-2-km"),
        ("Ngân sách 3.000,5 tỷ", "ngan-sach-3000-5-ty"),
        ("21-NQ/TW", "21-nq-tw"),
        ("12/2024/QĐ-UBND", "12-2024-qd-ubnd"),
        ("Vân Lộ – Hạ Khê—Đồng Mận", "van-lo-ha-khe-dong-man"),
        ("bền vững.Báo cáo phường.Xã", "ben-vung-bao-cao-phuong-xa"),
        ("Ea H'leo, K’Bang, ‘Khê’", "ea-hleo-kbang-khe"),
        ("  --Khê__Giang!?  ", "khe-giang"),
        ("58,6 km² ½ ﬁ", "58-6-km2-1-2-fi"),
        ("Thông\u00adbáo\u200b", "thongbao"),
        ("Hà 中文 Nội, xã한국", "ha-noi-xa"),
        ("København", "kobenhavn"),
        ("中文 – “…”", ""),
        ("", ""),
    ],
)
def test_slug_of(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_long_title_is_cut_between_words() -> None:
    assert slugify("Khê Giang " * 30) == ("khe-giang-" * 12).removesuffix("-")


def test_a_word_that_just_fits_stays_whole() -> None:
    assert slugify("a" * 100 + " " + "b" * 19 + " c") == "a" * 100 + "-" + "b" * 19


def test_one_endless_word_is_cut_all_the_same() -> None:
    assert slugify("x" * 500) == "x" * 120
