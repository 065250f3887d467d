"""Whether anything changed at all since an output was built: the quickest build is none."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.engine.cache import cache_of_output, fingerprint
from plugins.engine.files import Stamp, read_all, stamp_of

_KEY = fingerprint("standing")
#: A file changed so short a time ago could change again without a new time.
_UNSETTLED_NS = 2_000_000_000
_IGNORED = frozenset({"__pycache__", ".git"})


class NotSureError(Exception):
    """There is a link, or a large file that was just written: look at everything."""


def inputs_fingerprint(folders: Iterable[Path], large: Path, *more: str) -> bytes:
    """Return a hash of all files of some folders and of further texts.

    Files are read; those below `large` are known by their stamps. Raises NotSureError.
    """
    parts: list[bytes | str] = [*more]
    before = time.time_ns() - _UNSETTLED_NS
    for folder in folders:
        parts.append(str(folder))
        for path in _files(str(folder)):
            parts.append(path)
            if path.startswith(f"{large}{os.sep}"):
                stamp = stamp_of(path)
                if not stamp or stamp[-1] > before:
                    raise NotSureError(path)
                parts.append(repr(stamp))
            else:
                parts.append(read_all(path))
    return fingerprint(*parts)


def inputs_stamps(folders: Iterable[Path]) -> bytes:
    """Return a hash of the stamps of all files of some folders. Raises NotSureError."""
    parts = [f"{path} {stamp_of(path)!r}" for folder in folders for path in _files(str(folder))]
    return fingerprint(*parts)


@dataclass(frozen=True, slots=True)
class Stood:
    """An output as it was left: what it was built from, every stamp in it, and what was said."""

    inputs: bytes
    stamps: tuple[tuple[str, Stamp], ...]
    names: tuple[str, ...]
    facts: Any


class Standing:
    """What is known of one output. `marker` is the file that every build writes anew."""

    def __init__(self, cache: Path, output: Path, marker: str) -> None:
        self._cache = cache_of_output(cache, "standing", output)
        self._output = str(output.absolute())
        self._marker = marker

    def facts(self, inputs: bytes) -> Any:
        """Return what was noted with an output that stands as it was built from these inputs.

        None where it does not: where anything in it was changed, added or taken away.
        """
        stood = self._cache.load([_KEY]).get(_KEY)
        if not isinstance(stood, Stood) or stood.inputs != inputs:
            return None
        if stood.names != self._names():
            return None
        root = self._output
        if any(stamp_of(f"{root}/{path}") != stamp for path, stamp in stood.stamps):
            return None
        return stood.facts

    def note(self, inputs: bytes, facts: Any) -> None:
        """Note that the output stands now."""
        root = len(self._output) + 1
        stamps = tuple(
            (path[root:], stamp_of(path))
            for path in _entries(self._output)
            if path[root:] != self._marker
        )
        self._cache.store({_KEY: Stood(inputs, stamps, self._names(), facts)}, keep=())

    def _names(self) -> tuple[str, ...]:
        # The folder itself has a new time whenever the marker is replaced.
        try:
            return tuple(sorted(entry.name for entry in Path(self._output).iterdir()))
        except OSError:
            return ()


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_symlink():
            raise NotSureError(entry.path)
        if entry.name in _IGNORED:
            continue
        if entry.is_dir():
            yield from _files(entry.path)
        else:
            yield entry.path


def _entries(folder: str) -> Iterator[str]:
    """Yield every folder and file below a folder."""
    with os.scandir(folder) as found:
        for entry in found:
            yield entry.path
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path)
