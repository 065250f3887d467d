"""`python -m plugins.visits`: what a timer runs and an officer reads."""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from access_logs import NOON, PHONE, Desk, nginx

from plugins.visits.__main__ import BUSY, main

ROOT = Path(__file__).parents[3]
Capture = pytest.CaptureFixture[str]


def run(desk: Desk, command: str, *words: str | Path) -> int:
    places = ["--state", str(desk.state), "--content", str(desk.content)]
    given = [*map(str, words)]
    if "--now" not in given and command == "count":
        given += ["--now", "2026-11-20T23:00"]
    return main([command, *given, *places])


class TestCount:
    def test_says_what_was_counted_and_what_was_not(self, desk: Desk, capsys: Capture) -> None:
        curl, asset = nginx(agent="curl/8"), nginx(request="GET /a.css HTTP/2.0")
        log = desk.log(nginx() + curl + asset + asset + b"rac\n")
        assert run(desk, "count", log) == 0
        said = capsys.readouterr()
        assert said.out.splitlines() == [
            f"{log}: 5 dòng mới, 1 lượt xem",
            f"{log}: dòng không đọc được, đầu tiên là dòng 5",
            "Không tính, hoặc chỉ tính một phần:",
            "  2 dòng không phải lượt xem trang (tệp kèm theo, địa chỉ sai, gửi biểu mẫu…)",
            "  1 dòng theo luật “Công cụ tải tự động”",
            "  1 dòng không đọc được",
            f"Đã ghi {desk.content}/data/visits/2026-11.yaml",
        ]
        assert said.err == ""
        assert run(desk, "count", log) == 0
        assert capsys.readouterr().out == f"{log}: không có dòng mới\nKhông có gì đổi.\n"

    def test_nothing_of_a_line_is_quoted(self, desk: Desk, capsys: Capture) -> None:
        """What a timer says is mailed and kept."""
        log = desk.log(nginx() + b'203.0.113.7 "secret agent"\n')
        assert run(desk, "count", log, "--now", "2026-11-20T12:00") == 0
        said = capsys.readouterr().out
        assert "203.0.113.7" not in said
        assert "secret" not in said
        assert PHONE not in said

    def test_a_log_that_cannot_be_read_is_a_fault(self, desk: Desk, capsys: Capture) -> None:
        missing, log = desk.root / "khong-co.log", desk.log(nginx())
        assert run(desk, "count", missing, log) == 1
        said = capsys.readouterr()
        assert said.err == f"{missing}: không đọc được hết tệp: No such file or directory\n"
        assert desk.figures() == {"2026-11-20": (1, 1)}

    def test_own_rules_and_forwarded_addresses(self, desk: Desk, capsys: Capture) -> None:
        rules = desk.root / "luat.yaml"
        rules.write_text("networks: [{name: Trụ sở, ranges: [192.0.2.0/24]}]\n", "utf-8")
        lines = nginx(after=' "192.0.2.5"') + nginx(after=' "198.51.100.1"')
        assert run(desk, "count", desk.log(lines), "--rules", rules, "--forwarded") == 0
        assert "1 dòng theo luật “Trụ sở”" in capsys.readouterr().out
        assert desk.figures() == {"2026-11-20": (1, 1)}

    def test_a_faulty_rule_stops_before_anything_is_counted(
        self, desk: Desk, capsys: Capture
    ) -> None:
        rules = desk.root / "luat.yaml"
        rules.write_text("networks: [{name: Trụ sở, ranges: [nhà]}]\n", "utf-8")
        assert run(desk, "count", desk.log(nginx()), "--rules", rules) == 1
        assert "[ranges-invalid]" in capsys.readouterr().err
        assert not desk.state.exists()

    def test_a_faulty_month_is_never_written_over(self, desk: Desk, capsys: Capture) -> None:
        log = desk.log(nginx())
        assert run(desk, "count", log) == 0
        file = desk.content / "data/visits/2026-11.yaml"
        file.write_text(file.read_text("utf-8").replace("views: 1", "views: một", 1), "utf-8")
        data = file.read_bytes()
        assert run(desk, "count", desk.log(nginx() * 2)) == 1
        said = capsys.readouterr().err
        assert "data/visits/2026-11.yaml:5: [views-type]" in said
        assert "sửa xong hãy đếm lại" in said
        assert file.read_bytes() == data

    def test_a_second_run_at_the_same_time_says_so_and_ends(
        self, desk: Desk, capsys: Capture
    ) -> None:
        log = desk.log(nginx())
        run(desk, "count", log)
        with Path(f"{desk.state}.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            assert run(desk, "count", desk.log(nginx() * 2)) == BUSY
            assert run(desk, "now", "--site", desk.root) == BUSY
        said = capsys.readouterr().err
        assert said == f"{desk.state}: một lần đếm khác đang chạy -> thử lại sau\n" * 2
        assert run(desk, "count", log) == 0
        assert desk.figures() == {"2026-11-20": (1, 2)}

    def test_a_damaged_state_is_said_and_left_alone(self, desk: Desk, capsys: Capture) -> None:
        desk.state.parent.mkdir(parents=True)
        desk.state.write_bytes(b"x" * 9000)
        assert run(desk, "count", desk.log(nginx())) == 1
        assert "nếu tệp hỏng, cất nó đi rồi đếm tiếp" in capsys.readouterr().err
        assert desk.state.read_bytes() == b"x" * 9000

    def test_a_state_of_another_program_is_left_alone(self, desk: Desk, capsys: Capture) -> None:
        desk.state.parent.mkdir(parents=True)
        for statement in ("CREATE TABLE a (b)", "PRAGMA user_version = 9"):
            with sqlite3.connect(desk.state) as base:
                base.execute(statement)
            base.close()
            assert run(desk, "count", desk.log(nginx())) == 1
            assert "không phải tệp trạng thái của bản này" in capsys.readouterr().err

    def test_a_full_disk_or_a_folder_in_the_way_is_said(self, desk: Desk, capsys: Capture) -> None:
        """What was counted is kept, and written by the next run."""
        place = desk.content / "data/visits"
        place.parent.mkdir(parents=True)
        place.write_bytes(b"")
        assert run(desk, "count", desk.log(nginx())) == 1
        assert str(place) in capsys.readouterr().err
        place.unlink()
        assert run(desk, "count", desk.log(nginx())) == 0
        assert desk.figures() == {"2026-11-20": (1, 1)}

    def test_a_time_that_is_none_is_said(self, desk: Desk, capsys: Capture) -> None:
        assert run(desk, "count", desk.log(nginx()), "--now", "hôm qua") == 1
        assert capsys.readouterr().err.startswith("--now: ")


class TestNow:
    def figures(self, desk: Desk) -> dict[str, object]:
        text = (desk.root / "public/du-lieu/truy-cap.json").read_text("utf-8")
        found: dict[str, object] = json.loads(text)
        return found

    def counted(self, desk: Desk) -> None:
        minutes = (0, 1, 50, 54, 55, 57)
        lines = [nginx(NOON + timedelta(minutes=n), address=f"203.0.113.{n % 50}") for n in minutes]
        run(desk, "count", desk.log(nginx(NOON - timedelta(days=20)) + b"".join(lines)))
        (desk.root / "public").mkdir()

    def test_shows_who_was_there_in_the_last_five_minutes(self, desk: Desk) -> None:
        self.counted(desk)
        assert run(desk, "now", "--site", desk.root / "public") == 0
        assert self.figures(desk) == {
            "as_of": "2026-11-20T12:57:00+07:00",
            "online": 3,
            "today": 5,
            "this_month": 5,
            "all": 6,
        }

    @pytest.mark.parametrize(
        ("now", "expected"),
        [
            ("2026-11-20T13:00", (1, 5, 5, 6)),
            ("2026-11-20T14:00", (0, 5, 5, 6)),
            ("2026-11-21T00:01", (None, None, 5, 6)),
            ("2026-12-01T00:01", (None, None, None, 6)),
        ],
    )
    def test_figures_of_another_day_are_unknown(
        self, desk: Desk, now: str, expected: tuple[int | None, ...]
    ) -> None:
        self.counted(desk)
        assert run(desk, "now", "--site", desk.root / "public", "--now", now) == 0
        figures = self.figures(desk)
        assert tuple(figures[key] for key in ("online", "today", "this_month", "all")) == expected

    def test_just_after_midnight_nobody_of_yesterday_is_online(self, desk: Desk) -> None:
        """Or there would be more online than there were today."""
        midnight = NOON.replace(hour=0)
        lines = [nginx(midnight - timedelta(seconds=n), address=f"10.0.0.{n}") for n in range(5)]
        run(desk, "count", desk.log(b"".join(lines)))
        (desk.root / "public").mkdir()
        assert run(desk, "now", "--site", desk.root / "public") == 0
        assert self.figures(desk)["online"] == 1
        assert self.figures(desk)["today"] == 1

    def test_a_line_that_comes_late_takes_nobody_offline(self, desk: Desk) -> None:
        """Lines of long answers are written after those of short ones; logs come in any order."""
        older = nginx(NOON - timedelta(minutes=30))
        run(desk, "count", desk.log(nginx(NOON) + older))
        run(desk, "count", desk.log(older + older, "other.log"))
        (desk.root / "public").mkdir()
        assert run(desk, "now", "--site", desk.root / "public") == 0
        assert self.figures(desk)["online"] == 1

    def test_the_earlier_figure_is_in_all(self, desk: Desk) -> None:
        self.counted(desk)
        earlier = desk.content / "data/visits/earlier.yaml"
        earlier.write_text("visits: 120000\nsource: Cổng cũ\nuntil: 2026-10-30\n", "utf-8")
        assert run(desk, "now", "--site", desk.root / "public") == 0
        assert self.figures(desk)["all"] == 120_006

    def test_before_anything_was_counted_there_is_nothing_to_show(
        self, desk: Desk, capsys: Capture
    ) -> None:
        (desk.root / "public").mkdir()
        assert run(desk, "now", "--site", desk.root / "public") == 1
        assert "chưa đếm lần nào" in capsys.readouterr().err
        assert not desk.state.exists()

    def test_a_site_that_is_not_there_is_not_made(self, desk: Desk, capsys: Capture) -> None:
        assert run(desk, "now", "--site", desk.root / "public") == 1
        assert "không có thư mục này" in capsys.readouterr().err
        assert not (desk.root / "public").exists()


def test_the_module_runs_as_a_command_whatever_the_terminal(desk: Desk) -> None:
    words = ["count", str(desk.log(nginx())), "--now", "2026-11-20T23:00"]
    words += ["--state", str(desk.state), "--content", str(desk.content)]
    run = subprocess.run(
        [sys.executable, "-m", "plugins.visits", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert b"1 d\\xf2ng m\\u1edbi" in run.stdout
    assert run.stderr == b""
