"""One publish of a portal at a time, and who is at it."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator
from datetime import datetime
from getpass import getuser
from pathlib import Path

from plugins.engine.locks import LockedError, held
from plugins.vietnamese import format_datetime

#: Somebody else is at it: try again later (`EX_TEMPFAIL` of sysexits.h).
BUSY = 75


class PublishBusyError(Exception):
    """Another publish has the lock; the message says whose it is."""


@contextlib.contextmanager
def locked(public: Path, now: datetime) -> Iterator[None]:
    """Keep others from publishing to a folder. Raises PublishBusyError, OSError."""
    public.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(held(public / ".lock", owner(now)))
        except LockedError as error:
            raise PublishBusyError(str(error) or "không rõ của ai") from None
        yield


def owner(now: datetime) -> str:
    """Return who is at work here: process, user, machine and since when."""
    try:
        user = getuser()
    except (KeyError, OSError):
        user = str(os.getuid())
    return (
        f"{user} trên {socket.gethostname()}, tiến trình {os.getpid()}, từ {format_datetime(now)}"
    )
