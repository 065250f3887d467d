"""What an Atom reader gets."""

from __future__ import annotations

import io
from dataclasses import replace

import feedparser
import pytest
from lxml import etree

from plugins.feeds import Feed, FeedItem, FeedSettings, render_atom

FULL = FeedSettings(full_text=True)
LEAD_ONLY = FeedSettings(full_text=False)
ATOM = "{http://www.w3.org/2005/Atom}"


def document_of(feed: Feed, settings: FeedSettings = FULL) -> etree._Element:
    return etree.fromstring(render_atom(feed, settings))


@pytest.mark.parametrize("settings", [FULL, LEAD_ONLY])
def test_the_feed_meets_the_schema(
    feed: Feed, atom_schema: etree.RelaxNG, settings: FeedSettings
) -> None:
    atom_schema.assertValid(document_of(feed, settings))


def test_an_item_of_title_and_dates_alone_meets_the_schema(
    feed: Feed, item: FeedItem, atom_schema: etree.RelaxNG
) -> None:
    bare = replace(item, lead="", html="", authors=(), categories=(), enclosure=None, source=None)

    atom_schema.assertValid(document_of(replace(feed, items=(bare,))))


@pytest.mark.parametrize("tag", ["id", "title", "updated", "link"])
def test_the_schema_refuses_an_entry_without_what_atom_wants(
    feed: Feed, item: FeedItem, atom_schema: etree.RelaxNG, tag: str
) -> None:
    document = document_of(replace(feed, items=(replace(item, enclosure=None),)))
    entry = document.find(f"{ATOM}entry")
    entry.remove(entry.find(f"{ATOM}{tag}"))

    assert not atom_schema.validate(document)


def test_a_feed_reader_understands_it(feed: Feed) -> None:
    read = feedparser.parse(io.BytesIO(render_atom(feed, FULL)))

    entry = read.entries[0]
    assert not read.bozo
    assert read.feed.id == "tag:khegiang.example,2026:tin-moi"
    assert read.feed.icon == "https://khegiang.example/tinh/bieu-trung-32.png"
    assert read.feed.author == "Ủy ban nhân dân xã Khê Giang"
    assert entry.id == "tag:khegiang.example,2026:le-hoi-dinh-van-lo"
    assert entry.link == "https://khegiang.example/tin-tuc/2026/04/le-hoi-dinh-van-lo/"
    assert [author.name for author in entry.authors] == [
        "Tổ Truyền thông cơ sở",
        "Cộng tác viên Vân Lộ",
    ]
    assert (entry.published, entry.updated) == (
        "2026-04-01T07:30:00+07:00",
        "2026-04-02T18:05:09+07:00",
    )
    assert 'href="https://khegiang.example/so-do-trang/"' in entry.content[0].value


def test_the_picture_is_an_enclosure_and_no_second_address_of_the_article(feed: Feed) -> None:
    links = document_of(feed).findall(f"{ATOM}entry/{ATOM}link")

    assert [dict(link.attrib) for link in links if link.get("rel") == "enclosure"] == [
        {
            "href": "https://khegiang.example/media/2026/04/dinh-lang.jpg",
            "rel": "enclosure",
            "type": "image/jpeg",
            "length": "48213",
        }
    ]
    assert [link.get("href") for link in links if link.get("rel") in {None, "alternate"}] == [
        "https://khegiang.example/tin-tuc/2026/04/le-hoi-dinh-van-lo/"
    ]


def test_the_feed_is_as_new_as_its_newest_item(feed: Feed) -> None:
    assert document_of(feed).findtext(f"{ATOM}updated") == "2026-04-02T18:05:09+07:00"


def test_titles_and_leads_are_text_and_bodies_html(feed: Feed, item: FeedItem) -> None:
    spiky = replace(item, title="1 < 2 & <b>", lead="a &amp; b")

    entry = document_of(replace(feed, items=(spiky,))).find(f"{ATOM}entry")

    assert entry.find(f"{ATOM}title").attrib == {}
    assert entry.findtext(f"{ATOM}title") == "1 < 2 & <b>"
    assert entry.findtext(f"{ATOM}summary") == "a &amp; b"
    assert entry.find(f"{ATOM}content").get("type") == "html"


def test_lead_only_feeds_have_summaries_and_no_content(feed: Feed) -> None:
    entry = document_of(feed, LEAD_ONLY).find(f"{ATOM}entry")

    assert entry.find(f"{ATOM}content") is None
    assert entry.findtext(f"{ATOM}summary") == "Hai ngày hội, không đốt vàng mã."
