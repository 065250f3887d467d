"""From facts as handed in to facts as published: ordered, cut, clean and absolute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from plugins.feeds.links import absolute_html, absolute_url
from plugins.feeds.models import Enclosure, Feed, FeedItem, FeedSettings, FeedSource
from plugins.feeds.text import clean_line, clean_names, clean_text
from plugins.vietnamese import VIETNAM


def publishable(feed: Feed, settings: FeedSettings) -> Feed:
    """Return the feed as every format shows it; applying it again changes nothing.

    Items stand newest first (update, then publication, then id), at most `max_items`. Texts
    hold no character that XML forbids, addresses and the links of bodies are absolute, times
    are whole seconds at +07:00, and `updated` is that of the newest item. Without
    `full_text`, items have no body. An empty title gives way to the item's address.
    Raise ValueError for a naive datetime, a relative `home_url`, a missing or repeated id.
    """
    home = absolute_url(feed.home_url)
    own = absolute_url(feed.self_url, home)
    title = clean_line(feed.title) or home
    chosen = _newest_first(feed.items)[: settings.max_items]
    items = tuple(_publishable_item(item, home, settings) for item in chosen)
    _require_ids(items)
    return replace(
        feed,
        title=title,
        description=clean_line(feed.description) or title,
        home_url=home,
        self_url=own,
        language=clean_line(feed.language),
        items=items,
        updated=items[0].updated if items else _in_vietnam(feed.updated),
        icon=absolute_url(feed.icon, home) if feed.icon else "",
        logo=absolute_url(feed.logo, home) if feed.logo else "",
        rights=clean_line(feed.rights),
        publisher=clean_line(feed.publisher) or title,
        feed_id=clean_line(feed.feed_id) or own,
    )


def _newest_first(items: Iterable[FeedItem]) -> list[FeedItem]:
    return sorted(
        sorted(items, key=lambda item: item.item_id),
        key=lambda item: (_in_vietnam(item.updated), _in_vietnam(item.published)),
        reverse=True,
    )


def _require_ids(items: Iterable[FeedItem]) -> None:
    """Raise ValueError for a missing id, and for two equal ones: readers show only one of them."""
    for item in items:
        if not item.item_id:
            raise ValueError(f"an item needs a permanent id: {item.url}")
    for one, other in pairwise(sorted(items, key=lambda item: item.item_id)):
        if one.item_id == other.item_id:
            raise ValueError(f"two items have the id {one.item_id!r}: {one.url}, {other.url}")


def _publishable_item(item: FeedItem, home: str, settings: FeedSettings) -> FeedItem:
    url = absolute_url(item.url, home)
    return replace(
        item,
        item_id=clean_line(item.item_id),
        url=url,
        title=clean_line(item.title) or url,
        lead=clean_line(item.lead),
        html=absolute_html(clean_text(item.html), url) if settings.full_text else "",
        published=_in_vietnam(item.published),
        updated=_in_vietnam(item.updated),
        authors=clean_names(item.authors),
        categories=clean_names(item.categories),
        enclosure=_publishable_enclosure(item.enclosure, url),
        source=_publishable_source(item.source, url),
    )


def _publishable_enclosure(enclosure: Enclosure | None, base: str) -> Enclosure | None:
    if enclosure is None:
        return None
    return replace(
        enclosure,
        url=absolute_url(enclosure.url, base),
        media_type=clean_line(enclosure.media_type),
    )


def _publishable_source(source: FeedSource | None, base: str) -> FeedSource | None:
    if source is None or not clean_line(source.name):
        return None
    return FeedSource(
        name=clean_line(source.name),
        url=absolute_url(source.url, base) if source.url else None,
    )


def _in_vietnam(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError(f"expected a datetime with an offset, got {moment.isoformat()}")
    return moment.astimezone(VIETNAM).replace(microsecond=0)
