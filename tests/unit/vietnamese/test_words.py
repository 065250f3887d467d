"""Words meet under their keys however they are spelled, and only then."""

from __future__ import annotations

import pytest

from plugins.vietnamese import fold, syllables, tone_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường Đê Tả Khê", "duong de ta khe"),
        ("HOÀ hòa", "hoa hoa"),
        ("ti\u00ea\u0301ng", "tieng"),
        ("tie\u0302\u0301ng", "tieng"),
        ("Ðảng ðê", "dang de"),
        ("café Łódź Køge Straße", "cafe lodz koge strasse"),
        ("21-NQ/TW – “số 3”", "21-nq/tw – “so 3”"),
        ("中文 한국", "中文 한국"),
        ("", ""),
    ],
)
def test_folding_takes_case_and_marks_off(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa hóa hỏa hõa họa", "hoà hoá hoả hoã hoạ"),
        ("khòe khóe khỏe xõe xọe", "khoè khoé khoẻ xoẽ xoẹ"),
        ("thùy thúy thủy thũy thụy", "thuỳ thuý thuỷ thuỹ thuỵ"),
        ("qúy", "quý"),
        ("HÒA BÌNH", "hoà bình"),
        ("ho\u0300a", "hoa\u0300"),
        ("hòan thành", "hoàn thành"),
        ("Ðảng", "Đảng"),
    ],
)
def test_two_spellings_of_one_word_share_a_key(one: str, other: str) -> None:
    assert tone_key(one) == tone_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hoa"), ("hòa", "hóa"), ("Hà Nam", "Hạ Nam"), ("đa", "da"), ("mùa", "muà")],
)
def test_different_words_have_different_keys(one: str, other: str) -> None:
    assert tone_key(one) != tone_key(other)


def test_keys_keep_their_marks() -> None:
    assert tone_key("Quý IV, Đồng Mận") == "quý iv, đồng mận"


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Xã Khê Giang.", ("xã", "khê", "giang")),
        ("Đơn vị bầu cử số 3", ("đơn", "vị", "bầu", "cử", "số", "3")),
        ("Nghị quyết 21-NQ/TW,", ("nghị", "quyết", "21-nq/tw")),
        ("21–nq/tw", ("21-nq/tw",)),
        ("(12/2024/QĐ-UBND)", ("12/2024/qđ-ubnd",)),
        ("72/2025/QH15; 123/QĐ-UBND", ("72/2025/qh15", "123/qđ-ubnd")),
        ("09/2024/TTLT-BTC-BNV", ("09/2024/ttlt-btc-bnv",)),
        ("3.000 hộ, 7,2 km", ("3.000", "hộ", "7,2", "km")),
        ("10/06/2023, 2/9, 5-3-2024", ("10/06/2023", "2/9", "5-3-2024")),
        ("2024-03-05 lúc 8h30, 08:30", ("2024-03-05", "lúc", "8h30", "08:30")),
        ("nhiệm kỳ 2020-2025", ("nhiệm", "kỳ", "2020", "2025")),
        ("2 tấn/ha, 100/kg, 5-6 con", ("2", "tấn", "ha", "100", "kg", "5", "6", "con")),
        ("lớp 9A, QL1A, H5N1_cúm", ("lớp", "9a", "ql1a", "h5n1", "cúm")),
        ("KHOẺ", ("khoẻ",)),
        ("khỏe", ("khoẻ",)),
        ("– “…” !", ()),
    ],
)
def test_syllables_are_cut_without_breaking_figures(text: str, tokens: tuple[str, ...]) -> None:
    assert syllables(text) == tokens
