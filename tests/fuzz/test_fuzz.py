"""A short hunt finds nothing, and one at a door that stumbles finds all of it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.fuzz.__main__ import main
from tests.fuzz.hunt import Hunt, write
from tests.fuzz.mutate import Mutator
from tests.fuzz.targets import TARGETS, Target

COUNTS = {"reader": 100, "data": 30, "importer": 8, "images": 80}


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_nothing_is_found_in_a_short_hunt(target: Target, tmp_path: Path) -> None:
    hunt = Hunt(target, seed=2026)
    for caught in hunt.run(lambda tried: tried < COUNTS[target.name]):
        write(caught, tmp_path)
    assert hunt.tried == COUNTS[target.name]
    assert [caught.finding for caught in hunt.caught.values()] == []


def stumble(data: bytes) -> str:
    """Take inputs badly, in every way there is."""
    if b"vong" in data:
        while True:
            pass
    if b"doi" in data:
        time.sleep(60)
    if b"nho" in data:
        return str(len(bytearray(1 << 40)))
    if b"loi" in data:
        raise ValueError("hỏng")
    return "nói sai" if b"sai" in data else ""


@pytest.mark.parametrize(
    ("seed", "kind"),
    [
        (b"...vong...", "quá giờ SIGVTALRM"),
        (b"...doi...", "treo"),
        (b"...nho...", "MemoryError ?"),
        (b"...loi...", "ValueError ?"),
        (b"...sai...", "nói sai"),
        (b"......", ""),
    ],
)
def test_each_way_to_fail_is_caught_made_small_and_kept(
    seed: bytes, kind: str, tmp_path: Path
) -> None:
    hunt = Hunt(Target("thử", lambda: [seed], stumble), seed=1, seconds=0.05)
    found = list(hunt.run(lambda tried: tried < 12 and not hunt.caught))
    assert [caught.finding.kind for caught in found] == ([kind] if kind else [])
    for caught in found:
        # What runs out of time is not made small for long.
        assert len(caught.data) <= (60 if "quá giờ" in kind or kind == "treo" else 12)
        file = write(caught, tmp_path)
        assert file.read_bytes() == caught.data
        assert "--replay" in file.with_suffix(".txt").read_text("utf-8")


def test_one_number_gives_the_same_inputs() -> None:
    seeds, words = [b"title: A", b"PK\x03\x04"], [b"<script>"]

    def inputs(seed: int) -> list[bytes]:
        mutator = Mutator(seeds, words, seed)
        return [mutator.next() for _ in range(40)]

    assert inputs(3) == inputs(3) != inputs(4)


def test_the_command_hunts_for_a_time_and_replays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    findings = tmp_path / "findings"
    arguments = ["--seconds", "0.5", "--target", "data", "--findings", str(findings)]
    assert main(arguments) == 0
    assert "data: " in capsys.readouterr().out and not findings.exists()
    file = tmp_path / "x.bin"
    file.write_bytes(b"name: A\n")
    assert main(["--replay", str(file), "--target", "data"]) == 0
