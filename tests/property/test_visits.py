"""Whatever becomes of its logs, a visit counts once, and figures keep their order."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random

from access_logs import Desk
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies_visits import EARLIER, MOMENTS, NOW, STEPS, Step, lines, months

from plugins.content_model import read_data
from plugins.content_model.visit_models import EarlierVisits, VisitMonth
from plugins.visits import build_visits, check_visits
from plugins.visits.addresses import page_of
from plugins.visits.lines import LineParser
from plugins.visits.months import merged, render_month

# The cores are shared with other work, and each example is written to a disk.
patient = settings(deadline=None)
on_disk = settings(deadline=None, max_examples=60)


class Server:
    """Writes one log, byte by byte, and does with it what servers do."""

    def __init__(self, desk: Desk, written: Sequence[bytes]) -> None:
        self.desk = desk
        self.data = b"".join(written)
        self.logs: list[Path] = []
        self.at = 0
        self.made = 0

    def do(self, step: Step) -> None:
        if step.kind == "write":
            self.write(step.size)
        elif step.kind == "count":
            self.count(step.order)
        elif self.logs and step.kind == "pack":
            self.logs[0].write_bytes(self.packed(self.logs[0]))
        elif self.logs and step.kind == "copy":
            self.keep_whole_lines()
            copy = self.desk.log(self.logs[-1].read_bytes(), f"copy-{self.made}")
            self.logs[-1:] = [copy, self.logs[-1]]
            self.logs[-1].write_bytes(b"")
            self.made += 1
        elif self.logs and step.kind == "rotate":
            self.keep_whole_lines()
            self.logs[-1] = self.logs[-1].rename(self.logs[-1].with_suffix(f".{self.made}"))
            self.new_log()

    def write(self, size: int) -> None:
        if not self.logs:
            self.new_log()
        with self.logs[-1].open("ab") as handle:
            handle.write(self.data[self.at : self.at + size])
        self.at += size

    def keep_whole_lines(self) -> None:
        """A server ends the line that it is writing before it takes another log."""
        end = self.data.find(b"\n", self.at - 1) + 1 if 0 < self.at < len(self.data) else 0
        if end > self.at:
            self.write(end - self.at)

    def new_log(self) -> None:
        self.made += 1
        self.logs.append(self.desk.log(b"", f"access-{self.made}.log"))

    def packed(self, log: Path) -> bytes:
        data = log.read_bytes()
        return data if len(self.logs) == 1 or data[:2] == b"\x1f\x8b" else gzip.compress(data)

    def count(self, order: int) -> None:
        chance = Random(order)
        given = [*self.logs, *chance.sample(self.logs, len(self.logs) // 2)]
        chance.shuffle(given)
        self.desk.count(*given)


@on_disk
@given(lines(), STEPS)
def test_counting_bit_by_bit_is_counting_once(written: list[bytes], steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        once, often = Desk(Path(folder, "once"), now=NOW), Desk(Path(folder, "often"), now=NOW)
        once.count(once.log(b"".join(written)))
        server = Server(often, written)
        for step in steps:
            server.do(step)
        server.write(len(server.data))
        server.count(0)
        server.count(1)
        assert often.figures() == once.figures()
        assert often.pages() == once.pages()
        assert [month.as_of for month in often.months()] == [month.as_of for month in once.months()]


@patient
@given(months(), EARLIER, MOMENTS)
def test_today_is_at_most_this_month_and_that_at_most_all(
    counted: list[VisitMonth], earlier: EarlierVisits | None, now: datetime
) -> None:
    visits = build_visits(counted, earlier, now)
    known = [each for each in (visits.today, visits.this_month, visits.all) if each is not None]
    assert known == sorted(known)
    assert visits.today is None or visits.this_month is not None
    assert (visits.all is None) == bool(visits.problems or not counted)


@patient
@given(months(), st.randoms(use_true_random=False))
def test_what_is_written_is_read_back_in_any_order(
    counted: list[VisitMonth], chance: Random
) -> None:
    chance.shuffle(counted)
    data = read_data({month.path: render_month(month) for month in counted})
    assert data.problems == ()
    assert [replace(month, lines={}) for month in data.months] == sorted(
        counted, key=lambda month: month.path
    )
    latest = datetime(2027, 1, 1, tzinfo=NOW.tzinfo)
    assert check_visits(data.months, None, latest) == ()


@patient
@given(months(), months())
def test_what_was_published_never_shrinks_and_stays_true(
    counted: list[VisitMonth], published: list[VisitMonth]
) -> None:
    before = {month.month: month for month in published}
    latest = datetime(2027, 1, 1, tzinfo=NOW.tzinfo)
    for month in counted:
        whole = merged(month, before.get(month.month))
        assert check_visits([whole], None, latest) == ()
        assert merged(month, whole) == whole
        days = {day.day: day for day in whole.days}
        for source in filter(None, (month, before.get(month.month))):
            for day in source.days:
                assert days[day.day].visitors >= day.visitors
                assert days[day.day].views >= day.views


@patient
@given(st.binary(max_size=300))
def test_no_line_raises(line: bytes) -> None:
    parser = LineParser(forwarded=True)
    for start in (b"", b"{", b'1.2.3.4 - - [20/Nov/2026:12:00:00 +0700] "GET /'):
        parser.parse(start + line)


@patient
@given(st.binary(max_size=80) | st.text(max_size=40).map(str.encode))
def test_the_address_of_a_page_is_plain_and_is_its_own_address(target: bytes) -> None:
    page = page_of(b"/" + target + b"/")
    if page is not None:
        assert page.isascii()
        assert page.isprintable()
        assert " " not in page
        assert page_of(page.encode()) == page
