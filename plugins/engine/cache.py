"""What was computed from one file, kept by the hash of everything it depends on.

One SQLite file: safe to kill at any point, safe for two builds at once, and thrown away by
itself when it is damaged. Values are pickled; only this project's own cache folder is read.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import logging
import os
import pickle
import sqlite3
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from threading import get_ident
from typing import Any

_LOG = logging.getLogger(__name__)
_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB)"
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_PATIENCE_S = 30
#: How many bytes of a kept value are its checksum.
_SUM = 4
#: Up to so many values are asked for one by one.
_FEW = 100


def fingerprint(*parts: bytes | str) -> bytes:
    """Return a hash of the parts in which no two different lists of parts look alike."""
    # What Python writes can be read back, so no two lists are written alike; also where the name of
    # a file is not UTF-8. A build does this a hundred thousand times.
    return hashlib.blake2b(repr(parts).encode(), digest_size=20).digest()


def code_fingerprint(files: Iterable[Path], libraries: Iterable[str]) -> bytes:
    """Return a hash of Python, of source files and of the versions of installed libraries.

    What code computes is kept under it, so that a change of the code or an upgrade makes
    everything anew. A folder stands for the modules right in it.
    """
    parts: list[bytes | str] = [sys.version]
    parts += [f"{name} {version(name)}" for name in libraries]
    for file in files:
        for module in sorted(file.glob("*.py")) if file.is_dir() else [file]:
            parts += [module.name, module.read_bytes()]
    return fingerprint(*parts)


@contextlib.contextmanager
def shared(folder: Path) -> Iterator[Callable[[], bool]]:
    """Use a cache folder together with other builds.

    Gives a function that tells whether no other build uses it now; from a true answer on none
    begins to until the block ends. To be asked once, at the end: afterwards others may clear up.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_SH)

        def is_alone() -> bool:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        yield is_alone


class Cache:
    """Values by key, in `<folder>/<name>.sqlite`."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{name}.sqlite"
        # By process and thread: one that was forked may not use what its parent opened.
        self._opened: dict[tuple[int, int], sqlite3.Connection] = {}

    def load(self, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return the values that are kept under the keys; damage counts as nothing kept."""
        wanted = set(keys)
        if not self.path.exists() or not wanted:
            return {}
        found: dict[bytes, Any] = {}
        damaged = 0
        try:
            with contextlib.closing(self._open()) as base:
                # One by one: all values at once, pickled and not, would take twice the memory.
                for key, value in _rows(base, wanted):
                    if key in wanted and _is_whole(key, value):
                        found[key] = pickle.loads(memoryview(value)[_SUM:])
                    damaged += key in wanted and key not in found
        except sqlite3.DatabaseError as error:
            self._give_up(error)
            return {}
        if damaged:
            self._warn(f"{damaged} mục hỏng")
        return found

    def only(self, key: bytes, make: Callable[[], Any]) -> Any:
        """Return the value under a key; where it is not kept, make it, and keep no other."""
        found = self.load([key])
        if key not in found:
            found = {key: make()}
            self.store(found, keep=())
        return found[key]

    def get(self, key: bytes) -> Any:
        """Return the value that is kept under a key, or None: for one at a time, again and again.

        Any process may ask, also one that was forked in the meantime.
        """
        try:
            who = os.getpid(), get_ident()
            base = self._opened.get(who)
            if base is None:
                if not self.path.exists():
                    return None
                base = self._opened[who] = self._open()
            row = base.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError as error:
            self._give_up(error)
            return None
        whole = row is not None and _is_whole(key, row[0])
        return pickle.loads(memoryview(row[0])[_SUM:]) if whole else None

    def store(self, values: Mapping[bytes, Any], *, keep: Iterable[bytes]) -> None:
        """Add values, and drop every other value whose key is not among `keep`."""
        self.add((key, packed(key, value)) for key, value in values.items())
        self.prune({*keep, *values})

    def add(self, values: Iterable[tuple[bytes, bytes]]) -> None:
        """Add values that `packed` made, which workers can do."""
        try:
            with contextlib.closing(self._open()) as base, base:
                base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", values)
        except sqlite3.DatabaseError as error:
            self._give_up(error)

    def prune(self, keep: Iterable[bytes]) -> None:
        """Drop every value whose key is not among `keep`."""
        kept = frozenset(keep)
        try:
            with contextlib.closing(self._open()) as base, base:
                present = [key for (key,) in base.execute("SELECT key FROM kept")]
                gone = [(key,) for key in present if key not in kept]
                base.executemany("DELETE FROM kept WHERE key = ?", gone)
        except sqlite3.DatabaseError as error:
            self._give_up(error)

    def _open(self) -> sqlite3.Connection:
        # Writers take their turn at the door. The write-ahead mode would not let them wait while
        # one of them switches it on.
        base = sqlite3.connect(self.path, timeout=_PATIENCE_S, isolation_level="IMMEDIATE")
        try:
            base.execute("PRAGMA synchronous=OFF")
            base.execute(_SCHEMA)
        except BaseException:
            base.close()
            raise
        return base

    def _give_up(self, error: sqlite3.DatabaseError) -> None:
        """Throw a damaged file away: without a cache the next build is slower, never wrong."""
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None and code & 0xFF in _BUSY:
            return
        self._warn(str(error))
        for suffix in ("", "-journal"):
            self.path.with_name(f"{self.path.name}{suffix}").unlink(missing_ok=True)

    def _warn(self, what: str) -> None:
        # Nothing is lost; but a disk may be failing, or full.
        _LOG.warning("không dùng được bộ đệm %s (%s): tính lại từ đầu", self.path.name, what)


def cache_of(folder: Path, name: str, place: Path) -> Cache:
    """Return the cache of what is known of one output, or of one folder, wherever that lies."""
    place_key = fingerprint(str(place.absolute()))
    return Cache(folder, f"{name}-{place_key.hex()[:12]}")


def _rows(base: sqlite3.Connection, wanted: set[bytes]) -> Iterator[tuple[bytes, bytes]]:
    if len(wanted) > _FEW:
        yield from base.execute("SELECT key, value FROM kept")
        return
    for key in wanted:
        yield from base.execute("SELECT key, value FROM kept WHERE key = ?", (key,))


def packed(key: bytes, value: object) -> bytes:
    """Return a value as a cache keeps it under a key."""
    data = pickle.dumps(value, protocol=5)
    return _checksum(key, data) + data


def _checksum(key: bytes, data: bytes | memoryview) -> bytes:
    return zlib.crc32(data, zlib.crc32(key)).to_bytes(_SUM, "little")


def _is_whole(key: bytes, value: object) -> bool:
    # SQLite does not notice a changed byte inside a value; unpickled, it could be anything.
    return isinstance(value, bytes) and value[:_SUM] == _checksum(key, memoryview(value)[_SUM:])
