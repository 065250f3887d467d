"""What link previews and library catalogues read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from plugins.metadata import DUBLIN_CORE_SCHEMAS, PageFacts, SourceFacts, dublin_core, open_graph

MANDATED = ("title", "creator", "date", "description", "publisher", "identifier")


def test_a_preview_of_an_article_has_title_text_picture_and_times(article: PageFacts) -> None:
    assert open_graph(article) == (
        ("og:type", "article"),
        ("og:title", "Lễ hội đình Vân Lộ"),
        ("og:description", "Hai ngày hội, không đốt vàng mã."),
        ("og:url", "https://khegiang.example/tin-tuc/2026/04/le-hoi-dinh-van-lo/"),
        ("og:site_name", "Trang thông tin điện tử xã Khê Giang"),
        ("og:locale", "vi_VN"),
        ("og:image", "https://khegiang.example/media/2026/04/dinh-lang.jpg"),
        ("og:image:width", "1600"),
        ("og:image:height", "1067"),
        ("og:image:alt", "Sân đình đông người"),
        ("article:published_time", "2026-04-01T07:30:00+07:00"),
        ("article:modified_time", "2026-04-02T18:05:09+07:00"),
        ("article:author", "https://khegiang.example/tac-gia/to-truyen-thong-co-so/"),
        ("article:section", "Văn hóa - Thể thao"),
        ("article:tag", "Lễ hội đình Vân Lộ"),
        ("article:tag", "Làng nghề"),
        ("twitter:card", "summary_large_image"),
    )


def test_other_pages_are_websites_without_times(home: PageFacts) -> None:
    pairs = dict(open_graph(home))

    assert pairs["og:type"] == "website"
    assert pairs["twitter:card"] == "summary"
    assert not [name for name in pairs if name.startswith(("article:", "og:image"))]


@pytest.mark.parametrize(("language", "locale"), [("vi", "vi_VN"), ("en", "en_US"), ("hmn", None)])
def test_the_locale_is_stated_where_it_is_known(
    article: PageFacts, language: str, locale: str | None
) -> None:
    pairs = dict(open_graph(replace(article, language=language)))

    assert pairs.get("og:locale") == locale


def test_a_catalogue_entry_says_all_that_is_known(article: PageFacts) -> None:
    assert dublin_core(article) == (
        ("DC.title", "Lễ hội đình Vân Lộ"),
        ("DC.creator", "Tổ Truyền thông cơ sở"),
        ("DC.creator", "Người viết mẫu"),
        ("DC.date", "2026-04-01T07:30:00+07:00"),
        ("DC.description", "Hai ngày hội, không đốt vàng mã."),
        ("DC.publisher", "Ủy ban nhân dân xã Khê Giang"),
        ("DC.identifier", "https://khegiang.example/tin-tuc/2026/04/le-hoi-dinh-van-lo/"),
        ("DC.identifier", "tag:khegiang.example,2026:le-hoi-dinh-van-lo"),
        ("DC.language", "vi"),
        ("DC.source", "Báo Lam Giang"),
        ("DC.source", "https://bao.example/dinh"),
        ("DC.subject", "Văn hóa - Thể thao"),
        ("DC.subject", "Lễ hội đình Vân Lộ"),
        ("DC.subject", "Làng nghề"),
        ("DC.type", "Text"),
        ("DC.format", "text/html"),
        ("DCTERMS.modified", "2026-04-02T18:05:09+07:00"),
    )


@pytest.mark.parametrize("kind", ["article", "page", "list", "home"])
def test_the_mandated_elements_are_never_missing(article: PageFacts, kind: Any) -> None:
    """Circular 24/2011/TT-BTTTT, article 4."""
    bare = replace(article, kind=kind, description="", authors=(), modified=None)

    pairs = dict(dublin_core(bare))

    assert [name for name in MANDATED if not pairs.get(f"DC.{name}")] == []
    assert pairs["DC.creator"] == "Ủy ban nhân dân xã Khê Giang"


def test_a_page_of_unknown_age_has_no_made_up_date(home: PageFacts) -> None:
    assert "DC.date" not in dict(dublin_core(replace(home, modified=None)))


def test_a_list_is_dated_by_its_newest_item_and_is_a_collection(home: PageFacts) -> None:
    pairs = dict(dublin_core(replace(home, kind="list")))

    assert pairs["DC.date"] == "2026-04-02T18:05:09+07:00"
    assert pairs["DC.type"] == "Collection"


def test_a_source_without_an_address_is_named(article: PageFacts) -> None:
    pairs = dublin_core(replace(article, source=SourceFacts("Bản tin xã")))

    assert [content for name, content in pairs if name == "DC.source"] == ["Bản tin xã"]


def test_every_prefix_is_declared(article: PageFacts) -> None:
    declared = {name.removeprefix("schema.") for name, _ in DUBLIN_CORE_SCHEMAS}

    assert {name.partition(".")[0] for name, _ in dublin_core(article)} == declared


def test_a_text_stands_on_one_line_and_once(article: PageFacts) -> None:
    messy = replace(article, title="Lễ\nhội\x00\ud800  đình", section="Làng nghề")

    pairs = dublin_core(messy)

    assert dict(pairs)["DC.title"] == "Lễ hội đình"
    assert pairs.count(("DC.subject", "Làng nghề")) == 1


@pytest.mark.parametrize(
    "broken",
    [
        {"url": "/tin-tuc/"},
        {"published": None},
        {"published": datetime.fromisoformat("2026-04-01")},
        {"modified": datetime.fromisoformat("2026-04-01")},
    ],
)
def test_facts_that_machines_would_misread_are_refused(
    article: PageFacts, broken: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r"absolute|time|offset"):
        replace(article, **broken)


def test_times_are_vietnamese_whatever_offset_came_in(article: PageFacts) -> None:
    utc = replace(article, published=datetime(2026, 3, 31, 20, 0, tzinfo=UTC))

    assert dict(open_graph(utc))["article:published_time"] == "2026-04-01T03:00:00+07:00"
