"""RSS 2.0 and Atom, through the library feedgen."""

from __future__ import annotations

from html import escape

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from plugins.feeds.core import publishable
from plugins.feeds.models import Enclosure, Feed, FeedItem, FeedSettings

# No version: a new release of the generator is no news to a reader, nor anyone's business.
_GENERATOR = "Pelican"
_RSS_DOCS = "https://www.rssboard.org/rss-specification"
_RSS_TYPE = "application/rss+xml"
_ATOM_TYPE = "application/atom+xml"


class _EnclosureLink:
    """A feedgen extension that writes the enclosure of an Atom entry.

    feedgen 1.0.0 writes only `href` of an entry's links (lkiesow/python-feedgen#135), which
    would turn an enclosure into a second address of the article.
    """

    def __init__(self) -> None:
        self.enclosure: Enclosure | None = None

    def extend_ns(self) -> dict[str, str]:
        """Declare no namespace."""
        return {}

    def extend_atom(self, element: etree._Element) -> etree._Element:
        """Append the link to an entry; feedgen also calls this once for the feed itself."""
        if self.enclosure is not None:
            link = etree.SubElement(element, "link", href=self.enclosure.url, rel="enclosure")
            link.set("type", self.enclosure.media_type)
            link.set("length", str(self.enclosure.length))
        return element


def render_rss(feed: Feed, settings: FeedSettings) -> bytes:
    """Render the feed as RSS 2.0, UTF-8, with `dc:creator` and `dc:source`.

    Source: RSS 2.0.11 and the RSS Advisory Board's best practices profile. Bylines are
    `dc:creator`, as `author` must be an e-mail address. `description` is HTML by that
    profile, so the lead is escaped once more. Raise ValueError as `publishable` does.
    """
    facts = publishable(feed, settings)
    generator = _generator(facts, _RSS_TYPE)
    generator.docs(_RSS_DOCS)
    for item in facts.items:
        entry = _entry(generator, item)
        entry.summary(escape(item.lead, quote=False) or None)
        entry.dc.dc_creator(list(item.authors))
        if item.enclosure is not None:
            entry.enclosure(
                item.enclosure.url, str(item.enclosure.length), item.enclosure.media_type
            )
    rendered: bytes = generator.rss_str(pretty=True)
    return rendered


def render_atom(feed: Feed, settings: FeedSettings) -> bytes:
    """Render the feed as Atom, UTF-8. Source: RFC 4287. Raise ValueError as `publishable`."""
    facts = publishable(feed, settings)
    generator = _generator(facts, _ATOM_TYPE)
    generator.author(name=facts.publisher)
    generator.register_extension("enclosing", _EnclosureLink, _EnclosureLink, rss=False)
    for item in facts.items:
        entry = _entry(generator, item)
        entry.summary(item.lead or None)
        entry.updated(item.updated)
        entry.author([{"name": name} for name in item.authors])
        entry.enclosing.enclosure = item.enclosure
    rendered: bytes = generator.atom_str(pretty=True)
    return rendered


def _generator(feed: Feed, media_type: str) -> FeedGenerator:
    """Return a feedgen feed with all that both formats say of the whole."""
    generator = FeedGenerator()
    generator.load_extension("dc")
    generator.id(feed.feed_id)
    generator.title(feed.title)
    generator.description(feed.description)
    generator.language(feed.language)
    generator.updated(feed.updated)  # or feedgen writes the time of the build
    generator.generator(_GENERATOR)
    generator.link(href=feed.self_url, rel="self", type=media_type)
    generator.link(href=feed.home_url, rel="alternate", type="text/html")  # last: RSS takes it
    if feed.rights:
        generator.rights(feed.rights)
    if feed.icon:
        generator.icon(feed.icon)
    if feed.logo:
        generator.logo(feed.logo)
    return generator


def _entry(generator: FeedGenerator, item: FeedItem) -> FeedEntry:
    """Add what both formats say of an item."""
    entry = generator.add_entry(order="append")
    entry.guid(item.item_id, permalink=False)
    entry.title(item.title)
    entry.link(href=item.url)
    entry.published(item.published)
    entry.category([{"term": name} for name in item.categories])
    if item.html:
        entry.content(item.html, type="html")
    if item.source is not None:
        entry.dc.dc_source([text for text in (item.source.name, item.source.url) if text])
    return entry
