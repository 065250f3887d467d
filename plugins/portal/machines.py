"""What machines read: feeds, data files, sitemap, robots, manifest, the text of each article."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from plugins import dossiers
from plugins.content_model.models import Article, Status
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
from plugins.metadata import Icon, web_manifest
from plugins.portal.frame import Frame
from plugins.portal.pagination import Pagination
from plugins.portal.pictures import rendition_url
from plugins.portal.site import (
    ARCHIVE_URL,
    AUTHORS_URL,
    CATEGORIES_URL,
    DATA_URL,
    FEEDS_URL,
    SEARCH_URL,
    SITE_MAP_URL,
    TAGS_URL,
    TOPICS_URL,
    VISITS_URL,
    category_url,
    page_url,
    topic_url,
)
from plugins.portal.texts import lead_of
from plugins.sitemaps import SitemapEntry, render_robots, render_sitemaps
from plugins.vietnamese import format_datetime, format_iso

_UNKNOWN_TIME = "2025-01-01T00:00:00+07:00"
_THEME_COLOUR = "#8b1e1e"
_JSON = json.JSONEncoder(ensure_ascii=False)
_RENDER = {"rss.xml": render_rss, "atom.xml": render_atom, "feed.json": render_json_feed}
BodyHtml = Callable[[Article], str]


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """Everything that one feed is built from."""

    path: str
    title: str
    home: str
    articles: Sequence[Article]


def plan_feeds(frame: Frame) -> Iterator[FeedPlan]:
    """Yield a plan of every feed: the whole portal's, each category's and each topic's."""

    def newest(articles: Iterable[Article]) -> Sequence[Article]:
        own = (item for item in articles if item.lang == "vi")
        return tuple(islice(own, frame.portal.feeds.items))

    name, listed = frame.portal.name, newest(frame.site.listed)
    for file in ("rss.xml", "atom.xml", "feed.json"):
        yield FeedPlan(file, name, "/", listed)
    site = frame.site
    lists = [
        *[
            (it.name, category_url(it.slug), site.by_category[it.slug])
            for it in site.content.categories
        ],
        *[(it.name, topic_url(it.slug), site.by_topic[it.slug]) for it in site.topics],
    ]
    for heading, home, items in lists:
        articles = newest(items)
        for file in ("rss.xml", "atom.xml"):
            yield FeedPlan(f"{home[1:]}{file}", f"{heading} - {name}", home, articles)


def build_feed(frame: Frame, plan: FeedPlan, body_html: BodyHtml) -> bytes:
    """Return a feed in the format that the name of its file states."""
    settings = FeedSettings(frame.portal.feeds.full_text, frame.portal.feeds.items)
    feed = Feed(
        title=plan.title,
        description=frame.portal.description or frame.portal.slogan or plan.title,
        home_url=frame.absolute(plan.home),
        self_url=frame.absolute(f"/{plan.path}"),
        language="vi",
        items=tuple(_feed_item(frame, item, body_html(item)) for item in plan.articles),
        updated=datetime.fromisoformat(_UNKNOWN_TIME),
        icon=frame.absolute("/theme/icons/icon-192.png"),
        logo=frame.absolute("/theme/icons/icon-512.png"),
        rights=frame.layout.imprint.copyright,
        publisher=frame.layout.imprint.unit,
    )
    return _RENDER[plan.path.rpartition("/")[2]](feed, settings)


def permanent_id(portal_url: str, article: Article) -> str:
    """Return an article's id in feeds: a URN that neither date nor title nor slug changes."""
    host = urlsplit(portal_url).hostname or ""
    language = "" if article.lang == "vi" else f"#{article.lang}"
    return uuid5(NAMESPACE_URL, f"{host}/{article.article_id}{language}").urn


def _feed_item(frame: Frame, article: Article, html: str) -> FeedItem:
    found = frame.pictures.sets.get(article.image.src) if article.image else None
    return FeedItem(
        item_id=permanent_id(frame.portal.url, article),
        url=frame.absolute(article.url),
        title=article.title,
        lead=lead_of(article),
        html=html,
        published=article.published,
        updated=article.updated,
        authors=tuple(author.name for author in article.authors),
        categories=(article.category.name, *(tag.name for tag in article.tags)),
        enclosure=Enclosure(
            frame.absolute(rendition_url(found.social)), found.social.media_type, found.social.size
        )
        if found
        else None,
        source=FeedSource(article.source.name, article.source.url) if article.source else None,
    )


def build_article_data(
    articles: Iterable[Article], nearest: Mapping[str, Sequence[Article]]
) -> bytes:
    """Return /du-lieu/bai-viet.json: every listed article with the ids of its nearest ones."""
    rows = [
        _JSON.encode(
            {
                "id": item.article_id,
                "url": item.url,
                "title": item.title,
                "date": format_iso(item.published),
                "category": item.category.slug,
                "topic": item.topic.slug if item.topic else None,
                "tags": [tag.slug for tag in item.tags],
                "related": [other.article_id for other in nearest.get(item.url, ())],
            }
        )
        for item in articles
    ]
    return ("[\n" + ",\n".join(rows) + "\n]\n").encode()


def build_text(frame: Frame, article: Article, text: str) -> bytes:
    """Return an article as plain text, for those who save or listen to it.

    `text` is its body, one paragraph a line.
    The byte order mark makes old programs read it as UTF-8.
    """
    byline = ", ".join(author.name for author in article.authors)
    parts = [
        article.title,
        f"{frame.portal.name} - {format_datetime(article.published)}",
        article.lead,
        text.replace("\n", "\n\n"),
        byline,
        f"Nguồn: {article.source.name}" if article.source else "",
        *(f"Đính chính {item.date:%d/%m/%Y}: {item.note}" for item in article.corrections),
        frame.absolute(article.url),
    ]
    return ("\ufeff" + "\n\n".join(part for part in parts if part) + "\n").encode()


def build_sitemaps(frame: Frame) -> dict[str, bytes]:
    """Return the sitemap files by path: what robots may show, with the times of last change."""
    site = frame.site
    newest = max((item.updated for item in site.listed), default=None)
    entries = [SitemapEntry(frame.absolute("/"), newest)]
    fixed = (DATA_URL, FEEDS_URL, SEARCH_URL, SITE_MAP_URL)
    indexes = (CATEGORIES_URL, TAGS_URL, AUTHORS_URL, ARCHIVE_URL)
    others = (
        *((TOPICS_URL,) if site.content.topics else ()),
        *((dossiers.SCORES_URL,) if site.content.scores else ()),
        *((VISITS_URL,) if site.visits.as_of else ()),
    )
    entries += [
        SitemapEntry(frame.absolute(url))
        for url in (*dossiers.page_addresses(site.content.periods), *others, *fixed, *indexes)
    ]
    for item in site.articles:
        if item.status not in {Status.PUBLISHED, Status.EXPIRED}:
            continue
        facts = frame.pictures.facts(item.image)
        images = (frame.absolute(facts.url),) if facts else ()
        entries.append(SitemapEntry(frame.absolute(item.url), item.updated, images))
    for page in site.pages:
        if page.status is Status.PUBLISHED:
            entries.append(SitemapEntry(frame.absolute(page.url), page.modified))
    pages = site.paginated(site.listed, home=True)
    entries += _full_pages(frame, "/", pages)
    for url, articles in site.lists():
        changed = max((item.updated for item in articles), default=None)
        entries.append(SitemapEntry(frame.absolute(url), changed))
        entries += _full_pages(frame, url, site.paginated(articles))
    return render_sitemaps(entries, frame.portal.url)


def _full_pages(frame: Frame, url: str, pages: Pagination[Article]) -> Iterator[SitemapEntry]:
    """Yield a list's pages that never change again; the one being filled is not for robots."""
    for page in pages.numbered:
        if page.is_full:
            changed = max(item.updated for item in page.items)
            yield SitemapEntry(frame.absolute(page_url(url, page.number)), changed)


def build_robots(frame: Frame) -> bytes:
    """Return robots.txt: everything may be read; the sitemap is named."""
    return render_robots(frame.absolute("/sitemap.xml"))


def build_manifest(frame: Frame) -> bytes:
    """Return the web app manifest."""
    icons = (
        Icon("/theme/icons/icon-192.png", 192, "image/png"),
        Icon("/theme/icons/icon-512.png", 512, "image/png"),
        Icon("/theme/icons/icon-maskable-512.png", 512, "image/png", is_maskable=True),
    )
    return web_manifest(frame.portal.name, frame.portal.unit.full_name, _THEME_COLOUR, icons)
