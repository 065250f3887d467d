"""A page with exactly one thing wrong in it has exactly that problem."""

from __future__ import annotations

import pytest
from strategies_site_checks import ARTICLE, ORIGIN, codes_of, page, problems_of, sound_site

from plugins.site_checks import FileFacts, check_site, read_facts
from plugins.site_checks.rules import Rules
from plugins.site_checks.wordings import WORDINGS

HOME = "index.html"


def test_a_sound_site_has_no_problem() -> None:
    assert problems_of({}) == ()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<p><b>chữ</p></b>", "html-nesting"),
        ("<div><p>chữ</p>", "html-nesting"),
        ("<div/>", "html-nesting"),
        ("<p>a < b</p>", "html-syntax"),
        ("<p class='a>chữ</p>", "html-syntax"),
        ("<!-- lời ghi --!> chữ", "html-syntax"),
        ("<p><div>chữ</div></p>", "html-place"),
        ("<table><p>chữ</p></table>", "html-place"),
        ("<table>chữ</table>", "html-place"),
        ('<a href="/">a <a href="/">b</a></a>', "html-place"),
        ("<ul><li>a<li>b</li></li></ul>", "html-place"),
        ("<svg><p>chữ</p></svg>", "html-place"),
        ("<td>chữ</td>", "html-place"),
        ('<p title="a" title="b">chữ</p>', "html-attribute-twice"),
        ("<h1>Hai</h1>", "heading-twice"),
        ('<p id="dau">chữ</p>', "id-twice"),
        ('<label for="o">Tên</label>', "id-missing"),
        ('<p aria-labelledby="o">chữ</p>', "id-missing"),
        ('<img src="/media/anh/cau.png">', "image-alt"),
        ("<script>alert(1)</script>", "inline-script"),
        ("<svg><script>alert(1)</script></svg>", "inline-script"),
        ("<style>p{color:red}</style>", "inline-style"),
        ('<p style="color:red">chữ</p>', "inline-style"),
        ('<p onclick="a()">chữ</p>', "inline-handler"),
        ('<a href=" java&#x73;cript:a()">chữ</a>', "address-runs"),
        ('<a href="java\tscript:a()">chữ</a>', "address-runs"),
        ('<a href="data:text/html,a">chữ</a>', "address-data"),
        ('<script src="data:text/javascript,a"></script>', "address-data"),
        ('<iframe src="/"></iframe>', "html-embedded"),
        ('<object data="/media/anh/cau.png"></object>', "html-embedded"),
        ('<a href="">chữ</a>', "link-empty"),
        ('<a href="#khong-co">chữ</a>', "anchor-missing"),
        ('<svg><path fill="url(#khong-co)"/></svg>', "anchor-missing"),
        ('<a href="file:///srv/cong/a.html">chữ</a>', "address-machine"),
    ],
)
def test_what_a_body_may_not_have(body: str, code: str) -> None:
    # One fault in the tree may have others follow from it: it is the first that is named.
    assert code in codes_of({HOME: page(HOME, body)})
    assert len({*codes_of({HOME: page(HOME, body)})} - {"html-place", "html-unclosed"}) <= 1


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ('<base href="/">', "html-base"),
        ('<meta http-equiv="refresh" content="0;url=/">', "meta-refresh"),
        ('<meta http-equiv="Set-Cookie" content="a=b">', "meta-set-cookie"),
        ('<meta property="og:image" content="/media/anh/cau.png">', "meta-relative"),
        (f'<link rel="canonical" href="{ORIGIN}/404.html">', "canonical-twice"),
        ('<script type="application/ld+json">{"a":}</script>', "linked-data-broken"),
        ("<title>Hai</title>", "title-twice"),
    ],
)
def test_what_a_head_may_not_have(head: str, code: str) -> None:
    assert code in codes_of({HOME: page(HOME, head=head)})


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<!doctype html>\n", "", "html-doctype"),
        ("<!doctype html>", '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN">', "html-doctype"),
        (' lang="vi"', "", "html-lang"),
        ('<meta charset="utf-8">', "", "html-charset"),
        ("<title>Tin</title>", "", "title-missing"),
        ("<title>Tin</title>", "<title> </title>", "title-missing"),
        ('<h1 id="dau">Tin</h1>', '<p id="dau">Tin</p>', "heading-missing"),
        ("</body>", "</body><body></body>", "html-parts"),
        ("</html>", "", "html-unclosed"),
        ("Tin.", "\x00", "html-syntax"),
    ],
)
def test_what_every_page_must_have(old: str, new: str, code: str) -> None:
    assert codes_of(
        {HOME: page(HOME, '<p id="x">Tin.</p>').replace(old.encode(), new.encode())}
    ) == [code]


@pytest.mark.parametrize(
    "body",
    [
        '<img src="/media/anh/cau.png" alt="">',
        '<img src="/media/anh/cau.png" alt="a > b < c">',
        '<p><a href="#dau">a</a> <a href="#">b</a> <a href="#top">c</a></p>',
        '<p><a href="/?x=1&amp;y=2#dau">a</a></p>',
        f'<p><a href="{ORIGIN}">a</a> <a href="{ORIGIN}/#dau">b</a></p>',
        "<table><tr><td><p>1</p></td></tr></table>",
        "<ul><li><p>a</p><ul><li>b</li></ul></li></ul>",
        "<p><button>a</button><svg><desc><b>x</b></desc></svg></p><p>b</p>",
        '<img src="data:image/png;base64,AA==" alt="">',
        "<textarea> <p> </textarea><p title='\"'>a &amp; b</p>",
        "<!-- <p> > --><noscript><p>a</p></noscript>",
    ],
)
def test_what_is_valid_is_let_pass(body: str) -> None:
    assert codes_of({HOME: page(HOME, body)}) == []


def test_a_problem_stands_at_its_line() -> None:
    (found,) = problems_of({HOME: page(HOME, "<p>a\nb</p>\n<!--\n-->\n<p onclick='a'>c</p>")})
    rows = page(HOME, "<p>a\nb</p>\n<!--\n-->\n<p onclick='a'>c</p>").decode().split("\n")

    assert "onclick" in rows[found.line - 1]
    assert found.path == HOME


def test_what_is_shown_at_any_address_has_no_relative_links() -> None:
    lost = sound_site()["404.html"].replace(b'<a href="/">', b'<a href="tin/">')

    assert "link-relative" in codes_of({"404.html": lost})


def test_a_piece_for_other_sites_needs_no_head_but_whole_addresses() -> None:
    whole = f'<p>Số liệu: <a href="{ORIGIN}/">xem</a></p>'.encode()

    assert codes_of({"du-lieu/a.htm": whole}) == []
    assert codes_of({"du-lieu/a.htm": b'<p><a href="/">xem</a></p>'}) == ["link-relative"]
    assert codes_of({"du-lieu/a.htm": b"<p><b>xem</p>"}) == ["html-nesting"]


def test_every_fault_has_words_of_its_own() -> None:
    messages = [wording.message for wording in WORDINGS.values()]

    assert len(set(messages)) == len(messages)
    assert all(wording.fix and wording.message.count("{}") <= 1 for wording in WORDINGS.values())


def test_facts_do_not_depend_on_other_files_or_on_earlier_ones() -> None:
    data = page(ARTICLE, '<p><a href="../../">a</a></p>')
    first = read_facts(ARTICLE, data)
    read_facts(HOME, page(HOME))

    assert read_facts(ARTICLE, data) == first
    assert "/tin-tuc/2026/" in first.goes


def test_a_page_of_another_address_is_no_canonical_one() -> None:
    assert codes_of({HOME: page(ARTICLE)}) == ["canonical-other"]


def test_a_site_of_nothing_lacks_what_every_portal_has() -> None:
    files: dict[str, FileFacts] = {}

    assert {found.code for found in check_site(files, Rules(ORIGIN))} == {"file-missing"}
