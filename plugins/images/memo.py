"""Remember the hash of files that did not change, so that a build need not read them again."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from pathlib import Path

from plugins.images.atomic import write_atomically

_FILE_NAME = "digests.json"
_FORMAT = 1

# A file changed this shortly before it was hashed may change again within the same time stamp
# (2 s on FAT), so its hash is used but not remembered.
_SETTLED_NS = 2_000_000_000

# size, modification and status-change time in ns, inode
_Stamp = tuple[int, int, int, int]


def file_digests(paths: Sequence[Path], cache_dir: Path, *, jobs: int = 1) -> dict[Path, str]:
    """Return the hash of each file's bytes, reading only files whose stat changed since last time.

    Files that cannot be read have no entry. The memo lies in `cache_dir` and is safe to lose.
    """
    now = _filesystem_now(cache_dir)
    memo = _load(cache_dir)
    found: dict[Path, str] = {}
    fresh: dict[str, tuple[_Stamp, str]] = {}
    unknown: dict[Path, _Stamp] = {}
    for path in dict.fromkeys(paths):
        try:
            stamp = _stamp(path)
        except OSError:
            continue
        known = memo.get(str(path.absolute()))
        if known is not None and known[0] == stamp:
            found[path] = known[1]
        else:
            unknown[path] = stamp
    with ThreadPoolExecutor(max(1, jobs)) as pool:
        for path, digest in zip(unknown, pool.map(_digest, unknown), strict=True):
            if digest is None:
                continue
            found[path] = digest
            if unknown[path][1] < now - _SETTLED_NS:
                fresh[str(path.absolute())] = (unknown[path], digest)
    if fresh:
        _save(cache_dir, {**memo, **fresh})
    return {path: found[path] for path in dict.fromkeys(paths) if path in found}


def forget_missing(cache_dir: Path) -> None:
    """Drop the memo's lines about files that are gone."""
    memo = _load(cache_dir)
    kept = {path: line for path, line in memo.items() if os.path.lexists(path)}
    if len(kept) < len(memo):
        _save(cache_dir, kept)


def digest_of(data: bytes) -> str:
    """Return the hash that stands for these bytes: 32 hexadecimal digits."""
    return blake2b(data, digest_size=16).hexdigest()


def _digest(path: Path) -> str | None:
    try:
        return digest_of(path.read_bytes())
    except OSError:
        return None


def _stamp(path: Path) -> _Stamp:
    facts = path.stat()
    return facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino


def _filesystem_now(cache_dir: Path) -> int:
    """Return the time by the clock that stamps files, in ns."""
    cache_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=cache_dir) as file:
        return os.fstat(file.fileno()).st_mtime_ns


def _load(cache_dir: Path) -> dict[str, tuple[_Stamp, str]]:
    """Return the memo, or nothing where it is missing, damaged or of another format."""
    try:
        content = json.loads((cache_dir / _FILE_NAME).read_bytes())
        if content["format"] != _FORMAT:
            return {}
        return {
            path: ((int(size), int(mtime), int(ctime), int(inode)), str(digest))
            for path, (size, mtime, ctime, inode, digest) in content["files"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _save(cache_dir: Path, memo: Mapping[str, tuple[_Stamp, str]]) -> None:
    files = {path: [*memo[path][0], memo[path][1]] for path in sorted(memo)}
    text = json.dumps({"format": _FORMAT, "files": files}, separators=(",", ":"))
    write_atomically(cache_dir / _FILE_NAME, text.encode())
