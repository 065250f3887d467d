"""A running site beside the release that it should be."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from hashlib import sha256

import brotli
import pytest

from plugins.publishing.verify import Answer, SiteUnreachableError, site_at, verify

NOT_FOUND = b"<h1>404</h1>"
FILES = {
    "index.html": b"<h1>Trang chu</h1>",
    "tin-tuc/index.html": b"<h1>Tin tuc</h1>",
    "media/l\u1ecbch.pdf": b"%PDF",
    "404.html": NOT_FOUND,
}


@dataclass
class Site:
    """A server: what it sends at each address and encoding."""

    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)

    def put(self, address: str, body: bytes, encoding: str = "", asked: str = "identity") -> None:
        self.answers[address, asked] = Answer(200, encoding, body)

    def get(self, address: str, encoding: str) -> Answer:
        plain = self.answers.get((address, "identity"), Answer(404, "", NOT_FOUND))
        return self.answers.get((address, encoding), plain)


@pytest.fixture
def sums() -> dict[str, str]:
    twins = {
        "index.html.br": brotli.compress(FILES["index.html"]),
        "index.html.gz": gzip.compress(FILES["index.html"], mtime=0),
    }
    return {path: sha256(data).hexdigest() for path, data in {**FILES, **twins}.items()}


@pytest.fixture
def site() -> Site:
    found = Site()
    for address, path in (
        ("/", "index.html"),
        ("/tin-tuc/", "tin-tuc/index.html"),
        ("/media/l%E1%BB%8Bch.pdf", "media/l\u1ecbch.pdf"),
    ):
        found.put(address, FILES[path])
    found.put("/", brotli.compress(FILES["index.html"]), "br", "br")
    found.put("/", gzip.compress(FILES["index.html"], mtime=0), "gzip", "gzip")
    return found


def faults(site: Site, sums: dict[str, str], gone: tuple[str, ...] = ()) -> list[str]:
    return [difference.address for difference in verify(sums, gone, site.get)]


def test_the_site_that_was_published_is_found_to_be_it(site: Site, sums: dict[str, str]) -> None:
    assert faults(site, sums, ("cu/index.html",)) == []


def test_storage_that_sends_everything_packed_is_found_to_be_it(
    site: Site, sums: dict[str, str]
) -> None:
    site.put("/tin-tuc/", gzip.compress(FILES["tin-tuc/index.html"]), "gzip")
    assert faults(site, sums) == []


def test_a_page_that_was_changed_is_named(site: Site, sums: dict[str, str]) -> None:
    site.put("/tin-tuc/", b"<script>")
    assert faults(site, sums) == ["/tin-tuc/"]


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_a_change_in_a_packed_twin_alone_is_named(
    site: Site, sums: dict[str, str], encoding: str
) -> None:
    packed = {"br": brotli.compress(b"<script>"), "gzip": gzip.compress(b"<script>")}
    site.put("/", packed[encoding], encoding, encoding)
    assert faults(site, sums) == ["/"]


def test_another_page_for_browsers_alone_is_named(site: Site, sums: dict[str, str]) -> None:
    site.put("/", b"<h1>Casino</h1>", "", "br")
    assert faults(site, sums) == ["/"]


def test_what_is_packed_anew_on_its_way_is_found_to_be_it(site: Site, sums: dict[str, str]) -> None:
    site.put("/", gzip.compress(FILES["index.html"], 1), "gzip", "gzip")
    assert faults(site, sums) == []


def test_what_cannot_be_unpacked_is_named(site: Site, sums: dict[str, str]) -> None:
    site.put("/tin-tuc/", b"not packed", "gzip")
    assert faults(site, sums) == ["/tin-tuc/"]


def test_a_page_that_is_missing_is_named(site: Site, sums: dict[str, str]) -> None:
    del site.answers["/tin-tuc/", "identity"]
    assert faults(site, sums) == ["/tin-tuc/"]


def test_a_page_that_was_withdrawn_and_still_is_sent_is_named(
    site: Site, sums: dict[str, str]
) -> None:
    site.put("/cu/", b"<h1>Da rut</h1>")
    assert faults(site, sums, ("cu/index.html",)) == ["/cu/"]


def test_a_server_that_finds_everything_is_named(site: Site, sums: dict[str, str]) -> None:
    site.put("/khong-co-trang-nay-de-kiem-tra/", b"<h1>Casino</h1>")
    assert faults(site, sums) == ["/khong-co-trang-nay-de-kiem-tra/"]


@pytest.mark.parametrize(
    "url",
    ["", "khegiang.example.vn", "ftp://a", "file:///etc/passwd", "https://[::1", "http://a..b"],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SiteUnreachableError):
        site_at(url)
