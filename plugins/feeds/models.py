"""The facts of a feed: frozen, plain, the same for all three formats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

FEWEST_ITEMS = 20
MOST_ITEMS = 50


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """How much a feed carries.

    `max_items` below 20 would let readers that poll once a day miss news; above 50, every
    poll transfers old news again. Raise ValueError outside that range.
    """

    full_text: bool
    max_items: int = 30

    def __post_init__(self) -> None:
        if not FEWEST_ITEMS <= self.max_items <= MOST_ITEMS:
            raise ValueError(
                f"max_items must be {FEWEST_ITEMS} to {MOST_ITEMS}, got {self.max_items}"
            )


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A media file of an item: its address, its media type and its size in bytes."""

    url: str
    media_type: str
    length: int

    def __post_init__(self) -> None:
        if self.length <= 0:
            raise ValueError(f"an enclosure needs its true length, got {self.length}: {self.url}")


@dataclass(frozen=True, slots=True)
class FeedSource:
    """Where a republished item came from (nguồn tin)."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One article as a feed shows it.

    `item_id` is a permanent URI (`tag:`, `urn:`), never the address. `url` may be
    root-relative, and so may every link of `html`, the sanitised body. `title` and `lead`
    are plain text. Both datetimes are aware.
    """

    item_id: str
    url: str
    title: str
    lead: str
    html: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    enclosure: Enclosure | None = None
    source: FeedSource | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed and the items that may stand in it, in any order.

    `home_url` is the absolute address of the page that the feed follows, `self_url` the
    address of the feed in the format being rendered. `updated` counts only while there are no
    items. `publisher` is who answers for items without authors (default: the title);
    `feed_id` the permanent id of the feed (default: `self_url`). `icon` is a small square
    picture, `logo` a larger one; empty means none.
    """

    title: str
    description: str
    home_url: str
    self_url: str
    language: str
    items: tuple[FeedItem, ...]
    updated: datetime
    icon: str = ""
    logo: str = ""
    rights: str = ""
    publisher: str = ""
    feed_id: str = ""
