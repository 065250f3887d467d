"""Run one function over many items on all cores, and outlive a worker that dies."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Sequence
from concurrent import futures
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import connection
from threading import Thread
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Crashed:
    """Stands in the place of a result whose worker process died while making it."""


def run_all(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    jobs: int,
    progress: Callable[[int, int], None] | None = None,
) -> list[Result | Crashed]:
    """Return `work(item)` for each item, in the order of the items.

    `work`, items and results must be picklable. `progress(done, total)` is called here, in the
    caller's process, after each item. A worker that dies (a decoder's fault in C code) costs its
    own item only: those under way beside it are run again, each alone. Other errors of `work` are
    raised here. One item, or one job, needs no second process.
    """
    total = len(items)
    results: dict[int, Result | Crashed] = {}

    def keep(index: int, result: Result | Crashed) -> None:
        results[index] = result
        if progress is not None:
            progress(len(results), total)

    if min(jobs, total) <= 1:
        for index, item in enumerate(items):
            keep(index, work(item))
        return [results[index] for index in range(total)]
    waiting = deque(range(total))
    while waiting:
        for index in _run_together(work, items, waiting, jobs, keep):
            keep(index, _run_alone(work, items[index]))
    return [results[index] for index in range(total)]


def _run_together(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    waiting: deque[int],
    jobs: int,
    keep: Callable[[int, Result], None],
) -> list[int]:
    """Work off `waiting`, an item per worker at a time; stop and return the suspects of a death."""
    flying: dict[Future[Result], int] = {}
    with _workers(min(jobs, len(waiting))) as pool:
        while waiting or flying:
            while waiting and len(flying) < jobs:
                index = waiting.popleft()
                try:
                    flying[pool.submit(work, items[index])] = index
                except BrokenProcessPool:
                    return [*flying.values(), index]
            done, _ = futures.wait(flying, return_when=futures.FIRST_COMPLETED)
            for future in done:
                if not isinstance(future.exception(), BrokenProcessPool):
                    keep(flying.pop(future), future.result())
            if any(future in flying for future in done):
                return list(flying.values())
    return []


def _run_alone(work: Callable[[Item], Result], item: Item) -> Result | Crashed:
    with _workers(1) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            return Crashed()


def _workers(count: int) -> ProcessPoolExecutor:
    # Not "fork": a build that holds threads (numerical libraries start some) could deadlock.
    methods = multiprocessing.get_all_start_methods()
    method = "forkserver" if "forkserver" in methods else "spawn"
    return ProcessPoolExecutor(
        count, mp_context=multiprocessing.get_context(method), initializer=_end_with_parent
    )


def _end_with_parent() -> None:
    """Make this worker end when its build is killed; by itself it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
