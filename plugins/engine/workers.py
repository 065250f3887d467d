"""One pure function over many inputs, on all cores."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait
from threading import Thread
from typing import Any, TypeVar

Input = TypeVar("Input")
Result = TypeVar("Result")

#: Below this many inputs, starting workers costs more than they save.
_WORTH_WORKERS = 64
#: Work is given out in turns: at least so many for each worker, of so many inputs at most.
_TURNS, _MOST_AT_ONCE = 8, 64
#: A worker looks for garbage when so many objects are new: often enough, and seldom felt.
_GARBAGE = 20_000
# Elsewhere a forked process may not use system libraries that its parent has started.
_FORKS = sys.platform == "linux"


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

    The function must depend on its argument alone. With fewer than `worth` inputs, or one core,
    it runs in this process; so it does where workers cannot inherit it: everywhere but on Linux
    they get it by its name, which a closure does not have.
    """
    cores = available_cores()
    if cores == 1 or len(inputs) < max(worth, 2) or not (_FORKS or _has_name(function)):
        yield from map(function, inputs)
        return
    most = max(1, min(_MOST_AT_ONCE, len(inputs) // (cores * _TURNS)))
    turns = [range(start, min(start + most, len(inputs))) for start in range(0, len(inputs), most)]
    context = multiprocessing.get_context("fork" if _FORKS else "spawn")
    if gc.isenabled():
        # What is garbage now would be copied by every worker that looks for garbage.
        gc.collect()
        gc.freeze()
    try:
        with ProcessPoolExecutor(cores, context, _begin, (function, inputs)) as pool:
            for results in pool.map(_take, turns):
                yield from results
    finally:
        gc.unfreeze()


def _has_name(function: Callable[..., object]) -> bool:
    inner = getattr(function, "func", function)
    return inner is getattr(sys.modules.get(inner.__module__), inner.__qualname__, None)


#: What this process works on, if it is a worker: the function and all inputs.
_work: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


def _begin(function: Callable[[Input], Result], inputs: Sequence[Input]) -> None:
    global _work
    _work = function, inputs
    # A build does without looking for garbage, but a worker makes it by the thousand; what it has
    # from its parent is not looked through, which would copy it.
    gc.freeze()
    gc.set_threshold(_GARBAGE)
    gc.enable()
    _end_with_parent()


def _take(turn: range) -> list[Any]:
    assert _work is not None
    function, inputs = _work
    return [function(inputs[place]) for place in turn]


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
