"""What a build says: progress on a terminal, quiet in a log, problems on standard error."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TextIO

_INTERVAL = 1.0


class Console:
    """Say how far the work is, at most once a second, and only where somebody looks on."""

    def __init__(
        self,
        out: TextIO | None = None,
        err: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self._clock = clock
        self._is_watched = self._err.isatty()
        self._last = clock()
        self._times: dict[str, float] = {}
        self._costs: dict[str, tuple[int, float]] = {}

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add what happens inside to the time of a stage."""
        start = self._clock()
        try:
            yield
        finally:
            self._times[name] = self._times.get(name, 0.0) + self._clock() - start

    @property
    def times(self) -> Mapping[str, float]:
        """The seconds of each stage, in the order in which they first began."""
        return self._times

    def account(self, kind: str, seconds: float) -> None:
        """Add one thing of a kind to what things of that kind took, on all cores together."""
        count, before = self._costs.get(kind, (0, 0.0))
        self._costs[kind] = (count + 1, before + seconds)

    @property
    def costs(self) -> Mapping[str, tuple[int, float]]:
        """How many things of each kind were made, and the seconds that they took."""
        return self._costs

    def progress(self, stage: str, done: int, total: int) -> None:
        """Say that `done` of `total` things of a stage are ready."""
        now = self._clock()
        if not self._is_watched or now - self._last < _INTERVAL:
            return
        self._last = now
        _write(self._err, [f"{stage}: {done}/{total}"])

    def say(self, line: str = "") -> None:
        """Write a line of the result."""
        _write(self._out, [line])

    def complain(self, lines: Iterable[object]) -> None:
        """Write problems, one a line."""
        _write(self._err, lines)


def _write(stream: TextIO, lines: Iterable[object]) -> None:
    # A terminal that cannot show Vietnamese letters must not bring a build down.
    encoding = getattr(stream, "encoding", None) or "utf-8"
    for line in lines:
        stream.write(f"{line}\n".encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()
