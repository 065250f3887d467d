from __future__ import annotations

import pytest
from strategies_portal import article, frame, site

from plugins.content_model.models import Term
from plugins.portal.search_page import build_search_page, search_engine
from plugins.portal.views import SearchView

SCRIPTS = ("/theme/js/search-page.js", "/theme/js/search.js")


def page(articles: list, **stated: object) -> SearchView:
    return build_search_page(frame(site(articles, **stated)), SCRIPTS)


def links(view: SearchView, heading: str) -> list[tuple[str, str]]:
    return [
        (link.label, link.count)
        for group in view.groups
        if group.heading == heading
        for link in group.links
    ]


def test_the_page_is_kept_by_robots_under_its_address_without_a_query() -> None:
    head = page([]).head
    assert head.canonical == "https://xamau.example.vn/tim-kiem/"
    assert head.robots == ""


def test_the_page_alone_has_no_search_box_and_its_scripts() -> None:
    view = page([])
    assert view.scripts == SCRIPTS
    assert not view.has_search_box
    assert view.layout.search_url == "/tim-kiem/"


def test_a_portal_without_articles_has_its_categories_to_go_on_to() -> None:
    assert [group.heading for group in page([]).groups] == ["Chuyên mục"]


def test_the_most_used_tags_come_first_and_all_others_are_one_step_away() -> None:
    tags = [Term(f"the-{number:02}", f"Thẻ {number:02}") for number in range(30)]
    used = [tags[25]] * 3 + [tags[7]] * 2 + tags
    articles = [article(number, tags=(tag,)) for number, tag in enumerate(used)]
    found = links(page(articles), "Thẻ dùng nhiều")
    assert found[:4] == [
        ("Thẻ 25", "4 bài"),
        ("Thẻ 07", "3 bài"),
        ("Thẻ 00", "1 bài"),
        ("Thẻ 01", "1 bài"),
    ]
    assert len(found) == 21
    assert found[-1] == ("Tất cả thẻ", "")


def test_years_come_newest_first_with_how_many_articles() -> None:
    articles = [article(1), article(2), article(400)]
    assert links(page(articles), "Lưu trữ theo năm") == [
        ("Năm 2027", "1 bài"),
        ("Năm 2026", "2 bài"),
    ]


class TestSearchEngine:
    def test_is_the_one_that_the_office_chose(self) -> None:
        assert page([]).elsewhere.name == "Google"
        assert page([], search={"engine": "coccoc"}).elsewhere.name == "Cốc Cốc"

    @pytest.mark.parametrize(
        ("engine", "action", "field", "hidden", "prefix"),
        [
            ("google", "https://www.google.com/search", "q", (("sitesearch", "xa.vn"),), ""),
            ("coccoc", "https://coccoc.com/search", "query", (), "site:xa.vn "),
            ("bing", "https://www.bing.com/search", "q", (("q1", "site:xa.vn"),), ""),
            ("duckduckgo", "https://duckduckgo.com/", "q", (("sites", "xa.vn"),), ""),
        ],
    )
    def test_finds_in_this_portal_alone(
        self,
        engine: str,
        action: str,
        field: str,
        hidden: tuple[tuple[str, str], ...],
        prefix: str,
    ) -> None:
        found = search_engine(engine, "https://xa.vn")
        assert (found.action, found.field) == (action, field)
        assert (found.hidden, found.prefix) == (hidden, prefix)
        assert found.link == f"{action}?{field}=site%3Axa.vn+"
