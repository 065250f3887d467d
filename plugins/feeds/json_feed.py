"""JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from typing import Any

from plugins.feeds.core import publishable
from plugins.feeds.models import Enclosure, Feed, FeedItem, FeedSettings
from plugins.vietnamese import format_iso

_VERSION = "https://jsonfeed.org/version/1.1"


def render_json_feed(feed: Feed, settings: FeedSettings) -> bytes:
    """Render the feed as JSON Feed 1.1, UTF-8, keys in the order of the specification.

    An item without a body carries its lead as `content_text`, for the format wants a content.
    The origin of a republished item stands in the extension `_source`. Raise ValueError as
    `publishable` does.
    """
    facts = publishable(feed, settings)
    document = {
        "version": _VERSION,
        "title": facts.title,
        "home_page_url": facts.home_url,
        "feed_url": facts.self_url,
        "description": facts.description,
        "icon": facts.logo,
        "favicon": facts.icon,
        "authors": [{"name": facts.publisher}],
        "language": facts.language,
    }
    items = [_item(item) for item in facts.items]
    text = json.dumps({**_stated(document), "items": items}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def _item(item: FeedItem) -> dict[str, Any]:
    enclosure = item.enclosure
    facts: dict[str, Any] = {
        "id": item.item_id,
        "url": item.url,
        "title": item.title,
        "content_html": item.html,
        "content_text": "" if item.html else item.lead or item.title,
        "summary": item.lead,
        "image": enclosure.url if enclosure and _is_picture(enclosure) else "",
        "date_published": format_iso(item.published),
        "date_modified": format_iso(item.updated),
        "authors": [{"name": name} for name in item.authors],
        "tags": list(item.categories),
    }
    if enclosure is not None:
        facts["attachments"] = [
            {
                "url": enclosure.url,
                "mime_type": enclosure.media_type,
                "size_in_bytes": enclosure.length,
            }
        ]
    if item.source is not None:
        facts["_source"] = _stated({"name": item.source.name, "url": item.source.url})
    return _stated(facts)


def _is_picture(enclosure: Enclosure) -> bool:
    return enclosure.media_type.startswith("image/")


def _stated(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts without those that say nothing."""
    return {key: value for key, value in facts.items() if value not in ("", None, [])}
