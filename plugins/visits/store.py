"""The files that a run reads and writes: the state under its lock, and the data files."""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from plugins.content_model.data import VISITS
from plugins.visits.state import State

_OWNER_ONLY = 0o600
_CACHE_KB = 32 * 1024


class StateBusyError(Exception):
    """Another run is using the state."""


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other runs from the state at a path; the system lets go even of a killed run's lock.

    Raises StateBusyError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, _OWNER_ONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise StateBusyError from None
    finally:
        os.close(handle)


@contextlib.contextmanager
def transaction(path: Path, random_bytes: Callable[[int], bytes]) -> Iterator[State]:
    """Open the state, made where there is none; keep what happens inside, all or nothing.

    Raises sqlite3.DatabaseError for a damaged file, StateFormatError for another one.
    """
    # SQLite gives its journal the permissions of the file.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, _OWNER_ONLY))
    path.chmod(_OWNER_ONLY)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as base:
        for pragma in ("secure_delete = ON", f"cache_size = -{_CACHE_KB}", "temp_store = MEMORY"):
            base.execute(f"PRAGMA {pragma}")
        base.execute("BEGIN IMMEDIATE")
        yield State(base, random_bytes)
        # Without this, or after an exception, closing takes everything back.
        base.execute("COMMIT")


def load_files(content: Path) -> dict[str, bytes]:
    """Return the files of data/visits by their path in the content folder."""
    folder = content / VISITS
    return {
        f"{VISITS}/{file.name}": file.read_bytes()
        for file in sorted(folder.glob("*.yaml"))
        if not file.name.startswith(".")
    }
