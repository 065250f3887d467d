"""The portal as readers will find it: which articles stand in which list, at which address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from plugins import dossiers
from plugins.content_model import Content
from plugins.content_model.models import Article, Category, Page, Status, Term, Topic
from plugins.portal.pagination import Pagination, paginate
from plugins.vietnamese import sort_key
from plugins.visits import Visits, build_visits

Key = TypeVar("Key")

DATA_URL, ARTICLE_DATA_URL = "/du-lieu/", "/du-lieu/bai-viet.json"
FEEDS_URL = "/rss/"
SITE_MAP_URL = "/so-do-trang/"
VISITS_URL = "/luot-truy-cap/"
SEARCH_URL = "/tim-kiem/"
CATEGORIES_URL, TAGS_URL, AUTHORS_URL = "/chuyen-muc/", "/the/", "/tac-gia/"
TOPICS_URL = "/dong-su-kien/"
ARCHIVE_URL = "/luu-tru/"
OFFLINE_URL = "/khong-co-mang/"

#: Addresses that articles of content/pages may not take.
RESERVED = (
    "/tin-tuc/",
    "/trang/",
    "/thu-tuc-hanh-chinh/",
    DATA_URL,
    SEARCH_URL,
    "/theme/",
    "/media/",
    FEEDS_URL,
    SITE_MAP_URL,
    VISITS_URL,
    CATEGORIES_URL,
    TOPICS_URL,
    TAGS_URL,
    AUTHORS_URL,
    ARCHIVE_URL,
    OFFLINE_URL,
)

_OPEN = frozenset({Status.PUBLISHED, Status.EXPIRED})
_SHOWN = _OPEN | {Status.HIDDEN, Status.WITHDRAWN}


def category_url(slug: str) -> str:
    """Return the address of a category's list."""
    return f"{CATEGORIES_URL}{slug}/"


def topic_url(slug: str) -> str:
    """Return the address of a topic."""
    return f"{TOPICS_URL}{slug}/"


def tag_url(slug: str) -> str:
    """Return the address of a tag's list."""
    return f"{TAGS_URL}{slug}/"


def author_url(slug: str) -> str:
    """Return the address of an author's list."""
    return f"{AUTHORS_URL}{slug}/"


def year_url(year: int) -> str:
    """Return the address of a year's archive."""
    return f"{ARCHIVE_URL}{year}/"


def month_url(year: int, month: int) -> str:
    """Return the address of a month's archive."""
    return f"{ARCHIVE_URL}{year}/{month:02}/"


def page_url(url: str, number: int) -> str:
    """Return the address of a list's numbered page."""
    return f"{url}trang/{number}/"


@dataclass(frozen=True)
class Site:
    """Facts and lists as of `now`.

    `articles` have a page; `listed` are those that lists may show.
    """

    content: Content
    now: datetime

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """Articles that have a page, newest first."""
        return tuple(item for item in self.content.articles if item.status in _SHOWN)

    @cached_property
    def listed(self) -> tuple[Article, ...]:
        """Published articles, one language of each, newest first."""
        chosen: dict[str, Article] = {}
        for article in self.content.articles:
            if article.status is not Status.PUBLISHED:
                continue
            held = chosen.get(article.article_id)
            if held is None or _language_rank(article) < _language_rank(held):
                chosen[article.article_id] = article
        return tuple(item for item in self.content.articles if chosen.get(item.article_id) is item)

    @cached_property
    def featured(self) -> tuple[Article, ...]:
        """Listed articles whose place on the home page has not run out, newest first."""
        return tuple(
            item for item in self.listed if item.featured_until and item.featured_until >= self.now
        )

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Standing pages that have an address."""
        return tuple(page for page in self.content.pages if page.status is not Status.DRAFT)

    @cached_property
    def items(self) -> tuple[Article | Page, ...]:
        """Everything that has a page of its own."""
        return (*self.articles, *self.pages)

    @cached_property
    def scheduled(self) -> tuple[Article, ...]:
        """Articles that a later build will publish, soonest first."""
        waiting = [item for item in self.content.articles if item.status is Status.SCHEDULED]
        return tuple(sorted(waiting, key=lambda item: (item.published, item.article_id)))

    @cached_property
    def by_category(self) -> Mapping[str, tuple[Article, ...]]:
        """Listed articles by category slug; a category holds those of its sub-categories."""
        parents = {category.slug: category.parent for category in self.content.categories}
        return _grouped(
            ((slug, item) for item in self.listed for slug in _lineage(item.category, parents)),
            empty=parents,
        )

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Article, ...]]:
        """Listed articles by topic slug, the topic that has the newest article first."""
        return _grouped((item.topic.slug, item) for item in self.listed if item.topic)

    @cached_property
    def by_tag(self) -> Mapping[str, tuple[Article, ...]]:
        """Listed articles by tag slug."""
        return _grouped((tag.slug, item) for item in self.listed for tag in item.tags)

    @cached_property
    def by_author(self) -> Mapping[str, tuple[Article, ...]]:
        """Listed articles by author slug."""
        return _grouped((author.slug, item) for item in self.listed for author in item.authors)

    @cached_property
    def by_month(self) -> Mapping[tuple[int, int], tuple[Article, ...]]:
        """Listed articles by year and month of publication, newest month first."""
        return _grouped(((item.published.year, item.published.month), item) for item in self.listed)

    @cached_property
    def by_year(self) -> Mapping[int, tuple[Article, ...]]:
        """Listed articles by year of publication, newest year first."""
        return _grouped((item.published.year, item) for item in self.listed)

    @property
    def dossier_settings(self) -> dossiers.Settings:
        """What data/portal.yaml sets about the counters of procedures."""
        counters = self.content.portal.counters
        return dossiers.Settings(
            stale_after_days=counters.stale_after_days,
            late_url=counters.late_url or "",
            jump_factor=counters.jump_factor,
        )

    @cached_property
    def visits(self) -> Visits:
        """The figures of the visit counters; those that cannot be true are left out."""
        return build_visits(self.content.months, self.content.earlier, self.now)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each listed article in the list of its own category, by address."""
        return {
            item.url: place
            for slug, items in self.by_category.items()
            for place, item in enumerate(items)
            if item.category.slug == slug
        }

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """Topics with a listed article, in the order of `by_topic`."""
        return tuple(items[0].topic for items in self.by_topic.values() if items[0].topic)

    @cached_property
    def tags(self) -> tuple[Term, ...]:
        """Tags in use, in Vietnamese order."""
        return _in_order(tag for item in self.listed for tag in item.tags)

    @cached_property
    def authors(self) -> tuple[Term, ...]:
        """Authors with a listed article, in Vietnamese order."""
        return _in_order(author for item in self.listed for author in item.authors)

    @cached_property
    def translations(self) -> Mapping[str, tuple[Article, ...]]:
        """Articles that readers may be led to, by id, where one exists in several languages."""
        groups = _grouped((item.article_id, item) for item in self.articles if item.status in _OPEN)
        return {
            key: tuple(sorted(group, key=lambda item: item.lang))
            for key, group in groups.items()
            if len(group) > 1
        }

    def paginated(
        self, articles: tuple[Article, ...], *, home: bool = False
    ) -> Pagination[Article]:
        """Divide a list of this portal into its pages."""
        return paginate(articles, self.content.portal.page_size, front_is_list=not home)

    def lists(self) -> Iterator[tuple[str, tuple[Article, ...]]]:
        """Yield the address and the articles of every list but the home page's."""
        for slug, articles in self.by_category.items():
            yield category_url(slug), articles
        for slug, articles in self.by_topic.items():
            yield topic_url(slug), articles
        for slug, articles in self.by_tag.items():
            yield tag_url(slug), articles
        for slug, articles in self.by_author.items():
            yield author_url(slug), articles
        for year, articles in self.by_year.items():
            yield year_url(year), articles
        for (year, month), articles in self.by_month.items():
            yield month_url(year, month), articles

    def addresses(self) -> Iterator[str]:
        """Yield the address of every page that readers can be sent to."""
        yield from ("/", SEARCH_URL, FEEDS_URL, SITE_MAP_URL, DATA_URL, ARTICLE_DATA_URL)
        yield from (CATEGORIES_URL, TAGS_URL, AUTHORS_URL, ARCHIVE_URL)
        yield from ("/rss.xml", "/atom.xml", "/feed.json", "/sitemap.xml", "/build.json")
        if self.content.topics:
            yield TOPICS_URL
        with_feeds = (
            *(category_url(category.slug) for category in self.content.categories),
            *(topic_url(slug) for slug in self.by_topic),
        )
        for url in with_feeds:
            yield from (f"{url}rss.xml", f"{url}atom.xml")
        yield from dossiers.addresses(self.content.periods)
        if self.visits.as_of:
            yield VISITS_URL
        if self.content.portal.offline:
            yield OFFLINE_URL
        if self.content.scores:
            yield from (dossiers.SCORES_URL, dossiers.SCORES_JSON_URL, dossiers.SCORES_CSV_URL)
        yield from (item.url for item in self.articles)
        yield from (page.url for page in self.pages)
        for page in self.paginated(self.listed, home=True).numbered:
            yield page_url("/", page.number)
        for url, articles in self.lists():
            yield url
            for page in self.paginated(articles).numbered:
                yield page_url(url, page.number)


def _lineage(category: Category, parents: Mapping[str, str | None]) -> Iterator[str]:
    yield category.slug
    parent = parents.get(category.slug)
    if parent is not None:
        yield parent


def _language_rank(article: Article) -> tuple[bool, str]:
    return (article.lang != "vi", article.lang)


def _in_order(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(sorted(set(terms), key=lambda term: (sort_key(term.name), term.slug)))


def _grouped(
    pairs: Iterable[tuple[Key, Article]], empty: Iterable[Key] = ()
) -> dict[Key, tuple[Article, ...]]:
    groups: dict[Key, list[Article]] = {key: [] for key in empty}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in groups.items()}
