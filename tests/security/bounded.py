"""Run a function on something hostile, in a process whose memory and time are limited."""

from __future__ import annotations

import os
import pickle
import resource
import select
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEGABYTE = 1 << 20
#: Beyond the limit on processor time: a process that waits for something uses none.
_PATIENCE = 3


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended: with a value, with a traceback, or killed by a signal (`SIGXCPU`)."""

    value: Any = None
    traceback: str = ""
    signal: str = ""


def bounded(
    work: Callable[[Any], Any], given: Any, *, seconds: int = 10, megabytes: int = 1024
) -> Ended:
    """Call `work(given)` in a fork of this process; its value must be picklable.

    Memory is counted on top of what this process has.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _limit(seconds, megabytes)
        try:
            ended = Ended(work(given))
        except BaseException:
            ended = Ended(traceback=traceback.format_exc())
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(ended, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        if not select.select([pipe], [], [], seconds * _PATIENCE)[0]:
            os.kill(child, signal.SIGKILL)
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code < 0 or not answer:
        return Ended(signal=signal.Signals(-code).name if code < 0 else "EXIT")
    ended = pickle.loads(answer)
    assert isinstance(ended, Ended)
    return ended


def limits(seconds: int, megabytes: int) -> None:
    """Limit this process to so much processor time and so much memory in all."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def taken() -> int:
    """Return how many bytes of memory this process has been promised."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * resource.getpagesize()


def _limit(seconds: int, megabytes: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    limits(seconds + spent, taken() // MEGABYTE + megabytes)
