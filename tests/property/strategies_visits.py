"""Lives of a server's logs (written, renamed, packed, emptied, counted), and months of visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from access_logs import GOOGLE, PHONE, caddy, nginx
from hypothesis import strategies as st

from plugins.content_model.visit_models import EarlierVisits, PageViews, VisitDay, VisitMonth
from plugins.vietnamese import VIETNAM

START = datetime(2026, 11, 29, 20, 0, tzinfo=VIETNAM)
NOW = datetime(2026, 12, 20, 9, 0, tzinfo=VIETNAM)
COUNTS = st.one_of(st.integers(0, 3), st.integers(0, 10**9))


@st.composite
def lines(draw: st.DrawFn) -> list[bytes]:
    """A log of some days: visitors, robots, assets and rubbish, in the order of time.

    No two lines are the same: two logs that begin with the same line would be one.
    """
    at, written = START, []
    for number in range(draw(st.integers(1, 40))):
        at += timedelta(minutes=draw(st.integers(0, 300)), seconds=1)
        address = f"203.0.113.{draw(st.integers(1, 4))}"
        path = draw(st.sampled_from(["/", "/a/", "/a/?b", "/c.css"]))
        agent = draw(st.sampled_from([PHONE, PHONE, f"{PHONE} 2", GOOGLE]))
        request = f"GET {path} HTTP/2.0"
        made = draw(st.sampled_from(["nginx", "nginx", "caddy", "rubbish"]))
        if made == "nginx":
            written.append(nginx(at, address=address, agent=agent, request=request))
        elif made == "caddy":
            written.append(caddy(at, address=address, agent=agent, uri=path))
        else:
            rubbish = draw(st.binary(max_size=30)).replace(b"\n", b"")
            written.append(b"%b%d\n" % (rubbish, number))
    return written


@dataclass(frozen=True)
class Step:
    """What happens: `write` so many bytes, `rotate`, `copy` and empty, `pack`, or `count`.

    A count is given all logs that there are, in the order of `order`, some of them twice.
    """

    kind: str
    size: int = 0
    order: int = 0


STEPS = st.lists(
    st.one_of(
        st.builds(Step, st.just("write"), st.integers(1, 900)),
        st.builds(Step, st.just("write"), st.integers(1, 9000)),
        st.builds(Step, st.sampled_from(["rotate", "copy", "pack"])),
        st.builds(Step, st.just("count"), order=st.integers(0, 10**6)),
    ),
    max_size=14,
)


@st.composite
def months(draw: st.DrawFn) -> list[VisitMonth]:
    """Months in which everything may be true."""
    names = draw(st.lists(st.integers(1, 12), unique=True, max_size=4))
    return [draw(_month(number)) for number in names]


@st.composite
def _month(draw: st.DrawFn, number: int) -> VisitMonth:
    numbers = sorted(draw(st.sets(st.integers(1, 28), max_size=5)))
    days = []
    for day in numbers:
        visitors = draw(COUNTS)
        days.append(VisitDay(date(2026, number, day), visitors, visitors + draw(COUNTS)))
    views = sum(day.views for day in days)
    urls = draw(st.lists(st.sampled_from(["/", "/a/", "/b%20c/", "/d.html"]), unique=True))
    pages = [PageViews(url, draw(st.integers(1, views))) for url in urls if views]
    as_of = datetime(2026, number, numbers[-1] if numbers else 1, 23, 59, tzinfo=VIETNAM)
    pages.sort(key=lambda page: (-page.views, page.url))
    name = f"2026-{number:02}"
    return VisitMonth(f"data/visits/{name}.yaml", name, as_of, tuple(days), tuple(pages))


EARLIER = st.none() | st.builds(
    EarlierVisits,
    path=st.just("data/visits/earlier.yaml"),
    visits=COUNTS,
    source=st.just("Cổng cũ"),
    until=st.none() | st.just(date(2025, 12, 31)),
)
_NEW_YEAR = datetime(2026, 1, 1, tzinfo=VIETNAM)
MOMENTS = st.integers(0, 400 * 24).map(lambda hours: _NEW_YEAR + timedelta(hours=hours))
