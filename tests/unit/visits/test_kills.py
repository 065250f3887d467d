"""A run that is killed at any moment loses nothing and doubles nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from access_logs import NOON, Desk, nginx

ROOT = Path(__file__).parents[3]
#: Runs the command, and kills it at a call of a function written in C: reading, hashing, SQL,
#: writing, renaming. Without a number it says how many such calls there are.
_CHILD = """
import os, signal, sys
from plugins.visits.__main__ import main
last, calls = int(sys.argv[1]), 0
def watch(frame, event, called):
    global calls
    if event == "c_call" and "/plugins/visits/" in frame.f_code.co_filename:
        calls += 1
        if calls == last:
            os.kill(os.getpid(), signal.SIGKILL)
sys.setprofile(watch)
status = main(sys.argv[2:])
sys.setprofile(None)
sys.stderr.write(str(calls))
sys.exit(status)
"""


def logs(desk: Desk) -> Sequence[Path]:
    """A log that was begun before, and a new one; the first day is over by its end."""
    moments = [NOON + timedelta(minutes=50 * number) for number in range(40)]
    lines = [nginx(at, address=f"203.0.113.{n % 9}") for n, at in enumerate(moments)]
    desk.count(desk.log(b"".join(lines[:9])))
    return desk.log(b"".join(lines[:20])), desk.log(b"".join(lines[20:]), "next.log")


def run(desk: Desk, last: int, files: Sequence[Path]) -> subprocess.CompletedProcess[str]:
    places = ["--state", str(desk.state), "--content", str(desk.content)]
    words = ["count", *map(str, files), *places, "--now", "2026-12-20T12:00"]
    return subprocess.run(
        [sys.executable, "-c", _CHILD, str(last), *words], cwd=ROOT, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, int]:
    """What a run that nobody kills makes, and how many calls it takes."""
    desk = Desk(tmp_path_factory.mktemp("clean"))
    done = run(desk, 0, logs(desk))
    assert done.returncode == 0, done.stderr
    return desk, int(done.stderr)


@pytest.mark.parametrize("part", range(24))
def test_a_run_after_a_killed_one_makes_what_one_run_makes(
    clean: tuple[Desk, int], tmp_path: Path, part: int
) -> None:
    expected, calls = clean
    desk = Desk(tmp_path)
    files = logs(desk)
    # The last calls, around the commit and the renaming, are all tried.
    last = calls - part if part < 12 else calls * (part - 11) // 13
    assert run(desk, last, files).returncode == -9
    assert run(desk, 0, files).returncode == 0
    assert (desk.figures(), desk.pages()) == (expected.figures(), expected.pages())
    assert desk.figures()["2026-11-20"] == (9, 15)
    written = desk.content / "data/visits/2026-11.yaml"
    assert written.read_bytes() == (expected.content / "data/visits/2026-11.yaml").read_bytes()
    assert sorted(path.name for path in written.parent.iterdir()) == ["2026-11.yaml"]
