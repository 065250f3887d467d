"""Law 1, incremental equals clean, for portals and scripts of edits that chance decides.

A seed makes a portal and a script of edits of it (`Edits`). After every step the portal is built
into the output and with the cache of the steps before it, at the time that the script has come to.
What then stands in the output is compared, all files byte for byte, with a build of the same
content into an empty folder with an empty cache: after every step of every fourth seed, after every
fourth step and the last of the others. Some steps begin with a fault (`Faults`): the build of
it has to fail, say why, and leave the output byte for byte as it was.

Every build keeps to one core, since others build beside it; builds on all cores are compared in
test_laws.py.

`EDITS_STEPS` says how many steps are played altogether, 25 to a script, and `EDITS_SEED` the seed
of the first; a seed that is given is compared after every step. A failure says what to give, to
see it again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from random import Random

import pytest
from portals import Builder, started_builder, tree

from tests.build.edits import EDITS, Edits
from tests.build.faults import FAULTS, Faults
from tests.build.sites import write_site

STEPS = int(os.environ.get("EDITS_STEPS", "200"))
FIRST_SEED = int(os.environ.get("EDITS_SEED", "0"))
IS_REPEATED = "EDITS_SEED" in os.environ
SCRIPT_STEPS = 25
#: Most seeds are compared with a clean build after so many steps.
SELDOM = 4
#: One test plays so many scripts, at the same time where there are cores for it.
AT_ONCE = 4


class Desk(Edits, Faults):
    """A desk at which somebody works and makes mistakes."""


class Play:
    """One script of a seed, and the portal it is played on."""

    def __init__(self, builder: Builder, folder: Path, seed: int) -> None:
        self.builder = builder
        self.seed = seed
        self.chance = Random(seed)
        self.desk = Desk(folder, self.chance)
        self.script: list[str] = []
        write_site(self.desk.content, self.chance)

    def play(self, steps: int) -> None:
        """Play so many steps. Raises AssertionError, with all that it takes to see it again."""
        run = self.desk.build(self.builder)
        assert run.status == 0, self._failure(f"the first build failed: {run.err}")
        every = 1 if IS_REPEATED or self.seed % AT_ONCE == 0 else SELDOM
        for step in range(1, steps + 1):
            self.script.append("")
            if self.chance.random() < 0.1:
                self._refuse(self.chance.choice(FAULTS))
            for edit in self.chance.choices(EDITS, k=self.chance.choice((1, 1, 1, 2))):
                self._note(self.desk.do(edit))
            run = self.desk.build(self.builder)
            assert run.status == 0, self._failure(f"the build failed: {run.err}")
            if step % every == 0 or step == steps:
                different = self.desk.differences(self.builder)
                assert not different, self._failure(f"not as a clean build makes it: {different}")

    def _refuse(self, fault: str) -> None:
        before = tree(self.desk.output)
        with self.desk.at_fault(fault) as complaint:
            self._note(f"{fault}, mended")
            run = self.desk.build(self.builder)
        assert run.status == 1, self._failure("built in spite of a fault")
        assert complaint in run.err, self._failure(f"{complaint} is not in: {run.err}")
        assert tree(self.desk.output) == before, self._failure("a failed build left its traces")

    def _note(self, what: str) -> None:
        self.script[-1] += f"{'; ' if self.script[-1] else ''}{what}"

    def _failure(self, what: str) -> str:
        steps = "\n".join(f"{number:3} {step}" for number, step in enumerate(self.script, 1))
        again = f"EDITS_SEED={self.seed} EDITS_STEPS={len(self.script)}"
        return f"{again}\n{steps}\n{what}"


@pytest.fixture(scope="module")
def builders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleQueue[Builder]]:
    """Processes that build at the same time, each on one core; who takes one puts it back."""
    idle: SimpleQueue[Builder] = SimpleQueue()
    with ExitStack() as stack:
        for core in sorted(os.sched_getaffinity(0))[:AT_ONCE]:
            folder = tmp_path_factory.mktemp("builder")
            idle.put(stack.enter_context(started_builder(folder, {core})))
        yield idle


def failure_of(
    builders: SimpleQueue[Builder], folder: Path, seed_and_steps: tuple[int, int]
) -> str | None:
    """Play a script; return what went wrong."""
    seed, steps = seed_and_steps
    builder = builders.get()
    try:
        Play(builder, folder / f"{seed}", seed).play(steps)
    except AssertionError as error:
        return str(error)
    finally:
        builders.put(builder)
    shutil.rmtree(folder / f"{seed}")
    return None


def scripts() -> Iterator[Sequence[tuple[int, int]]]:
    """Yield seeds with their numbers of steps, so many as are played at once."""
    all_scripts = [
        (FIRST_SEED + number, min(SCRIPT_STEPS, STEPS - start))
        for number, start in enumerate(range(0, STEPS, SCRIPT_STEPS))
    ]
    for start in range(0, len(all_scripts), AT_ONCE):
        yield all_scripts[start : start + AT_ONCE]


@pytest.mark.parametrize(
    "played", list(scripts()), ids=lambda played: f"seeds {played[0][0]} to {played[-1][0]}"
)
def test_after_any_script_of_edits_the_output_is_that_of_a_clean_build(
    builders: SimpleQueue[Builder], tmp_path: Path, played: Sequence[tuple[int, int]]
) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = pool.map(partial(failure_of, builders, tmp_path), played)
        failures = [failure for failure in found if failure]
    assert not failures, "\n\n".join(failures)
