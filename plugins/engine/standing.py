"""Whether anything changed at all since an output was built: the quickest build is none."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.engine.cache import cache_of, fingerprint
from plugins.engine.files import stamp_of
from plugins.engine.inputs import UNSETTLED_NS, Inputs
from plugins.engine.trees import Tree

_KEY = fingerprint("standing")
_IGNORED = frozenset({"__pycache__", ".git"})


class NotSureError(Exception):
    """There is a link, or a large file that was just written: look at everything."""


def inputs_fingerprint(folders: Iterable[Path], large: Path, inputs: Inputs, *more: str) -> bytes:
    """Return a hash of all files of some folders and of further texts.

    Files below `large` are known by their stamps. Raises NotSureError.
    """
    parts: list[bytes | str] = [*more]
    before = time.time_ns() - UNSETTLED_NS
    for folder in folders:
        small = []
        for path in _files(str(folder)):
            if not path.startswith(f"{large}{os.sep}"):
                small.append(path)
                continue
            stamp = stamp_of(path)
            if not stamp or stamp[-1] > before:
                raise NotSureError(path)
            parts += (path, repr(stamp))
        parts.append(str(folder))
        for path, digest in inputs.digests(small).items():
            parts += (path, digest)
    return fingerprint(*parts)


def installed_libraries() -> list[str]:
    """Return the installed libraries with their versions, as their folders are called."""
    folders = [folder for folder in map(Path, sys.path) if folder.is_dir()]
    return sorted(found.name for folder in folders for found in folder.glob("*-info"))


def inputs_stamps(folders: Iterable[Path]) -> bytes:
    """Return a hash of the stamps of all files of some folders. Raises NotSureError."""
    parts = [f"{path} {stamp_of(path)!r}" for folder in folders for path in _files(str(folder))]
    return fingerprint(*parts)


@dataclass(frozen=True, slots=True)
class Stood:
    """An output as it was left: what it was built from, what is in it, and what was said."""

    inputs: bytes
    tree: Tree
    facts: Any


class Standing:
    """What is known of one output."""

    def __init__(self, cache: Path, output: Path) -> None:
        self._cache = cache_of(cache, "standing", output)
        self._output = output
        stood = self._cache.load([_KEY]).get(_KEY)
        self._stood = stood if isinstance(stood, Stood) else None

    @property
    def tree(self) -> Tree | None:
        """What was in the output when that was last noted; others may have changed it since."""
        return self._stood.tree if self._stood else None

    def facts(self, inputs: bytes) -> Any:
        """Return what was noted with an output that stands as it was built from these inputs.

        None where it does not: where anything in it was changed, added or taken away.
        """
        stood = self._stood
        if stood is None or not inputs or stood.inputs != inputs:
            return None
        return stood.facts if stood.tree.is_that_of(self._output) else None

    def note(self, inputs: bytes, tree: Tree, facts: Any) -> None:
        """Note what the output is now; empty inputs are those that nobody knows for sure."""
        self._stood = Stood(inputs, tree, facts)
        self._cache.store({_KEY: self._stood}, keep=())


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
