"""How long a command takes, and how much memory its processes hold."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

#: The folder of the project: where commands run.
ROOT = Path(__file__).parents[2]
_PROC = Path("/proc")
_SAMPLE_S = 0.05


class CommandFailed(RuntimeError):
    """A measured command did not end with status 0; the message holds what it said."""


class WrongOutcome(RuntimeError):
    """A command ended well, but not with what it was to do: its time means nothing."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Peaks in MB (10^6 bytes): of the largest process, and of all of a command together.

    What processes share is counted once in `together`.
    """

    largest: float
    together: float


def seconds(command: Sequence[str]) -> float:
    """Run a command; return its wall time. Raises CommandFailed."""
    # What was written before is not this command's work.
    os.sync()
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - start
    _check(command, done.returncode, done.stdout + done.stderr)
    return taken


def memory(command: Sequence[str]) -> Memory | None:
    """Run a command; return its peaks, or None where the system does not tell (only Linux does).

    Looking slows the command down: measure its time in another run. Raises CommandFailed.
    """
    if not (_PROC / "self/smaps_rollup").exists():
        return None
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    largest = together = 0
    while process.poll() is None:
        tree = list(_tree(process.pid))
        largest = max([largest, *(_kilobytes(pid, "status", "VmHWM:") for pid in tree)])
        together = max(
            together, largest, sum(_kilobytes(pid, "smaps_rollup", "Pss:") for pid in tree)
        )
        time.sleep(_SAMPLE_S)
    _check(command, process.returncode, "")
    return Memory(largest * 1024 / 1e6, together * 1024 / 1e6)


def _check(command: Sequence[str], status: int, said: str) -> None:
    if status != 0:
        raise CommandFailed(f"{' '.join(command)}: status {status}\n{said}")


def _tree(pid: int) -> Iterator[int]:
    """Yield a process and all below it, as far as they have not ended."""
    yield pid
    try:
        threads = list((_PROC / str(pid) / "task").iterdir())
    except OSError:
        return
    for thread in threads:
        for child in _words(thread / "children"):
            yield from _tree(int(child))


def _kilobytes(pid: int, file: str, field: str) -> int:
    words = _words(_PROC / str(pid) / file)
    return int(words[words.index(field) + 1]) if field in words else 0


def _words(file: Path) -> list[str]:
    """Return the words of a file of /proc: none once its process has ended."""
    try:
        return file.read_text().split()
    except OSError:
        return []
