"""A new release from a built site: links to what stands already, and compressed twins."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from plugins.engine.files import read_all, stamp_of
from plugins.engine.workers import over_all
from plugins.publishing.inventory import Item
from plugins.publishing.store import NewRelease
from plugins.releases import Release

#: Compressed twins stand beside their file, under its name and one of these.
TWINS = (".br", ".gz")
#: From a path and its bytes to the bytes of each twin, by suffix.
Compress = Callable[[str, bytes], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class Standing:
    """A release that stands: its facts, the folder of its site, and its manifest."""

    release: Release
    site: Path
    sums: Mapping[str, str]

    @property
    def own(self) -> dict[str, str]:
        """The manifest without what was carried over from releases before."""
        carried = frozenset(self.release.carried)
        return {path: value for path, value in self.sums.items() if path not in carried}


def original_of(path: str) -> str:
    """Return the file that a compressed twin is made from; of any other file the file itself."""
    stem, dot, suffix = path.rpartition(".")
    return stem if f"{dot}{suffix}" in TWINS else path


def assemble(
    new: NewRelease,
    build: Path,
    items: Mapping[str, Item],
    before: Standing | None,
    is_compressible: Callable[[str], bool],
    compress: Compress,
) -> dict[str, str]:
    """Put a built site into a new release; return its manifest.

    What the release before has with the same bytes is the same file on the disk, twins included.
    """
    sums: dict[str, str] = {}
    fresh: list[str] = []
    twins_before = _twins(before.sums) if before else {}
    for path, item in items.items():
        sums[path] = item.sha256
        source = f"{build}/{path}"
        if before and before.sums.get(path) == item.sha256:
            earlier = f"{before.site}/{path}"
            new.take(path, earlier if _is_sound(earlier, item) else source)
            twins = [twin for twin in twins_before.get(path, ()) if _exists(before.site, twin)]
            for twin in twins:
                new.take(twin, f"{before.site}/{twin}")
                sums[twin] = before.sums[twin]
            continue
        new.take(path, source)
        if is_compressible(path):
            fresh.append(path)
    for made in over_all(partial(_write_twins, new.site, compress), fresh):
        sums.update(made)
    return sums


def carry(
    new: NewRelease,
    sums: dict[str, str],
    earlier: Sequence[Standing],
    own: Collection[str],
    is_immutable: Callable[[str], bool],
) -> tuple[str, ...]:
    """Put files of earlier releases beside those of a new one: pages that are open still want them.

    Only files whose names state their content: under such a name nothing else can be meant. `own`
    are the files of the new site itself. The manifest takes them in; their paths are returned.
    """
    carried = []
    for release in earlier:
        # What it carried itself is not its own, or nothing would ever go.
        for path in sorted(release.own.keys() - sums.keys()):
            original = original_of(path)
            if original in own or not is_immutable(original) or not _exists(release.site, path):
                continue
            new.take(path, f"{release.site}/{path}")
            sums[path] = release.sums[path]
            carried.append(path)
    return tuple(sorted(carried))


def _twins(sums: Mapping[str, str]) -> dict[str, list[str]]:
    twins: dict[str, list[str]] = {}
    for path in sums:
        original = original_of(path)
        if original != path:
            twins.setdefault(original, []).append(path)
    return twins


def _is_sound(earlier: str, item: Item) -> bool:
    """Tell whether an earlier release's file still is what its manifest says, quickly if it can."""
    stamp = stamp_of(earlier)
    if stamp == item.stamp:
        return True
    is_like = bool(stamp) and stamp[1] == item.size
    return is_like and sha256(read_all(earlier)).hexdigest() == item.sha256


def _exists(site: Path, path: str) -> bool:
    return (site / path).is_file()


def _write_twins(site: str, compress: Compress, path: str) -> dict[str, str]:
    """Write the twins of a file beside it, with its times; return their hashes by path."""
    original = f"{site}/{path}"
    sums = {}
    for suffix, data in sorted(compress(path, read_all(original)).items()):
        twin = f"{original}{suffix}"
        Path(twin).write_bytes(data)
        shutil.copystat(original, twin)
        sums[f"{path}{suffix}"] = sha256(data).hexdigest()
    return sums
