from __future__ import annotations

import io

from plugins.engine.console import Console


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_log_hears_nothing_of_progress() -> None:
    out, err, clock = io.StringIO(), io.StringIO(), Clock()
    console = Console(out, err, clock)
    for clock.now in range(1, 100):
        console.progress("Đọc bài", int(clock.now), 100)
    assert out.getvalue() == err.getvalue() == ""


def test_a_terminal_hears_of_progress_at_most_once_a_second() -> None:
    err, clock = Terminal(), Clock()
    console = Console(io.StringIO(), err, clock)
    for step in range(1, 31):
        clock.now = step / 10
        console.progress("Đọc bài", step, 30)
    assert err.getvalue().splitlines() == [
        "Đọc bài: 10/30",
        "Đọc bài: 20/30",
        "Đọc bài: 30/30",
    ]


def test_results_go_to_one_stream_and_problems_to_the_other() -> None:
    out, err = io.StringIO(), io.StringIO()
    console = Console(out, err)
    console.say("Đã dựng")
    console.complain(["một lỗi", ValueError("hai lỗi")])
    assert out.getvalue() == "Đã dựng\n"
    assert err.getvalue() == "một lỗi\nhai lỗi\n"


def test_a_terminal_without_vietnamese_letters_brings_nothing_down() -> None:
    held = io.BytesIO()
    out = io.TextIOWrapper(held, encoding="ascii")
    Console(out, out).say("Đã dựng")
    assert held.getvalue() == rb"\u0110\xe3 d\u1ef1ng" + b"\n"


def test_a_name_that_is_no_utf8_brings_nothing_down() -> None:
    held = io.BytesIO()
    out = io.TextIOWrapper(held, encoding="utf-8")
    Console(out, out).complain(["articles/\udcff.md"])
    assert held.getvalue() == b"articles/\\udcff.md\n"
