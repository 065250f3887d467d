"""Logs become days, months and pages; what is no view, or no visitor, is said."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

import pytest
from access_logs import GOOGLE, NOON, PHONE, Desk, caddy, days_of, nginx, shipped_rules

from plugins.visits import tally
from plugins.visits.counting import count
from plugins.visits.rules import NO_AGENT

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
OTHER = {"address": "203.0.113.8"}


class TestViews:
    def test_a_page_that_was_shown_or_not_modified_is_a_view(self, desk: Desk) -> None:
        desk.count(desk.log(nginx() + nginx(status=304) + caddy()))
        assert desk.figures() == {"2026-11-20": (1, 3)}
        assert desk.pages() == {"/tin-tuc/2026/11/hop-dan/": 3}

    @pytest.mark.parametrize(
        "line",
        [
            *(nginx(status=status) for status in (206, 301, 403, 404, 500)),
            *(nginx(request=f"{method} / HTTP/1.1") for method in ("HEAD", "POST", "OPTIONS")),
            *(nginx(request=f"GET {path} HTTP/1.1") for path in ("/theme/a.css", "/rss.xml")),
            *(nginx(request=f"GET {path} HTTP/1.1") for path in ("/404.html", "/du-lieu/")),
            nginx(request=r"\x16\x03\x01"),
            caddy(method="HEAD"),
            caddy(uri="/sitemap.xml"),
        ],
    )
    def test_anything_else_is_none_and_is_said(self, desk: Desk, line: bytes) -> None:
        report = desk.count(desk.log(line))
        assert desk.figures() == {"2026-11-20": (0, 0)}
        assert dict(report.left)[tally.NO_VIEW] == 1

    def test_a_page_counts_under_one_address(self, desk: Desk) -> None:
        paths = ("/tin/", "/tin/?a=1", "/%74in/", "//tin/index.html")
        desk.count(desk.log(b"".join(nginx(request=f"GET {path} HTTP/2.0") for path in paths)))
        assert desk.pages() == {"/tin/": 4}


class TestVisitors:
    def test_a_visitor_is_an_address_with_a_program_on_a_day(self, desk: Desk) -> None:
        lines = [
            *(nginx(), nginx(NOON + HOUR), nginx(**OTHER), nginx(agent=f"{PHONE} x")),
            *(nginx(address="2001:db8::1"), nginx(NOON + DAY)),
        ]
        desk.count(desk.log(b"".join(lines)))
        assert desk.figures() == {"2026-11-20": (4, 5), "2026-11-21": (1, 1)}

    def test_days_change_at_midnight_in_vietnam(self, desk: Desk) -> None:
        """A server may log in UTC: its evening is the next day's morning here."""
        before = datetime(2026, 11, 30, 16, 59, 59, tzinfo=UTC)
        desk.count(desk.log(nginx(before) + nginx(before + timedelta(seconds=1))))
        assert desk.figures() == {"2026-11-30": (1, 1), "2026-12-01": (1, 1)}
        assert [month.month for month in desk.months()] == ["2026-11", "2026-12"]

    def test_robots_tools_and_the_office_are_left_out_by_name(self, tmp_path: Path) -> None:
        own = "networks: [{name: Trụ sở, ranges: [192.0.2.0/24]}]"
        desk = Desk(tmp_path, shipped_rules(own))
        lines = [
            *(nginx(agent=GOOGLE), caddy(agent=GOOGLE), nginx(agent="-"), caddy(agent="")),
            *(nginx(agent="curl/8.5"), nginx(address="192.0.2.9"), nginx()),
        ]
        report = desk.count(desk.log(b"".join(lines)))
        assert desk.figures() == {"2026-11-20": (1, 1)}
        expected = {"Robot": 2, NO_AGENT: 2, "Công cụ tải tự động": 1, "Trụ sở": 1}
        assert {name: count for name, count in report.left if count} == expected


class TestClocks:
    def test_lines_of_the_future_are_refused(self, desk: Desk) -> None:
        """One line of a server whose clock was wrong would close every day before it."""
        soon, late = desk.now + timedelta(minutes=9), desk.now + timedelta(minutes=11)
        report = desk.count(desk.log(nginx() + nginx(late) + nginx(late + 3650 * DAY)))
        assert dict(report.left)[tally.CLOCK] == 2
        assert desk.figures() == {"2026-11-20": (1, 1)}
        assert desk.count(desk.log(nginx(soon), "next.log")).logs[0].views == 1

    def test_lines_from_before_the_clock_was_set_are_refused(self, desk: Desk) -> None:
        report = desk.count(desk.log(nginx(datetime(1970, 1, 1, 8, tzinfo=UTC)) + nginx()))
        assert dict(report.left)[tally.CLOCK] == 1
        assert list(desk.figures()) == ["2026-11-20"]

    def test_figures_are_as_of_the_newest_line_of_their_month(self, desk: Desk) -> None:
        last = datetime(2026, 11, 30, 23, 0, tzinfo=NOON.tzinfo)
        robot = nginx(last + timedelta(minutes=5), agent=GOOGLE)
        desk.count(desk.log(nginx(last) + nginx(NOON) + robot + nginx(last + 3 * HOUR)))
        november, december = desk.months()
        assert november.as_of == last + timedelta(minutes=5)
        assert december.as_of == last + 3 * HOUR


class TestClosing:
    def test_a_day_is_closed_two_hours_into_the_next(self, desk: Desk) -> None:
        midnight = datetime(2026, 11, 21, 0, 0, tzinfo=NOON.tzinfo)
        early, late = midnight + 2 * HOUR - timedelta(seconds=1), midnight + 2 * HOUR
        desk.count(desk.log(nginx() + nginx(early), "1.log"))
        desk.count(desk.log(nginx(NOON + HOUR, **OTHER), "2.log"))
        assert desk.figures()["2026-11-20"] == (2, 2)
        desk.count(desk.log(nginx(late), "3.log"))
        report = desk.count(desk.log(nginx(NOON + HOUR, address="203.0.113.9"), "4.log"))
        assert desk.figures()["2026-11-20"] == (2, 3)
        assert dict(report.left)[tally.LATE] == 1

    def test_logs_of_one_run_may_come_in_any_order(self, desk: Desk) -> None:
        moments = days_of(NOON, 5)
        newer = desk.log(b"".join(nginx(at) for at in moments[2:]), "access.log")
        older = desk.log(b"".join(nginx(at) for at in moments[:2]), "access.log.1")
        desk.count(newer, older)
        assert desk.figures() == {f"{at:%Y-%m-%d}": (1, 1) for at in moments}

    def test_history_may_be_counted_afterwards(self, desk: Desk) -> None:
        """A day of which nothing was seen is open, however long ago it was."""
        desk.count(desk.log(nginx()))
        desk.count(desk.log(nginx(NOON - 30 * DAY) + nginx(NOON - 30 * DAY, **OTHER), "old.log"))
        assert desk.figures() == {"2026-10-21": (2, 2), "2026-11-20": (1, 1)}

    def test_nothing_personal_is_left_of_a_day_that_is_over(self, desk: Desk) -> None:
        address, agent = "203.0.113.231", "Mozilla/5.0 (Dien thoai rieng) Chrome/120"
        lines = [nginx(NOON + timedelta(minutes=n), address=address, agent=agent) for n in range(9)]
        log = desk.log(b"".join(lines))
        salts = iter(bytes([number]) * 32 for number in range(1, 255))
        setup = replace(desk.setup(), random_bytes=lambda length: next(salts)[:length])
        count([log], setup)
        salt = b"\x02" * 32
        assert salt in desk.state.read_bytes()
        who = blake2b(f"{address}\0{agent}".encode(), key=salt, digest_size=16).digest()
        assert who in desk.state.read_bytes()
        log.unlink()
        count([desk.log(nginx(NOON + DAY), "next.log")], setup)
        secrets = [salt, who, address.encode(), b"Dien thoai rieng", bytes([203, 0, 113, 231])]
        for name in ("md5", "sha1", "sha256", "blake2b"):
            for text in (address, agent, f"{address}\0{agent}", f"{address}{agent}"):
                digest = hashlib.new(name, text.encode()).digest()
                secrets += [digest[:16], digest.hex()[:32].encode()]
        for file in sorted(desk.root.rglob("*")):
            if file.is_file() and file.name != "next.log":
                data = file.read_bytes()
                assert [secret for secret in secrets if secret in data] == [], file

    def test_only_its_owner_reads_the_state(self, desk: Desk) -> None:
        desk.count(desk.log(nginx()))
        modes = {file.name: file.stat().st_mode & 0o777 for file in desk.state.parent.iterdir()}
        assert modes == {"visits.sqlite": 0o600, "visits.sqlite.lock": 0o600}


class TestPublished:
    def test_a_file_is_written_only_when_it_changes(self, desk: Desk) -> None:
        log = desk.log(nginx())
        (path,) = desk.count(log).written
        before = path.stat()
        assert desk.count(log).written == ()
        after = path.stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
        assert path == desk.content / "data/visits/2026-11.yaml"

    def test_a_file_that_was_removed_or_changed_is_written_again(self, desk: Desk) -> None:
        log = desk.log(nginx())
        (path,) = desk.count(log).written
        data = path.read_bytes()
        path.unlink()
        assert desk.count(log).written == (path,)
        path.write_bytes(re.sub(rb"visitors: 1, views: 1", b"visitors: 0, views: 1", data))
        assert desk.count(log).written == (path,)
        assert path.read_bytes() == data

    def test_published_days_stay_when_the_state_is_lost(self, desk: Desk) -> None:
        desk.count(desk.log(nginx() + nginx(**OTHER)))
        desk.state.unlink()
        lines = [nginx(NOON + HOUR, address="203.0.113.9"), nginx(NOON + DAY)]
        report = desk.count(desk.log(b"".join(lines), "next.log"))
        assert desk.figures() == {"2026-11-20": (2, 2), "2026-11-21": (1, 1)}
        assert report.adopted == ("2026-11-20",)
        assert dict(report.left)[tally.PUBLISHED] == 1
        assert desk.pages() == {"/tin-tuc/2026/11/hop-dan/": 3}
        assert desk.count(desk.root / "next.log").adopted == ()

    def test_an_older_copy_of_the_state_makes_no_figure_smaller(self, desk: Desk) -> None:
        log = desk.log(nginx())
        desk.count(log)
        old = desk.state.read_bytes()
        more = b"".join(nginx(address=f"203.0.113.{n}") for n in range(20, 25))
        desk.count(desk.log(log.read_bytes() + more))
        before = desk.figures(), desk.pages()
        desk.state.write_bytes(old)
        report = desk.count(desk.log(nginx() + nginx(**OTHER)))
        assert (desk.figures(), desk.pages()) == before
        assert report.lost == (date(2026, 11, 20),)

    def test_at_most_fifty_pages_are_named_ties_by_address(self, desk: Desk) -> None:
        lines = [nginx(request=f"GET /trang-{n:02}/ HTTP/2.0") for n in range(60)]
        desk.count(desk.log(b"".join([*lines, lines[40], lines[40], lines[50]])))
        rest = [number for number in range(60) if number not in (40, 50)][:48]
        assert list(desk.pages()) == [f"/trang-{number:02}/" for number in (40, 50, *rest)]


class TestLogs:
    def test_a_packed_log_is_known_by_what_is_in_it(self, desk: Desk) -> None:
        log = desk.log(gzip.compress(nginx()) + gzip.compress(nginx(NOON + HOUR)), "nhat-ky")
        desk.count(log)
        assert desk.figures() == {"2026-11-20": (1, 2)}
        assert desk.count(desk.log(nginx(), "access.log.gz")).logs[0].lines == 0

    def test_a_packed_log_that_breaks_off_counts_as_far_as_it_goes_then_on(
        self, desk: Desk
    ) -> None:
        lines = b"".join(nginx(NOON + timedelta(seconds=n)) for n in range(3000))
        packed = gzip.compress(lines, 1)
        report = desk.count(desk.log(packed[: len(packed) // 2]))
        assert 0 < report.logs[0].views < 3000
        assert "tệp nén hỏng" in report.logs[0].fault
        assert desk.count(desk.log(packed)).logs[0].fault == ""
        assert desk.figures() == {"2026-11-20": (1, 3000)}

    def test_lines_that_cannot_be_read_are_said_by_number(self, desk: Desk) -> None:
        log = desk.log(nginx() + b"rac\n" + nginx() + b"x" * 40_000 + b"\n" + nginx())
        report = desk.count(log)
        assert report.logs[0].unreadable == (2, 4)
        log.write_bytes(log.read_bytes() + nginx() + b"rac\n")
        assert desk.count(log).logs[0].unreadable == (7,)
        assert desk.figures() == {"2026-11-20": (1, 4)}

    def test_a_log_of_another_format_waits_until_it_can_be_read(self, desk: Desk) -> None:
        log = desk.log(b"".join(b"2026-11-20 dong so %d\n" % n for n in range(20)))
        report = desk.count(log)
        assert "không dòng nào đọc được" in report.logs[0].fault
        assert desk.count(log).logs[0].lines == 20

    @pytest.mark.parametrize("data", [b"", b"khong co dong nao"])
    def test_a_log_without_a_whole_line_has_nothing_new(self, desk: Desk, data: bytes) -> None:
        assert desk.count(desk.log(data)).logs[0].lines == 0
        assert desk.figures() == {}

    def test_a_log_that_is_not_there_does_not_keep_others_from_being_counted(
        self, desk: Desk
    ) -> None:
        report = desk.count(desk.root / "khong-co.log", desk.log(nginx()))
        assert [bool(log.fault) for log in report.logs] == [True, False]
        assert desk.figures() == {"2026-11-20": (1, 1)}

    def test_many_visitors_and_pages_go_into_the_state_in_parts(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("plugins.visits.counting._MOST_COUNTED", 10)
        monkeypatch.setattr("plugins.visits.logs._BLOCK", 4096)
        lines = [
            nginx(address=f"10.0.{n // 250}.{n % 250}", request=f"GET /{n % 7}/ HTTP/2.0")
            for n in range(600)
        ]
        desk.count(desk.log(b"".join(lines * 2)))
        assert desk.figures() == {"2026-11-20": (600, 1200)}
        assert sum(desk.pages().values()) == 1200

    def test_strangers_cannot_fill_the_state_with_addresses(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("plugins.visits.state.MOST_PAGES", 3)
        lines = [nginx(request=f"GET /{n}/ HTTP/2.0") for n in (1, 2, 3, 4, 5, 1)]
        desk.count(desk.log(b"".join(lines)))
        assert desk.pages() == {"/1/": 2, "/2/": 1, "/3/": 1}
        assert desk.figures() == {"2026-11-20": (1, 6)}
