"""Links lead somewhere, nothing comes from elsewhere, nothing is told that is not to be seen."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from strategies_site_checks import (
    ARTICLE,
    ORIGIN,
    PNG,
    RULES,
    codes_of,
    page,
    problems_of,
)

from plugins.site_checks import Rules

HOME = "index.html"
DRAFT = "/tin-tuc/2026/12/bai-nhap/"


@pytest.mark.parametrize(
    "body",
    [
        '<a href="/khong-co/">a</a>',
        '<a href="khong-co/">a</a>',
        f'<a href="{ORIGIN}/khong-co/">a</a>',
        '<a href="//khegiang.example/khong-co/">a</a>',
        '<img src="/media/anh/khong-co.png" alt="">',
        '<img src="/media/anh/cau.png" srcset="/media/anh/khong-co.png 2x" alt="">',
        '<video poster="/khong-co.png"></video>',
        '<form action="/khong-co/"></form>',
        '<form><button formaction="/khong-co/">a</button></form>',
        '<blockquote cite="/khong-co/"><p>a</p></blockquote>',
        '<a href="/media/anh/cau.png/">a</a>',
        '<a href="/TIN-TUC/2026/11/cau-moi/">a</a>',
        '<a href="/media/">a</a>',
    ],
)
def test_what_leads_nowhere_is_a_problem(body: str) -> None:
    assert codes_of({HOME: page(HOME, body)}) == ["link-missing"]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("theme/css/portal.css", b'a{background:url("../khong-co.png")}'),
        ("theme/css/portal.css", b'@import "khong-co.css";'),
        ("manifest.webmanifest", b'{"name": "a", "start_url": "/khong-co/"}'),
        ("manifest.webmanifest", b'{"name": "a", "icons": [{"src": "khong-co.png"}]}'),
        ("du-lieu/bai-viet.json", b'[{"url": "/khong-co/"}]'),
        ("du-lieu/dcat.jsonld", f'{{"@id": "{ORIGIN}/khong-co/#x"}}'.encode()),
        (
            "a.svg",
            b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/khong-co.png"/></svg>',
        ),
    ],
)
def test_files_for_machines_lead_somewhere_too(path: str, data: bytes) -> None:
    assert codes_of({path: data}) == ["link-missing"]


def test_heads_lead_somewhere_too() -> None:
    for head in (
        '<link rel="alternate" type="application/rss+xml" href="/khong-co.xml">',
        '<link rel="icon" href="/khong-co.ico">',
        f'<meta property="og:image" content="{ORIGIN}/khong-co.png">',
        f'<script type="application/ld+json">["{ORIGIN}/khong-co/"]</script>',
    ):
        assert codes_of({HOME: page(HOME, head=head)}) == ["link-missing"], head


def test_a_folder_without_its_slash_is_told_from_a_dead_link() -> None:
    body = '<a href="/tin-tuc/2026/11/cau-moi">a</a>'

    assert codes_of({HOME: page(HOME, body)}) == ["link-slash"]


def test_a_place_in_another_page_must_be_there() -> None:
    body = '<a href="/tin-tuc/2026/11/cau-moi/#{}">a</a>'

    assert codes_of({HOME: page(HOME, body.format("dau"))}) == []
    assert codes_of({HOME: page(HOME, body.format("cuoi"))}) == ["anchor-missing"]


def test_addresses_are_decoded_as_a_server_does() -> None:
    body = '<a href="/media/b%C3%A1o%20c%C3%A1o.png">a</a><a href="/media/báo cáo.png">b</a>'

    assert codes_of({HOME: page(HOME, body), "media/báo cáo.png": PNG}) == []


def test_redirects_and_what_the_server_answers_are_no_dead_links() -> None:
    body = (
        '<a href="/cu/">a</a><a href="/portal/x/y.aspx">b</a><a href="/du-lieu/luc-nay.json">c</a>'
    )
    rules = replace(
        RULES,
        redirects=frozenset({"/cu/", "/portal/*"}),
        served=frozenset({"/du-lieu/luc-nay.json"}),
    )

    assert codes_of({HOME: page(HOME, body)}, rules) == []
    assert codes_of({HOME: page(HOME, body)}) == ["link-missing"] * 3


@pytest.mark.parametrize(
    "body",
    [
        '<img src="https://noi-khac.example/a.png" alt="">',
        '<img src="//noi-khac.example/a.png" alt="">',
        '<img src="/media/anh/cau.png" srcset="https://noi-khac.example/a.png 2x" alt="">',
        '<script src="https://noi-khac.example/a.js"></script>',
        '<video src="https://noi-khac.example/a.mp4"></video>',
        '<a href="/" ping="https://noi-khac.example/">a</a>',
        '<svg><use href="https://noi-khac.example/a.svg#x"/></svg>',
        '<svg><path fill="url(https://noi-khac.example/a.svg#x)"/></svg>',
    ],
)
def test_no_page_fetches_from_elsewhere(body: str) -> None:
    assert codes_of({HOME: page(HOME, body)}) == ["third-party"]


@pytest.mark.parametrize("rel", ["stylesheet", "preconnect", "dns-prefetch", "icon", "preload"])
def test_no_head_fetches_from_elsewhere(rel: str) -> None:
    head = f'<link rel="{rel}" href="https://noi-khac.example/">'

    assert codes_of({HOME: page(HOME, head=head)}) == ["third-party"]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("theme/css/portal.css", b"@import url(https://noi-khac.example/a.css);"),
        ("theme/css/portal.css", b"@font-face{src:url('//noi-khac.example/a.woff2')}"),
        ("theme/js/a.js", b'fetch("https://noi-khac.example/")'),
        ("theme/js/a.js", b"new WebSocket('wss://noi-khac.example/')"),
    ],
)
def test_no_style_or_script_fetches_from_elsewhere(path: str, data: bytes) -> None:
    assert codes_of({path: data}) == ["third-party"]


def test_what_is_only_mentioned_is_not_fetched() -> None:
    style = b'/* url(https://a.example/) */ a{content:"url(https://a.example/)"}'
    script = b'document.createElementNS("http://www.w3.org/2000/svg", "path");'
    body = '<p><a href="https://noi-khac.example/">a</a> <a href="zalo://chat">b</a></p>'

    changes = {"theme/css/portal.css": style, "theme/js/a.js": script, HOME: page(HOME, body)}
    assert codes_of(changes) == []


def test_a_script_that_sets_cookies_is_a_problem() -> None:
    assert codes_of({"theme/js/a.js": b"document.cookie = 'a=b'"}) == ["script-cookie"]


def test_forms_send_only_where_they_may() -> None:
    body = '<form action="https://www.google.com/search"></form>'
    rules = replace(RULES, form_origins=frozenset({"https://www.google.com"}))

    assert codes_of({HOME: page(HOME, body)}) == ["form-third-party"]
    assert codes_of({HOME: page(HOME, body)}, rules) == []


@pytest.mark.parametrize(
    "host", ["localhost:8000", "127.0.0.1", "[::1]:80", "192.168.1.5", "may-chu.local"]
)
def test_addresses_of_this_machine_or_network_are_no_links(host: str) -> None:
    assert codes_of({HOME: page(HOME, f'<a href="http://{host}/a/">a</a>')}) == ["address-local"]


def test_a_portal_without_its_public_address_is_told_so() -> None:
    assert "own-other" in codes_of({}, Rules("https://dia-chi-khac.example"))
    with pytest.raises(ValueError, match="origin"):
        Rules("khegiang.example/")


@pytest.mark.parametrize(
    ("path", "data"),
    [
        (HOME, page(HOME, f'<a href="{DRAFT}">a</a>')),
        (HOME, page(HOME, f"<p>Xem {ORIGIN}{DRAFT} nhé</p>")),
        (HOME, page(HOME, f'<p data-address="{DRAFT}">a</p>')),
        ("du-lieu/bai-viet.json", json.dumps([{"url": DRAFT}]).encode()),
        ("du-lieu/bai-viet.json", json.dumps([f"Xem {DRAFT}"]).encode()),
        ("tim-kiem/tu.txt", f"bai {DRAFT}ban-van-ban.txt\n".encode()),
        ("theme/js/a.js", f"go('{DRAFT}');".encode()),
    ],
)
def test_nothing_names_what_is_not_to_be_seen(path: str, data: bytes) -> None:
    rules = replace(RULES, unseen=frozenset({DRAFT}))

    assert set(codes_of({path: data}, rules)) == {"unseen-named"}


def test_nothing_lies_where_nothing_is_to_be_seen() -> None:
    rules = replace(RULES, unseen=frozenset({DRAFT}))
    draft = f"{DRAFT[1:]}index.html"
    found = problems_of({draft: page(draft), f"{DRAFT[1:]}a.txt": b"a"}, rules)

    assert [problem.path for problem in found if problem.code == "unseen-published"] == [
        f"{DRAFT[1:]}a.txt",
        draft,
    ]


def test_a_hidden_page_is_there_but_in_no_list_for_machines() -> None:
    rules = replace(RULES, unlisted=frozenset({"/tin-tuc/2026/11/cau-moi/"}))

    assert set(codes_of({}, rules)) == {"unlisted-named"}
    assert {problem.path for problem in problems_of({}, rules)} == {"rss.xml", "sitemap.xml"}


@pytest.mark.parametrize("text", ["/srv/cong/content/a.md", "file /srv/cong", '"/srv/cong/x"'])
def test_no_path_of_the_machine_is_told(text: str) -> None:
    rules = replace(RULES, machine_paths=frozenset({"/srv/cong/"}))

    assert codes_of({"a.txt": text.encode()}, rules) == ["address-machine"]
    assert codes_of({"a.txt": b"/srv/cong-khac/a"}, rules) == []


def test_a_page_may_be_named_as_a_folder_of_the_machine_is() -> None:
    path = "app/index.html"
    rules = replace(RULES, machine_paths=frozenset({"/app"}))
    changes = {path: page(path), HOME: page(HOME, '<p data-address="/app/">a</p>')}

    assert codes_of(changes, rules) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bai.md", "file-leftover"),
        ("bai.html~", "file-leftover"),
        (".bai.html.swp", "file-leftover"),
        ("bai.html.orig", "file-leftover"),
        ("media/Thumbs.db", "file-leftover"),
        ("media/.DS_Store", "file-hidden"),
        (".git/config", "file-hidden"),
        ("media/cai-dat.exe", "file-unknown"),
        ("media/khong-duoi", "file-unknown"),
        ("a.php", "file-unknown"),
    ],
)
def test_only_files_that_a_portal_has_go_out(name: str, code: str) -> None:
    assert codes_of({name: b"a"}) == [code]


def test_what_a_server_answers_by_rule_may_lie_in_its_folder() -> None:
    assert codes_of({".well-known/security.txt": b"Contact: mailto:a@b.example\n"}) == []


def test_compressed_files_beside_their_own_are_not_looked_at() -> None:
    assert codes_of({f"{HOME}.gz": b"\x1f\x8b", f"{HOME}.br": b"x"}) == []
    assert codes_of({"a.html.gz": b"\x1f\x8b"}) == ["file-unknown"]


def test_a_file_is_what_its_name_says() -> None:
    assert codes_of({"media/a.jpg": b"<script>alert(1)</script>"}) == ["file-kind"]
    assert codes_of({"media/a.pdf": b"%PDF-1.7"}) == []
    assert codes_of({"a.csv": b"a,b\n\xff\n"}) == ["file-encoding"]


def test_one_dead_link_is_told_at_every_page_and_line() -> None:
    body = '<p>a</p>\n<p><a href="/khong-co/">a</a></p>'
    found = problems_of({HOME: page(HOME, body), ARTICLE: page(ARTICLE, body)})

    assert [(problem.path, problem.line) for problem in found] == [(HOME, 13), (ARTICLE, 13)]
