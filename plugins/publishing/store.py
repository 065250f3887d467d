"""Releases on disk, and the one that readers get.

    current -> releases/20261121T074000Z-3f9c2ab01d2e
    releases/<name>/site/       the files that readers get
    releases/<name>/SHA256SUMS, release.json, …
    .build/                     the output that the next release is made from
    hold                        why nothing is published by itself, if it is so

A release is made under another name, written to the disk, then named; `current` is a symbolic link
that one rename replaces. So whatever happens, `current` leads to a whole release.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from plugins.engine.files import try_link
from plugins.releases import (
    DETAILS,
    MARKER,
    SUMS,
    DamagedReleaseError,
    Release,
    format_release,
    format_sums,
    is_release_name,
    parse_release,
    parse_sums,
)

CURRENT, SITE = "current", "site"
_RELEASES, _BUILD, _HOLD = "releases", ".build", "hold"
_NEW, _GONE = ".new", ".gone-"


class StoreError(Exception):
    """The folder of releases cannot be used as it is; the message says what to do."""


class Store:
    """The releases of one portal, below one folder. Who changes anything holds the lock."""

    def __init__(self, public: Path) -> None:
        self.public = public
        self.build = public / _BUILD
        self._folder = public / _RELEASES
        self._current = public / CURRENT

    def recover(self) -> None:
        """Clear away what a killed publish left. Raises StoreError for what is no store."""
        if (self.public / MARKER).exists():
            message = f"{self.public} còn bản đăng kiểu cũ (tệp nằm ngay trong đó)"
            raise StoreError(
                f"{message} -> đổi tên thư mục ấy, đăng lại, rồi cho máy chủ web "
                f"dùng {self._current / SITE}"
            )
        if os.path.lexists(self._current) and not self._current.is_symlink():
            raise StoreError(f"{self._current} không phải liên kết -> chuyển nó đi nơi khác")
        self._folder.mkdir(parents=True, exist_ok=True)
        for left in self._folder.iterdir():
            if left.name == _NEW:
                remove_tree(left)
            elif left.name.startswith(_GONE):
                # It is in nobody's way.
                with contextlib.suppress(OSError):
                    remove_tree(left)
        self._next_link().unlink(missing_ok=True)

    @property
    def current(self) -> str:
        """The name of the release that readers get; empty where there is none."""
        try:
            target = self._current.readlink()
        except OSError:
            return ""
        is_ours = target == Path(_RELEASES) / target.name and is_release_name(target.name)
        return target.name if is_ours and self.site(target.name).is_dir() else ""

    def names(self) -> list[str]:
        """Return the names of all whole releases, in the order of their names."""
        if not self._folder.is_dir():
            return []
        return sorted(path.name for path in self._folder.iterdir() if is_release_name(path.name))

    def releases(self) -> list[Release]:
        """Return all whole releases, the oldest first; with damaged facts one is no release."""
        found = []
        for name in self.names():
            with contextlib.suppress(DamagedReleaseError, OSError):
                found.append(self.release(name))
        return sorted(found, key=lambda release: (release.number, release.name))

    def release(self, name: str) -> Release:
        """Return what is known of a release. Raises DamagedReleaseError, OSError."""
        release = parse_release((self.folder(name) / DETAILS).read_bytes())
        if release.name != name:
            raise DamagedReleaseError(f"{DETAILS}: {release.name}")
        return release

    def sums(self, name: str) -> dict[str, str]:
        """Return the manifest of a release. Raises DamagedReleaseError, OSError."""
        return parse_sums((self.folder(name) / SUMS).read_bytes())

    def folder(self, name: str) -> Path:
        """Return the folder of a release."""
        return self._folder / name

    def site(self, name: str) -> Path:
        """Return the folder of what readers get of a release."""
        return self._folder / name / SITE

    @contextlib.contextmanager
    def adding(self) -> Iterator[NewRelease]:
        """Give a new release to fill; without `finish` inside the block nothing is left of it."""
        folder = self._folder / _NEW
        (folder / SITE).mkdir(parents=True)
        try:
            yield NewRelease(folder, self._folder)
        finally:
            remove_tree(folder)

    def switch(self, name: str) -> None:
        """Let readers get a release, from one moment to the next."""
        link = self._next_link()
        link.unlink(missing_ok=True)
        link.symlink_to(Path(_RELEASES) / name)
        link.replace(self._current)
        _sync_folder(self.public)

    def remove(self, name: str) -> None:
        """Remove a release that readers do not get."""
        if name == self.current:
            raise ValueError(f"in use: {name}")
        gone = self._folder / f"{_GONE}{name}"
        # Under its own name a release is whole.
        self.folder(name).rename(gone)
        remove_tree(gone)

    @property
    def held(self) -> str:
        """Why nothing is to be published by itself; empty where it may."""
        try:
            return (self.public / _HOLD).read_text("utf-8").strip()
        except OSError:
            return ""

    def hold(self, why: str) -> None:
        """Let nothing be published by itself until that is taken back (with an empty reason)."""
        if why:
            new = self.public / f".{_HOLD}"
            new.write_text(f"{why}\n", "utf-8")
            new.replace(self.public / _HOLD)
        else:
            (self.public / _HOLD).unlink(missing_ok=True)

    def _next_link(self) -> Path:
        return self.public / f".{CURRENT}"


class NewRelease:
    """A release that is being made, under a name of its own."""

    def __init__(self, folder: Path, releases: Path) -> None:
        self._folder = folder
        self._releases = releases
        self._site = str(folder / SITE)

    def take(self, path: str, source: str) -> None:
        """Put a file that never changes in place: a link to it, or a copy with its time."""
        target = f"{self._site}/{path}"
        if not try_link(source, target):
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)

    @property
    def site(self) -> str:
        """The folder of what readers will get."""
        return self._site

    def finish(self, release: Release, sums: Mapping[str, str], more: Mapping[str, bytes]) -> None:
        """Give the release its name, once all of it is on the disk. `more` stands beside the site.

        Nothing happens where a release of this name stands already: it is the same one.
        """
        for name, data in {SUMS: format_sums(sums), **more}.items():
            (self._folder / name).write_bytes(data)
        (self._folder / DETAILS).write_bytes(format_release(release))
        _sync_all(self._folder)
        target = self._releases / release.name
        if not target.exists():
            self._folder.rename(target)
            _sync_folder(self._releases)


def remove_tree(folder: Path) -> None:
    """Remove a folder and all below it, if it is there."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _sync_all(folder: Path) -> None:
    """Return when all that was written to the file system of a folder is on its disk.

    One call for tens of thousands of files. Raises OSError where the disk did not take them.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            syncfs = ctypes.CDLL(None, use_errno=True).syncfs
        except (AttributeError, OSError):
            os.sync()
            return
        if syncfs(handle) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Return when the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
