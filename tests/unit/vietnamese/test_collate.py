"""Lists stand in the order of a Vietnamese dictionary."""

from __future__ import annotations

import pytest

from plugins.vietnamese import sort_key


@pytest.mark.parametrize(
    "ordered",
    [
        "a, ă, â, b, c, d, đ, e, ê, g, h, i, k, l, m, n, o, ô, ơ, p, q, r, s, t, u, ư, v, x, y",
        "ma, mà, mả, mã, má, mạ, mai, mão, mắt, mất, me",
        "Anh, ăn, Ấn, Bắc, Cao, da, Dương, đa, Đường, em, êm",
        "Thôn, Thôn 1, Thôn 2, Thôn 10, Thôn 3.000, Thôn An",
        "ba ba, ba bà, bà ba, bà bà",
        "Hà Nam, Hà Nội, Hạ Khê 1, Hạ Khê 2, Hạ Nam",
        "hoa, hoà, hòa, hỏa, hoàn",
        "An, an, an-bình, An Giang",
        "Zürich, Омск, 中文",
        ", –, 1, a",
    ],
)
def test_order(ordered: str) -> None:
    names = ordered.split(", ")
    backwards = list(reversed(names))

    assert sorted(backwards, key=sort_key) == names


def test_a_text_sorts_alike_however_it_is_encoded() -> None:
    composed, decomposed = "Hạ Khê", "Ha\u0323 Khe\u0302"

    assert sort_key(composed)[0] == sort_key(decomposed)[0]


def test_numbers_of_any_length_have_an_order() -> None:
    longest = "9" * 5000

    assert sort_key("Thôn 2") < sort_key(f"Thôn 1{longest}")
