"""Back to an earlier release, and whether what is on the disk still is what was published."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

from plugins.engine.files import read_all
from plugins.engine.workers import over_all
from plugins.publishing.store import Store


class NoReleaseError(Exception):
    """There is no such release to go to; the message says which there are."""


def roll_back(store: Store, to: str, why: str) -> str:
    """Let readers get an earlier release, and nothing new by itself; return its name.

    Without `to` the one before the current. `why` is said until somebody publishes again. The
    caller holds the lock. Raises NoReleaseError, also where a file of it is not what it was.
    """
    store.recover()
    name = to or _before(store)
    if name not in store.names():
        names = ", ".join(store.names()) or "chưa có bản nào"
        raise NoReleaseError(f"không có bản “{name}” -> chọn một trong: {names}")
    if broken := next(damage(store, name), ""):
        raise NoReleaseError(f"bản {name} hỏng ở tệp {broken} -> chọn bản khác: make releases")
    # First, so that no timer publishes what was just taken back.
    store.hold(why)
    store.switch(name)
    return name


def damage(store: Store, name: str) -> Iterator[str]:
    """Yield each file of a release that is gone, or not what it was when it was published."""
    sums = store.sums(name)
    paths = sorted(sums)
    found = over_all(partial(_hash, str(store.site(name))), paths)
    for path, value in zip(paths, found, strict=True):
        if value != sums[path]:
            yield path
    site = store.site(name)
    yield from sorted(
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if not path.is_dir() and path.relative_to(site).as_posix() not in sums
    )


def _hash(site: str, path: str) -> str:
    full = Path(f"{site}/{path}")
    return sha256(read_all(str(full))).hexdigest() if full.is_file() else ""


def _before(store: Store) -> str:
    releases, current = store.releases(), store.current
    names = [release.name for release in releases]
    if current not in names or names.index(current) == 0:
        raise NoReleaseError("không có bản nào trước bản đang chạy -> make releases")
    return names[names.index(current) - 1]
