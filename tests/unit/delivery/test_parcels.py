"""What is packed: files of the site, and objects at old addresses."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from plugins.delivery import DeliveryError, Upload
from plugins.delivery.parcels import address_of, pack

HOME = Upload("index.html", Path("index.html"), 1, "a", "text/html", "max-age=60")


@pytest.mark.parametrize(
    ("old", "key"),
    [
        ("/cu/", "cu/index.html"),
        ("/cu/bai.html", "cu/bai.html"),
        ("/", "index.html"),
        ("/tin-t%E1%BB%A9c/", "tin-tức/index.html"),
    ],
)
def test_an_old_address_is_the_key_that_a_server_looks_up(old: str, key: str) -> None:
    assert key in pack([HOME], {old: "/moi/"})


def test_a_redirect_leads_on_with_and_without_a_website_endpoint() -> None:
    parcel = pack([HOME], {"/cu/": '/mới/?a="<b>&c'})["cu/index.html"]
    assert isinstance(parcel.source, bytes)
    location = parcel.item.headers.redirect
    assert location == "/m%E1%BB%9Bi/?a=%22%3Cb%3E&c"
    assert b'href="/m%E1%BB%9Bi/?a=%22%3Cb%3E&amp;c"' in parcel.source
    assert parcel.item.sha256 == sha256(parcel.source).hexdigest()


def test_a_page_wins_over_a_redirect_at_its_address() -> None:
    assert pack([HOME], {"/": "/moi/"})["index.html"].source == Path("index.html")


def test_a_folder_has_no_object() -> None:
    assert pack([HOME], {"/cu/*": "/moi/*"}).keys() == {"index.html"}


def test_a_release_without_a_home_page_is_refused() -> None:
    with pytest.raises(DeliveryError, match=r"không có index\.html"):
        pack([], {})


@pytest.mark.parametrize("key", [".portal/lock.json", "/index.html", "", "index.html"])
def test_no_file_takes_the_place_of_the_lock_or_of_another(key: str) -> None:
    with pytest.raises(ValueError, match="no key"):
        pack([HOME, Upload(key, Path("x"), 1, "a", "text/html", "")], {})


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("index.html", "/"),
        ("tin-tuc/bai/index.html", "/tin-tuc/bai/"),
        ("rss.xml", "/rss.xml"),
        ("x/my-index.html", "/x/my-index.html"),
    ],
)
def test_a_cache_knows_a_key_by_its_address(key: str, address: str) -> None:
    assert address_of(key) == address
