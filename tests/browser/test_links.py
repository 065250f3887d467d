"""Every address that the portal gives away leads somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from browser.sample import Portal
from lxml import etree

_ATTRIBUTES: Final = "//@href | //@src | //@poster | //@action | //@data-address"
_META: Final = "//meta[@property='og:image' or @property='og:url']/@content"
# 404.html is shown at whatever address is missing, however deep.
_LOST: Final = "/khong-co/trang-nay/"
_SITEMAP: Final = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@dataclass(frozen=True, slots=True)
class Places:
    """Where an address can lead: the anchors (for what is no page: none) of each path."""

    root: str
    anchors: Mapping[str, frozenset[str]]

    def has(self, where: str, address: str) -> bool:
        """Tell whether an address that stands at `where` leads somewhere; other hosts always."""
        absolute = urljoin(self.root + where, address)
        if not absolute.startswith(f"{self.root}/"):
            return True
        parts = urlsplit(absolute)
        known = self.anchors.get(unquote(parts.path))
        return known is not None and (not parts.fragment or unquote(parts.fragment) in known)


@pytest.fixture(scope="module")
def places(portal: Portal) -> Places:
    """Return every path and every anchor of the portal."""
    files = (path for path in portal.root.rglob("*") if path.is_file())
    paths = (f"/{path.relative_to(portal.root).as_posix()}" for path in files)
    anchors = dict.fromkeys(paths, frozenset[str]())
    for document in portal.documents:
        anchors[document.url] = frozenset(document.tree.xpath("//@id"))
    anchors[_LOST] = anchors["/404.html"]
    return Places(portal.address, anchors)


def _missing(places: Places, links: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(where, address) for where, address in links if not places.has(where, address)]


def _locations(portal: Portal) -> list[str]:
    tree = etree.parse(portal.root / "sitemap.xml")
    return [location.text for location in tree.iterfind(".//s:url/s:loc", _SITEMAP)]


def test_every_link_of_every_page_leads_somewhere(portal: Portal, places: Places) -> None:
    links = []
    for document in portal.documents:
        where = _LOST if document.url == "/404.html" else document.url
        links += [(where, text) for text in document.tree.xpath(f"{_ATTRIBUTES} | {_META}")]
        for candidates in document.tree.xpath("//@srcset"):
            links += [(where, candidate.split()[0]) for candidate in candidates.split(",")]

    assert len(links) > 20 * len(portal.documents)
    assert _missing(places, links) == []


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("**/*.xml", r"(https?://[^\s\"'<>&]+)"),
        ("**/*.json", r"\"(https?://[^\s\"\\]+|/[^\s\"\\]+)\""),
        ("**/*.webmanifest", r"\"(https?://[^\s\"\\]+|/[^\s\"\\]*)\""),
        ("**/*.css", r"url\([\"']?([^\"')]+)"),
        ("**/*.txt", r"(https?://[^\s,;)>]+)"),
    ],
)
def test_every_address_in_files_for_machines_leads_somewhere(
    portal: Portal, places: Places, pattern: str, address: str
) -> None:
    links = []
    for path in sorted(portal.root.glob(pattern)):
        where = f"/{path.relative_to(portal.root).as_posix()}"
        links += [(where, text) for text in re.findall(address, path.read_text(encoding="utf-8"))]

    assert links
    assert _missing(places, links) == []


def test_the_sitemap_lists_each_page_that_may_be_found_and_no_other(portal: Portal) -> None:
    hidden = "//meta[@name='robots'][contains(@content, 'noindex')]"
    found = {portal.address + page.url for page in portal.documents if not page.has(hidden)}
    locations = _locations(portal)

    assert len(set(locations)) == len(locations)
    assert set(locations) == found


def test_every_listed_article_can_be_reached_from_the_home_page(portal: Portal) -> None:
    links = {
        page.url: [urlsplit(urljoin(page.url, link)).path for link in page.tree.xpath("//a/@href")]
        for page in portal.documents
    }
    data = json.loads((portal.root / "du-lieu/bai-viet.json").read_text(encoding="utf-8"))
    reached, waiting = set[str](), ["/"]
    while waiting:
        url = waiting.pop()
        if url in links and url not in reached:
            reached.add(url)
            waiting += links[url]

    assert len(data) > 30
    assert [article["url"] for article in data if article["url"] not in reached] == []
