"""What an RSS reader gets."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import feedparser
import pytest
from lxml import etree

from plugins.feeds import Feed, FeedItem, FeedSettings, FeedSource, render_rss

FULL = FeedSettings(full_text=True)
LEAD_ONLY = FeedSettings(full_text=False)
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"


def channel_of(feed: Feed, settings: FeedSettings = FULL) -> etree._Element:
    return etree.fromstring(render_rss(feed, settings))[0]


@pytest.mark.parametrize("settings", [FULL, LEAD_ONLY])
def test_the_feed_meets_the_schema(
    feed: Feed, rss_schema: etree.RelaxNG, settings: FeedSettings
) -> None:
    rss_schema.assertValid(etree.fromstring(render_rss(feed, settings)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda item: item.find("guid").set("isPermaLink", "true"),
        lambda item: item.remove(item.find("guid")),
        lambda item: setattr(item.find("pubDate"), "text", "2026-04-01T07:30:00+07:00"),
        lambda item: setattr(item.find("link"), "text", "/tin-tuc/"),
        lambda item: item.find("enclosure").set("length", "0"),
    ],
)
def test_the_schema_refuses_what_readers_trip_over(
    feed: Feed, rss_schema: etree.RelaxNG, spoil: Callable[[etree._Element], object]
) -> None:
    document = etree.fromstring(render_rss(feed, FULL))
    spoil(document.find("channel/item"))

    assert not rss_schema.validate(document)


def test_a_feed_reader_understands_it(feed: Feed) -> None:
    read = feedparser.parse(io.BytesIO(render_rss(feed, FULL)))

    entry = read.entries[0]
    assert not read.bozo
    assert read.feed.language == "vi"
    assert entry.title == "Lễ hội đình Vân Lộ"
    assert entry.id == "tag:khegiang.example,2026:le-hoi-dinh-van-lo"
    assert entry.link == "https://khegiang.example/tin-tuc/2026/04/le-hoi-dinh-van-lo/"
    assert entry.summary == "Hai ngày hội, không đốt vàng mã."
    assert 'href="https://khegiang.example/so-do-trang/"' in entry.content[0].value
    assert [tag.term for tag in entry.tags] == ["Văn hóa - Thể thao", "Lễ hội đình Vân Lộ"]
    assert entry.enclosures[0].href == "https://khegiang.example/media/2026/04/dinh-lang.jpg"
    assert (entry.enclosures[0].type, entry.enclosures[0].length) == ("image/jpeg", "48213")
    assert entry.published_parsed[:6] == (2026, 4, 1, 0, 30, 0)


def test_the_id_is_no_address(feed: Feed) -> None:
    guid = channel_of(feed).find("item/guid")

    assert guid.get("isPermaLink") == "false"
    assert guid.text == "tag:khegiang.example,2026:le-hoi-dinh-van-lo"


def test_times_come_from_the_items_with_vietnamese_offset(feed: Feed) -> None:
    channel = channel_of(feed)

    assert channel.findtext("lastBuildDate") == "Thu, 02 Apr 2026 18:05:09 +0700"
    assert channel.findtext("item/pubDate") == "Wed, 01 Apr 2026 07:30:00 +0700"


def test_the_feed_names_its_own_address_and_the_page_it_follows(feed: Feed) -> None:
    channel = channel_of(feed)

    own = channel.find("{http://www.w3.org/2005/Atom}link")
    assert (own.get("rel"), own.get("href")) == ("self", "https://khegiang.example/nguon-tin.xml")
    assert channel.findtext("link") == "https://khegiang.example/"


def test_full_text_and_lead_only_differ_in_the_body_alone(feed: Feed) -> None:
    full = channel_of(feed, FULL).find("item")
    lead_only = channel_of(feed, LEAD_ONLY).find("item")

    body = full.find(CONTENT)
    assert body.text == '<p>Xem <a href="https://khegiang.example/so-do-trang/">sơ đồ</a>.</p>'
    full.remove(body)
    assert [(e.tag, e.text) for e in full] == [(e.tag, e.text) for e in lead_only]


def test_a_lead_is_text_although_descriptions_are_html(feed: Feed, item: FeedItem) -> None:
    spiky = replace(item, lead="Giá < 5.000 & <b>")

    description = channel_of(replace(feed, items=(spiky,))).findtext("item/description")

    assert description == "Giá &lt; 5.000 &amp; &lt;b&gt;"


def test_authors_and_source_are_named(feed: Feed) -> None:
    entry = channel_of(feed).find("item")

    assert [e.text for e in entry.findall(f"{DC}creator")] == [
        "Tổ Truyền thông cơ sở",
        "Cộng tác viên Vân Lộ",
    ]
    assert [e.text for e in entry.findall(f"{DC}source")] == [
        "Báo Lam Giang",
        "https://bao.example/dinh",
    ]


def test_a_source_without_an_address_is_named_all_the_same(feed: Feed, item: FeedItem) -> None:
    cited = replace(item, source=FeedSource("Bản tin xã"))

    entry = channel_of(replace(feed, items=(cited,))).find("item")

    assert [e.text for e in entry.findall(f"{DC}source")] == ["Bản tin xã"]


def test_an_empty_feed_is_a_feed(feed: Feed, rss_schema: etree.RelaxNG) -> None:
    document = etree.fromstring(render_rss(replace(feed, items=()), FULL))

    rss_schema.assertValid(document)
    assert document.findtext("channel/lastBuildDate") == "Wed, 01 Jan 2020 00:00:00 +0700"
