"""Whole pages: their goldens, their landmarks and what they weigh."""

from __future__ import annotations

import gzip
from itertools import pairwise
from typing import Any

import pytest
from golden.theme.cases import CASES, html_escape, minimal
from golden.theme.rendering import GOLDENS, THEME, environment, normalise
from lxml import html

PAGES = [
    pytest.param(case, view, id=f"{case}: {view.template}")
    for case, pages in CASES.items()
    for view in pages()
]
NAMES = {"aria-label", "aria-labelledby"}
each_page = pytest.mark.parametrize(("case", "view"), PAGES)


def render(view: Any) -> str:
    return environment().get_template(view.template).render(view=view)


@each_page
def test_a_page_is_its_golden(case: str, view: Any) -> None:
    golden = GOLDENS / view.template.removesuffix(".html") / f"{case}.html"

    assert normalise(render(view)) == golden.read_text(encoding="utf-8")


def test_every_template_has_its_cases() -> None:
    templates = {path.name for path in (THEME / "templates").glob("*.html")} - {"base.html"}

    for pages in (minimal, html_escape):
        assert {view.template for view in pages()} == templates


@pytest.mark.parametrize("view", [pytest.param(v, id=v.template) for v in html_escape()])
def test_no_text_of_an_editor_becomes_html(view: Any) -> None:
    page = html.document_fromstring(render(view))

    assert page.xpath("//b") == []
    assert "<b>\"Ổn & 'định'</b>" in page.text_content()


@each_page
def test_a_page_has_its_landmarks_and_starts_with_the_way_past_them(case: str, view: Any) -> None:
    page = html.document_fromstring(render(view))
    first_link = page.xpath("//body//a")[0]

    assert first_link.get("href") == "#noi-dung"
    assert len(page.xpath("//main[@id='noi-dung']")) == 1
    assert len(page.xpath("/html/body/header")) == len(page.xpath("/html/body/footer")) == 1
    assert page.xpath("//main//aside") == []
    assert [nav for nav in page.xpath("//nav") if not {*nav.keys()} & NAMES] == []
    assert [aside for aside in page.xpath("//aside") if not aside.get("aria-label")] == []
    assert page.get("lang") == "vi"


@each_page
def test_headings_begin_with_one_h1_and_skip_no_level(case: str, view: Any) -> None:
    page = html.document_fromstring(render(view))
    main = [
        int(heading.tag[1]) for heading in page.xpath("//main//*[self::h1 or self::h2 or self::h3]")
    ]

    assert main[0] == 1
    assert main.count(1) == len(page.xpath("//h1")) == 1
    assert all(after <= before + 1 for before, after in pairwise(main))


@each_page
def test_ids_are_unique_and_links_within_the_page_arrive(case: str, view: Any) -> None:
    page = html.document_fromstring(render(view))
    ids = page.xpath("//@id")
    anchors = {href[1:] for href in page.xpath("//a/@href") if href.startswith("#")}

    assert len(ids) == len(set(ids))
    # The table of contents leads into the body, which is not the template's.
    assert anchors - {"a", "b"} <= set(ids)


@each_page
def test_a_list_shows_each_article_as_one_link(case: str, view: Any) -> None:
    page = html.document_fromstring(render(view))

    for teaser in page.xpath("//article[starts-with(@class, 'c-teaser')]"):
        assert len(teaser.xpath(".//a")) == 1


def test_an_article_in_another_language_is_marked_inside_a_vietnamese_page() -> None:
    view = next(view for view in html_escape() if view.template == "article.html")
    page = html.document_fromstring(render(view))

    assert page.xpath("//article[@class='l-article']/@lang") == ["en"]
    assert page.get("lang") == "vi"


def test_an_article_loads_its_own_picture_first_and_all_others_late() -> None:
    view = next(view for view in html_escape() if view.template == "article.html")
    page = html.document_fromstring(render(view))
    pictures = page.xpath("//img[@loading]")

    assert [picture.get("loading") for picture in pictures].count("eager") == 1
    assert pictures[0].get("fetchpriority") == "high"


def test_an_article_page_without_pictures_is_light() -> None:
    """All of its HTML, CSS and script, compressed, before the stylesheet is minified."""
    view = next(view for view in html_escape() if view.template == "article.html")
    sheets = sorted((THEME / "static" / "css").rglob("*.css"))
    parts = (
        render(view).encode(),
        b"".join(sheet.read_bytes() for sheet in sheets),
        (THEME / "static" / "js" / "portal.js").read_bytes(),
    )

    assert sum(len(gzip.compress(part, mtime=0)) for part in parts) <= 30_000
