"""Portals for tests: made of facts, without files; one at a time, or any by Hypothesis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from plugins.content_model import Content, newest_first
from plugins.content_model.models import (
    Article,
    Body,
    Category,
    Page,
    Picture,
    Status,
    Term,
    Topic,
)
from plugins.content_model.schema_portal import PortalFile
from plugins.images import PictureSet, Rendition
from plugins.portal.article_views import ArticlePages
from plugins.portal.frame import Frame, build_layout
from plugins.portal.pictures import PictureBook
from plugins.portal.reading import Bodies
from plugins.portal.relations import nearest_articles
from plugins.portal.site import Site
from plugins.portal.views import Asset
from plugins.vietnamese import VIETNAM, slugify

NOW = datetime(2026, 11, 20, 7, 30, tzinfo=VIETNAM)
#: The first article of a portal; the others follow day by day.
BEGIN = datetime(2026, 1, 1, 8, 0, tzinfo=VIETNAM)
CATEGORIES = (
    Category("tin-xa", "Tin xã", 1),
    Category("tin-thon", "Tin thôn", 2, parent="tin-xa"),
    Category("thong-bao", "Thông báo", 3, description="Thông báo của Ủy ban nhân dân."),
)


def article(number: int = 1, **changes: Any) -> Article:
    """Return article `number`: published on that day, in the category Tin xã."""
    title = changes.get("title", f"Tin số {number}")
    published = changes.get("published", BEGIN + timedelta(days=number))
    slug = slugify(title)
    facts: dict[str, Any] = {
        "path": f"articles/{number}.md",
        "article_id": f"{number}",
        "slug": slug,
        "url": f"/tin-tuc/{published:%Y/%m}/{slug}/",
        "title": title,
        "lead": f"Lời dẫn của tin số {number}.",
        "published": published,
        "status": Status.PUBLISHED,
        "category": CATEGORIES[0],
        "opening": f"Nội dung {number}.",
        "authors": (Term("ban-bien-tap", "Ban Biên tập"),),
    }
    return Article(**{**facts, **changes})


def page(slug: str = "gioi-thieu", **changes: Any) -> Page:
    """Return a standing page."""
    facts: dict[str, Any] = {
        "path": f"pages/{slug}.md",
        "page_id": slug,
        "slug": slug,
        "url": f"/{slug}/",
        "title": f"Trang {slug}",
        "summary": "",
        "status": Status.PUBLISHED,
        "opening": "Xã có năm thôn.",
    }
    return Page(**{**facts, **changes})


def body(item: Article | Page) -> Body:
    """Return the body of an article or page: its opening and nothing else."""
    return Body(f"<p>{item.opening}</p>\n", item.opening)


def portal(**stated: Any) -> PortalFile:
    """Return what data/portal.yaml would state."""
    return PortalFile.model_validate(
        {"name": "Cổng xã Mẫu", "url": "https://xamau.example.vn", **stated}
    )


def site(
    articles: Iterable[Article] = (),
    pages: Iterable[Page] = (),
    *,
    categories: tuple[Category, ...] = CATEGORIES,
    now: datetime = NOW,
    **stated: Any,
) -> Site:
    """Return a portal with these articles; `stated` stands in data/portal.yaml."""
    ordered = tuple(sorted(articles, key=newest_first))
    named = {item.topic for item in ordered if item.topic}
    topics = tuple(sorted(named, key=lambda topic: topic.slug))
    content = Content(portal(**stated), categories, ordered, tuple(pages), (), topics=topics)
    return Site(content, now)


def pictures(*paths: str) -> PictureBook:
    """Return a book in which each path has two renditions and one for other sites."""
    sets = {}
    for path in paths:
        name = path.rpartition("/")[2].partition(".")[0]

        def rendition(width: int, kind: str, name: str = name) -> Rendition:
            file = f"{name}-{width}w.{kind}"
            return Rendition(file, width, width // 2, f"image/{kind}", width * 10)

        sets[path] = PictureSet(
            key=name,
            width=800,
            height=400,
            modern=(rendition(400, "webp"), rendition(800, "webp")),
            fallback=(rendition(400, "jpeg"), rendition(800, "jpeg")),
            social=rendition(1200, "jpeg"),
        )
    return PictureBook(sets)


def frame(shown: Site, book: PictureBook | None = None) -> Frame:
    """Return the frame of a portal's pages."""
    asset = Asset("/theme/css/portal.css", "/theme/js/portal.js", ())
    return Frame(shown, build_layout(shown, asset), book or PictureBook({}))


def article_pages(
    shown: Site,
    book: PictureBook | None = None,
    *,
    nearest: Mapping[str, tuple[Article, ...]] | None = None,
    sizes: Mapping[str, int] | None = None,
    bodies: Bodies = body,
) -> ArticlePages:
    """Return the pages of a portal's articles."""
    urls = {item.path: item.url for item in shown.items}
    found = nearest_articles(shown, bodies) if nearest is None else nearest
    return ArticlePages(frame(shown, book), found, urls, sizes or {}, None, bodies)


def picture(path: str = "media/a.jpg", **changes: str) -> Picture:
    """Return an article's own picture."""
    return Picture(**{"src": path, "alt": "Ruộng lúa chín", **changes})


TAGS = (Term("lua", "Lúa"), Term("cho", "Chợ"), Term("duong", "Đường"), Term("ao", "Ao"))
TOPICS = (Topic("cau", "Cầu"), Topic("de", "Đê", "Ba chỗ yếu trên đê."))
AUTHORS = (Term("thanh-ha", "Thanh Hà"), Term("ban-bien-tap", "Ban Biên tập"))


@st.composite
def article_lists(draw: st.DrawFn, *, min_size: int = 0, max_size: int = 30) -> list[Article]:
    """Articles of any status, category, tags, authors and language, some at one moment."""
    count = draw(st.integers(min_size, max_size))
    found = []
    for number in range(count):
        days = draw(st.integers(0, 400))
        has_picture = draw(st.booleans())
        is_placed = draw(st.integers(0, 9)) == 0
        found.append(
            article(
                number,
                published=BEGIN - timedelta(days=days),
                status=draw(st.sampled_from([Status.PUBLISHED] * 4 + list(Status))),
                category=draw(st.sampled_from(CATEGORIES)),
                topic=draw(st.sampled_from((None, *TOPICS))),
                tags=tuple(draw(st.lists(st.sampled_from(TAGS), unique=True, max_size=3))),
                authors=tuple(draw(st.lists(st.sampled_from(AUTHORS), unique=True, max_size=2))),
                article_id=str(draw(st.integers(0, max(number // 2, number - 1)))),
                lang=f"{'vi' if draw(st.booleans()) else 'en'}",
                image=picture() if has_picture else None,
                featured_until=NOW + timedelta(days=draw(st.integers(-2, 2)))
                if is_placed
                else None,
            )
        )
    by_identity = {(item.article_id, item.lang): item for item in found}
    return list(by_identity.values())


@st.composite
def sites(draw: st.DrawFn, *, max_size: int = 30) -> Site:
    """Portals with any articles and any size of page."""
    return site(
        draw(article_lists(max_size=max_size)),
        page_size=draw(st.sampled_from(["5", "6", "12"])),
        home={"notices": draw(st.sampled_from([None, "thong-bao"]))},
    )
