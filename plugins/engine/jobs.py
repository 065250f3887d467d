"""Files are made where something that they depend on changed, and kept where nothing did."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from plugins.engine.cache import cache_of, fingerprint
from plugins.engine.files import Stamp
from plugins.engine.output import Staging
from plugins.engine.workers import over_all

#: What is known of a file of the last build: the key it was made under, its stamp, and the key of
#: all but the part that many pages share.
Record: TypeAlias = tuple[bytes, Stamp, bytes]


@dataclass(frozen=True, slots=True)
class Job:
    """Files that are made together.

    `key` is the fingerprint of everything that their bytes depend on; an empty one says that
    they are to be made in every build. `make` returns the bytes of each path, in their order.

    Where the first file holds an element that changes more often than the rest, `part` returns
    that element as it is now, and `rest` is the fingerprint of everything else. `kind` is what
    the time is accounted to.
    """

    key: bytes
    paths: tuple[str, ...]
    make: Callable[[], Iterable[bytes]]
    rest: bytes = b""
    part: Callable[[], bytes] | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one job: a stamp for each file, and which files are the old ones.

    `seconds` is how long that took.
    """

    stamps: tuple[Stamp, ...]
    kept: tuple[bool, ...]
    is_made: bool
    seconds: float = 0.0


def records_of(job: Job, made: Made) -> Iterator[tuple[str, Record]]:
    """Yield what the next build is to know of the files of a job, with their paths."""
    for path, stamp in zip(job.paths, made.stamps, strict=True):
        yield path, (job.key, stamp, job.rest)


class Ledger:
    """What the builds into one output put there, kept in the cache folder."""

    def __init__(self, cache: Path, output: Path) -> None:
        self._cache = cache_of(cache, "output", output)
        self._key = fingerprint("records")

    def load(self) -> Mapping[str, Record]:
        """Return what is known of the files that the last build put there, by path."""
        found: Mapping[str, Record] = self._cache.load([self._key]).get(self._key, {})
        return found

    def store(self, records: Mapping[str, Record]) -> None:
        """Note what a build put there; where that build fails, nothing fits and all is made."""
        self._cache.store({self._key: dict(records)}, keep=())


def run_jobs(
    jobs: Sequence[Job], tree: Staging, known: Mapping[str, Record]
) -> Iterator[tuple[Job, Made]]:
    """Do all jobs on all cores, and yield what became of each.

    Files whose job has the key of last time stay as they are, where nobody changed them since.
    Raises OutputClashError when two jobs want one path, before any is done.
    """
    for job in jobs:
        for path in job.paths:
            tree.claim(path)

    def do(job: Job) -> Made:
        start = time.perf_counter()
        made = _mend(job, tree, known) or _make(job, tree)
        return replace(made, seconds=time.perf_counter() - start)

    # To keep a file takes less than to tell another process about it.
    kept = [_keep(job, tree, known) for job in jobs]
    done = over_all(do, [job for job, made in zip(jobs, kept, strict=True) if made is None])
    for job, found in zip(jobs, kept, strict=True):
        made = found or next(done)
        for path, stamp, is_kept in zip(job.paths, made.stamps, made.kept, strict=True):
            tree.note(path, stamp, is_kept)
        yield job, made


def _keep(job: Job, tree: Staging, known: Mapping[str, Record]) -> Made | None:
    stamps = []
    for path in job.paths:
        record = known.get(path)
        if record is None or record[0] != job.key or not job.key:
            return None
        if not tree.keep(path, record[1]):
            return None
        stamps.append(record[1])
    return Made(tuple(stamps), (True,) * len(stamps), is_made=False)


def _mend(job: Job, tree: Staging, known: Mapping[str, Record]) -> Made | None:
    """Put a new part into the old page where nothing else changed."""
    records = [known.get(path) for path in job.paths]
    if job.part is None or any(record is None or record[2] != job.rest for record in records):
        return None
    first, *others = (record[1] for record in records if record is not None)
    old = tree.old_bytes(job.paths[0], first)
    page = replace_element(old, job.part()) if old else None
    if page is None:
        return None
    if not all(tree.keep(path, stamp) for path, stamp in zip(job.paths[1:], others, strict=True)):
        return None
    stamp, is_kept = tree.put(job.paths[0], page)
    return Made((stamp, *others), (is_kept, *(True for _ in others)), is_made=False)


def replace_element(page: bytes, element: bytes) -> bytes | None:
    """Return a page with an element in the place of the one that begins with the same tag.

    None where the page has no such element, or more than one, or it is not clear where it ends.
    """
    opening = element[: element.find(b">") + 1]
    closing = b"</" + opening[1:-1].partition(b" ")[0] + b">"
    if not opening or page.count(opening) != 1 or element.count(closing) != 1:
        return None
    start = page.index(opening)
    end = page.find(closing, start)
    return None if end < 0 else page[:start] + element + page[end + len(closing) :]


def _make(job: Job, tree: Staging) -> Made:
    put = [tree.put(path, data) for path, data in zip(job.paths, job.make(), strict=True)]
    return Made(tuple(stamp for stamp, _ in put), tuple(kept for _, kept in put), is_made=True)
