"""All or nothing: a whole new output tree, switched in at once.

The new tree is written beside the old one. Files whose bytes are the same are hard links to the
old ones, so that their times stand and a copy to a server sends only what changed. What stands
at the output's name and was not built here is set aside, never deleted.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from plugins.engine.files import Stamp, holds, open_new, read_all, remove, stamp_of, try_link
from plugins.engine.locks import LockedError, held
from plugins.engine.trees import Spare

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
#: Every build writes this file; a tree without it came from somewhere else.
MARKER = "build.json"


class OutputBusyError(Exception):
    """Another build is writing to the same output."""


class OutputClashError(Exception):
    """Two parts of one build want the same address."""

    def __init__(self, path: str) -> None:
        super().__init__(f"hai trang cùng một địa chỉ: /{path}")
        self.path = path


class OutputPlaceError(Exception):
    """The output may not stand where it is wanted."""


@dataclass(slots=True)
class Staging:
    """A tree being built. `root` is where it lies; `old` is the output it will replace.

    `reuse` links unchanged files to the old ones; without it every file is written anew, for
    builds in which something else may still write into the tree. `before` are the files that
    stand in it already, those of an earlier output. `aside` is where that went which stood at the
    output's name and was not built here. `stamps` are those of the files that were put.
    """

    root: Path
    old: Path
    reuse: bool = True
    before: frozenset[str] = frozenset()
    written: int = 0
    kept: int = 0
    aside: Path | None = None
    stamps: dict[str, Stamp] = field(default_factory=dict)
    _paths: set[str] = field(default_factory=set)

    def write(self, path: str, data: bytes) -> None:
        """Put a file at a path below the root; keep the old file where its bytes are the same.

        Raises OutputClashError when the path was written before, ValueError when it leaves
        the tree.
        """
        self.claim(path)
        self.note(path, *self.put(path, data))

    def link(self, path: str, source: Path) -> None:
        """Put a file that lies elsewhere and never changes in place: a hard link to it.

        Where that cannot be, on another disk or in a tree that others may write into, as `write`.
        """
        self.claim(path)
        stamp = stamp_of(str(source))
        if self.reuse and self._take(str(source), path, stamp):
            self.note(path, stamp, True)
        else:
            self.note(path, *self.put(path, source.read_bytes()))

    def keep(self, path: str, stamp: Stamp) -> bool:
        """Put the old file at its claimed path, unnoted; tell whether that could be done.

        It cannot where the old file is not the one that had this stamp.
        """
        before = f"{self.old}/{path}"
        return self.reuse and stamp_of(before) == stamp and self._take(before, path, stamp)

    def old_bytes(self, path: str, stamp: Stamp) -> bytes | None:
        """Return the bytes of the old file at a path, None where it has not this stamp."""
        before = f"{self.old}/{path}"
        return read_all(before) if self.reuse and stamp_of(before) == stamp else None

    def claim(self, path: str) -> None:
        """Take a path for one part of the build. Raises as `write`."""
        parts = path.split("/")
        if not path or ".." in parts or "." in parts or "" in parts:
            raise ValueError(f"not a path below the output: {path!r}")
        if path in self._paths:
            raise OutputClashError(path)
        self._paths.add(path)

    def put(self, path: str, data: bytes) -> tuple[Stamp, bool]:
        """Put a file at its claimed path, unnoted; return its stamp and whether it is the old.

        Workers may put files at the same time as others do, as with `keep`.
        """
        target, before = self._place(path), f"{self.old}/{path}"
        if self.reuse and holds(before, data):
            stamp = stamp_of(before)
            if self._take(before, path, stamp):
                return stamp, True
        with open_new(target) as file:
            file.write(data)
        return stamp_of(target), False

    def note(self, path: str, stamp: Stamp, is_old: bool) -> None:
        """Note a file that was put, with what `put` returned."""
        self.stamps[path] = stamp
        if is_old:
            self.kept += 1
        else:
            self.written += 1

    def changed(self) -> list[str]:
        """Return the paths of noted files that are no longer what was put there."""
        return sorted(p for p, stamp in self.stamps.items() if stamp_of(self._place(p)) != stamp)

    def clear(self) -> None:
        """Remove every file that stood in the tree before and was not put."""
        for path in self.before - self._paths:
            remove(str(self.root), path)

    def _take(self, source: str, path: str, stamp: Stamp) -> bool:
        """Let a file with this stamp stand at a path; tell whether it does."""
        target = self._place(path)
        if path in self.before and stamp_of(target) == stamp:
            return True
        return try_link(source, target)

    def _place(self, path: str) -> str:
        return f"{self.root}/{path}"


@contextlib.contextmanager
def staging(output: Path, *, reuse: bool = True, spare: Spare | None = None) -> Iterator[Staging]:
    """Give a staging tree that becomes `output` when the block ends without an exception.

    It begins as the spare tree, if there is one, and the old output becomes that. On an exception
    the output stays as it was. What a killed build left behind is removed by the next one. Raises
    OutputBusyError when another build holds the same output.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    with _lock(output):
        _recover(output)
        root = output.with_name(f".{output.name}.new")
        _remove(root)
        before = spare.take(root) if spare else frozenset()
        root.mkdir(exist_ok=True)
        is_own = _is_own(output)
        tree = Staging(root, output, reuse and is_own, before)
        try:
            yield tree
            tree.clear()
            if not is_own:
                tree.aside = _set_aside(output)
            _switch(root, output)
            if spare and is_own and root.exists():
                spare.put_away(root)
        finally:
            _remove(root)


def replace_marker(output: Path, data: bytes) -> bool:
    """Give an output that stands another marker, in one step; tell whether it is another.

    Raises OutputBusyError when a build holds the output.
    """
    with _lock(output):
        marker = output / MARKER
        if holds(str(marker), data):
            return False
        new = output.with_name(f".{output.name}.{MARKER}")
        new.write_bytes(data)
        new.replace(marker)
        return True


def check_place(output: Path, needed: Iterable[Path]) -> None:
    """Raise OutputPlaceError when replacing the output would delete one of these paths."""
    for path in needed:
        if path.resolve().is_relative_to(output.resolve()):
            raise OutputPlaceError(f"{output} chứa {path}, dựng vào đó sẽ xóa mất")


@contextlib.contextmanager
def _lock(output: Path) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(held(output.with_name(f".{output.name}.lock")))
        except LockedError:
            raise OutputBusyError(str(output)) from None
        yield


def _is_own(output: Path) -> bool:
    """Tell whether the output may go: it is not there, or empty, or an earlier build's."""
    if not os.path.lexists(output):
        return True
    return output.is_dir() and ((output / MARKER).is_file() or not any(output.iterdir()))


def _set_aside(output: Path) -> Path:
    names = (output.with_name(f"{output.name}.cu{number or ''}") for number in count())
    free = next(name for name in names if not os.path.lexists(name))
    return output.rename(free)


def _switch(tree: Path, output: Path) -> None:
    """Let the new tree stand at the output's name; afterwards `tree` is the old one, or gone."""
    if not os.path.lexists(output):
        tree.rename(output)
    elif not _exchange(tree, output):
        # Only where the system cannot exchange two names: the gap is one rename long.
        before = _old(output)
        output.rename(before)
        tree.rename(output)
        _remove(before)


def _recover(output: Path) -> None:
    """Put right what a build left that was killed while it switched without an exchange."""
    if os.path.lexists(output):
        _remove(_old(output))
    elif _old(output).exists():
        _old(output).rename(output)


def _old(output: Path) -> Path:
    return output.with_name(f".{output.name}.old")


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step (Linux 3.15, `renameat2`); tell whether it was done."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    names = (os.fsencode(one), os.fsencode(other))
    if rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.EINVAL, errno.ENOSYS, errno.EPERM}:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _remove(tree: Path) -> None:
    if tree.is_symlink() or tree.is_file():
        tree.unlink()
    elif tree.exists():
        shutil.rmtree(tree)
