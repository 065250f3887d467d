"""Robots find every page, with its last change and its pictures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from lxml import etree

from plugins.sitemaps import SitemapEntry, render_sitemaps

BASE = "https://khegiang.example"
S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
SCHEMA = Path(__file__).parents[2] / "data" / "schemas" / "sitemap-0.9.xsd"


@pytest.fixture(scope="session")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMA))


def at(day: int) -> datetime:
    return datetime(2026, 11, day, tzinfo=UTC)


def locations(content: bytes) -> list[str]:
    return [loc.text for loc in etree.fromstring(content).iter(f"{S}loc")]


def numbered(count: int) -> list[SitemapEntry]:
    return [SitemapEntry(f"/tin/{number:05}/", at(1)) for number in range(count)]


def test_one_file_holds_all_pages_by_address(schema: etree.XMLSchema) -> None:
    entries = [SitemapEntry("/tin/b/", at(2)), SitemapEntry("/", at(3)), SitemapEntry("/tin/a/")]

    files = render_sitemaps(entries, BASE)

    assert list(files) == ["sitemap.xml"]
    schema.assertValid(etree.fromstring(files["sitemap.xml"]))
    assert locations(files["sitemap.xml"]) == [f"{BASE}/", f"{BASE}/tin/a/", f"{BASE}/tin/b/"]


def test_the_order_of_the_entries_handed_in_does_not_matter() -> None:
    entries = numbered(9)

    assert render_sitemaps(entries, BASE) == render_sitemaps(reversed(entries), BASE)


def test_the_last_change_has_vietnamese_offset_and_no_fraction() -> None:
    changed = datetime(2026, 11, 1, 20, 0, 0, 123, tzinfo=timezone(timedelta(hours=0)))

    files = render_sitemaps([SitemapEntry("/", changed)], BASE)

    root = etree.fromstring(files["sitemap.xml"])
    assert root.findtext(f"{S}url/{S}lastmod") == "2026-11-02T03:00:00+07:00"


def test_a_page_of_unknown_age_states_no_change() -> None:
    files = render_sitemaps([SitemapEntry("/gioi-thieu/")], BASE)

    assert b"lastmod" not in files["sitemap.xml"]


def test_pictures_are_listed_once_with_encoded_addresses(schema: etree.XMLSchema) -> None:
    entry = SitemapEntry("/tin/a/", at(1), ("/m/trâu 1.jpg", "/m/b.jpg?x=1&y=2", "/m/trâu 1.jpg"))

    content = render_sitemaps([entry], BASE)["sitemap.xml"]

    root = etree.fromstring(content)
    schema.assertValid(root)
    assert [loc.text for loc in root.iter(f"{IMAGE}loc")] == [
        f"{BASE}/m/tr%C3%A2u%201.jpg",
        f"{BASE}/m/b.jpg?x=1&y=2",
    ]


def test_a_page_lists_at_most_a_thousand_pictures(schema: etree.XMLSchema) -> None:
    entry = SitemapEntry("/album/", at(1), tuple(f"/m/{number}.jpg" for number in range(1_001)))

    root = etree.fromstring(render_sitemaps([entry], BASE)["sitemap.xml"])

    schema.assertValid(root)
    assert len(list(root.iter(f"{IMAGE}image"))) == 1_000


def test_past_fifty_thousand_addresses_there_is_an_index(schema: etree.XMLSchema) -> None:
    entries = [*numbered(50_000), SitemapEntry("/tin/moi/", at(9))]

    files = render_sitemaps(entries, BASE)

    assert list(files) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    index = etree.fromstring(files["sitemap.xml"])
    schema.assertValid(index)
    assert locations(files["sitemap.xml"]) == [f"{BASE}/sitemap-1.xml", f"{BASE}/sitemap-2.xml"]
    assert [lastmod.text for lastmod in index.iter(f"{S}lastmod")] == [
        "2026-11-01T07:00:00+07:00",
        "2026-11-09T07:00:00+07:00",
    ]
    assert len(locations(files["sitemap-1.xml"])) == 50_000
    assert locations(files["sitemap-2.xml"]) == [f"{BASE}/tin/moi/"]


def test_files_over_the_byte_limit_are_halved_and_lose_no_page(schema: etree.XMLSchema) -> None:
    entries = numbered(40)

    files = render_sitemaps(entries, BASE, max_urls=30, max_bytes=2_000)

    parts = [content for name, content in files.items() if name != "sitemap.xml"]
    assert all(len(part) <= 2_000 for part in parts)
    assert [location for part in parts for location in locations(part)] == [
        f"{BASE}{entry.url}" for entry in entries
    ]
    for content in files.values():
        schema.assertValid(etree.fromstring(content))


def test_a_single_page_over_the_byte_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="one entry takes"):
        render_sitemaps(numbered(1), BASE, max_bytes=100)


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ([], "at least one"),
        ([SitemapEntry("/a/"), SitemapEntry(f"{BASE}/a/")], "two sitemap entries"),
        ([SitemapEntry("https://khac.example/a/")], "expected an address on"),
        ([SitemapEntry("http://khegiang.example/a/")], "expected an address on"),
        ([SitemapEntry("mailto:a@b.example")], "absolute"),
        ([SitemapEntry(f"/{'a' * 2_024}")], "2,048"),
    ],
)
def test_what_robots_would_drop_is_refused(entries: list[SitemapEntry], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        render_sitemaps(entries, BASE)


def test_the_longest_address_allowed_is_listed(schema: etree.XMLSchema) -> None:
    url = f"/{'a' * (2_047 - len(BASE) - 1)}"

    schema.assertValid(etree.fromstring(render_sitemaps([SitemapEntry(url)], BASE)["sitemap.xml"]))


def test_a_change_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        SitemapEntry("/", datetime.fromisoformat("2026-11-01"))


@pytest.mark.parametrize(
    "spoil",
    [
        "<url><loc>/tin/</loc></url>",
        "<url><loc>https://a.example/</loc><lastmod>2026</lastmod></url>",
    ],
)
def test_the_schema_refuses_relative_addresses_and_bare_years(
    schema: etree.XMLSchema, spoil: str
) -> None:
    document = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{spoil}</urlset>'

    assert not schema.validate(etree.fromstring(document))
