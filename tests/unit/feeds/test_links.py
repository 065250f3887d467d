"""A feed reader has no base address: every link of a body must lead home by itself."""

from __future__ import annotations

import pytest

from plugins.feeds import absolute_html, absolute_url

BASE = "https://khegiang.example/tin-tuc/2026/11/bai/"
HOME = "https://khegiang.example"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="/x/">x</a>', f'<a href="{HOME}/x/">x</a>'),
        ('<a href="../khac/">x</a>', f'<a href="{HOME}/tin-tuc/2026/11/khac/">x</a>'),
        ('<a href="#bang">x</a>', f'<a href="{BASE}#bang">x</a>'),
        ('<a href="?in=1">x</a>', f'<a href="{BASE}?in=1">x</a>'),
        ('<a href="">x</a>', f'<a href="{BASE}">x</a>'),
        ('<a href="//cdn.example/x">x</a>', '<a href="https://cdn.example/x">x</a>'),
        ("<a href='/x/'>x</a>", f'<a href="{HOME}/x/">x</a>'),
        ("<a href=/x/>x</a>", f'<a href="{HOME}/x/">x</a>'),
        ('<A HREF = "/x/">x</A>', f'<A HREF = "{HOME}/x/">x</A>'),
        ('<a\n  class="c"\n  href="/x/">x</a>', f'<a\n  class="c"\n  href="{HOME}/x/">x</a>'),
        ('<a hidden href="/x/">x</a>', f'<a hidden href="{HOME}/x/">x</a>'),
        ('<a title="a > b" href="/x/">x</a>', f'<a title="a > b" href="{HOME}/x/">x</a>'),
        ('<a href="/?a=1&amp;b=2">x</a>', f'<a href="{HOME}/?a=1&amp;b=2">x</a>'),
        ('<a href="/?a=1&copy=2">x</a>', f'<a href="{HOME}/?a=1&amp;copy=2">x</a>'),
        ('<a href="/t&igrave;m/">x</a>', f'<a href="{HOME}/tìm/">x</a>'),
        ('<img src="/a.jpg"/>', f'<img src="{HOME}/a.jpg"/>'),
        ('<video poster="/a.jpg" src="b.mp4">', f'<video poster="{HOME}/a.jpg" src="{BASE}b.mp4">'),
        ('<object data="/a.pdf"></object>', f'<object data="{HOME}/a.pdf"></object>'),
        ('<blockquote cite="/x/">x', f'<blockquote cite="{HOME}/x/">x'),
        ('<form action="/tim-kiem/">', f'<form action="{HOME}/tim-kiem/">'),
        (
            '<img srcset="/a.jpg 400w, b.jpg 1.5x,/c,d.jpg">',
            f'<img srcset="{HOME}/a.jpg 400w, {BASE}b.jpg 1.5x,{HOME}/c,d.jpg">',
        ),
        (
            '<source srcset="/a.avif 1x, https://o.example/b.avif 2x">',
            f'<source srcset="{HOME}/a.avif 1x, https://o.example/b.avif 2x">',
        ),
    ],
)
def test_a_relative_address_becomes_absolute(html: str, expected: str) -> None:
    assert absolute_html(html, BASE) == expected


@pytest.mark.parametrize(
    "html",
    [
        "",
        "Không có liên kết: 3 < 5 & 7 > 2",
        '<a href="https://o.example/?q=1&b">x</a>',
        '<a href="mailto:hopthu@khegiang.example">x</a>',
        '<a href="tel:+842093000000">x</a>',
        '<img src="data:image/png;base64,AAAA">',
        '<img src="">',
        "<a title=\"href='/x/'\">x</a>",
        '<a data-href="/x/">x</a>',
        '<p data="/x/">x</p>',
        '<!-- <a href="/x/"> -->',
        '<!-- <a href="/x/">',
        'viết &lt;a href="/x/"&gt;',
        '2 <3 href="/x/"',
        "</a href='/x/'>",
        '<script>if (a <b && c) { s = "<img src=/x.png>" }</script>',
        '<svg viewBox="0 0 4 4"><use href="#hinh"/><path d="M0 0"/></svg>',
        '<a href="http://[sai">x</a>',
        '<a href="/x/',
    ],
)
def test_everything_else_stays_as_it_is(html: str) -> None:
    assert absolute_html(html, BASE) == html


def test_links_after_a_script_or_a_comment_are_found_again() -> None:
    html = '<script src="/a.js">"<a href=/x/>"</SCRIPT><!-- > --><a href="/y/">y</a>'

    assert absolute_html(html, BASE) == (
        f'<script src="{HOME}/a.js">"<a href=/x/>"</SCRIPT><!-- > --><a href="{HOME}/y/">y</a>'
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/tin/", f"{HOME}/tin/"),
        ("https://o.example/a%20b", "https://o.example/a%20b"),
        ("/giảm 50%.jpg", f"{HOME}/gi%E1%BA%A3m%2050%25.jpg"),
        ("/a.pdf?x=1&y=[2]#trang", f"{HOME}/a.pdf?x=1&y=[2]#trang"),
        ("/a\ud800\0b", f"{HOME}/ab"),
    ],
)
def test_an_address_is_absolute_and_ascii(url: str, expected: str) -> None:
    assert absolute_url(url, BASE) == expected


@pytest.mark.parametrize("url", ["/tin/", "khegiang.example", "", "ftp://khegiang.example/"])
def test_an_address_that_leads_to_no_web_page_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="absolute"):
        absolute_url(url)
