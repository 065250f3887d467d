"""Single files, as fast as the system lets: a portal has tens of thousands.

Paths are plain strings here: to make a `Path` of each takes longer than to write it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from io import BufferedWriter
from typing import TypeAlias

#: Tells a file from any other, and from itself once it was changed; empty where there is none.
Stamp: TypeAlias = tuple[int, ...]


def stamp_of(path: str) -> Stamp:
    """Return what no file has in common with another, or with itself once it was written to."""
    try:
        found = os.stat(path)
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns


def identity_of(path: str) -> Stamp:
    """Return what an input file has in common with no other, nor with itself once changed.

    Of the times also that of the last change of any kind, which no program can set. Raises OSError.
    """
    found = os.stat(path)
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def holds(path: str, data: bytes) -> bool:
    """Tell whether a file has these bytes."""
    try:
        with open(path, "rb", buffering=0) as file:
            return os.fstat(file.fileno()).st_size == len(data) and file.read() == data
    except OSError:
        return False


def open_new(target: str) -> BufferedWriter:
    """Open a new file, and make the folders that it needs; what stood there is gone."""
    try:
        return open(target, "xb")
    except OSError as error:
        # What stands there may be a link to an old file, which may not be written into.
        _make_room(target, error)
        return open(target, "xb")


def try_link(source: str, target: str) -> bool:
    """Make a hard link where the file system lets us; tell whether it did.

    What stood at the target is gone then.
    """
    try:
        try:
            os.link(source, target)
        except OSError as error:
            _make_room(target, error)
            os.link(source, target)
    except OSError:
        return False
    return True


def remove(root: str, path: str) -> None:
    """Remove a file, if it is there, and the folders below the root that are empty without it."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
        os.unlink(f"{root}/{path}")
    folder = path.rpartition("/")[0]
    while folder:
        try:
            os.rmdir(f"{root}/{folder}")
        except OSError:
            return
        folder = folder.rpartition("/")[0]


def _make_room(target: str, error: OSError) -> None:
    """Make the folders of a file, and let go what is in its way."""
    if not isinstance(error, FileExistsError | FileNotFoundError | NotADirectoryError):
        raise error
    if os.path.isdir(target) and not os.path.islink(target):
        shutil.rmtree(target)
    elif isinstance(error, FileExistsError):
        os.unlink(target)
    folder = above = os.path.dirname(target)
    while not os.path.lexists(above):
        above = os.path.dirname(above)
    if not os.path.isdir(above):
        os.unlink(above)
    os.makedirs(folder, exist_ok=True)


def read_all(path: str) -> bytes:
    """Return the bytes of a file."""
    with open(path, "rb", buffering=0) as file:
        return file.read()
