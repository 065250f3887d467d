"""A drill: from one file to a serving site, by the documented command."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from portals import ROOT, environment, tree
from publishing_desk import Desk, is_whole

DOCUMENT = ROOT / "docs/operators/sao-luu.md"


@pytest.fixture
def port() -> int:
    """A port that nobody uses."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def bare() -> Iterator[Path]:
    """A folder that a web server may look into, whoever it runs as."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def run(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of a shell, as people type it."""
    variables = environment(LC_ALL="C.UTF-8")
    return subprocess.run(
        ["bash", "-c", command], cwd=cwd, env=variables, capture_output=True, text=True, check=False
    )


@pytest.fixture
def backup(published: Desk) -> Path:
    """A backup of a portal with an article that nobody has committed."""
    published.content.article("chua-commit", status="draft")
    file = published.root / "cong.tar"
    command = f"tools/backup {file} {published.content.root} {published.public}"
    done = run(command, ROOT)
    assert done.returncode == 0, done.stderr
    return file


def test_the_documented_command_brings_the_portal_back_and_serves_it(
    published: Desk, backup: Path, port: int, bare: Path
) -> None:
    documented = re.search(r"^tar -xOf .*$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert documented
    folder = bare / "cong"
    command = (
        documented[0]
        .replace("cong-2026-11-21.tar", str(backup))
        .replace("/srv/cong", f"{folder} {port}")
    )
    done = run(command, bare)
    assert done.returncode == 0, done.stderr
    try:
        url = f"http://127.0.0.1:{port}"
        verified = published.builder.publishing(folder, "verify", "--url", url)
        assert verified.status == 0, verified.err
        assert is_whole(folder / "public/releases" / published.current)
        assert tree(folder / "content") == tree(published.content.root)
        log = ["git", "-C", str(folder), "rev-parse", "HEAD"]
        head = subprocess.run(log, capture_output=True, text=True, check=True).stdout
        here = ["git", "-C", str(ROOT), "rev-parse", "HEAD"]
        assert head == subprocess.run(here, capture_output=True, text=True, check=True).stdout
        # What a published site is not: one file changed behind the back of whoever published it.
        page = folder / "public/current/site/gioi-thieu/index.html"
        page.unlink()
        page.write_text("<h1>Đã bị sửa</h1>", "utf-8")
        verified = published.builder.publishing(folder, "verify", "--url", url)
        assert verified.status == 1
        assert "/gioi-thieu/: nội dung khác bản đã đăng" in verified.err
    finally:
        os.kill(int((folder / "server/run/nginx.pid").read_text()), signal.SIGTERM)


def test_a_damaged_backup_is_not_restored(backup: Path, port: int, tmp_path: Path) -> None:
    data = bytearray(backup.read_bytes())
    place = data.index(b"Chuy\xe1\xbb\x87n tin-3")
    data[place] ^= 1
    backup.write_bytes(data)
    folder = tmp_path / "bare"
    done = run(f"tar -xOf {backup} ./restore | bash -s {backup} {folder} {port}", tmp_path)
    assert done.returncode != 0
    assert not folder.exists()


def test_only_its_owner_may_read_a_backup(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0
