"""Every page of the portal is valid, and says what it must about itself."""

from __future__ import annotations

import json
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from browser.sample import CONTENT, NOW, Document, Portal
from PIL import Image
from yaml import safe_load

from plugins.vietnamese import parse_datetime

_CHECKER: Final = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"
# They stand in for other pages.
_WITHOUT_ADDRESS: Final = {"/404.html", "/khong-co-mang/"}
_INVALID: Final = "<!doctype html><html lang=vi><title>Sai</title><p><div></p>"
_AROUND: Final = '<!doctype html><html lang="vi"><title>Tỉnh</title><main>{}</main></html>'


def _messages(*paths: Path) -> list[dict[str, Any]]:
    command = ["java", "-jar", str(_CHECKER), "--format", "json", "--skip-non-html"]
    command += ["--also-check-svg", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    # Java itself may have a word to say before the report.
    report = json.loads(done.stderr[done.stderr.index('{"') :])
    return list(report["messages"])


def _indexed(portal: Portal) -> list[Document]:
    return [
        document
        for document in portal.documents
        if not document.has("//meta[@name='robots'][contains(@content, 'noindex')]")
    ]


def test_the_html_checker_finds_nothing(portal: Portal, tmp_path: Path) -> None:
    """The Nu checker complains of a page made wrong on purpose, and of no other.

    A fragment for other sites is looked at inside the least page that it may stand in.
    """
    invalid = tmp_path / "invalid.html"
    invalid.write_text(_INVALID, encoding="utf-8")
    fragments = sorted(portal.root.rglob("*.htm"))
    for number, fragment in enumerate(fragments):
        page = _AROUND.format(fragment.read_text(encoding="utf-8"))
        (tmp_path / f"around-{number}.html").write_text(page, encoding="utf-8")

    assert fragments
    around = sorted(tmp_path.glob("around-*.html"))
    messages = [
        message
        for message in _messages(portal.root, invalid, *around)
        if not message["url"].endswith(".htm")
    ]
    about_invalid = [message for message in messages if message["url"].endswith("/invalid.html")]
    about_others = [
        f"{message['url']}:{message['lastLine']}: {message['message']}"
        for message in messages
        if message not in about_invalid
    ]

    assert about_invalid
    assert about_others == []


def test_a_page_has_one_heading_and_skips_no_level(portal: Portal) -> None:
    faults = {}
    for document in portal.documents:
        levels = [int(tag.tag[1]) for tag in document.tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        steps = [later - earlier for earlier, later in pairwise(levels)]
        if levels[:1] != [1] or levels.count(1) != 1 or max(steps, default=0) > 1:
            faults[document.url] = levels

    assert faults == {}


def test_pictures_have_words_and_room(portal: Portal) -> None:
    """Each `img` says what it shows (or, with empty words, that it shows nothing) and how large."""
    faults = [
        (document.url, image.attrib)
        for document in portal.documents
        for image in document.tree.xpath("//img")
        if image.get("alt") is None
        or not re.fullmatch(r"[1-9]\d*", image.get("width", ""))
        or not re.fullmatch(r"[1-9]\d*", image.get("height", ""))
    ]

    assert faults == []


def test_pictures_have_the_shape_that_their_page_says(portal: Portal) -> None:
    """What `width` and `height` promise is what comes, so that nothing is stretched or jumps."""
    said = {
        (source, int(image.get("width")) / int(image.get("height")))
        for document in portal.documents
        for image in document.tree.xpath("//img[not(contains(@src, '.svg'))]")
        for source in [image.get("src"), *re.findall(r"(/\S+) \d+w", image.get("srcset", ""))]
    }
    wrong = []
    for source, ratio in sorted(said):
        with Image.open(portal.root / source[1:]) as picture:
            if abs(picture.width / picture.height - ratio) > 0.01:
                wrong.append((source, picture.size, ratio))

    assert said
    assert wrong == []


def test_a_page_says_its_address(portal: Portal) -> None:
    wrong = [
        (document.url, found)
        for document in portal.documents
        if (found := document.tree.xpath("//link[@rel='canonical']/@href"))
        != ([] if document.url in _WITHOUT_ADDRESS else [portal.address + document.url])
    ]

    assert wrong == []


def test_a_page_has_a_title_and_a_description_of_its_own(portal: Portal) -> None:
    documents = _indexed(portal)
    titles = [document.tree.findtext(".//title") for document in documents]
    nameless = [
        document.url
        for document in documents
        if not document.has("//meta[@name='description'][string-length(@content) > 20]")
    ]

    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert nameless == []


def test_structured_data_can_be_read(portal: Portal) -> None:
    blocks = [
        json.loads(script.text)
        for document in portal.documents
        for script in document.tree.xpath("//script[@type='application/ld+json']")
    ]

    assert len(blocks) > len(portal.documents) // 2
    assert {block["@context"] for block in blocks} == {"https://schema.org"}
    assert all(block["@type"] for block in blocks)


def test_no_page_brings_anything_of_another_host(portal: Portal) -> None:
    brought = "//script/@src | //img/@src | //iframe/@src | //*[self::img or self::source]/@srcset"
    brought += " | //link[contains(@rel, 'stylesheet') or contains(@rel, 'icon')"
    brought += " or @rel='preload' or @rel='manifest' or @rel='prefetch']/@href"
    brought += " | //audio/@src | //video/@src | //object/@data | //embed/@src | //use/@href"

    foreign = [
        (document.url, address)
        for document in portal.documents
        for addresses in document.tree.xpath(brought)
        for address in addresses.split(", ")
        if not re.match(r"/[^/]", address)
    ]

    assert foreign == []


def test_no_page_has_styles_or_handlers_that_its_policy_forbids(portal: Portal) -> None:
    inline = "//@style | //style | //@*[starts-with(name(), 'on')]"
    inline += " | //script[not(@src)][not(@type='application/ld+json')]"

    assert [page.url for page in portal.documents if page.has(inline)] == []


def test_nothing_tells_of_drafts_or_of_what_is_scheduled(portal: Portal) -> None:
    """Neither the title nor the address of an unpublished article is anywhere in the output."""
    secret = []
    for path in sorted((CONTENT / "articles").rglob("*.md")):
        facts = safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
        published = parse_datetime(str(facts["date"]))
        if facts.get("status") == "draft" or published > NOW:
            secret += [facts["title"], path.stem]
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in sorted(portal.root.rglob("*"))
        if path.suffix in {".html", ".json", ".xml", ".txt", ".csv", ".webmanifest"}
    }

    assert len(secret) >= 4
    assert [(path, word) for path, text in texts.items() for word in secret if word in text] == []
