"""Plans of list pages: everything that one page of a list is built from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plugins.content_model.models import Article
from plugins.dossiers import WidgetView
from plugins.portal.pagination import NumberedPage, Pagination
from plugins.portal.site import page_url
from plugins.portal.views import CountedLink, FeedLink, Link, PageNumber, Pager

_EMPTY = "Chưa có bài nào ở đây."
_OPEN_PAGE = "Trang này đang chờ bài mới. Các bài gần nhất ở trang trước."


@dataclass(frozen=True, slots=True)
class ListPlan:
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

    shown: ListPlan
    url: str
    heading: str
    articles: Sequence[Article]
    pager: Pager
    widget: WidgetView | None
    robots: str = ""

    @property
    def empty_text(self) -> str:
        """What the page says where it has no article."""
        return _OPEN_PAGE if self.url != self.shown.url else _EMPTY


def plan_pages(
    shown: ListPlan, divided: Pagination[Article], widget: WidgetView | None
) -> Iterator[ListPage]:
    """Yield a plan of each page of a list: its own address, then its numbered pages."""
    yield _front(shown, divided, widget)
    yield from plan_numbered(shown, divided, widget)


def plan_numbered(
    shown: ListPlan, divided: Pagination[Article], widget: WidgetView | None
) -> Iterator[ListPage]:
    """Yield a plan of each numbered page of a list."""
    # What changes with the whole list stands on its own address.
    numbered = replace(shown, groups_heading="", groups=())
    for page in divided.numbered:
        yield _numbered(numbered, page, widget)


def _front(shown: ListPlan, divided: Pagination[Article], widget: WidgetView | None) -> ListPage:
    after = divided.after_front
    older = page_url(shown.url, after) if after else ""
    offered = range(after, max(after - 3, 0), -1)
    numbers = tuple(PageNumber(str(n), page_url(shown.url, n)) for n in offered)
    pager = Pager(newest_url="", newer_url="", older_url=older, numbers=numbers)
    return ListPage(shown, shown.url, shown.heading, divided.front, pager, widget)


def _numbered(shown: ListPlan, page: NumberedPage[Article], widget: WidgetView | None) -> ListPage:
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
