"""What is known of a tree of files, and whether nobody changed it since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.engine.cache import cache_of, fingerprint
from plugins.engine.files import Stamp, stamp_of

_KEY = fingerprint("spare tree")


@dataclass(frozen=True, slots=True)
class Tree:
    """The stamps of all files and folders of a tree, by path, and the names right in it.

    The marker, which changes without the rest, is not among the files, nor is the root among the
    folders: it has a new time whenever the marker is replaced.
    """

    files: Mapping[str, Stamp]
    folders: Mapping[str, Stamp]
    names: tuple[str, ...]

    @property
    def fingerprint(self) -> bytes:
        """What no other tree has: a hash of all stamps."""
        return fingerprint(repr(self.names), repr(self.files), repr(self.folders))

    def has_folders_of(self, root: Path) -> bool:
        """Tell whether nothing was added, taken away or replaced in a tree."""
        return self.names == _names(root) and _stand(root, self.folders)

    def is_that_of(self, root: Path) -> bool:
        """Tell whether nothing in a tree was changed at all."""
        return self.has_folders_of(root) and _stand(root, self.files)


def tree_of(root: Path, files: Mapping[str, Stamp]) -> Tree:
    """Return what is to be known of a tree that holds these files besides its marker."""
    folders: set[str] = set()
    for path in files:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    stamps = {folder: stamp_of(f"{root}/{folder}") for folder in sorted(folders)}
    return Tree(files, stamps, _names(root))


class Spare:
    """The tree before the last one, put away to become the next one.

    Most of what the next build makes is in it already, as the same files: what has to be linked
    and unlinked is what the last two builds changed and not tens of thousands of files. It lies in
    the cache folder; where that is on another disk, there is none.
    """

    def __init__(self, cache: Path, output: Path, current: Tree | None) -> None:
        self._cache = cache_of(cache, "spare", output)
        self._place = self._cache.path.with_suffix("")
        self._current = current

    def take(self, root: Path) -> frozenset[str]:
        """Move the spare tree to `root` and return its files; none where there is none to trust.

        From then on it is unknown: what a killed build leaves of it is not used again.
        """
        tree = self._cache.load([_KEY]).get(_KEY)
        self._cache.store({}, keep=())
        if not isinstance(tree, Tree) or not tree.has_folders_of(self._place):
            return frozenset()
        try:
            self._place.rename(root)
        except OSError:
            return frozenset()
        return frozenset(tree.files)

    def put_away(self, root: Path) -> bool:
        """Keep the tree that was the output until now; tell whether that could be done."""
        if self._current is None or self._place.exists():
            return False
        try:
            root.rename(self._place)
        except OSError:
            return False
        self._cache.store({_KEY: self._current}, keep=())
        return True


def _stand(root: Path, stamps: Mapping[str, Stamp]) -> bool:
    return all(stamp_of(f"{root}/{path}") == stamp for path, stamp in stamps.items())


def _names(root: Path) -> tuple[str, ...]:
    try:
        return tuple(sorted(entry.name for entry in root.iterdir()))
    except OSError:
        return ()
