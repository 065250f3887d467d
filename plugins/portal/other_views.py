"""Views of the remaining pages: counters, indexes, site map, feeds, 404."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from plugins.content_model.models import Status, Term
from plugins.dossiers import RESULTS_URL, SCORES_TITLE, SCORES_URL, TITLE
from plugins.portal.frame import HOME, PORTAL_FEEDS, Frame, category_feeds, topic_feeds
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
    author_url,
    category_url,
    month_url,
    tag_url,
    topic_url,
    year_url,
)
from plugins.portal.texts import count_text
from plugins.portal.views import (
    CountedLink,
    FeedRow,
    FeedsView,
    IndexView,
    Link,
    LinkGroup,
    NotFoundView,
)
from plugins.vietnamese import format_month

_LATEST_AFTER_404 = 5


def build_indexes(frame: Frame) -> Iterator[tuple[str, IndexView]]:
    """Yield the indexes of categories, tags, authors and years, and the site map page."""
    categories = LinkGroup("Chuyên mục", "", tuple(category_links(frame)))
    tags = LinkGroup("Thẻ", "", tuple(tag_links(frame, frame.site.tags)))
    authors = LinkGroup("Tác giả", "", tuple(_author_links(frame)))
    years = tuple(_year_groups(frame))
    for url, group in ((CATEGORIES_URL, categories), (TAGS_URL, tags), (AUTHORS_URL, authors)):
        # The page's own heading says what the only group holds.
        yield url, _index(frame, group.heading, url, (replace(group, heading=""),))
    yield ARCHIVE_URL, _index(frame, "Lưu trữ", ARCHIVE_URL, years)
    yield SITE_MAP_URL, _index(frame, "Sơ đồ trang", SITE_MAP_URL, _site_map(frame, categories))


def build_feeds_page(frame: Frame) -> FeedsView:
    """Build the page that lists the feeds."""
    rows = [FeedRow("Tất cả tin bài", "/", PORTAL_FEEDS)]
    rows += [
        FeedRow(category.name, category_url(category.slug), category_feeds(category))
        for category in frame.site.content.categories
    ]
    rows += [
        FeedRow(f"Dòng sự kiện: {topic.name}", topic_url(topic.slug), topic_feeds(topic))
        for topic in frame.site.topics
    ]
    intro = (
        "Chép địa chỉ dưới đây vào chương trình đọc tin để nhận bài mới của cổng, "
        "không cần đăng ký và không để lại thông tin cá nhân."
    )
    return FeedsView(
        head=frame.head(
            "page", "Nguồn tin RSS", intro, FEEDS_URL, breadcrumb=(HOME,), feeds=PORTAL_FEEDS
        ),
        layout=frame.layout,
        heading="Nguồn tin RSS",
        breadcrumb=(HOME,),
        section_url=frame.section_of(FEEDS_URL),
        intro=intro,
        rows=tuple(rows),
    )


def build_not_found(frame: Frame) -> NotFoundView:
    """Build the 404 page."""
    return NotFoundView(
        head=frame.head("page", "Không tìm thấy trang", "", ""),
        layout=frame.layout,
        heading="Không tìm thấy trang",
        links=(HOME, Link("Sơ đồ trang", SITE_MAP_URL), Link("Lưu trữ tin bài", ARCHIVE_URL)),
        latest=tuple(
            frame.teaser(item, has_lead=False, has_image=False)
            for item in frame.site.listed[:_LATEST_AFTER_404]
        ),
    )


def _index(frame: Frame, heading: str, url: str, groups: tuple[LinkGroup, ...]) -> IndexView:
    return IndexView(
        head=frame.head(
            "list", heading, f"{heading} của {frame.portal.name}.", url, breadcrumb=(HOME,)
        ),
        layout=frame.layout,
        heading=heading,
        breadcrumb=(HOME,),
        section_url=frame.section_of(url),
        intro="",
        groups=groups,
    )


def category_links(frame: Frame) -> Iterator[CountedLink]:
    """Yield a link to each category, with how many articles it holds."""
    for category in frame.site.content.categories:
        count = len(frame.site.by_category[category.slug])
        yield CountedLink(category.name, category_url(category.slug), count_text(count))


def year_links(frame: Frame) -> Iterator[CountedLink]:
    """Yield a link to the archive of each year, newest first, with how many articles it holds."""
    for year, items in frame.site.by_year.items():
        yield CountedLink(f"Năm {year}", year_url(year), count_text(len(items)))


def _topic_links(frame: Frame) -> Iterator[CountedLink]:
    for topic in frame.site.topics:
        count = len(frame.site.by_topic[topic.slug])
        yield CountedLink(topic.name, topic_url(topic.slug), count_text(count))


def tag_links(frame: Frame, tags: Iterable[Term]) -> Iterator[CountedLink]:
    """Yield a link to each of some tags, with how many articles it holds."""
    for tag in tags:
        count = len(frame.site.by_tag[tag.slug])
        yield CountedLink(tag.name, tag_url(tag.slug), count_text(count))


def _author_links(frame: Frame) -> Iterator[CountedLink]:
    for author in frame.site.authors:
        count = len(frame.site.by_author[author.slug])
        yield CountedLink(author.name, author_url(author.slug), count_text(count))


def _year_groups(frame: Frame) -> Iterator[LinkGroup]:
    for year in frame.site.by_year:
        months = tuple(
            CountedLink(format_month(year, month), month_url(year, month), count_text(len(items)))
            for (month_year, month), items in frame.site.by_month.items()
            if month_year == year
        )
        yield LinkGroup(f"Năm {year}", year_url(year), months)


def _site_map(frame: Frame, categories: LinkGroup) -> tuple[LinkGroup, ...]:
    pages = tuple(
        CountedLink(page.title, page.url, "")
        for page in frame.site.pages
        if page.status is Status.PUBLISHED
    )
    machines = (
        CountedLink(TITLE, RESULTS_URL, ""),
        *((CountedLink(SCORES_TITLE, SCORES_URL, ""),) if frame.site.content.scores else ()),
        CountedLink("Nguồn tin RSS", FEEDS_URL, ""),
        CountedLink("Dữ liệu mở", DATA_URL, ""),
        *((CountedLink("Lượt truy cập", VISITS_URL, ""),) if frame.site.visits.as_of else ()),
    )
    indexes = (
        CountedLink("Tìm kiếm", SEARCH_URL, ""),
        *(
            (CountedLink("Tất cả dòng sự kiện", TOPICS_URL, ""),)
            if frame.site.content.topics
            else ()
        ),
        CountedLink("Tất cả thẻ", TAGS_URL, ""),
        CountedLink("Tất cả tác giả", AUTHORS_URL, ""),
    )
    groups = (
        LinkGroup("Giới thiệu", "", pages),
        LinkGroup("Chuyên mục", CATEGORIES_URL, categories.links),
        LinkGroup("Dòng sự kiện", TOPICS_URL, tuple(_topic_links(frame))),
        LinkGroup("Lưu trữ", ARCHIVE_URL, tuple(year_links(frame))),
        LinkGroup("Tra cứu", "", (*indexes, *machines)),
    )
    return tuple(group for group in groups if group.links)
