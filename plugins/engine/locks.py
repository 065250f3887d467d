"""One process at a time, and who it is."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

#: The workers of a process that was killed are gone within this time, in seconds.
_DYING_S, _STEP_S = 10.0, 0.02


class LockedError(Exception):
    """Another process has the lock; the message is what it said of itself."""


@contextlib.contextmanager
def held(path: Path, owner: str = "") -> Iterator[None]:
    """Hold the lock that a file stands for; the system lets go of it when its holder dies.

    Workers share it with their process, so that nothing that a killed one leaves behind is still
    at work when the next begins: that one waits for them. `owner` is what others are told. Raises
    LockedError, OSError.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _take(handle)
        # It is help for people; on a full disk it says nothing, and still holds.
        with contextlib.suppress(OSError):
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()} {owner}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    until = time.monotonic() + _DYING_S
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            number, _, owner = os.pread(handle, 1000, 0).decode("utf-8", "replace").partition(" ")
            if _is_alive(number) or time.monotonic() > until:
                raise LockedError(owner.strip()) from None
            time.sleep(_STEP_S)
        else:
            return


def _is_alive(number: str) -> bool:
    """Tell whether a process lives, or may live: one that has not said its number yet does."""
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (ValueError, OverflowError, OSError):
        return True
    return True
