"""Which spellings of a word are one word to search."""

from __future__ import annotations

import pytest

from plugins.search.tokens import tokens, word_of


def folded(text: str) -> list[str]:
    return [word_of(token).folded for token in tokens(text)]


def exact(text: str) -> list[str]:
    return [word_of(token).exact for token in tokens(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sinh hoạt chi bộ", "SINH HOAT CHI BO"),
        ("đường làng", "duong lang"),
        ("Đặng Huy Trứ", "dang huy tru"),
        ("21-NQ/TW", "21 nq tw"),
        ("12/2024/QĐ-UBND", "12 2024 qd ubnd"),
        ("3.000 cây", "3000 cay"),
        ("05/9", "5/09"),
        ("08h30", "8h30"),
        ("kỹ thuật", "kĩ thuật"),
        ("lý do", "lí do"),
        ("công ty", "công ti"),
        ("quý III", "quí iii"),
        ("1.234.567", "1234567"),
        ("0298.370.113", "0298 370 113"),
    ],
)
def test_are_found_by_each_other(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hoà"), ("khỏe", "khoẻ"), ("thúy", "thuý"), ("ho\N{COMBINING GRAVE ACCENT}a", "hoà")],
)
def test_are_one_word_with_marks(one: str, other: str) -> None:
    assert exact(one) == exact(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("đường", "dương"), ("hòa", "hóa"), ("số 3", "số 5"), ("99,3", "993"), ("tay", "tai")],
)
def test_stay_apart_with_marks(one: str, other: str) -> None:
    assert exact(one) != exact(other)


@pytest.mark.parametrize("text", ["", " ", "– … / ()", "_"])
def test_signs_are_no_words(text: str) -> None:
    assert tokens(text) == []
