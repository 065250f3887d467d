"""The visit counters in the portal: the box on the home page, and a page of their own."""

from __future__ import annotations

from plugins.dossiers import TableRow, TableView
from plugins.portal.frame import HOME, Frame
from plugins.portal.site import VISITS_URL
from plugins.portal.views import Section, Teaser, VisitsBox, VisitsPageView
from plugins.vietnamese import VIETNAM, format_date, format_integer
from plugins.visits import VisitsBlock, most_read, visits_block

_MOST_READ = 10


def build_visits_box(frame: Frame) -> VisitsBox | None:
    """Build the box of counters; None where nothing was counted."""
    block = visits_block(frame.site.visits)
    return _box(frame, block, VISITS_URL) if block else None


def build_visits_page(frame: Frame) -> VisitsPageView | None:
    """Build the page of the counters; None where nothing was counted."""
    visits = frame.site.visits
    block = visits_block(visits)
    if block is None or visits.as_of is None:
        return None
    counted = visits.as_of.astimezone(VIETNAM)
    month = f"tháng {counted.month}/{counted.year}"
    summary = (
        f"{block.title} {frame.portal.name}: hôm nay, tháng này, tất cả, và các bài xem nhiều."
    )
    days = TableView(
        f"Từng ngày, {month}",
        ("Ngày", "Lượt truy cập", "Lượt xem trang"),
        tuple(
            TableRow(
                format_date(day.day), (format_integer(day.visitors), format_integer(day.views))
            )
            for day in reversed(visits.days)
        ),
    )
    return VisitsPageView(
        head=frame.head("page", block.title, summary, VISITS_URL, breadcrumb=(HOME,)),
        layout=frame.layout,
        heading=block.title,
        breadcrumb=(HOME,),
        section_url=frame.section_of(VISITS_URL),
        visits=_box(frame, block, ""),
        days=days if days.rows else None,
        most_read=Section(f"Xem nhiều, {month}", "", _most_read(frame)),
        explanations=(
            block.note,
            "Tháng này và tất cả là tổng lượt của các ngày; có bao nhiêu người thì không biết.",
            "Không tính robot, công cụ tự động và máy của cơ quan.",
        ),
    )


def _box(frame: Frame, block: VisitsBlock, url: str) -> VisitsBox:
    live_url = block.json_url if frame.portal.live_visits else ""
    return VisitsBox(block=block, live_url=live_url, url=url)


def _most_read(frame: Frame) -> tuple[Teaser, ...]:
    """Return the articles most looked at, of those that stand in lists."""
    listed = {item.url: item for item in frame.site.listed}
    return tuple(
        frame.teaser(listed[url], has_lead=False, has_image=False)
        for url, _ in most_read(frame.site.visits, _MOST_READ, listed).pages
    )
