"""The search page: what stands there before a script has run, and where none does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus, urlsplit

from plugins.content_model.models import Term
from plugins.portal.frame import HOME, Frame
from plugins.portal.other_views import category_links, tag_links, year_links
from plugins.portal.site import ARCHIVE_URL, CATEGORIES_URL, SEARCH_URL, TAGS_URL
from plugins.portal.views import CountedLink, LinkGroup, SearchEngine, SearchView
from plugins.search import INDEX_URL

TITLE = "Tìm kiếm"
_MOST_TAGS = 20


@dataclass(frozen=True, slots=True)
class _Form:
    """How an engine is asked: `limit` is the field that keeps it to one host, where it has one."""

    name: str
    action: str
    field: str = "q"
    limit: tuple[str, str] | None = None


_FORMS = {
    "google": _Form("Google", "https://www.google.com/search", limit=("sitesearch", "{host}")),
    "coccoc": _Form("Cốc Cốc", "https://coccoc.com/search", field="query"),
    "bing": _Form("Bing", "https://www.bing.com/search", limit=("q1", "site:{host}")),
    "duckduckgo": _Form("DuckDuckGo", "https://duckduckgo.com/", limit=("sites", "{host}")),
}


def build_search_page(frame: Frame, scripts: Sequence[str]) -> SearchView:
    """Build the search page; `scripts` are the addresses of those that search.

    Robots may keep the page. Addresses with a query have its canonical address, so that they are
    not kept: what they show is other pages.
    """
    name = frame.portal.name
    summary = f"Tìm tin bài, văn bản, thủ tục hành chính và trang thông tin trong {name}."
    return SearchView(
        head=frame.head("page", TITLE, summary, SEARCH_URL, breadcrumb=(HOME,)),
        layout=frame.layout,
        heading=TITLE,
        breadcrumb=(HOME,),
        section_url=frame.section_of(SEARCH_URL),
        scripts=tuple(scripts),
        index_url=INDEX_URL,
        elsewhere=search_engine(frame.portal.search.engine, frame.portal.url),
        groups=tuple(group for group in _groups(frame) if group.links),
    )


def search_engine(engine: str, portal_url: str) -> SearchEngine:
    """Return a general search engine, limited to the host of a portal.

    The fields are those of the engines' own boxes for other sites; Cốc Cốc has none, but knows
    `site:` in a query, as all of them do.
    """
    form = _FORMS[engine]
    host = urlsplit(portal_url).netloc
    only_here = f"site:{host} "
    return SearchEngine(
        name=form.name,
        host=host,
        action=form.action,
        field=form.field,
        hidden=((form.limit[0], form.limit[1].format(host=host)),) if form.limit else (),
        prefix="" if form.limit else only_here,
        link=f"{form.action}?{form.field}={quote_plus(only_here)}",
    )


def _groups(frame: Frame) -> Iterator[LinkGroup]:
    yield LinkGroup("Chuyên mục", CATEGORIES_URL, tuple(category_links(frame)))
    yield LinkGroup("Lưu trữ theo năm", ARCHIVE_URL, tuple(year_links(frame)))
    tags = _most_used(frame)
    if tags:
        every = CountedLink("Tất cả thẻ", TAGS_URL, "")
        yield LinkGroup("Thẻ dùng nhiều", TAGS_URL, (*tag_links(frame, tags), every))


def _most_used(frame: Frame) -> list[Term]:
    """Return the tags of most articles, most used first; of equals the first by name."""
    by_tag = frame.site.by_tag
    return sorted(frame.site.tags, key=lambda tag: -len(by_tag[tag.slug]))[:_MOST_TAGS]
