"""What search engines read of an article, a trail and the home page."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from markupsafe import Markup

from plugins.metadata import PageFacts, SourceFacts, json_ld

SCHEMA = Path(__file__).parents[2] / "data" / "schemas" / "json-ld.json"


@pytest.fixture(scope="session")
def schema() -> Draft202012Validator:
    document = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(document)
    return Draft202012Validator(document)


def documents(facts: PageFacts) -> dict[str, dict[str, Any]]:
    """Return the documents of a page by their type."""
    read = (json.loads(text) for text in json_ld(facts))
    return {document["@type"]: document for document in read}


def test_every_document_meets_the_schema(
    article: PageFacts, home: PageFacts, schema: Draft202012Validator
) -> None:
    for document in (*documents(article).values(), *documents(home).values()):
        schema.validate(document)


@pytest.mark.parametrize("key", ["headline", "publisher", "datePublished", "author", "@context"])
def test_the_schema_refuses_an_article_without_what_search_engines_want(
    article: PageFacts, schema: Draft202012Validator, key: str
) -> None:
    document = documents(article)["NewsArticle"]
    del document[key]

    assert not schema.is_valid(document)


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("article", ["NewsArticle", "BreadcrumbList"]),
        ("page", ["BreadcrumbList"]),
        ("list", ["BreadcrumbList"]),
        ("home", ["WebSite", "GovernmentOrganization", "BreadcrumbList"]),
    ],
)
def test_each_kind_of_page_has_its_documents(
    article: PageFacts, kind: Any, types: list[str]
) -> None:
    assert list(documents(replace(article, kind=kind))) == types


def test_a_page_without_a_trail_has_no_breadcrumb_list(home: PageFacts) -> None:
    assert "BreadcrumbList" not in documents(home)


def test_an_article_says_who_published_it_and_when(article: PageFacts) -> None:
    document = documents(article)["NewsArticle"]

    assert document["datePublished"] == "2026-04-01T07:30:00+07:00"
    assert document["dateModified"] == "2026-04-02T18:05:09+07:00"
    assert document["inLanguage"] == "vi"
    assert document["mainEntityOfPage"]["@id"] == article.url
    assert document["image"]["url"] == "https://khegiang.example/media/2026/04/dinh-lang.jpg"
    assert document["publisher"] == {
        "@id": "https://khegiang.example/#publisher",
        "@type": "GovernmentOrganization",
        "logo": {
            "@type": "ImageObject",
            "url": "https://khegiang.example/tinh/bieu-trung.png",
        },
        "name": "Ủy ban nhân dân xã Khê Giang",
        "url": "https://khegiang.example/",
    }


def test_desks_and_persons_are_told_apart(article: PageFacts) -> None:
    assert documents(article)["NewsArticle"]["author"] == [
        {
            "@type": "Organization",
            "name": "Tổ Truyền thông cơ sở",
            "url": "https://khegiang.example/tac-gia/to-truyen-thong-co-so/",
        },
        {"@type": "Person", "name": "Người viết mẫu"},
    ]


def test_corrections_and_the_source_are_public(article: PageFacts) -> None:
    document = documents(article)["NewsArticle"]

    assert document["correction"] == [
        {
            "@type": "CorrectionComment",
            "datePublished": "2026-04-02",
            "text": "Hội mở ngày 12, không phải ngày 21.",
        }
    ]
    assert document["isBasedOn"] == {
        "@type": "CreativeWork",
        "publisher": {"@type": "Organization", "name": "Báo Lam Giang"},
        "url": "https://bao.example/dinh",
    }


def test_what_is_unknown_is_left_out(article: PageFacts, schema: Draft202012Validator) -> None:
    bare = replace(
        article,
        description="",
        publisher_logo="",
        image=None,
        modified=None,
        authors=(),
        section="",
        tags=(),
        article_id="",
        source=SourceFacts("Bản tin xã"),
        corrections=(),
    )

    document = documents(bare)["NewsArticle"]

    schema.validate(document)
    assert sorted(document) == [
        "@context",
        "@type",
        "author",
        "dateModified",
        "datePublished",
        "headline",
        "inLanguage",
        "isAccessibleForFree",
        "isBasedOn",
        "mainEntityOfPage",
        "publisher",
        "url",
    ]
    assert document["dateModified"] == document["datePublished"]
    assert document["author"] == [document["publisher"]]


def test_the_trail_is_numbered_from_home(article: PageFacts) -> None:
    trail = documents(article)["BreadcrumbList"]["itemListElement"]

    assert [(step["position"], step["name"], step["item"]) for step in trail] == [
        (1, "Trang chủ", "https://khegiang.example/"),
        (2, "Văn hóa - Thể thao", "https://khegiang.example/chuyen-muc/van-hoa/"),
        (3, "Lễ hội đình Vân Lộ", article.url),
    ]


def test_the_home_page_names_the_site_and_links_it_to_the_office(home: PageFacts) -> None:
    read = documents(home)

    assert read["WebSite"]["name"] == "Trang thông tin điện tử xã Khê Giang"
    assert read["WebSite"]["publisher"]["@id"] == read["GovernmentOrganization"]["@id"]


@pytest.mark.parametrize(
    "title",
    ["</script><script>alert(1)</script>", "<!-- <script>", "]]>", "a & b", "a\u2028b\u2029c"],
)
def test_no_title_can_leave_its_script_element(article: PageFacts, title: str) -> None:
    (text, _) = json_ld(replace(article, title=title, breadcrumb=(("Trang chủ", "/"),)))

    assert isinstance(text, Markup)
    assert not set(text) & {"<", ">", "&", "\u2028", "\u2029"}
    assert json.loads(text)["headline"] == " ".join(title.split())


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("x" * 110, "x" * 110),
        ("x" * 111, "x" * 109 + "…"),
        ("mười chữ, " * 12, "mười chữ, " * 10 + "mười chữ…"),
        ("x" * 108 + "a\u0301\u0323" + "y", "x" * 108 + "…"),
        ("x" * 109 + " y", "x" * 109 + "…"),
    ],
)
def test_a_long_headline_ends_after_a_whole_word(
    article: PageFacts, title: str, headline: str
) -> None:
    cut = documents(replace(article, title=title))["NewsArticle"]["headline"]

    assert cut == headline
    assert len(cut) <= 110


def test_keys_are_sorted_so_that_the_same_facts_are_the_same_bytes(article: PageFacts) -> None:
    for text in json_ld(article):
        read = json.loads(text)
        assert list(read) == sorted(read)
