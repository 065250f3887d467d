from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from plugins.engine import inputs as module
from plugins.engine.inputs import Inputs, digest_of

AN_HOUR_NS = 3600 * 10**9


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read, in order."""
    found: list[str] = []

    def read_all(path: str) -> bytes:
        found.append(Path(path).name)
        return Path(path).read_bytes()

    monkeypatch.setattr(module, "read_all", read_all)
    return found


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    for name in ("a.md", "b.md"):
        (folder / name).write_text(name, "utf-8")
    return folder


def digests(content: Path, *, later: int = AN_HOUR_NS) -> dict[str, bytes]:
    """What a build finds that begins so long after now."""
    inputs = Inputs(content.parent / "cache", content, lambda: time.time_ns() + later)
    paths = [str(path) for path in sorted(content.iterdir())]
    return {Path(path).name: digest for path, digest in inputs.digests(paths).items()}


def test_a_file_that_nobody_touched_is_not_read_again(content: Path, read: list[str]) -> None:
    first = digests(content)
    assert first == {"a.md": digest_of(b"a.md"), "b.md": digest_of(b"b.md")}
    assert digests(content) == first
    assert read == ["a.md", "b.md"]


def test_a_file_that_changed_is_read_even_where_length_and_time_are_as_before(
    content: Path, read: list[str]
) -> None:
    digests(content)
    before = (content / "a.md").stat().st_mtime_ns
    (content / "a.md").write_text("c.md", "utf-8")
    os.utime(content / "a.md", ns=(before, before))
    assert digests(content)["a.md"] == digest_of(b"c.md")
    assert read == ["a.md", "b.md", "a.md"]


def test_a_file_saved_just_now_is_read_again(content: Path, read: list[str]) -> None:
    """It could be saved once more before the clock of the disk has moved on."""
    digests(content, later=0)
    digests(content, later=0)
    assert read == ["a.md", "b.md", "a.md", "b.md"]


def test_what_is_gone_is_forgotten_and_what_is_new_is_read(content: Path, read: list[str]) -> None:
    digests(content)
    (content / "a.md").unlink()
    (content / "c.md").write_text("c.md", "utf-8")
    assert sorted(digests(content)) == ["b.md", "c.md"]
    assert sorted(digests(content)) == ["b.md", "c.md"]
    assert read == ["a.md", "b.md", "c.md"]
