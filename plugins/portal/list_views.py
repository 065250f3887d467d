"""Views of lists: home, categories, tags, authors, archives, and the indexes above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plugins.content_model.models import Article, Category
from plugins.dossiers import WidgetView
from plugins.portal.frame import HOME, Frame, category_feeds
from plugins.portal.list_plans import ListPage, ListPlan, plan_numbered, plan_pages
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
    HomeView,
    Link,
    ListView,
    Section,
    Teaser,
)
from plugins.portal.visit_pages import build_visits_box
from plugins.vietnamese import format_month

_FEATURED = 4
_LATEST = 8
_SECTION = 4
_NOTICES = 5


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
    """Yield a plan of every list page but topics', the numbered pages of home among them."""
    site = frame.site
    everything = ListPlan("/", "Tất cả tin bài", "Lưu trữ", "", (HOME,), "/")
    yield from plan_numbered(everything, site.paginated(site.listed, home=True), widget)
    for shown, articles in _all_lists(frame):
        yield from plan_pages(shown, site.paginated(articles), widget)


def _all_lists(frame: Frame) -> Iterator[tuple[ListPlan, tuple[Article, ...]]]:
    site = frame.site
    for category in site.content.categories:
        yield _category_list(frame, category), site.by_category[category.slug]
    for tag in site.tags:
        trail: tuple[Link, ...] = (HOME, Link("Thẻ", TAGS_URL))
        yield ListPlan(tag_url(tag.slug), tag.name, "Thẻ", "", trail), site.by_tag[tag.slug]
    for author in site.authors:
        trail = (HOME, Link("Tác giả", AUTHORS_URL))
        shown = ListPlan(author_url(author.slug), author.name, "Tác giả", "", trail)
        yield shown, site.by_author[author.slug]
    for year, articles in site.by_year.items():
        yield _year_list(frame, year), articles
    for (year, month), articles in site.by_month.items():
        trail = (HOME, Link("Lưu trữ", ARCHIVE_URL), Link(f"Năm {year}", year_url(year)))
        name = format_month(year, month)
        yield ListPlan(month_url(year, month), name, "Lưu trữ", "", trail), articles


def _year_list(frame: Frame, year: int) -> ListPlan:
    months = tuple(
        CountedLink(format_month(year, month), month_url(year, month), count_text(len(items)))
        for (month_year, month), items in frame.site.by_month.items()
        if month_year == year
    )
    trail = (HOME, Link("Lưu trữ", ARCHIVE_URL))
    url, heading = year_url(year), f"Năm {year}"
    return ListPlan(url, heading, "Lưu trữ", "", trail, groups_heading="Theo tháng", groups=months)


def _category_list(frame: Frame, category: Category) -> ListPlan:
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
    return ListPlan(
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
        empty_text=plan.empty_text,
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
