"""However many pages there are, robots find each of them once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from plugins.sitemaps import SitemapEntry, render_sitemaps

BASE = "https://khegiang.example"
SCHEMA = etree.XMLSchema(
    etree.parse(Path(__file__).parents[1] / "data" / "schemas" / "sitemap-0.9.xsd")
)
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"

names = st.text("abc0-/á &<>\"'%\x00\ud800", min_size=1, max_size=8)
entries = st.lists(
    st.builds(
        SitemapEntry,
        url=st.integers(0, 999).map(lambda number: f"/tin/{number}/"),
        lastmod=st.none() | st.just(datetime(2026, 11, 1, tzinfo=UTC)),
        images=st.lists(names.map(lambda name: f"/m/{name}"), max_size=2).map(tuple),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda entry: entry.url,
)


@given(entries, st.integers(1, 12), st.integers(900, 4_000))
def test_every_page_is_in_exactly_one_valid_file(
    pages: list[SitemapEntry], max_urls: int, max_bytes: int
) -> None:
    files = render_sitemaps(pages, BASE, max_urls, max_bytes)

    documents = {name: etree.fromstring(content) for name, content in files.items()}
    for document in documents.values():
        SCHEMA.assertValid(document)
    parts = [name for name in files if len(files) == 1 or name != "sitemap.xml"]
    found = [loc.text for name in parts for loc in documents[name].iter(LOC)]
    assert found == sorted(f"{BASE}{page.url}" for page in pages)
    if len(files) > 1:
        listed = [loc.text for loc in documents["sitemap.xml"].iter(LOC)]
        assert listed == [f"{BASE}/{name}" for name in parts]
