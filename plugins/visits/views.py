"""What templates and scripts may see of the visit counters."""

from __future__ import annotations

import json
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from plugins.vietnamese import format_datetime, format_integer, format_iso
from plugins.visits.core import Visits

#: Where a timer puts the figures of the moment, below the site.
JSON_PATH = "du-lieu/truy-cap.json"
TITLE = "Lượt truy cập"
NOTE = "Mỗi khách mỗi ngày là một lượt; cổng không lưu địa chỉ và không theo dõi người xem."
_UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One counter: its stable key (as in the JSON), its label and its value as text."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class VisitsBlock:
    """The box of counters. A value that is not known is a dash."""

    title: str
    rows: tuple[VisitRow, ...]
    as_of_text: str
    as_of_iso: str
    note: str
    json_url: str


@dataclass(frozen=True, slots=True)
class MostRead:
    """The pages most looked at in a month, as address and views, most first."""

    pages: tuple[tuple[str, int], ...]


def visits_block(visits: Visits) -> VisitsBlock | None:
    """Build the box of counters; None before anything was counted."""
    if visits.as_of is None:
        return None
    rows = (
        ("today", "Hôm nay", visits.today),
        ("this_month", "Tháng này", visits.this_month),
        ("all", "Tất cả", visits.all),
    )
    return VisitsBlock(
        title=TITLE,
        rows=tuple(
            VisitRow(key, label, _UNKNOWN if value is None else format_integer(value))
            for key, label, value in rows
        ),
        as_of_text=f"Số liệu tính đến {format_datetime(visits.as_of)}",
        as_of_iso=format_iso(visits.as_of),
        note=NOTE,
        json_url=f"/{JSON_PATH}",
    )


def most_read(visits: Visits, most: int = 10, among: Container[str] | None = None) -> MostRead:
    """Return the pages of the newest month that were looked at most, `most` at most.

    `among` are the addresses that may be named; without it all may.
    """
    found = (page for page in visits.most_read if among is None or page.url in among)
    return MostRead(tuple((page.url, page.views) for page in islice(found, most)))


def now_json(visits: Visits, online: int | None, as_of: datetime) -> bytes:
    """Return the figures of the moment as JSON; a figure that is not known is null.

    `online` is left out where it is not known that it is at most today's figure.
    """
    is_known = online is not None and visits.today is not None and online <= visits.today
    figures = {
        "as_of": format_iso(as_of),
        "online": online if is_known else None,
        "today": visits.today,
        "this_month": visits.this_month,
        "all": visits.all,
    }
    return (json.dumps(figures, ensure_ascii=False) + "\n").encode()
