"""What is in a built site: each file's hash and what checks need to know of it.

What is known of a file is kept in the cache folder by its stamp, so that of tens of thousands of
files only those are read that a build changed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from plugins.engine.cache import cache_of, code_fingerprint
from plugins.engine.files import Stamp, read_all, stamp_of
from plugins.engine.workers import over_all

Reader = Callable[[str, bytes], Any]
_PLUGINS = Path(__file__).parents[1]


class ForeignFileError(Exception):
    """In a built site there is something other than files and folders; the message names it."""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file: its stamp, bytes, SHA-256 in hexadecimal digits, and what `read` told of it."""

    stamp: Stamp
    size: int
    sha256: str
    facts: Any


def take_inventory(
    root: Path, cache: Path, read: Reader, *, code: Path = _PLUGINS / "site_checks"
) -> dict[str, SiteFile]:
    """Return all files of a site by path, in order. `read(path, data)` is a pure function.

    `code` is the folder of its code. Raises ForeignFileError, OSError.
    """
    kept = cache_of(cache, "inventory", root)
    key = code_fingerprint([Path(__file__), *sorted(code.rglob("*.py"))], ["lxml"])
    known: Mapping[str, SiteFile] = kept.load([key]).get(key, {})
    stamps = dict(_stamps(str(root)))
    items = {
        path: known[path]
        for path, stamp in stamps.items()
        if path in known and known[path].stamp == stamp
    }
    missing = [path for path in stamps if path not in items]
    if missing or len(known) != len(items):
        look = partial(_look, str(root), read)
        items |= dict(zip(missing, over_all(look, missing), strict=True))
        items = {path: items[path] for path in sorted(items)}
        kept.store({key: items}, keep=())
    return items


def _look(root: str, read: Reader, path: str) -> SiteFile:
    full = f"{root}/{path}"
    stamp, data = stamp_of(full), read_all(full)
    return SiteFile(stamp, len(data), sha256(data).hexdigest(), read(path, data))


def _stamps(root: str) -> Iterator[tuple[str, Stamp]]:
    """Yield every file below a folder, by path, with its stamp."""
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                path = f"{folder}{entry.name}"
                found = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(found.st_mode):
                    folders.append(f"{path}/")
                elif stat.S_ISREG(found.st_mode):
                    yield path, (found.st_ino, found.st_size, found.st_mtime_ns)
                else:
                    raise ForeignFileError(path)
