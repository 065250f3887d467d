"""Work on all cores: nothing lost, nothing reordered, a dead worker costs its own item only."""

from __future__ import annotations

import operator
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from plugins.images.pool import Crashed, run_all


@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_results_come_in_the_order_of_the_items_and_progress_counts_up(jobs: int) -> None:
    seen: list[tuple[int, int]] = []
    found = run_all(abs, [-3, 1, -2], jobs=jobs, progress=lambda *at: seen.append(at))
    assert found == [3, 1, 2]
    assert seen == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("deadly", [{0}, {1}, {3, 4}, {11}])
def test_a_worker_that_dies_costs_its_own_item_only(deadly: set[int]) -> None:
    call: Callable[[Callable[[], int]], int] = operator.call
    items: list[Callable[[], int]] = [
        partial(os._exit, 3) if index in deadly else partial(int, index) for index in range(12)
    ]
    wanted = [Crashed() if index in deadly else index for index in range(12)]
    assert run_all(call, items, jobs=2) == wanted


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_the_work_is_not_hidden(jobs: int) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        run_all(int, ["1", "x", "2"], jobs=jobs)


def test_workers_end_with_a_build_that_is_killed() -> None:
    code = (
        "import time\n"
        "from plugins.images.pool import run_all\n"
        "run_all(time.sleep, [0, 600, 600], jobs=2, progress=lambda *_: print(flush=True))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as build:
        assert build.stdout is not None
        assert build.stdout.readline()
        build.kill()
        try:
            # The workers hold the other end of this pipe: it ends when the last of them does.
            assert build.communicate(timeout=30)[0] == b""
        finally:
            with suppress(ProcessLookupError):
                os.killpg(build.pid, signal.SIGKILL)


def test_nothing_to_do_is_done_at_once() -> None:
    assert run_all(abs, [], jobs=2) == []
