"""Many portals, each published by a process of its own, some at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from plugins.engine.workers import available_cores
from plugins.publishing.settings import PortalEntry


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one portal: its name, the exit status, and what was said, in order."""

    name: str
    status: int
    said: str


def publish_all(
    entries: Sequence[PortalEntry], base: Path, more: Sequence[str], jobs: int
) -> Iterator[Done]:
    """Publish each portal; yield what became of it, in the order of the list.

    `base` is the folder that relative paths start from, `more` are further arguments of each
    publish, `jobs` how many run at a time: they share the cores evenly.
    """
    jobs = max(1, min(jobs, len(entries)))
    places: SimpleQueue[frozenset[int]] = SimpleQueue()
    for cores in _shares(jobs):
        places.put(cores)

    def one(entry: PortalEntry) -> Done:
        cores = places.get()
        try:
            return _publish(entry, base, more, cores)
        finally:
            places.put(cores)

    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(one, entries)


def command(entry: PortalEntry, base: Path, more: Sequence[str]) -> list[str]:
    """Return the command that publishes one portal."""
    places = {
        "--content": base / entry.content,
        "--public": base / entry.public,
        "--cache": base / entry.cache_folder,
        **({"--settings": base / entry.publish} if entry.publish else {}),
    }
    named = [part for name, path in places.items() for part in (name, str(path))]
    return [sys.executable, "-m", "plugins.publishing", *named, "publish", *more]


def _publish(entry: PortalEntry, base: Path, more: Sequence[str], cores: frozenset[int]) -> Done:
    with subprocess.Popen(
        command(entry, base, more),
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        if cores:
            os.sched_setaffinity(process.pid, cores)
        said, _ = process.communicate()
    return Done(entry.name, process.returncode, said)


def _shares(jobs: int) -> list[frozenset[int]]:
    """Return the cores of each of the portals that are published at one time; empty: all."""
    if jobs == 1 or not hasattr(os, "sched_getaffinity") or jobs > available_cores():
        return [frozenset()] * jobs
    cores = sorted(os.sched_getaffinity(0))
    return [frozenset(cores[start::jobs]) for start in range(jobs)]
