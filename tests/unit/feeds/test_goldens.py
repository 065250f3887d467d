"""The bytes of each format, small enough to read.

In `minimal`, see how little a feed needs; in `html_escape`, that nothing an editor writes
becomes markup of the feed, that links of bodies are absolute, and that the text in a comment
is no link.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from plugins.feeds import (
    Enclosure,
    Feed,
    FeedItem,
    FeedSettings,
    FeedSource,
    render_atom,
    render_json_feed,
    render_rss,
)

GOLDEN = Path(__file__).parents[2] / "golden" / "feeds"


def load_feed(path: Path) -> Feed:
    """Read the facts of a feed from the JSON of a golden."""
    source = json.loads(path.read_text(encoding="utf-8"))
    facts: dict[str, Any] = source["feed"]
    return Feed(
        **{
            **facts,
            "self_url": "",
            "updated": datetime.fromisoformat(facts["updated"]),
            "items": tuple(load_item(item) for item in source["items"]),
        }
    )


def load_item(facts: dict[str, Any]) -> FeedItem:
    """Read one item; JSON has neither tuples nor datetimes."""
    return FeedItem(
        **{
            **facts,
            "published": datetime.fromisoformat(facts["published"]),
            "updated": datetime.fromisoformat(facts["updated"]),
            "authors": tuple(facts.get("authors", ())),
            "categories": tuple(facts.get("categories", ())),
            "enclosure": Enclosure(**facts["enclosure"]) if "enclosure" in facts else None,
            "source": FeedSource(**facts["source"]) if "source" in facts else None,
        }
    )


@pytest.mark.parametrize("behaviour", ["minimal", "html_escape"])
@pytest.mark.parametrize(
    ("name", "render"),
    [("rss.xml", render_rss), ("atom.xml", render_atom), ("feed.json", render_json_feed)],
)
def test_a_feed_is_the_golden_byte_for_byte(
    behaviour: str, name: str, render: Callable[[Feed, FeedSettings], bytes]
) -> None:
    folder = GOLDEN / behaviour
    feed = replace(load_feed(folder / "source.json"), self_url=f"/{name}")

    rendered = render(feed, FeedSettings(full_text=True))

    assert rendered.decode() == (folder / "expected" / name).read_text(encoding="utf-8")
