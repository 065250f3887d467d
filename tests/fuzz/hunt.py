"""Hunt: give a target one input after another, make what fails small, and keep it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.mutate import Mutator, smaller
from tests.fuzz.targets import Target, words
from tests.fuzz.worker import Finding, Worker

SECONDS, MEGABYTES = 8.0, 700
_MOST_TRIES = 300


@dataclass(frozen=True, slots=True)
class Caught:
    """A fault, with the smallest input found for it."""

    target: str
    finding: Finding
    data: bytes


class Hunt:
    """The hunt at one target; `tried` counts its inputs, `caught` holds each fault once."""

    def __init__(self, target: Target, seed: int, seconds: float = SECONDS) -> None:
        self.target = target
        self.tried = 0
        self.caught: dict[str, Caught] = {}
        self._mutator = Mutator(target.seeds(), words(), seed)
        self._worker = Worker(target.read, seconds=seconds, megabytes=MEGABYTES)

    def run(self, goes_on: Callable[[int], bool]) -> Iterator[Caught]:
        """Try inputs while `goes_on(tried)`; yield each new fault."""
        with self._worker:
            while goes_on(self.tried):
                data = self._mutator.next()
                self.tried += 1
                finding = self._worker.take(data)
                if finding is not None and finding.kind not in self.caught:
                    yield self._keep(data, finding)

    def _keep(self, data: bytes, finding: Finding) -> Caught:
        tries = 8 if finding.kind.startswith(("quá giờ", "treo")) else _MOST_TRIES
        begun = finding
        while tries > 0:
            for shorter in smaller(data):
                tries -= 1
                again = self._worker.take(shorter)
                if again is not None and again.kind == begun.kind:
                    data, finding = shorter, again
                    break
                if tries <= 0:
                    break
            else:
                break
        caught = Caught(self.target.name, finding, data)
        self.caught[begun.kind] = caught
        return caught


def write(caught: Caught, folder: Path) -> Path:
    """Write what was caught: the input as a file of its own, and beside it what happened."""
    name = f"{caught.target}-{hashlib.sha256(caught.data).hexdigest()[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.bin"
    file.write_bytes(caught.data)
    again = f"python -m tests.fuzz --replay {file} --target {caught.target}"
    story = f"{caught.finding.kind}\n{again}\n\n{caught.finding.story}\n"
    (folder / f"{name}.txt").write_text(story, "utf-8")
    return file
