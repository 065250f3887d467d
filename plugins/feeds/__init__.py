"""Syndication feeds (nguồn cấp tin): RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1.

A pure library: facts in, bytes out; no clock, disk or network. The caller picks the items and
hands in permanent ids; the room orders, cleans, makes every address absolute and renders.

Settings (`FeedSettings`):

| name | default | meaning |
|---|---|---|
| `full_text` | none | True: whole articles; False: only the lead of each |
| `max_items` | 30 | newest items in a feed, 20 to 50 |
"""

from plugins.feeds.json_feed import render_json_feed
from plugins.feeds.links import absolute_html, absolute_url
from plugins.feeds.models import Enclosure, Feed, FeedItem, FeedSettings, FeedSource
from plugins.feeds.xml_feeds import render_atom, render_rss

__all__ = [
    "Enclosure",
    "Feed",
    "FeedItem",
    "FeedSettings",
    "FeedSource",
    "absolute_html",
    "absolute_url",
    "render_atom",
    "render_json_feed",
    "render_rss",
]
