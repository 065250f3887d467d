from __future__ import annotations

from datetime import timedelta

import pytest
from strategies_portal import BEGIN, CATEGORIES, NOW, TAGS, article, page, site

from plugins.content_model.models import Status, Term
from plugins.portal.site import RESERVED

EVERY_STATUS = [article(number, status=status) for number, status in enumerate(Status, 1)]


def numbers(articles: object) -> list[int]:
    return [int(item.article_id) for item in articles]


def test_which_statuses_have_a_page_and_which_are_listed() -> None:
    shown = site(EVERY_STATUS)
    assert {item.status for item in shown.articles} == {
        Status.PUBLISHED,
        Status.HIDDEN,
        Status.EXPIRED,
        Status.WITHDRAWN,
    }
    assert {item.status for item in shown.listed} == {Status.PUBLISHED}
    assert [item.status for item in shown.scheduled] == [Status.SCHEDULED]


def test_lists_are_newest_first_and_ties_go_by_id() -> None:
    tied = [article(number, published=BEGIN) for number in (3, 1, 2)]
    assert numbers(site([*tied, article(9)]).listed) == [9, 1, 2, 3]


def test_scheduled_articles_are_soonest_first() -> None:
    waiting = [
        article(number, status=Status.SCHEDULED, published=NOW + timedelta(days=number))
        for number in (5, 2, 7)
    ]
    assert numbers(site(waiting).scheduled) == [2, 5, 7]


class TestCategories:
    def test_hold_the_articles_of_their_sub_categories(self) -> None:
        shown = site([article(1), article(2, category=CATEGORIES[1])])
        assert numbers(shown.by_category["tin-xa"]) == [2, 1]
        assert numbers(shown.by_category["tin-thon"]) == [2]

    def test_without_articles_have_an_empty_list(self) -> None:
        assert site([article(1)]).by_category["thong-bao"] == ()

    def test_come_in_the_editors_order(self) -> None:
        shown = site([article(1, category=CATEGORIES[2]), article(2)])
        assert list(shown.by_category) == ["tin-xa", "tin-thon", "thong-bao"]


def test_tags_and_authors_come_in_vietnamese_order() -> None:
    shown = site([article(1, tags=TAGS, authors=(Term("dung", "Dung"), Term("duc", "Đức")))])
    assert [tag.name for tag in shown.tags] == ["Ao", "Chợ", "Đường", "Lúa"]
    assert [author.name for author in shown.authors] == ["Dung", "Đức"]


def test_tags_of_unlisted_articles_have_no_page() -> None:
    shown = site([article(1, tags=TAGS[:1], status=Status.HIDDEN)])
    assert shown.tags == () and not shown.by_tag
    assert "/the/lua/" not in set(shown.addresses())


def test_years_and_months_are_newest_first() -> None:
    days = [0, 40, -300]
    shown = site(
        [article(number, published=BEGIN + timedelta(days=day)) for number, day in enumerate(days)]
    )
    assert list(shown.by_year) == [2026, 2025]
    assert list(shown.by_month) == [(2026, 2), (2026, 1), (2025, 3)]


def test_the_place_of_an_article_is_that_in_its_own_category() -> None:
    shown = site([article(1), article(2, category=CATEGORIES[1]), article(3)])
    places = {int(url.rpartition("-")[2].rstrip("/")): at for url, at in shown.places.items()}
    assert places == {3: 0, 1: 2, 2: 0}


class TestPlacements:
    @pytest.mark.parametrize(
        ("days", "status", "is_placed"),
        [
            (1, Status.PUBLISHED, True),
            (0, Status.PUBLISHED, True),
            (-1, Status.PUBLISHED, False),
            (1, Status.HIDDEN, False),
            (1, Status.EXPIRED, False),
        ],
    )
    def test_last_until_their_day(self, days: int, status: Status, is_placed: bool) -> None:
        placed = article(1, status=status, featured_until=NOW + timedelta(days=days))
        assert bool(site([placed, article(2)]).featured) is is_placed


class TestTranslations:
    def translated(self, status: Status = Status.PUBLISHED) -> list:
        return [
            article(1, article_id="a", lang="en", title="Market"),
            article(2, article_id="a", lang="vi", title="Chợ", status=status),
        ]

    def test_are_listed_once_in_vietnamese(self) -> None:
        assert [item.lang for item in site(self.translated()).listed] == ["vi"]

    def test_are_listed_in_the_language_that_is_published(self) -> None:
        assert [item.lang for item in site(self.translated(Status.EXPIRED)).listed] == ["en"]

    def test_are_known_to_one_another(self) -> None:
        (group,) = site(self.translated()).translations.values()
        assert [item.lang for item in group] == ["en", "vi"]

    @pytest.mark.parametrize("status", [Status.HIDDEN, Status.WITHDRAWN, Status.DRAFT])
    def test_that_readers_may_not_be_led_to_are_not(self, status: Status) -> None:
        assert site(self.translated(status)).translations == {}


class TestAddresses:
    def test_of_an_empty_portal(self) -> None:
        found = list(site(categories=()).addresses())
        assert {"/", "/rss/", "/so-do-trang/", "/luu-tru/", "/rss.xml", "/build.json"} <= set(found)
        assert len(found) == len(set(found))

    def test_of_feeds_of_categories(self) -> None:
        assert "/chuyen-muc/thong-bao/rss.xml" in set(site().addresses())

    def test_of_later_pages(self) -> None:
        shown = site([article(number) for number in range(6)], page_size="5")
        found = set(shown.addresses())
        assert {"/trang/2/", "/chuyen-muc/tin-xa/trang/2/", "/luu-tru/2026/trang/2/"} <= found
        assert "/trang/3/" not in found

    def test_are_not_those_of_drafts(self) -> None:
        shown = site([article(1, status=Status.DRAFT)], [page(status=Status.DRAFT)])
        assert not {"/tin-tuc/2026/01/tin-so-1/", "/gioi-thieu/"} & set(shown.addresses())

    def test_no_standing_page_may_stand_where_the_portals_own_do(self) -> None:
        shown = site([article(number, tags=TAGS) for number in range(6)], page_size="5")
        own = {url for url in shown.addresses() if url.endswith("/") and url != "/"}
        assert [url for url in own if not url.startswith(RESERVED)] == []
