from __future__ import annotations

import pytest
from strategies_portal import CATEGORIES, TAGS, article, frame, site

from plugins.portal.list_views import build_list, plan_lists
from plugins.portal.views import ListView

WIDGET = object()


def lists(count: int = 0, articles: list | None = None, **stated: object) -> dict[str, ListView]:
    articles = articles or [article(number) for number in range(1, count + 1)]
    around = frame(site(articles, page_size="5", **stated))
    return {plan.url: build_list(around, plan) for plan in plan_lists(around, WIDGET)}


def numbers(view: ListView) -> list[int]:
    return [int(teaser.title.removeprefix("Tin số ")) for teaser in view.items]


def test_a_list_shows_its_newest_at_its_own_address() -> None:
    view = lists(12)["/chuyen-muc/tin-xa/"]
    assert numbers(view) == [12, 11, 10, 9, 8, 7, 6]
    assert view.pager.older_url == "/chuyen-muc/tin-xa/trang/1/"
    assert view.pager.newer_url == view.pager.newest_url == ""
    assert view.head.robots == ""


def test_a_full_page_leads_both_ways_and_may_be_found_by_search_engines() -> None:
    view = lists(12)["/chuyen-muc/tin-xa/trang/2/"]
    assert numbers(view) == [10, 9, 8, 7, 6]
    assert view.pager.older_url == "/chuyen-muc/tin-xa/trang/1/"
    assert view.pager.newer_url == "/chuyen-muc/tin-xa/trang/3/"
    assert view.pager.newest_url == "/chuyen-muc/tin-xa/"
    assert [number.label for number in view.pager.numbers if number.is_current] == ["2"]
    assert view.head.robots == ""
    assert view.heading == "Tin xã, trang 2"


def test_the_page_being_filled_is_not_for_search_engines() -> None:
    """Its articles stand at the list's own address as well."""
    view = lists(12)["/chuyen-muc/tin-xa/trang/3/"]
    assert numbers(view) == [12, 11]
    assert view.head.robots == "noindex"
    assert view.pager.newer_url == "/chuyen-muc/tin-xa/"


def test_a_full_page_has_nothing_that_changes_with_the_day() -> None:
    found = lists(12)
    assert found["/chuyen-muc/tin-xa/trang/1/"].widget is None
    assert found["/chuyen-muc/tin-xa/"].widget is WIDGET
    assert found["/chuyen-muc/tin-xa/trang/3/"].widget is WIDGET


def test_a_full_page_is_the_same_view_after_more_was_published() -> None:
    before, after = lists(12), lists(23)
    for url in (
        "/trang/1/",
        "/trang/2/",
        "/luu-tru/2026/01/trang/1/",
        "/tac-gia/ban-bien-tap/trang/2/",
    ):
        assert before[url] == after[url]


def test_an_empty_category_says_so() -> None:
    view = lists(1)["/chuyen-muc/thong-bao/"]
    assert view.items == () and "Chưa có bài" in view.empty_text


def test_an_empty_last_page_says_that_it_waits() -> None:
    view = lists(5)["/chuyen-muc/tin-xa/trang/2/"]
    assert view.items == () and "chờ bài mới" in view.empty_text


def test_a_category_leads_to_those_below_it() -> None:
    found = lists(articles=[article(1, category=CATEGORIES[1])])
    above, below = found["/chuyen-muc/tin-xa/"], found["/chuyen-muc/tin-thon/"]
    assert [(link.label, link.count) for link in above.groups] == [("Tin thôn", "1 bài")]
    assert [link.url for link in below.breadcrumb] == ["/", "/chuyen-muc/", "/chuyen-muc/tin-xa/"]


def test_a_year_leads_to_its_months() -> None:
    view = lists(40)["/luu-tru/2026/"]
    assert [(link.url, link.count) for link in view.groups] == [
        ("/luu-tru/2026/02/", "10 bài"),
        ("/luu-tru/2026/01/", "30 bài"),
    ]
    assert lists(40)["/luu-tru/2026/trang/1/"].groups == ()


@pytest.mark.parametrize(
    "url",
    ["/the/lua/", "/tac-gia/ban-bien-tap/", "/luu-tru/2026/", "/luu-tru/2026/01/", "/trang/1/"],
)
def test_there_is_a_list_for_everything_an_article_has(url: str) -> None:
    assert numbers(lists(articles=[article(1, tags=TAGS[:1])])[url]) == [1]
