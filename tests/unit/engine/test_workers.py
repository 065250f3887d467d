from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.engine import workers
from plugins.engine.workers import available_cores, over_all

ROOT = Path(__file__).parents[3]


def _double(number: int) -> tuple[int, int]:
    return number * 2, os.getpid()


def _stumble(number: int) -> int:
    if number == 7:
        raise ValueError("bảy")
    return number


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "available_cores", lambda: 2)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 63, 64, 65, 700])
def test_results_come_in_the_order_of_the_inputs(two_cores: None, count: int) -> None:
    assert [result for result, _ in over_all(_double, range(count))] == list(range(0, 2 * count, 2))


def test_few_inputs_are_worked_on_here(two_cores: None) -> None:
    assert {process for _, process in over_all(_double, range(63))} == {os.getpid()}


def test_many_are_worked_on_elsewhere(two_cores: None) -> None:
    processes = {process for _, process in over_all(_double, range(64))}
    assert os.getpid() not in processes


def test_one_core_needs_no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "available_cores", lambda: 1)
    assert {process for _, process in over_all(_double, range(100))} == {os.getpid()}


@pytest.mark.parametrize("count", [10, 100])
def test_an_error_of_the_function_is_raised_here(two_cores: None, count: int) -> None:
    with pytest.raises(ValueError, match="bảy"):
        list(over_all(_stumble, range(count)))


def test_there_is_at_least_one_core() -> None:
    assert available_cores() >= 1


class _Ring:
    """Refers to itself: only a look for garbage lets go of it."""

    alive = 0

    def __init__(self) -> None:
        self.itself = self
        type(self).alive += 1

    def __del__(self) -> None:
        type(self).alive -= 1


def _make_garbage(_: int) -> int:
    for _number in range(1000):
        _Ring()
    return _Ring.alive


def test_workers_let_go_of_garbage_though_the_build_does_not(two_cores: None) -> None:
    """Else each of them ends with that of thousands of articles."""
    gc.disable()
    try:
        left = list(over_all(_make_garbage, range(200)))
    finally:
        gc.enable()
    assert _Ring.alive == 0, "all was done elsewhere"
    assert max(left) < 40_000


def test_workers_end_with_a_killed_build(tmp_path: Path) -> None:
    """A worker that waits for work for ever would hold memory, and locks."""
    program = tmp_path / "long.py"
    program.write_text(
        "import signal, sys\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from plugins.engine import workers\n"
        "workers.available_cores = lambda: 2\n"
        "def slow(number):\n"
        "    if number: signal.pause()\n"
        "    return number\n"
        "for result in workers.over_all(slow, list(range(8)), worth=2):\n"
        "    sys.stdout.write('begun\\n')\n"
        "    sys.stdout.flush()\n"
    )
    with subprocess.Popen(
        [sys.executable, str(program)], stdout=subprocess.PIPE, start_new_session=True
    ) as build:
        assert build.stdout is not None
        assert build.stdout.readline() == b"begun\n"
        build.kill()
        # The pipe ends when the last process that holds it has ended.
        build.communicate(timeout=60)
