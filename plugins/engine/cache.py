"""What was computed from one file, kept by the hash of everything it depends on.

One SQLite file: safe to kill at any point, safe for two builds at once, and thrown away by
itself when it is damaged. Values are pickled; only this project's own cache folder is read.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import pickle
import sqlite3
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID"
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_PATIENCE_S = 30
#: How many bytes of a kept value are its checksum.
_SUM = 4
#: Up to so many values are asked for one by one.
_FEW = 100


def fingerprint(*parts: bytes | str) -> bytes:
    """Return a hash of the parts in which no two different lists of parts look alike."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        # File names need not be UTF-8.
        data = part.encode(errors="surrogateescape") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.digest()


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
        self._path = folder / f"{name}.sqlite"

    def load(self, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return the values that are kept under the keys; damage counts as nothing kept."""
        wanted = set(keys)
        if not self._path.exists() or not wanted:
            return {}
        try:
            with contextlib.closing(self._open()) as base:
                # One by one: all values at once, pickled and not, would take twice the memory.
                return {
                    key: pickle.loads(memoryview(value)[_SUM:])
                    for key, value in _rows(base, wanted)
                    if key in wanted and _is_whole(key, value)
                }
        except sqlite3.DatabaseError as error:
            self._give_up(error)
            return {}

    def store(self, values: Mapping[bytes, Any], *, keep: Iterable[bytes]) -> None:
        """Add values, and drop every other value whose key is not among `keep`."""
        kept = set(keep) | set(values)
        try:
            with contextlib.closing(self._open()) as base, base:
                base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", _pickled(values))
                present = [key for (key,) in base.execute("SELECT key FROM kept")]
                gone = [(key,) for key in present if key not in kept]
                base.executemany("DELETE FROM kept WHERE key = ?", gone)
        except sqlite3.DatabaseError as error:
            self._give_up(error)

    def _open(self) -> sqlite3.Connection:
        # Writers take their turn at the door. The write-ahead mode would not let them wait while
        # one of them switches it on.
        base = sqlite3.connect(self._path, timeout=_PATIENCE_S, isolation_level="IMMEDIATE")
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
        for suffix in ("", "-journal"):
            self._path.with_name(f"{self._path.name}{suffix}").unlink(missing_ok=True)


def cache_of_output(folder: Path, name: str, output: Path) -> Cache:
    """Return the cache of what is known of one output, wherever that lies."""
    place = fingerprint(str(output.absolute()))
    return Cache(folder, f"{name}-{place.hex()[:12]}")


def _rows(base: sqlite3.Connection, wanted: set[bytes]) -> Iterator[tuple[bytes, bytes]]:
    if len(wanted) > _FEW:
        yield from base.execute("SELECT key, value FROM kept")
        return
    for key in wanted:
        yield from base.execute("SELECT key, value FROM kept WHERE key = ?", (key,))


def _pickled(values: Mapping[bytes, Any]) -> Iterator[tuple[bytes, bytes]]:
    for key, value in values.items():
        data = pickle.dumps(value, protocol=5)
        yield key, _checksum(key, data) + data


def _checksum(key: bytes, data: bytes | memoryview) -> bytes:
    return zlib.crc32(data, zlib.crc32(key)).to_bytes(_SUM, "little")


def _is_whole(key: bytes, value: object) -> bool:
    # SQLite does not notice a changed byte inside a value; unpickled, it could be anything.
    return isinstance(value, bytes) and value[:_SUM] == _checksum(key, memoryview(value)[_SUM:])
