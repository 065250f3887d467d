"""Titles and leads stay readable whatever is pasted into them."""

from __future__ import annotations

import pytest

from plugins.feeds.text import clean_line, clean_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Tin\tmới \n\n hôm nay ", "Tin mới hôm nay"),
        ("trang 1\u2028trang 2\x85trang 3", "trang 1 trang 2 trang 3"),
        ("Hà\x00 N\x1bội\ufffe", "Hà Nội"),
        ("a \x00 b", "a b"),
        ("lỗi \ud83d một nửa", "lỗi một nửa"),
        ("được mùa 🌾👩‍🌾", "được mùa 🌾👩‍🌾"),
        ("58,6\u00a0km²", "58,6\u00a0km²"),
        ("a < b & ]]>", "a < b & ]]>"),
        ("\x00", ""),
    ],
)
def test_a_title_stands_on_one_line_without_invalid_characters(text: str, expected: str) -> None:
    assert clean_line(text) == expected


def test_a_body_keeps_its_lines() -> None:
    assert clean_text("<pre>a\r\nb\rc\n\td\x0b\ud800</pre>") == "<pre>a\nb\nc\n\td</pre>"
