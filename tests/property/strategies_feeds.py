"""Strategies for feeds: any text that can be pasted, any order, any offset."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from plugins.feeds import Enclosure, Feed, FeedItem, FeedSource

HOSTILE = (
    "]]>",
    "</title>",
    "<script>alert(1)</script>",
    "<!--",
    "-->",
    "&amp;",
    "&#0;",
    "&",
    "<![CDATA[",
    "\x00",
    "\x1b",
    "\x85",
    "\u2028",
    "\ud83d",
    "\udc00",
    "\ufffe",
    "\ufeff",
    "\U0001f33e",
    "\u0301",
    "\r\n",
)

HTML_PIECES = (
    *(
        "<a ",
        "<img ",
        "<script",
        "</script>",
        "<!--",
        "-->",
        "<",
        ">",
        "/",
        " ",
        "\n",
        "=",
        '"',
        "'",
    ),
    *("href", "srcset", "/x/", "#a", "//[", "https://o.example/", ",", " 2x", "&", "&amp;"),
)


def broken_html() -> st.SearchStrategy[str]:
    """Return pieces of HTML in an order that no editor would choose."""
    return st.lists(st.sampled_from(HTML_PIECES) | st.text(max_size=3), max_size=14).map("".join)


def hostile_texts() -> st.SearchStrategy[str]:
    """Return any text at all, lone surrogates and control characters included."""
    anything = st.text(st.characters(exclude_categories=()), max_size=30)
    return st.lists(st.one_of(st.sampled_from(HOSTILE), anything), max_size=4).map("".join)


def moments() -> st.SearchStrategy[datetime]:
    """Return aware datetimes of the portal's lifetime, in a few offsets."""
    offsets = st.sampled_from([0, 7, -5, 14]).map(lambda hours: timezone(timedelta(hours=hours)))
    return st.datetimes(
        datetime.fromisoformat("2005-01-01"),
        datetime.fromisoformat("2099-01-01"),
        timezones=offsets,
    )


def items() -> st.SearchStrategy[FeedItem]:
    """Return items whose every text is hostile."""
    texts = hostile_texts()
    return st.builds(
        FeedItem,
        item_id=st.integers(0, 10**6).map(lambda number: f"tag:khegiang.example,2026:{number}"),
        url=st.just("/tin-tuc/2026/11/bai/"),
        title=texts,
        lead=texts,
        html=texts,
        published=moments(),
        updated=moments(),
        authors=st.lists(texts, max_size=2).map(tuple),
        categories=st.lists(texts, max_size=2).map(tuple),
        enclosure=st.none() | st.just(Enclosure("/a.jpg", "image/jpeg", 7)),
        source=st.none() | st.builds(FeedSource, name=texts),
    )


def feeds() -> st.SearchStrategy[Feed]:
    """Return feeds of up to four items with different ids."""
    texts = hostile_texts()
    return st.builds(
        Feed,
        title=texts,
        description=texts,
        home_url=st.just("https://khegiang.example/"),
        self_url=st.just("/nguon-tin.xml"),
        language=st.just("vi"),
        items=st.lists(items(), max_size=4, unique_by=lambda item: item.item_id).map(tuple),
        updated=moments(),
        rights=texts,
        publisher=texts,
    )
