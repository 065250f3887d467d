"""Back to an earlier release, and whether what is on the disk still is what was published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from plugins.engine.files import read_all
from plugins.engine.workers import over_all
from plugins.publishing.state import read_state, write_state
from plugins.publishing.store import Store


class NoReleaseError(Exception):
    """There is no such release to go to; the message says which there are."""


def roll_back(store: Store, to: str, why: str) -> str:
    """Let readers get an earlier release, and nothing new by itself; return its name.

    Without `to` the one before the current. `why` is said until somebody publishes again. The
    caller holds the lock. Raises NoReleaseError, also where a file of it is not what it was.
    """
    name = to or _before(store)
    if name not in store.names():
        names = ", ".join(store.names()) or "chưa có bản nào"
        raise NoReleaseError(f"không có bản “{name}” -> chọn một trong: {names}")
    if broken := next(damage(store, name), ""):
        raise NoReleaseError(f"bản {name} hỏng ở tệp {broken} -> chọn bản khác: make releases")
    store.recover()
    # Before the switch, so that no timer publishes what was just taken back; and nobody knows yet
    # whether the targets follow.
    store.hold(why)
    write_state(store.public, replace(read_state(store.public), settings=""))
    store.switch(name)
    return name


def damage(store: Store, name: str, sums: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield each file of a release that is gone, or foreign, or not what it was when it was made.

    `sums` is another manifest than the release's own. Raises DamagedReleaseError, OSError.
    """
    sums = store.sums(name) if sums is None else sums
    paths = sorted(sums)
    found = over_all(partial(_hash, str(store.site(name))), paths)
    for path, value in zip(paths, found, strict=True):
        if value != sums[path]:
            yield path
    site = store.site(name)
    yield from sorted(
        _path(site, path)
        for path in site.rglob("*")
        # A link to a folder is as foreign as one to a file.
        if path.is_symlink() or (not path.is_dir() and _path(site, path) not in sums)
    )


def _path(site: Path, file: Path) -> str:
    return file.relative_to(site).as_posix()


def _hash(site: str, path: str) -> str:
    full = Path(f"{site}/{path}")
    is_file = full.is_file() and not full.is_symlink()
    return sha256(read_all(str(full))).hexdigest() if is_file else ""


def _before(store: Store) -> str:
    releases, current = store.releases(), store.current
    before = next((release.before for release in releases if release.name == current), "")
    if before not in store.names():
        raise NoReleaseError("không còn bản ngay trước bản đang chạy -> make rollback TO=<bản>")
    return before
