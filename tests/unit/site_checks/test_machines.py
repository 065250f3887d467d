"""Feeds, sitemaps, drawings and data are what programs expect of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from strategies_site_checks import (
    ARTICLE,
    ORIGIN,
    PNG,
    codes_of,
    page,
    problems_of,
    rss,
    rss_item,
    sitemap,
)

from plugins.site_checks import read_facts, xml_files

URL = f"{ORIGIN}/tin-tuc/2026/11/cau-moi/"
ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>a</id><title>Tin</title>
<updated>2026-11-20T21:56:00+07:00</updated><link rel="self" href="{origin}/atom.xml"/>
<entry><id>1</id><title>Tin</title><updated>{date}</updated><link href="{link}"/>{more}</entry>
</feed>
"""


def atom(link: str = URL, date: str = "2026-11-20T21:56:00+07:00", more: str = "") -> bytes:
    return ATOM.format(origin=ORIGIN, link=link, date=date, more=more).encode()


def json_feed(**item: Any) -> bytes:
    whole = {"id": "1", "url": URL, "content_html": "<p>Tin</p>", **item}
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Tin",
        "home_page_url": f"{ORIGIN}/",
        "feed_url": f"{ORIGIN}/feed.json",
        "items": [whole],
    }
    return json.dumps(feed, ensure_ascii=False).encode()


def enclosure(length: object) -> str:
    return f'<enclosure url="{ORIGIN}/media/anh/cau.png" length="{length}" type="image/png"/>'


@pytest.mark.parametrize(
    ("items", "code"),
    [
        (rss_item().replace("<guid", "<x").replace("</guid", "</x"), "feed-incomplete"),
        (rss_item() + rss_item(), "feed-id-twice"),
        (rss_item(date="Fri, 20 Nov 2026 21:56:00"), "feed-date"),
        (rss_item(date="2026-11-20T21:56:00+07:00"), "feed-date"),
        (rss_item(enclosure(1)), "enclosure-size"),
        (rss_item(enclosure("lớn")), "enclosure-size"),
        (rss_item().replace(ORIGIN, "https://noi-khac.example"), "own-other"),
        (rss_item().replace(ORIGIN, ""), "own-other"),
        (rss_item().replace("cau-moi", "khong-co"), "link-missing"),
    ],
)
def test_a_fault_in_an_rss_item(items: str, code: str) -> None:
    assert code in codes_of({"rss.xml": rss(items)})


@pytest.mark.parametrize(
    ("html", "code"),
    [
        (f'<a href="{ORIGIN}/khong-co/">a</a>', "link-missing"),
        ('<a href="/">a</a>', "link-relative"),
        ('<img src="https://noi-khac.example/a.png" alt="">', "third-party"),
        ("<p onclick='a()'>a</p>", "inline-handler"),
        ("<p><b>a</p>", "html-nesting"),
    ],
)
def test_a_fault_in_the_text_of_a_feed_item(html: str, code: str) -> None:
    escaped = html.replace("&", "&amp;").replace("<", "&lt;")
    item = rss_item(f"<content:encoded>{escaped}</content:encoded>")

    assert codes_of({"rss.xml": rss(item)}) == [code]


def test_an_enclosure_says_its_true_size() -> None:
    assert codes_of({"rss.xml": rss(rss_item(enclosure(len(PNG))))}) == []


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (atom(), []),
        (atom(date="2026-11-20T21:56:00"), ["feed-date"]),
        (atom(date="2026-11-20"), ["feed-date"]),
        (atom(link="/tin-tuc/2026/11/cau-moi/"), ["link-relative", "own-other"]),
        (atom().replace(b"<id>1</id>", b""), ["feed-incomplete"]),
        (atom().replace(b"</feed>", b""), ["xml-broken"]),
    ],
)
def test_atom(data: bytes, codes: list[str]) -> None:
    # The feed names itself.
    assert codes_of({"atom.xml": data}) == codes


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (json_feed(), []),
        (json_feed(date_published="2026-11-20T21:56:00"), ["feed-date"]),
        (json_feed(content_html=""), ["feed-incomplete"]),
        (json_feed(url="https://noi-khac.example/"), ["own-other"]),
        (
            json_feed(attachments=[{"url": f"{ORIGIN}/media/anh/cau.png", "size_in_bytes": 1}]),
            ["enclosure-size"],
        ),
        (json_feed().replace(b'"items"', b'"muc"'), ["feed-incomplete"]),
    ],
)
def test_json_feed(data: bytes, codes: list[str]) -> None:
    assert codes_of({"feed.json": data}) == codes


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (sitemap("/", "/khong-co/"), ["link-missing"]),
        (sitemap("/", "/"), ["sitemap-twice"]),
        (sitemap(), ["sitemap-empty"]),
        (sitemap("/", more="<lastmod>20/11/2026</lastmod>"), ["sitemap-date"]),
        (sitemap("/", more="<lastmod>2026-02-30</lastmod>"), ["sitemap-date"]),
        (sitemap("/", more="<lastmod>2026-11-20T21:56:00+07:00</lastmod>"), []),
        (sitemap("/", more="<loc>https://a.example/</loc>"), ["own-other", "sitemap-entry"]),
        (sitemap("/")[:-4], ["xml-broken"]),
    ],
)
def test_sitemaps(data: bytes, codes: list[str]) -> None:
    assert codes_of({"sitemap.xml": data}) == codes


def test_a_sitemap_has_no_more_entries_than_robots_take(monkeypatch: pytest.MonkeyPatch) -> None:
    assert xml_files.MOST_ENTRIES == 50_000
    monkeypatch.setattr(xml_files, "MOST_ENTRIES", 2)
    faults = read_facts("sitemap.xml", sitemap("/1/", "/2/", "/3/")).faults

    assert [fault.code for fault in faults] == ["sitemap-size"]
    assert read_facts("sitemap.xml", sitemap("/1/", "/2/")).faults == ()


def test_a_page_that_robots_are_to_leave_out_is_in_no_sitemap() -> None:
    hidden = page(ARTICLE, head='<meta name="robots" content="noindex, follow">')

    assert codes_of({ARTICLE: hidden}) == ["sitemap-hidden"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("User-agent: *\nDisallow: /\nSitemap: {}/sitemap.xml\n", ["robots-shut"]),
        ("User-agent: a\nUser-agent: *\nDisallow: /\nSitemap: {}/sitemap.xml\n", ["robots-shut"]),
        ("User-agent: a\nDisallow: /\nSitemap: {}/sitemap.xml\n", []),
        ("User-agent: *\nDisallow:\n", ["robots-sitemap"]),
        ("Sitemap: {}/khong-co.xml\n", ["link-missing"]),
        ("Sitemap: https://noi-khac.example/sitemap.xml\n", ["own-other"]),
    ],
)
def test_robots(text: str, codes: list[str]) -> None:
    assert codes_of({"robots.txt": text.format(ORIGIN).encode()}) == codes


@pytest.mark.parametrize(
    ("inside", "codes"),
    [
        ("<path/>", []),
        ("<script>a()</script>", ["drawing-script"]),
        ('<path onload="a()"/>', ["drawing-script"]),
        ('<a href="javascript:a()"><path/></a>', ["drawing-script"]),
        ("<foreignObject/>", ["drawing-script"]),
        ('<image href="https://noi-khac.example/a.png"/>', ["third-party"]),
        ("<path>", ["xml-broken"]),
    ],
)
def test_drawings(inside: str, codes: list[str]) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'

    assert codes_of({"a.svg": drawing.encode()}) == codes


def test_xml_brings_in_no_other_file() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    drawing = f'{bomb}<svg xmlns="http://www.w3.org/2000/svg"><path/></svg>'

    assert codes_of({"a.svg": drawing.encode()}) == ["xml-doctype"]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("du-lieu/a.json", b'{"a": }'),
        ("du-lieu/a.json", b'{"a": NaN}'),
        ("du-lieu/a.jsonld", b"{"),
        ("du-lieu/a.json", b"[" * 100_000),
    ],
)
def test_json_can_be_read(path: str, data: bytes) -> None:
    assert codes_of({path: data}) == ["json-broken"]


def test_a_schema_and_a_name_with_a_slash_are_no_links() -> None:
    data = b'{"pattern": "/x/", "a": "16/11/2026", "b": "21-NQ/TW", "c": "/ va /"}'

    assert codes_of({"du-lieu/a.schema.json": data}) == []
    assert codes_of({"du-lieu/a.json": data.replace(b'"pattern": "/x/", ', b"")}) == []


def test_xml_that_no_program_expects_is_a_problem() -> None:
    (found,) = problems_of({"a.xml": b"<a/>"})

    assert (found.code, found.path) == ("xml-unknown", "a.xml")
