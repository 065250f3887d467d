"""Publishing where the disk is full, or may only be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from portals import PATIENCE_S, ROOT, Content, environment, write_sample


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What happened on a small disk."""
    root = tmp_path_factory.mktemp("disk")
    write_sample(Content(root / "content"))
    script = Path(__file__).with_name("small_disk.py")
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", sys.executable, str(script), str(root)],
        env=environment(PYTHONPATH=f"{ROOT}:{ROOT / 'tests'}"),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["first"] == 0
    return found


def test_on_a_full_disk_readers_keep_a_whole_release_and_the_fault_is_named(
    said: dict[str, Any],
) -> None:
    failed = [(err, stands) for status, err, _, stands in said["tries"] if status != 0]
    assert 0 < len(failed) < len(said["tries"])
    for err, stands in failed:
        assert "đĩa đã đầy" in err
        assert "Traceback" not in err
        assert stands
    assert all(whole for _, _, whole, _ in said["tries"])


def test_once_there_is_room_again_the_next_publish_succeeds(said: dict[str, Any]) -> None:
    assert said["after"] == 0
    assert said["whole"]


def test_on_a_disk_that_may_only_be_read_the_fault_is_named_and_nothing_changes(
    said: dict[str, Any],
) -> None:
    status, err, stands = said["read_only"]
    assert status == 1
    assert "đĩa chỉ cho đọc" in err
    assert "Traceback" not in err
    assert stands
    assert said["last"] == 0
