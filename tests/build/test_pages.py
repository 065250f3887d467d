"""The built portal as a whole: its addresses, its links, its later pages."""

from __future__ import annotations

import re
import zlib
from html import unescape
from urllib.parse import unquote

import pytest
from portals import EPOCH, Builder, Content, Run, Sample, as_json, tree

from plugins.engine.console import Console
from plugins.engine.inputs import Inputs
from plugins.portal.prepare import prepare
from plugins.portal.settings import BuildSettings, build_time
from plugins.portal.site import Site

_ATTRIBUTE = re.compile(r'\s(?:href|src|action)="([^"]*)"')
_SRCSET = re.compile(r'\ssrcset="([^"]*)"')


@pytest.fixture(scope="module")
def site(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = sample.content.root
    cache = tmp_path_factory.mktemp("site")
    now = build_time(None, {"SOURCE_DATE_EPOCH": str(EPOCH)})
    settings = BuildSettings(root, root, root, cache, now)
    return prepare(settings, Inputs(cache, root), Console()).site


def test_the_addresses_are_those_of_the_pages_that_were_written(sample: Sample, site: Site) -> None:
    """Links are checked against them, so each must be there, and no page without one."""
    pages = {f"/{name}" for name in tree(sample.run.output) if name.endswith(".html")}
    addresses = {address for address in site.addresses() if address.endswith("/")}
    assert pages - {"/404.html"} == {f"{address}index.html" for address in addresses}


def test_the_addresses_of_files_are_those_of_files_that_were_written(
    sample: Sample, site: Site
) -> None:
    files = [address for address in site.addresses() if not address.endswith("/")]
    assert files
    assert [address for address in files if not sample.run.has(address)] == []


def links(html: str) -> set[str]:
    """Return the addresses of this portal that a page leads to or loads."""
    found = set(_ATTRIBUTE.findall(html))
    for value in _SRCSET.findall(html):
        found |= {part.split()[0] for part in value.split(",")}
    plain = (unquote(unescape(address)).partition("#")[0].partition("?")[0] for address in found)
    return {address for address in plain if address.startswith("/")}


def test_no_link_inside_the_portal_is_dead(sample: Sample) -> None:
    dead = {
        (name, address)
        for name, data in tree(sample.run.output).items()
        if name.endswith(".html")
        for address in links(data.decode())
        if not sample.run.has(address) and address != "/tim-kiem/"
    }
    assert dead == set()


def test_every_page_can_be_reached_from_home(sample: Sample, site: Site) -> None:
    """But for numbered pages of short lists, whose own address shows all that they hold."""
    seen, ahead = set(), ["/"]
    while ahead:
        address = ahead.pop()
        if address in seen or not address.endswith("/") or not sample.run.has(address):
            continue
        seen.add(address)
        ahead += links(sample.run.page(address))
    pages = {address for address in site.addresses() if address.endswith("/")}
    assert {address for address in pages - seen if "/trang/" not in address} == set()


def test_every_published_file_is_in_use(sample: Sample) -> None:
    """Nothing is published that no page, style sheet or machine asks for."""
    run = sample.run
    texts = [
        unquote(data.decode())
        for name, data in tree(run.output).items()
        if name.endswith((".html", ".css", ".xml", ".json", ".txt", ".webmanifest"))
    ]
    asked_for = {"robots.txt", "favicon.ico", "404.html", "build.json", "sitemap.xml"}
    unused = [
        name
        for name in tree(run.output)
        if not name.endswith("index.html")
        and name not in asked_for
        # The search script makes up their names from the list of pieces.
        and not name.startswith("tim-kiem/chi-muc/")
        and not any(f"/{name}" in text for text in texts)
    ]
    assert [name for name in unused if not name.startswith("theme/icons/")] == []


def test_related_articles_in_the_data_exist(sample: Sample) -> None:
    rows = as_json(sample.run, "du-lieu/bai-viet.json")
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids)) == 9
    assert all(set(row["related"]) <= set(ids) - {row["id"]} for row in rows)
    assert any(row["related"] for row in rows)
    assert all(sample.run.has(row["url"]) for row in rows)


def numbered_pages(run: Run) -> dict[str, bytes]:
    return {name: data for name, data in tree(run.output).items() if "/trang/" in f"/{name}"}


def test_a_full_page_keeps_its_bytes_when_more_is_published(
    build: Builder, content: Content
) -> None:
    """So caches keep it, copies to servers leave it out, and links to it stay right."""
    content.data("portal", {"page_size": 5})
    for number in range(1, 13):
        content.article(f"cu-{number}", date=f"2026-10-{number:02}", tags=["Lúa"])
    before = numbered_pages(build(content))
    for number in range(1, 8):
        content.article(f"moi-{number}", date=f"2026-10-{number + 20}", tags=["Lúa", "Chợ"])
    after = numbered_pages(build(content))
    full = [name for name in before if b"noindex" not in before[name]]
    assert sorted(full) == sorted(
        f"{place}trang/{number}/index.html"
        for place in (
            *("", "chuyen-muc/tin-xa/", "the/lua/", "tac-gia/ban-bien-tap/"),
            *("luu-tru/2026/", "luu-tru/2026/10/"),
        )
        for number in (1, 2)
    )
    assert [name for name in full if before[name] != after[name]] == []
    assert before["trang/3/index.html"] != after["trang/3/index.html"]


def test_every_item_stands_on_one_numbered_page_of_home(sample: Sample) -> None:
    found: list[str] = []
    for name, data in numbered_pages(sample.run).items():
        if name.startswith("trang/"):
            main = data.decode().partition("<main")[2].partition("</main>")[0]
            items = re.findall(r'<h2[^>]*>\s*<a[^>]*href="(/tin-tuc/[^"]+)"', main)
            found += items
    rows = as_json(sample.run, "du-lieu/bai-viet.json")
    assert sorted(found) == sorted(row["url"] for row in rows)


def test_two_pictures_that_differ_in_nothing_to_see_are_both_shown(
    build: Builder, content: Content
) -> None:
    """An editor uploads one photograph twice, once as a chat program stripped it."""
    content.picture("media/a.png")
    file = content.root / "media/a.png"
    data = file.read_bytes()
    note = b"\0\0\0\x09tEXtTitle\0abc"
    chunk = note + zlib.crc32(note[4:]).to_bytes(4, "big")
    content.write("media/b.png", data[:33] + chunk + data[33:])
    content.article("mot", "![Mặt nước phẳng](/media/a.png)")
    content.article("hai", "![Mặt nước lặng](/media/b.png)")
    run = build(content)
    assert run.status == 0, run.err
    for name in ("mot", "hai"):
        assert 'src="/media/anh/' in run.page(f"/tin-tuc/2026/11/chuyen-{name}-o-thon/")


def test_a_download_with_a_vietnamese_name_can_be_had(build: Builder, content: Content) -> None:
    content.write("media/Báo cáo.pdf", b"%PDF")
    content.article("mot", "[Báo cáo](</media/Báo cáo.pdf>)")
    run = build(content)
    assert run.status == 0, run.err
    page = run.page("/tin-tuc/2026/11/chuyen-mot-o-thon/")
    assert 'href="/media/B%C3%A1o%20c%C3%A1o.pdf"' in page
    assert (run.output / "media/Báo cáo.pdf").read_bytes() == b"%PDF"
