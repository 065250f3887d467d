from __future__ import annotations

import pytest

from plugins.assets import build_assets
from plugins.serving import cache_control, content_type, is_compressible, is_immutable
from plugins.serving.kinds import KINDS, kind_of


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "page"),
        ("index.html", "page"),
        ("/tin-tuc/2026/11/theme/", "page"),
        ("/tin-tuc/2026/11/bai/ban-van-ban.txt", "page"),
        ("/du-lieu/truy-cap.json", "visits"),
        ("/du-lieu/tthc/2026-10.csv", "data"),
        ("/theme/css/portal.bd3bdb7d0b.css", "asset"),
        ("/theme/fonts/be-vietnam-pro-400.56a58e2de6.woff2", "asset"),
        ("/theme/icons/icon-192.png", "icon"),
        ("/favicon.ico", "icon"),
        ("/media/anh/046a87860d6401aa-800w.webp", "picture"),
        ("/media/2026/11/lich.pdf", "attachment"),
        ("/media/anh/lich.pdf", "attachment"),
        ("/tim-kiem/", "page"),
        ("/tim-kiem/chi-muc.json", "page"),
        ("/tim-kiem/chi-muc/cap-17.bin", "search"),
        ("/rss.xml", "feed"),
        ("/chuyen-muc/tin-xa/atom.xml", "feed"),
        ("/build.json", "state"),
        ("/dich-vu.js", "state"),
        ("/sitemap.xml", "robot"),
        ("/sitemap-2.xml", "robot"),
    ],
)
def test_a_file_is_of_its_kind(path: str, kind: str) -> None:
    assert kind_of(path).name == kind


def test_the_names_that_the_theme_gives_are_kept_for_ever() -> None:
    static = {"css/main.css": b"a{}", "js/portal.js": b"f()", "fonts/a.woff2": b"x"}
    assets = build_assets({**static, "icons/a.svg": b"<svg/>"})
    assert {path: is_immutable(path) for path in assets.files} == {
        path: "/icons/" not in path for path in assets.files
    }
    assert len(assets.files) == 4


def test_a_name_without_a_hash_is_not() -> None:
    assert not is_immutable("/theme/css/portal.css")
    assert not is_immutable("/media/anh/anh-dep.webp")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_may_be_kept_by_a_cdn_says_for_how_long(kind: object) -> None:
    rule = kind.cache  # type: ignore[attr-defined]
    assert rule in {"no-store", "no-cache"} or "immutable" in rule or "s-maxage=" in rule


def test_nothing_that_changes_is_kept_longer_by_a_cdn_than_by_its_readers() -> None:
    for kind in KINDS:
        parts = dict(part.partition("=")[::2] for part in kind.cache.split(", "))
        if "s-maxage" in parts:
            assert int(parts["s-maxage"]) <= int(parts["max-age"])


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/gioi-thieu/", "text/html; charset=utf-8"),
        ("/du-lieu/tthc-tom-tat.htm", "text/html; charset=utf-8"),
        ("/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/chuyen-muc/a/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/feed.json", "application/feed+json"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/du-lieu/dcat.jsonld", "application/ld+json"),
        ("/a.WOFF2", "font/woff2"),
        ("/a.avif", "image/avif"),
        ("/CNAME", "application/octet-stream"),
        ("/a.b/khong-duoi", "application/octet-stream"),
    ],
)
def test_a_file_has_its_type(path: str, media_type: str) -> None:
    assert content_type(path) == media_type


@pytest.mark.parametrize(
    ("path", "is_worth_it"),
    [
        ("index.html", True),
        ("theme/icons/emblem.svg", True),
        ("tim-kiem/chi-muc/cap-1.bin", True),
        ("media/2026/11/so-lieu.csv", False),
        ("media/anh/046a-800w.webp", False),
        ("theme/fonts/a.0a1b.woff2", False),
    ],
)
def test_text_of_the_portal_is_compressed(path: str, is_worth_it: bool) -> None:
    assert is_compressible(path) is is_worth_it


def test_a_page_is_asked_for_again_after_a_minute() -> None:
    assert "max-age=60," in cache_control("/tin-tuc/2026/11/bai/")
