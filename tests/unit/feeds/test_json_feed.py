"""What a reader of JSON Feed gets."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from plugins.feeds import Enclosure, Feed, FeedItem, FeedSettings, render_json_feed

FULL = FeedSettings(full_text=True)
LEAD_ONLY = FeedSettings(full_text=False)


def document_of(feed: Feed, settings: FeedSettings = FULL) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(render_json_feed(feed, settings))
    return document


@pytest.mark.parametrize("settings", [FULL, LEAD_ONLY])
def test_the_feed_meets_the_schema(
    feed: Feed, json_feed_schema: Draft202012Validator, settings: FeedSettings
) -> None:
    json_feed_schema.validate(document_of(feed, settings))


@pytest.mark.parametrize("key", ["id", "url", "title", "date_published", "content_html"])
def test_the_schema_refuses_an_item_without_what_readers_need(
    feed: Feed, json_feed_schema: Draft202012Validator, key: str
) -> None:
    document = document_of(feed)
    del document["items"][0][key]

    assert not json_feed_schema.is_valid(document)


def test_an_item_says_everything_that_is_known(feed: Feed) -> None:
    assert document_of(feed)["items"] == [
        {
            "id": "tag:khegiang.example,2026:le-hoi-dinh-van-lo",
            "url": "https://khegiang.example/tin-tuc/2026/04/le-hoi-dinh-van-lo/",
            "title": "Lễ hội đình Vân Lộ",
            "content_html": '<p>Xem <a href="https://khegiang.example/so-do-trang/">sơ đồ</a>.</p>',
            "summary": "Hai ngày hội, không đốt vàng mã.",
            "image": "https://khegiang.example/media/2026/04/dinh-lang.jpg",
            "date_published": "2026-04-01T07:30:00+07:00",
            "date_modified": "2026-04-02T18:05:09+07:00",
            "authors": [{"name": "Tổ Truyền thông cơ sở"}, {"name": "Cộng tác viên Vân Lộ"}],
            "tags": ["Văn hóa - Thể thao", "Lễ hội đình Vân Lộ"],
            "attachments": [
                {
                    "url": "https://khegiang.example/media/2026/04/dinh-lang.jpg",
                    "mime_type": "image/jpeg",
                    "size_in_bytes": 48213,
                }
            ],
            "_source": {"name": "Báo Lam Giang", "url": "https://bao.example/dinh"},
        }
    ]


def test_lead_only_items_have_the_lead_as_their_content(feed: Feed) -> None:
    entry = document_of(feed, LEAD_ONLY)["items"][0]

    assert entry["content_text"] == "Hai ngày hội, không đốt vàng mã."
    assert "content_html" not in entry


def test_a_sound_recording_is_attached_but_no_picture(feed: Feed, item: FeedItem) -> None:
    heard = replace(item, enclosure=Enclosure("/media/ban-tin.mp3", "audio/mpeg", 9))

    entry = document_of(replace(feed, items=(heard,)))["items"][0]

    assert "image" not in entry
    assert entry["attachments"][0]["mime_type"] == "audio/mpeg"


def test_an_empty_feed_has_an_empty_list_of_items(
    feed: Feed, json_feed_schema: Draft202012Validator
) -> None:
    document = document_of(replace(feed, items=()))

    json_feed_schema.validate(document)
    assert document["items"] == []


def test_vietnamese_is_written_as_it_is_read(feed: Feed) -> None:
    assert "Lễ hội đình Vân Lộ".encode() in render_json_feed(feed, FULL)
