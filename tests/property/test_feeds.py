"""Whatever is pasted into an article, its feed stays a feed and says the same."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree
from lxml.html import fromstring
from strategies_feeds import broken_html, feeds, hostile_texts

from plugins.feeds import (
    Feed,
    FeedSettings,
    absolute_html,
    render_atom,
    render_json_feed,
    render_rss,
)
from plugins.feeds.core import publishable
from plugins.feeds.text import clean_line, clean_text

SCHEMAS = Path(__file__).parents[1] / "data" / "schemas"
RSS = etree.RelaxNG(etree.parse(SCHEMAS / "rss-2.0.rng"))
ATOM = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
JSON_FEED = Draft202012Validator(json.loads((SCHEMAS / "json-feed-1.1.json").read_bytes()))
ATOM_TITLES = "{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}title"
BASE = "https://khegiang.example/bai/"

settings_of_feeds = st.booleans().map(lambda full: FeedSettings(full_text=full))


def titles(feed: Feed) -> list[str]:
    """Return the titles that the feed promises, in its order, by the texts handed in."""
    written = {item.item_id: clean_line(item.title) for item in feed.items}
    shown = publishable(feed, FeedSettings(full_text=False)).items
    return [written[item.item_id] or item.url for item in shown]


@given(feeds(), settings_of_feeds)
def test_rss_always_parses_and_says_the_titles(feed: Feed, settings: FeedSettings) -> None:
    rendered = render_rss(feed, settings)

    document = etree.fromstring(rendered)
    RSS.assertValid(document)
    assert [title.text for title in document.findall("channel/item/title")] == titles(feed)
    assert not feedparser.parse(io.BytesIO(rendered)).bozo


@given(feeds(), settings_of_feeds)
def test_atom_always_parses_and_says_the_titles(feed: Feed, settings: FeedSettings) -> None:
    rendered = render_atom(feed, settings)

    document = etree.fromstring(rendered)
    ATOM.assertValid(document)
    assert [title.text for title in document.findall(ATOM_TITLES)] == titles(feed)
    assert not feedparser.parse(io.BytesIO(rendered)).bozo


@given(feeds(), settings_of_feeds)
def test_json_feed_always_parses_and_says_the_titles(feed: Feed, settings: FeedSettings) -> None:
    document = json.loads(render_json_feed(feed, settings))

    JSON_FEED.validate(document)
    assert [item["title"] for item in document["items"]] == titles(feed)


@pytest.mark.parametrize("render", [render_rss, render_atom, render_json_feed])
@given(data=st.data(), feed=feeds())
def test_the_order_of_the_items_handed_in_does_not_matter(
    render: Callable[[Feed, FeedSettings], bytes], data: st.DataObject, feed: Feed
) -> None:
    settings = FeedSettings(full_text=True)
    shuffled = replace(feed, items=tuple(data.draw(st.permutations(feed.items))))

    assert render(shuffled, settings) == render(feed, settings)


@given(hostile_texts())
def test_cleaning_is_done_once(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_text(clean_text(text)) == clean_text(text)


@given(broken_html())
def test_making_links_absolute_never_fails_and_is_done_once(html: str) -> None:
    once = absolute_html(html, BASE)

    assert absolute_html(once, BASE) == once


@given(st.lists(st.tuples(st.sampled_from(["/x/?a=1&b=2", "../y/", "#z"]), hostile_texts())))
def test_a_browser_finds_every_link_absolute_and_all_else_unchanged(
    links: list[tuple[str, str]],
) -> None:
    html = "".join(
        f"<a title='{escape(noise)}' href=\"{escape(url)}\">{escape(noise)}</a>"
        for url, noise in links
    )

    read = fromstring(f"<div>{clean_text(absolute_html(html, BASE))}</div>")
    expected = fromstring(f"<div>{clean_text(html)}</div>")

    assert [link.get("href") for link in read] == [urljoin(BASE, url) for url, _ in links]
    assert [(link.get("title"), link.text) for link in read] == [
        (link.get("title"), link.text) for link in expected
    ]
