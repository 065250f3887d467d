"""One pure function over many inputs, on all cores."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait
from threading import Thread
from typing import TypeVar

Input = TypeVar("Input")
Result = TypeVar("Result")

#: Below this many inputs, starting workers costs more than they save.
_WORTH_WORKERS = 64


def available_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def over_all(
    function: Callable[[Input], Result],
    inputs: Sequence[Input],
    *,
    worth: int = _WORTH_WORKERS,
) -> Iterator[Result]:
    """Yield `function(input)` for each input, in their order.

    The function must be importable by name and depend on its argument alone. With fewer than
    `worth` inputs, or one core, it runs in this process.
    """
    cores = available_cores()
    if cores == 1 or len(inputs) < worth:
        yield from map(function, inputs)
        return
    chunk = max(1, min(64, len(inputs) // (cores * 4)))
    # Elsewhere a forked process may not use system libraries that its parent has started.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(cores, context, initializer=_end_with_parent) as pool:
        yield from pool.map(function, inputs, chunksize=chunk)


def _end_with_parent() -> None:
    """Let this worker end when its build is killed; by itself it would wait for work for ever."""
    # Ctrl+C goes to the build as well, which ends its workers and says so once.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
