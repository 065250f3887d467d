"""Publish on a small file system of its own, which is full or may only be read.

Run in a mount namespace: `unshare --map-root-user --mount python small_disk.py FOLDER`; FOLDER
holds content/. Says what happened as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from portals import Content, started_builder
from publishing_desk import Desk, is_whole

#: The sample's releases take about a third of it.
SIZE = "12m"


def main(root: Path) -> None:
    """Publish with room, without room, with room again, and on a disk that may only be read."""
    public = root / "public"
    public.mkdir()
    _mount("-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(public))
    with started_builder(root) as builder:
        desk = Desk(root, builder)
        said: dict[str, object] = {"first": desk.run("publish").status}
        before = desk.current
        _full(public / "day")
        tries = []
        # With a little more room each time, so that it ends at another place.
        for number in range(8):
            _free(public / "day", number * 300_000)
            Content(root / "content").article(f"moi-{number}", f"Tin {number}. " * 40)
            run = desk.run("publish", at=60 + number)
            whole = is_whole(public / "releases" / desk.current)
            tries.append([run.status, run.err, whole, desk.current == before])
            before = desk.current
        said["tries"] = tries
        (public / "day").unlink()
        said["after"] = desk.run("publish", at=100).status
        said["whole"] = is_whole(public / "releases" / desk.current)
        _mount("-o", "remount,ro", str(public))
        before = desk.current
        Content(root / "content").article("cuoi")
        run = desk.run("publish", at=200)
        said["read_only"] = [run.status, run.err, desk.current == before]
        _mount("-o", "remount,rw", str(public))
        said["last"] = desk.run("publish", at=300).status
    sys.stdout.write(json.dumps(said))


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def _full(path: Path) -> None:
    """Fill the file system."""
    with path.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return


def _free(path: Path, room: int) -> None:
    """Leave room for so many bytes on a full file system."""
    _full(path)
    with path.open("r+b") as file:
        file.truncate(max(path.stat().st_size - room, 0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
