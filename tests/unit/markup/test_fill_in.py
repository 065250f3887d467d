"""Addresses inside the content folder become those of the portal."""

from __future__ import annotations

import pytest

from plugins.markup import Address, fill_in

ADDRESSES = {
    "articles/b.md": Address("/tin-tuc/2026/11/b/"),
    "media/lịch tiêm.pdf": Address("/media/lịch tiêm.pdf", "PDF, 1,2 MB"),
    "media/a&b.pdf": Address('/media/a&b".pdf'),
}


def filled(html: str) -> str:
    return fill_in(html, ADDRESSES.__getitem__, lambda path, alt: f"<picture {path} {alt}>")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<a href="content:articles/b.md">Bài</a>',
            '<a href="/tin-tuc/2026/11/b/">Bài</a>',
        ),
        (
            '<a href="content:articles/b.md#muc-x" title="t">Bài</a>',
            '<a href="/tin-tuc/2026/11/b/#muc-x" title="t">Bài</a>',
        ),
        (
            '<a href="content:media/l%E1%BB%8Bch%20ti%C3%AAm.pdf">Lịch</a>',
            '<a href="/media/l%E1%BB%8Bch%20ti%C3%AAm.pdf">Lịch</a> '
            '<span class="c-prose__note">(PDF, 1,2 MB)</span>',
        ),
        (
            '<a href="content:media/a&amp;b.pdf">x</a>',
            '<a href="/media/a&amp;b%22.pdf">x</a>',
        ),
        (
            '<img alt="Lúa &quot;ST25&quot;" src="content:media/lua.jpg">',
            '<picture media/lua.jpg Lúa "ST25">',
        ),
        ('<a href="https://a.vn/">x</a>', '<a href="https://a.vn/">x</a>'),
        ("<p>content: chữ</p>", "<p>content: chữ</p>"),
    ],
)
def test_only_open_addresses_are_filled_in(html: str, expected: str) -> None:
    assert filled(html) == expected
