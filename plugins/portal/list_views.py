"""Views of lists: home, categories, tags, authors, archives, and the indexes above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plugins.content_model.models import Article, Category
from plugins.dossiers import WidgetView
from plugins.portal.frame import HOME, Frame, category_feeds
from plugins.portal.pagination import NumberedPage, Pagination
from plugins.portal.site import (
    ARCHIVE_URL,
    AUTHORS_URL,
    CATEGORIES_URL,
    TAGS_URL,
    author_url,
    category_url,
    month_url,
    page_url,
    tag_url,
    year_url,
)
from plugins.portal.texts import count_text
from plugins.portal.views import (
    CountedLink,
    FeedLink,
    HomeView,
    Link,
    ListView,
    PageNumber,
    Pager,
    Section,
    Teaser,
)
from plugins.portal.visit_pages import build_visits_box
from plugins.vietnamese import format_month

_FEATURED = 4
_LATEST = 8
_SECTION = 4
_NOTICES = 5
_EMPTY = "Chưa có bài nào ở đây."
_OPEN_PAGE = "Trang này đang chờ bài mới. Các bài gần nhất ở trang trước."


@dataclass(frozen=True, slots=True)
class _List:
    """What one list's pages share."""

    url: str
    heading: str
    kicker: str
    intro: str
    breadcrumb: tuple[Link, ...]
    section_url: str = ""
    groups_heading: str = ""
    groups: tuple[CountedLink, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    category: str = ""


@dataclass(frozen=True, slots=True)
class ListPage:
    """Everything that one page of a list is built from."""

    shown: _List
    url: str
    heading: str
    articles: Sequence[Article]
    pager: Pager
    widget: WidgetView | None
    robots: str = ""


def build_home(frame: Frame, widget: WidgetView | None) -> HomeView:
    """Build the home page. No article stands on it twice.

    Placements (`featured.until`) come first, then the newest; an article with a picture leads.
    """
    site, portal = frame.site, frame.portal
    notices = _notices(frame)
    taken = {item.article_id for item in notices}
    front = {item.article_id: item for item in (*site.featured, *site.listed)}
    candidates = [item for key, item in front.items() if key not in taken][: _FEATURED + 1]
    lead = next((item for item in candidates if item.image), None) or next(iter(candidates), None)
    featured = [item for item in candidates if item is not lead]
    shown = {item.article_id for item in (*candidates, *notices)}
    latest = [item for item in site.listed if item.article_id not in shown][:_LATEST]
    shown |= {item.article_id for item in latest}
    newest = site.paginated(site.listed, home=True).newest_number
    name, description = portal.name, portal.description or portal.slogan or portal.name
    return HomeView(
        head=frame.head("home", name, description, "/", feeds=frame.layout.feeds),
        layout=frame.layout,
        heading=name,
        section_url="/",
        lead=frame.teaser(lead) if lead else None,
        featured=tuple(frame.teaser(item) for item in featured),
        latest=Section(
            "Tin mới",
            page_url("/", newest) if newest else "",
            tuple(frame.teaser(item, has_lead=False, has_image=False) for item in latest),
        ),
        sections=tuple(_home_sections(frame, shown)),
        notices=_notices_section(frame, notices),
        widget=widget,
        visits=build_visits_box(frame),
    )


def plan_lists(frame: Frame, widget: WidgetView | None) -> Iterator[ListPage]:
    """Yield a plan of every list page, the numbered pages of home among them."""
    site = frame.site
    everything = _List("/", "Tất cả tin bài", "Lưu trữ", "", (HOME,), "/")
    for page in site.paginated(site.listed, home=True).numbered:
        yield _numbered(everything, page, widget)
    for shown, articles in _all_lists(frame):
        divided = site.paginated(articles)
        yield _front(shown, divided, widget)
        # What changes with the whole list stands on its own address.
        numbered = replace(shown, groups_heading="", groups=())
        for page in divided.numbered:
            yield _numbered(numbered, page, widget)


def _all_lists(frame: Frame) -> Iterator[tuple[_List, tuple[Article, ...]]]:
    site = frame.site
    for category in site.content.categories:
        yield _category_list(frame, category), site.by_category[category.slug]
    for tag in site.tags:
        trail: tuple[Link, ...] = (HOME, Link("Thẻ", TAGS_URL))
        yield _List(tag_url(tag.slug), tag.name, "Thẻ", "", trail), site.by_tag[tag.slug]
    for author in site.authors:
        trail = (HOME, Link("Tác giả", AUTHORS_URL))
        shown = _List(author_url(author.slug), author.name, "Tác giả", "", trail)
        yield shown, site.by_author[author.slug]
    for year, articles in site.by_year.items():
        yield _year_list(frame, year), articles
    for (year, month), articles in site.by_month.items():
        trail = (HOME, Link("Lưu trữ", ARCHIVE_URL), Link(f"Năm {year}", year_url(year)))
        name = format_month(year, month)
        yield _List(month_url(year, month), name, "Lưu trữ", "", trail), articles


def _year_list(frame: Frame, year: int) -> _List:
    months = tuple(
        CountedLink(format_month(year, month), month_url(year, month), count_text(len(items)))
        for (month_year, month), items in frame.site.by_month.items()
        if month_year == year
    )
    trail = (HOME, Link("Lưu trữ", ARCHIVE_URL))
    url, heading = year_url(year), f"Năm {year}"
    return _List(url, heading, "Lưu trữ", "", trail, groups_heading="Theo tháng", groups=months)


def _category_list(frame: Frame, category: Category) -> _List:
    site = frame.site
    trail = [HOME, Link("Chuyên mục", CATEGORIES_URL)]
    for parent in site.content.categories:
        if parent.slug == category.parent:
            trail.append(Link(parent.name, category_url(parent.slug)))
    children = tuple(
        CountedLink(
            child.name, category_url(child.slug), count_text(len(site.by_category[child.slug]))
        )
        for child in site.content.categories
        if child.parent == category.slug
    )
    return _List(
        category_url(category.slug),
        category.name,
        "Chuyên mục",
        category.description,
        tuple(trail),
        frame.section_of(category_url(category.slug))
        or frame.section_of(category_url(category.parent or "")),
        "Chuyên mục con" if children else "",
        children,
        category_feeds(category),
        category.slug,
    )


def _front(shown: _List, divided: Pagination[Article], widget: WidgetView | None) -> ListPage:
    after = divided.after_front
    older = page_url(shown.url, after) if after else ""
    offered = range(after, max(after - 3, 0), -1)
    numbers = tuple(PageNumber(str(n), page_url(shown.url, n)) for n in offered)
    pager = Pager(newest_url="", newer_url="", older_url=older, numbers=numbers)
    return ListPage(shown, shown.url, shown.heading, divided.front, pager, widget)


def _numbered(shown: _List, page: NumberedPage[Article], widget: WidgetView | None) -> ListPage:
    pager = Pager(
        newest_url=shown.url,
        newer_url=page_url(shown.url, page.number + 1) if page.is_full else shown.url,
        older_url=page_url(shown.url, page.number - 1) if page.number > 1 else "",
        numbers=tuple(
            PageNumber(str(n), page_url(shown.url, n), n == page.number) for n in page.neighbours
        ),
    )
    return ListPage(
        shown,
        page_url(shown.url, page.number),
        f"{shown.heading}, trang {page.number}",
        page.items,
        pager,
        None if page.is_full else widget,
        "" if page.is_full else "noindex",
    )


def build_list(frame: Frame, plan: ListPage) -> ListView:
    """Build a list page. Of articles it shows nothing but what their teasers and times say."""
    shown, pager = plan.shown, plan.pager
    description = shown.intro or f"{plan.heading}: tin, bài trên {frame.portal.name}."
    changed = max((item.updated for item in plan.articles), default=None)
    return ListView(
        head=frame.head(
            "list",
            plan.heading,
            description,
            plan.url,
            breadcrumb=shown.breadcrumb,
            facts={"modified": changed},
            robots=plan.robots,
            feeds=shown.feeds or frame.layout.feeds,
            older=pager.older_url,
            newer=pager.newer_url,
        ),
        layout=frame.layout,
        heading=plan.heading,
        breadcrumb=shown.breadcrumb,
        section_url=shown.section_url,
        kicker=shown.kicker,
        intro=shown.intro,
        items=tuple(frame.teaser(item, within=shown.category) for item in plan.articles),
        empty_text=_OPEN_PAGE if plan.url != shown.url else _EMPTY,
        pager=pager,
        groups_heading=shown.groups_heading,
        groups=shown.groups,
        feeds=shown.feeds,
        widget=plan.widget,
    )


def _notices(frame: Frame) -> list[Article]:
    """Return the newest notices, without those that have a place at the top."""
    placed = {item.article_id for item in frame.site.featured[: _FEATURED + 1]}
    articles = frame.site.by_category.get(frame.portal.home.notices or "", ())
    return [item for item in articles if item.article_id not in placed][:_NOTICES]


def _notices_section(frame: Frame, notices: Sequence[Article]) -> Section | None:
    slug = frame.portal.home.notices
    if not notices or slug is None:
        return None
    items = tuple(frame.teaser(item, has_lead=False, has_image=False) for item in notices)
    return Section("Thông báo", category_url(slug), items)


def _home_sections(frame: Frame, shown: set[str]) -> Iterator[Section]:
    site, home = frame.site, frame.portal.home
    names = {category.slug: category.name for category in site.content.categories}
    chosen = home.sections or [c.slug for c in site.content.categories if c.parent is None]
    for slug in chosen:
        articles = [item for item in site.by_category.get(slug, ()) if item.article_id not in shown]
        if not articles or slug == home.notices:
            continue
        items = articles[:_SECTION]
        shown |= {item.article_id for item in items}
        yield Section(names[slug], category_url(slug), _section_items(frame, items))


def _section_items(frame: Frame, articles: Sequence[Article]) -> tuple[Teaser, ...]:
    """Return a block's teasers: its first story with picture and lead, the rest as headlines."""
    first, *rest = articles
    return (
        frame.teaser(first, within=first.category.slug),
        *(frame.teaser(item, has_lead=False, has_image=False) for item in rest),
    )
