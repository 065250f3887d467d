"""Which requested addresses are pages, each under one name."""

from __future__ import annotations

import pytest

from plugins.visits.addresses import MAX_ADDRESS, page_of

NOT_PAGES = ("/404.html", "/du-lieu/")


@pytest.mark.parametrize(
    ("target", "page"),
    [
        ("/", "/"),
        ("/tin-tuc/2026/11/hop-dan/", "/tin-tuc/2026/11/hop-dan/"),
        ("/tin-tuc/?trang=2&x=/a.css", "/tin-tuc/"),
        ("/tin-tuc/#muc-1", "/tin-tuc/"),
        ("/index.html", "/"),
        ("/gioi-thieu/index.html?x", "/gioi-thieu/"),
        ("/bai.html", "/bai.html"),
        ("/%74in-tuc/", "/tin-tuc/"),
        ("//tin-tuc///a//", "/tin-tuc/a/"),
        ("/a/./b/../c/", "/a/c/"),
        ("/a/..", "/"),
        ("/a/b/.", "/a/b/"),
        ("/../../etc/", "/etc/"),
        ("https://khegiang.example.vn/tin-tuc/", "/tin-tuc/"),
        ("/tìm/", "/t%C3%ACm/"),
        ("/ti\u0300m/", "/t%C3%ACm/"),
        ("/t%c3%acm/", "/t%C3%ACm/"),
        ("/a%2525/", "/a%2525/"),
        ("/a&amp;{b: c}/", "/a%26amp%3B%7Bb%3A%20c%7D/"),
    ],
)
def test_a_page_has_one_address(target: str, page: str) -> None:
    assert page_of(target.encode(), NOT_PAGES) == page


@pytest.mark.parametrize(
    "target",
    [
        *("", "*", "tin-tuc/", "/theme/a.css", "/rss.xml", "/robots.txt", "/media/a.pdf", "/a"),
        *("/404.html", "/du-lieu/", "/du-lieu/thang/", "/a/../du-lieu/"),
        *("/%ff/", "/%00/", "/a%0ab/", "/a\u200bb/", "/\x1b[31m/", "https://a", "/%e1%bb"),
        "/" + "a" * MAX_ADDRESS + "/",
        "/" + "a/" * 4000,
        "/" + "ệ" * (MAX_ADDRESS // 8) + "/",
    ],
)
def test_what_is_no_page_is_none(target: str) -> None:
    assert page_of(target.encode(), NOT_PAGES) is None
