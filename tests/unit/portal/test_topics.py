from __future__ import annotations

from datetime import datetime

from strategies_portal import TOPICS, article, frame, site

from plugins.content_model.models import Status
from plugins.portal.machines import plan_feeds
from plugins.portal.other_views import build_feeds_page, build_indexes
from plugins.portal.site import Site
from plugins.portal.topic_views import build_topic, build_topics, plan_topics
from plugins.portal.views import TopicView
from plugins.vietnamese import VIETNAM

BRIDGE, DYKE = TOPICS


def pages(shown: Site) -> dict[str, TopicView]:
    around = frame(shown)
    return {plan.url: build_topic(around, plan) for plan in plan_topics(around, None)}


def told(count: int, **stated: object) -> Site:
    articles = [article(number, topic=BRIDGE) for number in range(1, count + 1)]
    return site(articles, page_size="5", **stated)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 2, day, hour, minute, tzinfo=VIETNAM)


class TestAPage:
    def test_tells_the_story_day_by_day_the_newest_first(self) -> None:
        moments = [at(1, 8), at(2, 7, 30), at(2, 16, 5)]
        shown = site(article(n, topic=BRIDGE, published=when) for n, when in enumerate(moments))
        days = pages(shown)["/dong-su-kien/cau/"].days
        assert [(day.day.iso, day.day.text) for day in days] == [
            ("2026-02-02", "Thứ Hai, 02/02/2026"),
            ("2026-02-01", "Chủ Nhật, 01/02/2026"),
        ]
        assert [[item.time.text for item in day.items] for day in days] == [
            ["16:05", "07:30"],
            ["08:00"],
        ]

    def test_tells_no_hour_that_nobody_stated(self) -> None:
        shown = site([article(1, topic=BRIDGE, published=at(1, 0))])
        (day,) = pages(shown)["/dong-su-kien/cau/"].days
        assert day.items[0].time.text == ""

    def test_says_what_the_story_is_about(self) -> None:
        view = pages(site([article(1, topic=DYKE)]))["/dong-su-kien/de/"]
        assert (view.heading, view.intro) == ("Đê", "Ba chỗ yếu trên đê.")
        assert [link.url for link in view.breadcrumb] == ["/", "/dong-su-kien/"]

    def test_is_not_taken_for_that_of_a_tag_with_the_same_name(self) -> None:
        head = pages(told(1))["/dong-su-kien/cau/"].head
        assert head.title == "Dòng sự kiện: Cầu - Cổng xã Mẫu"
        assert head.description.startswith("Dòng sự kiện: Cầu, tin, bài")

    def test_is_one_of_several_where_the_story_is_long(self) -> None:
        found = pages(told(12))
        assert sum(len(day.items) for day in found["/dong-su-kien/cau/"].days) == 7
        assert found["/dong-su-kien/cau/"].pager.older_url == "/dong-su-kien/cau/trang/1/"
        assert len(found["/dong-su-kien/cau/trang/2/"].days) == 5

    def test_that_is_full_stays_the_same_when_the_story_goes_on(self) -> None:
        url = "/dong-su-kien/cau/trang/1/"
        assert pages(told(6))[url] == pages(told(17))[url]

    def test_offers_the_feeds_of_the_story(self) -> None:
        view = pages(told(1))["/dong-su-kien/cau/"]
        assert [feed.url for feed in view.head.feeds] == [
            "/dong-su-kien/cau/rss.xml",
            "/dong-su-kien/cau/atom.xml",
        ]

    def test_belongs_to_the_navigation_entry_of_all_topics(self) -> None:
        shown = told(1, navigation=[{"label": "Dòng sự kiện", "url": "/dong-su-kien/"}])
        assert pages(shown)["/dong-su-kien/cau/"].section_url == "/dong-su-kien/"


class TestTheIndex:
    def test_has_the_story_that_went_on_last_first(self) -> None:
        articles = [article(1, topic=BRIDGE), article(2, topic=BRIDGE), article(3, topic=DYKE)]
        view = build_topics(frame(site(articles)))
        assert view is not None
        assert [(row.name, row.count, row.newest.text) for row in view.rows] == [
            ("Đê", "1 bài", "04/01/2026"),
            ("Cầu", "2 bài", "03/01/2026"),
        ]

    def test_leaves_out_a_story_without_a_listed_article(self) -> None:
        shown = site([article(1, topic=BRIDGE, status=Status.HIDDEN)])
        view = build_topics(frame(shown))
        assert view is not None and view.rows == ()
        assert pages(shown) == {}
        assert "/dong-su-kien/cau/" not in set(shown.addresses())

    def test_is_there_only_where_topics_are(self) -> None:
        shown = site([article(1)])
        assert build_topics(frame(shown)) is None
        assert "/dong-su-kien/" not in set(shown.addresses())
        assert not any("/dong-su-kien/" in f"{view}" for _, view in build_indexes(frame(shown)))


class TestFeeds:
    def test_of_a_story_hold_its_articles(self) -> None:
        articles = [article(1, topic=BRIDGE), article(2, topic=DYKE), article(3)]
        plans = {plan.path: plan for plan in plan_feeds(frame(site(articles)))}
        plan = plans["dong-su-kien/cau/atom.xml"]
        assert (plan.title, plan.home) == ("Cầu - Cổng xã Mẫu", "/dong-su-kien/cau/")
        assert [item.article_id for item in plan.articles] == ["1"]

    def test_are_listed(self) -> None:
        view = build_feeds_page(frame(told(1)))
        assert [feed.url for feed in view.rows[-1].feeds] == [
            "/dong-su-kien/cau/rss.xml",
            "/dong-su-kien/cau/atom.xml",
        ]


def test_the_site_map_page_leads_to_every_story() -> None:
    around = frame(told(2))
    views = dict(build_indexes(around))
    groups = {group.heading: group for group in views["/so-do-trang/"].groups}
    assert groups["Dòng sự kiện"].url == "/dong-su-kien/"
    assert [(link.url, link.count) for link in groups["Dòng sự kiện"].links] == [
        ("/dong-su-kien/cau/", "2 bài")
    ]
