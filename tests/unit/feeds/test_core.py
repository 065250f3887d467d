"""Which items a feed shows, in which order, and with which times, names and addresses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from plugins.feeds import Enclosure, Feed, FeedItem, FeedSettings
from plugins.feeds.core import publishable

FULL = FeedSettings(full_text=True)
LEAD_ONLY = FeedSettings(full_text=False)


def dated(item: FeedItem, name: str, published: str, updated: str) -> FeedItem:
    """Return a copy of the item with an id and two days of April 2026 (UTC)."""
    return replace(
        item,
        item_id=f"tag:khegiang.example,2026:{name}",
        published=datetime.fromisoformat(f"2026-04-{published}T00:00:00+00:00"),
        updated=datetime.fromisoformat(f"2026-04-{updated}T00:00:00+00:00"),
    )


def names(feed: Feed) -> list[str]:
    return [item.item_id.rpartition(":")[2] for item in feed.items]


def test_the_newest_update_stands_first_then_the_newest_publication_then_the_id(
    feed: Feed, item: FeedItem
) -> None:
    items = (
        dated(item, "b", "01", "05"),
        dated(item, "old-but-corrected", "01", "09"),
        dated(item, "a", "01", "05"),
        dated(item, "later", "02", "05"),
    )

    shown = publishable(replace(feed, items=items), FULL)

    assert names(shown) == ["old-but-corrected", "later", "a", "b"]


def test_only_the_newest_items_are_shown(feed: Feed, item: FeedItem) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    items = tuple(
        replace(item, item_id=f"tag:x:{day:02}", updated=start + timedelta(days=day))
        for day in range(40)
    )

    shown = publishable(replace(feed, items=items), FeedSettings(full_text=True, max_items=25))

    assert names(shown) == [f"{day:02}" for day in range(39, 14, -1)]


def test_the_feed_is_as_new_as_its_newest_item(feed: Feed, item: FeedItem) -> None:
    shown = publishable(feed, FULL)

    assert shown.updated == item.updated


def test_an_empty_feed_has_the_time_handed_in(feed: Feed) -> None:
    shown = publishable(replace(feed, items=()), FULL)

    assert shown.updated.isoformat() == "2020-01-01T00:00:00+07:00"


def test_times_are_vietnamese_whatever_offset_came_in(feed: Feed, item: FeedItem) -> None:
    utc = replace(item, updated=datetime(2026, 4, 1, 18, 30, 0, 999_999, tzinfo=UTC))

    shown = publishable(replace(feed, items=(utc,)), FULL).items[0]

    assert shown.updated.isoformat() == "2026-04-02T01:30:00+07:00"


def test_a_time_without_an_offset_is_refused(feed: Feed, item: FeedItem) -> None:
    naive = replace(item, published=datetime.fromisoformat("2026-04-01T07:30"))

    with pytest.raises(ValueError, match="offset"):
        publishable(replace(feed, items=(naive,)), FULL)


def test_two_items_with_one_id_are_refused(feed: Feed, item: FeedItem) -> None:
    """A feed reader would silently show one of them."""
    twin = replace(item, url="/tin-tuc/2026/04/khac/")

    with pytest.raises(ValueError, match="two items have the id"):
        publishable(replace(feed, items=(item, twin)), FULL)


@pytest.mark.parametrize("item_id", ["", " ", "\0"])
def test_an_item_without_an_id_is_refused(feed: Feed, item: FeedItem, item_id: str) -> None:
    with pytest.raises(ValueError, match="permanent id"):
        publishable(replace(feed, items=(replace(item, item_id=item_id),)), FULL)


def test_a_feed_without_an_absolute_home_is_refused(feed: Feed) -> None:
    with pytest.raises(ValueError, match="absolute"):
        publishable(replace(feed, home_url="/"), FULL)


def test_every_address_is_absolute_and_encoded(feed: Feed, item: FeedItem) -> None:
    pictured = replace(item, enclosure=Enclosure("/media/ảnh trâu.jpg", "image/jpeg", 5))

    shown = publishable(replace(feed, items=(pictured,)), FULL)

    entry = shown.items[0]
    assert entry.url == "https://khegiang.example/tin-tuc/2026/04/le-hoi-dinh-van-lo/"
    assert entry.enclosure is not None
    assert entry.enclosure.url == "https://khegiang.example/media/%E1%BA%A3nh%20tr%C3%A2u.jpg"
    assert shown.self_url == "https://khegiang.example/nguon-tin.xml"
    assert shown.logo == "https://khegiang.example/tinh/bieu-trung.png"


def test_lead_only_feeds_carry_no_body(feed: Feed) -> None:
    assert publishable(feed, LEAD_ONLY).items[0].html == ""


def test_names_stand_once_and_never_empty(feed: Feed, item: FeedItem) -> None:
    named = replace(item, authors=("Ban  Biên tập", "", "\x07", "Ban Biên tập"), categories=(" ",))

    shown = publishable(replace(feed, items=(named,)), FULL).items[0]

    assert shown.authors == ("Ban Biên tập",)
    assert shown.categories == ()


def test_what_is_missing_has_a_stand_in(feed: Feed, item: FeedItem) -> None:
    bare = replace(
        feed, description="", publisher="", feed_id="", items=(replace(item, title="\0"),)
    )

    shown = publishable(bare, FULL)

    assert shown.description == shown.publisher == "Tin xã Khê Giang"
    assert shown.feed_id == "https://khegiang.example/nguon-tin.xml"
    assert shown.items[0].title == shown.items[0].url


def test_publishing_what_is_published_changes_nothing(feed: Feed) -> None:
    once = publishable(feed, FULL)

    assert publishable(once, FULL) == once


@pytest.mark.parametrize("max_items", [19, 51, 0, -1])
def test_a_feed_of_too_few_or_too_many_items_is_refused(max_items: int) -> None:
    with pytest.raises(ValueError, match="20 to 50"):
        FeedSettings(full_text=True, max_items=max_items)


@pytest.mark.parametrize("length", [0, -1])
def test_an_enclosure_without_its_true_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="true length"):
        Enclosure("/a.jpg", "image/jpeg", length)
