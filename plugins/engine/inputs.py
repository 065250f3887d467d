"""What is in thousands of input files, without reading those that nobody touched since."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from plugins.engine.cache import cache_of, fingerprint
from plugins.engine.files import Stamp, identity_of, read_all, stamp_of

_KEY = fingerprint("digests of inputs")
#: A file changed so short a time ago could change again without a new time.
UNSETTLED_NS = 2_000_000_000


class Inputs:
    """The digests of the files below one folder, kept in the cache folder by their stamps.

    As Git does it: a file with the inode, length and times that it had is the file that was read.
    """

    def __init__(self, cache: Path, folder: Path, clock: Callable[[], int] = time.time_ns) -> None:
        self._clock = clock
        self._cache = cache_of(cache, "inputs", folder)
        self._known: dict[str, tuple[Stamp, bytes]] = self._cache.load([_KEY]).get(_KEY, {})

    def digests(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return a hash of each file by its path, 20 bytes. Raises OSError for one that is gone."""
        settled = self._clock() - UNSETTLED_NS
        found: dict[str, bytes] = {}
        fresh: dict[str, tuple[Stamp, bytes]] = {}
        for path in paths:
            stamp = identity_of(path)
            before = self._known.get(path)
            if before is not None and before[0] == stamp:
                found[path] = before[1]
                continue
            found[path] = digest_of(read_all(path))
            if max(stamp[-2:]) < settled:
                fresh[path] = (stamp, found[path])
        if fresh:
            self._note(fresh, found)
        return found

    def _note(self, fresh: dict[str, tuple[Stamp, bytes]], asked: dict[str, bytes]) -> None:
        self._known = {
            path: entry
            for path, entry in {**self._known, **fresh}.items()
            if path in asked or stamp_of(path)
        }
        self._cache.store({_KEY: self._known}, keep=())


def digest_of(raw: bytes) -> bytes:
    """Return the hash of a file's bytes, 20 bytes."""
    return hashlib.blake2b(raw, digest_size=20).digest()
