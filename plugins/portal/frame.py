"""What stands around every page: layout, head, and teasers of articles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from plugins.content_model.models import Article, Category, Topic
from plugins.content_model.opening import LONGEST
from plugins.content_model.schema_portal import UNIT_KINDS, NavigationFile, PortalFile
from plugins.metadata import ImageFacts, PageFacts, PageKind, dublin_core, json_ld, open_graph
from plugins.portal.pictures import PictureBook
from plugins.portal.site import (
    ARCHIVE_URL,
    FEEDS_URL,
    OFFLINE_URL,
    SEARCH_URL,
    SITE_MAP_URL,
    Site,
    category_url,
    topic_url,
)
from plugins.portal.texts import lead_of, time_of
from plugins.portal.views import (
    Asset,
    FeedLink,
    Head,
    Imprint,
    Layout,
    Link,
    NavItem,
    Teaser,
)
from plugins.vietnamese import clip

HOME = Link("Trang chủ", "/")
#: Teasers that are kept at most: those of the lists that are made at one time.
_MOST_TEASERS = 1 << 14
SAMPLE_NOTICE = "Cổng mẫu: địa phương, con người và mọi số liệu ở đây đều là giả định."
DEFAULT_IMAGE = ImageFacts("/theme/icons/og-default.jpg", 1200, 630, "")
PORTAL_FEEDS = (
    FeedLink("Tin mới (RSS)", "/rss.xml", "application/rss+xml"),
    FeedLink("Tin mới (Atom)", "/atom.xml", "application/atom+xml"),
    FeedLink("Tin mới (JSON Feed)", "/feed.json", "application/feed+json"),
)


def category_feeds(category: Category) -> tuple[FeedLink, ...]:
    """Return the feeds of one category."""
    return _feeds_of(category.name, category_url(category.slug))


def topic_feeds(topic: Topic) -> tuple[FeedLink, ...]:
    """Return the feeds of one topic."""
    return _feeds_of(topic.name, topic_url(topic.slug))


def _feeds_of(name: str, url: str) -> tuple[FeedLink, ...]:
    return (
        FeedLink(f"{name} (RSS)", f"{url}rss.xml", "application/rss+xml"),
        FeedLink(f"{name} (Atom)", f"{url}atom.xml", "application/atom+xml"),
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts that all views of one build share."""

    site: Site
    layout: Layout
    pictures: PictureBook
    _teasers: dict[tuple[str, bool, bool, bool], Teaser] = field(default_factory=dict, repr=False)

    @property
    def portal(self) -> PortalFile:
        """What data/portal.yaml states."""
        return self.site.content.portal

    def section_of(self, url: str) -> str:
        """Return the address of the navigation entry that a page belongs to, or nothing."""
        for entry in self.layout.navigation:
            if url == entry.url or any(url == child.url for child in entry.children):
                return entry.url
        return ""

    def absolute(self, url: str) -> str:
        """Return the public address of a page of this portal."""
        return f"{self.portal.url}{url}"

    def head(
        self,
        kind: PageKind,
        title: str,
        description: str,
        url: str,
        *,
        breadcrumb: Sequence[Link] = (),
        facts: Mapping[str, object] | None = None,
        **rest: object,
    ) -> Head:
        """Return the head of a page.

        `facts` are further fields of PageFacts, `rest` further fields of Head. An empty `url`
        is a page without an address of its own (404): machines are told nothing but its title.
        """
        full_title = title if kind == "home" else f"{title} - {self.portal.name}"
        description = clip(description, LONGEST)
        if not url:
            return Head(full_title, description, "", robots="noindex", **rest)  # type: ignore[arg-type]
        trail = [(link.label, self.absolute(link.url)) for link in breadcrumb]
        page = PageFacts(
            kind=kind,
            title=title,
            description=description,
            url=self.absolute(url),
            publisher_name=self.layout.imprint.unit,
            publisher_url=self.absolute("/"),
            publisher_logo=self.absolute("/theme/icons/icon-512.png"),
            site_name=self.portal.name,
            breadcrumb=(*trail, (title, self.absolute(url))) if trail else (),
            **{"language": "vi", "image": DEFAULT_IMAGE, **(facts or {})},  # type: ignore[arg-type]
        )
        return Head(
            full_title,
            description,
            self.absolute(url),
            open_graph=open_graph(page),
            dublin_core=dublin_core(page),
            json_ld=json_ld(page),
            **rest,  # type: ignore[arg-type]
        )

    def teaser(
        self,
        article: Article,
        *,
        has_lead: bool = True,
        has_image: bool = True,
        within: str = "",
    ) -> Teaser:
        """Return an article as lists show it; its picture says nothing that the title does not.

        `within` is the slug of the category whose own list this is: naming it again on every
        row would say nothing.
        """
        has_category = article.category.slug != within
        key = (article.url, has_lead, has_image, has_category)
        if key not in self._teasers:
            if len(self._teasers) >= _MOST_TEASERS:
                self._teasers.clear()
            self._teasers[key] = self._teaser(article, *key[1:])
        return self._teasers[key]

    def _teaser(
        self, article: Article, has_lead: bool, has_image: bool, has_category: bool
    ) -> Teaser:
        picture = article.image if has_image else None
        category = Link(article.category.name, category_url(article.category.slug))
        return Teaser(
            title=article.title,
            url=article.url,
            time=time_of(article.published),
            lead=clip(lead_of(article), LONGEST) if has_lead else "",
            category=category if has_category else None,
            image=self.pictures.image(picture.src, "") if picture else None,
            lang=article.lang if article.lang != "vi" else "",
        )


def build_layout(site: Site, asset: Asset) -> Layout:
    """Build what stands around every page of a portal."""
    portal = site.content.portal
    unit = portal.unit
    return Layout(
        portal_name=portal.name,
        unit_kind=UNIT_KINDS[unit.type].capitalize(),
        unit_name=unit.name,
        parent_name=unit.parent.name if unit.parent else "",
        parent_url=(unit.parent.url or "") if unit.parent else "",
        slogan=portal.slogan,
        sample_notice=SAMPLE_NOTICE if portal.sample else "",
        navigation=_navigation(site),
        footer_links=(
            *(Link(link.label, link.url) for link in portal.footer),
            Link("Sơ đồ trang", SITE_MAP_URL),
            Link("Lưu trữ", ARCHIVE_URL),
            Link("Nguồn tin RSS", FEEDS_URL),
            *((Link("Đọc khi không có mạng", OFFLINE_URL),) if portal.offline else ()),
        ),
        services=tuple(Link(link.label, link.url) for link in portal.services),
        imprint=_imprint(portal),
        asset=asset,
        feeds=PORTAL_FEEDS,
        search_url=SEARCH_URL,
        measurement_code=portal.measurement_code,
    )


def former_unit(portal: PortalFile, day: date) -> tuple[str, date] | None:
    """Return the unit that existed on a day and its last day, where it was not today's."""
    past = [former for former in portal.unit.former if day <= former.until]
    earliest = min(past, key=lambda former: former.until, default=None)
    return (earliest.name, earliest.until) if earliest else None


def _navigation(site: Site) -> tuple[NavItem, ...]:
    names = {category.slug: category.name for category in site.content.categories}
    items = site.content.portal.navigation

    def entry(item: NavigationFile) -> Link:
        if item.category is not None:
            label = item.label or names.get(item.category, item.category)
            return Link(label, category_url(item.category))
        return Link(item.label or "", item.url or "")

    if items:
        return tuple(
            NavItem(
                entry(item).label, entry(item).url, tuple(entry(child) for child in item.children)
            )
            for item in items
        )
    return tuple(
        NavItem(category.name, category_url(category.slug))
        for category in site.content.categories
        if category.parent is None
    )


def _imprint(portal: PortalFile) -> Imprint:
    stated = portal.imprint
    return Imprint(
        unit=stated.authority or f"Ủy ban nhân dân {portal.unit.full_name}",
        parent=portal.unit.parent.name if portal.unit.parent else "",
        responsible=stated.responsible,
        licence=stated.licence,
        address=stated.address,
        phone=stated.phone,
        phone_url=f"tel:{re.sub(r'[^+0-9]', '', stated.phone)}" if stated.phone else "",
        fax=stated.fax,
        email=stated.email,
        copyright=stated.copyright,
    )
