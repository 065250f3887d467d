"""Single files, as fast as the system lets: a portal has tens of thousands.

Paths are plain strings here: to make a `Path` of each takes longer than to write it.
"""

from __future__ import annotations

import os
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


def holds(path: str, data: bytes) -> bool:
    """Tell whether a file has these bytes."""
    try:
        with open(path, "rb", buffering=0) as file:
            return os.fstat(file.fileno()).st_size == len(data) and file.read() == data
    except OSError:
        return False


def open_new(target: str) -> BufferedWriter:
    """Open a new file, and make the folders that it needs."""
    try:
        return open(target, "xb")
    except FileExistsError:
        # A link to an old file, which may not be written into.
        os.unlink(target)
        return open(target, "xb")
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        return open(target, "xb")


def try_link(source: str, target: str) -> bool:
    """Make a hard link where the file system lets us; tell whether it did."""
    try:
        try:
            os.link(source, target)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            os.link(source, target)
    except OSError:
        return False
    return True


def read_all(path: str) -> bytes:
    """Return the bytes of a file."""
    with open(path, "rb", buffering=0) as file:
        return file.read()
