"""A new release from a built site: links to what stands already, and compressed twins."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from plugins.engine.files import read_all, stamp_of
from plugins.engine.workers import over_all
from plugins.publishing.inventory import SiteFile
from plugins.publishing.store import NewRelease
from plugins.releases import Release, still_asked_for

#: Compressed twins stand beside their file, under its name and one of these.
TWINS = (".br", ".gz")
#: From a path and its bytes to the bytes of each twin, by suffix.
Compress = Callable[[str, bytes], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class Past:
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
    items: Mapping[str, SiteFile],
    before: Past | None,
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
        twins: dict[str, str] | None = None
        if before and before.sums.get(path) == item.sha256:
            earlier = f"{before.site}/{path}"
            source = earlier if _is_sound(earlier, item) else source
            twins = {twin: before.sums[twin] for twin in twins_before.get(path, ())}
        new.take(path, source)
        if before and twins is not None and _are_sound(before.site, twins):
            for twin in twins:
                new.take(twin, f"{before.site}/{twin}")
            sums |= twins
        elif is_compressible(path):
            fresh.append(path)
    for made in over_all(partial(_write_twins, new.site, compress), fresh):
        sums.update(made)
    return sums


def carry(
    new: NewRelease,
    sums: dict[str, str],
    earlier: Sequence[Past],
    now: datetime,
    is_immutable: Callable[[str], bool],
) -> dict[str, datetime]:
    """Put files of earlier releases beside those of a new one: pages that are open still want them.

    Only files whose names state their content: under such a name nothing else can be meant. The
    manifest takes them in; they are returned by path, with the time since when they are no part of
    the site.
    """
    site, carried = frozenset(sums), dict[str, datetime]()
    for past in earlier:
        left = [
            path
            for path in past.own
            if path not in site
            and original_of(path) not in site
            and is_immutable(original_of(path))
        ]
        asked_for = still_asked_for(past.release.carried, left, now)
        for path, since in sorted(asked_for.items()):
            is_new = path not in sums and original_of(path) not in site
            if is_new and _are_sound(past.site, {path: past.sums.get(path, "")}):
                new.take(path, f"{past.site}/{path}")
                sums[path] = past.sums[path]
                carried[path] = since
    return carried


def _twins(sums: Mapping[str, str]) -> dict[str, list[str]]:
    twins: dict[str, list[str]] = {}
    for path in sums:
        original = original_of(path)
        if original != path:
            twins.setdefault(original, []).append(path)
    return twins


def _is_sound(earlier: str, item: SiteFile) -> bool:
    """Tell whether an earlier release's file still is what its manifest says, quickly if it can."""
    stamp = stamp_of(earlier)
    if stamp == item.stamp:
        return True
    is_like = bool(stamp) and stamp[1] == item.size
    return is_like and sha256(read_all(earlier)).hexdigest() == item.sha256


def _are_sound(site: Path, sums: Mapping[str, str]) -> bool:
    """Tell whether files still are what a manifest says."""
    try:
        return all(
            sha256(read_all(f"{site}/{path}")).hexdigest() == value for path, value in sums.items()
        )
    except OSError:
        return False


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
