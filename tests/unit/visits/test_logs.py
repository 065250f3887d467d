"""A log is counted once, however it is renamed, packed, copied, emptied or given again."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest
from access_logs import NOON, Desk, nginx

from plugins.visits.logs import HEAD


def lines(first: int, count: int) -> bytes:
    """Lines of as many visitors, which look at as many pages."""
    return b"".join(
        nginx(
            NOON + timedelta(seconds=number),
            address=f"10.1.{number // 250}.{number % 250}",
            request=f"GET /trang-{number}/ HTTP/2.0",
        )
        for number in range(first, first + count)
    )


def total(desk: Desk) -> tuple[int, int]:
    return desk.figures().get("2026-11-20", (0, 0))


# Within the first bytes, by which a log is known, and far beyond.
SIZES = pytest.mark.parametrize("size", [1, 3, 60])


@SIZES
def test_a_log_that_grew_is_read_on(desk: Desk, size: int) -> None:
    for number in range(1, 5):
        desk.count(desk.log(lines(0, size * number)))
        assert total(desk) == (size * number, size * number)


@SIZES
def test_the_same_log_under_any_name_counts_once(desk: Desk, size: int) -> None:
    data = lines(0, size)
    copies = [desk.log(data, name) for name in ("a.log", "b.log", "c")]
    packed = desk.log(gzip.compress(data), "a.log.2.gz")
    desk.count(*copies, copies[0], packed)
    desk.count(packed, *copies)
    assert total(desk) == (size, size)


@SIZES
def test_an_older_copy_of_a_log_has_nothing_new(desk: Desk, size: int) -> None:
    desk.count(desk.log(lines(0, size + 40)))
    for shorter in range(size + 1):
        desk.count(desk.log(lines(0, shorter), f"copy-{shorter}.log"))
    assert total(desk) == (size + 40, size + 40)


@SIZES
def test_after_rotation_both_logs_are_read_on(desk: Desk, size: int) -> None:
    """The server may go on writing into the renamed log until it is told."""
    desk.count(desk.log(lines(0, size)))
    old = desk.log(lines(0, size + 2), "access.log.1")
    new = desk.log(lines(500, size))
    desk.count(new, old)
    assert total(desk) == (2 * size + 2, 2 * size + 2)
    old = desk.log(gzip.compress(lines(0, size + 3)), "access.log.2.gz")
    new = desk.log(lines(500, size + 1), "access.log.1")
    desk.count(old, desk.log(lines(1000, size)), new)
    assert total(desk) == (3 * size + 4, 3 * size + 4)


@SIZES
def test_a_log_that_was_copied_and_emptied_counts_once(desk: Desk, size: int) -> None:
    desk.count(desk.log(lines(0, size)))
    copy = desk.log(lines(0, size + 1), "access.log.1")
    log = desk.log(b"")
    desk.count(log, copy)
    desk.log(lines(size + 1, size))
    desk.count(log, copy)
    assert total(desk) == (2 * size + 1, 2 * size + 1)


@SIZES
def test_a_line_that_is_not_finished_waits(desk: Desk, size: int) -> None:
    data = lines(0, size + 1)
    for end in range(len(lines(0, size)), len(data), 37):
        desk.count(desk.log(data[:end]))
        assert total(desk) == (size, size)
    desk.count(desk.log(data))
    assert total(desk) == (size + 1, size + 1)


def test_a_log_that_was_changed_is_refused(desk: Desk) -> None:
    """Lines taken out of the middle would make others count twice."""
    data = lines(0, 100)
    desk.count(desk.log(data))
    log = desk.log(data[:HEAD] + data[HEAD + 700 :] + lines(100, 20))
    report = desk.count(log)
    assert "nay đã khác" in report.logs[0].fault
    assert total(desk) == (100, 100)


@pytest.mark.parametrize("length", [HEAD, HEAD + 1, 20_000, 600_000])
def test_a_line_longer_than_any_block_is_passed_over(desk: Desk, length: int) -> None:
    monster = b"x" * length
    log = desk.log(monster)
    assert desk.count(log).logs[0].lines == 0
    desk.log(monster + b"\n" + lines(0, 3))
    assert desk.count(log).logs[0].unreadable == (1,)
    desk.log(monster + b"\n" + lines(0, 5) + monster)
    desk.count(log)
    desk.log(monster + b"\n" + lines(0, 5) + monster + b"\n" + lines(5, 1))
    report = desk.count(log)
    assert report.logs[0].unreadable == (7,)
    assert total(desk) == (6, 6)
    assert desk.count(log).logs[0].lines == 0


def test_logs_that_begin_alike_but_for_one_line_are_two(desk: Desk) -> None:
    first, second = lines(0, 1), lines(1, 1)
    desk.count(desk.log(first + lines(2, 30), "a"), desk.log(second + lines(40, 30), "b"))
    assert total(desk) == (62, 62)
