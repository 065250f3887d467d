"""Keep renditions on disk, made once: the edge between pictures and the file system.

Layout: `<cache_dir>/<first two of key>/<key>/` holds the renditions and, written last, a
manifest. An entry without a manifest, or with a file missing or short, does not count and is
made again, so that a kill at any moment leaves a good cache. Two builds may fill one cache at
once: they write the same bytes under the same names, each in one step.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from plugins.images import refusals
from plugins.images.atomic import TEMPORARY_PREFIX, write_atomically
from plugins.images.check import examine
from plugins.images.core import PictureSet, Recipe, Rendition, picture_key
from plugins.images.memo import digest_of, file_digests, forget_missing
from plugins.images.pool import Crashed, run_all
from plugins.images.refusals import ImageRefused
from plugins.images.render import library_versions, render

_MANIFEST = "manifest.json"
_KEY = re.compile(r"[0-9a-f]{32}")
_PREFIX = re.compile(r"[0-9a-f]{2}")

# The output hard-links these files: writing into one by mistake would change the cache.
_READ_ONLY = 0o444


def make_pictures(
    paths: Sequence[Path],
    recipe: Recipe,
    cache_dir: Path,
    *,
    jobs: int,
    progress: Callable[[int, int], None] | None = None,
) -> dict[Path, PictureSet | ImageRefused]:
    """Return the renditions of each picture, or why it is refused, in the order of `paths`.

    What the cache holds is not made again; the rest is made by `jobs` processes, each content
    once. `progress(done, total)` counts the pictures that had to be made.
    """
    versions = library_versions()
    digests = file_digests(paths, cache_dir, jobs=jobs)
    keys = {path: picture_key(digest, recipe, versions) for path, digest in digests.items()}
    path_of = {key: path for path, key in keys.items()}
    cached = {key: _load(cache_dir, key) for key in path_of}
    missing = [key for key, picture in cached.items() if picture is None]
    make = partial(_make, recipe=recipe, cache_dir=cache_dir, versions=versions)
    made = run_all(make, [path_of[key] for key in missing], jobs=jobs, progress=progress)
    results: dict[str, PictureSet | ImageRefused | Crashed | None] = {**cached}
    results.update(zip(missing, made, strict=True))
    return {path: _settled(results.get(keys.get(path, ""))) for path in dict.fromkeys(paths)}


def rendition_path(cache_dir: Path, picture: PictureSet, rendition: Rendition) -> Path:
    """Return where the cache holds a rendition; read-only, to be hard-linked or copied."""
    return _entry(cache_dir, picture.key) / rendition.name


def prune(cache_dir: Path, keep: Iterable[str]) -> int:
    """Delete the entries whose key is not in `keep` and what killed builds left; return how many.

    Not while another build fills the same cache: its unfinished files would go as well.
    """
    wanted, removed = frozenset(keep), 0
    for entry in _entries(cache_dir):
        if entry.name not in wanted:
            shutil.rmtree(entry)
            removed += 1
            continue
        for leftover in entry.glob(f"{TEMPORARY_PREFIX}*"):
            leftover.unlink()
    for leftover in cache_dir.glob(f"{TEMPORARY_PREFIX}*"):
        leftover.unlink()
    forget_missing(cache_dir)
    return removed


def _make(
    path: Path, *, recipe: Recipe, cache_dir: Path, versions: dict[str, str]
) -> PictureSet | ImageRefused:
    """Make one entry of the cache, in whatever process this runs."""
    try:
        data = path.read_bytes()
    except OSError:
        return refusals.unreadable()
    # The key of these bytes, not of those hashed earlier: an editor may save in between.
    key = picture_key(digest_of(data), recipe, versions)
    try:
        facts = examine(data, recipe.max_pixels)
        picture, files = render(data, facts, recipe, key)
    except ImageRefused as refusal:
        return refusal
    entry = _entry(cache_dir, key)
    for name in sorted(files):
        write_atomically(entry / name, files[name], _READ_ONLY)
    write_atomically(entry / _MANIFEST, json.dumps(asdict(picture), indent=1).encode())
    return picture


def _settled(result: PictureSet | ImageRefused | Crashed | None) -> PictureSet | ImageRefused:
    """Return a result as it is; refuse what could not be read or brought its worker down."""
    return result if isinstance(result, PictureSet | ImageRefused) else refusals.unreadable()


def _load(cache_dir: Path, key: str) -> PictureSet | None:
    """Return an entry whose files are all there at their full length, else nothing."""
    entry = _entry(cache_dir, key)
    try:
        picture = _picture(json.loads((entry / _MANIFEST).read_bytes()))
        sizes = {item.name: item.stat().st_size for item in os.scandir(entry)}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    whole = all(sizes.get(item.name) == item.size for item in picture.renditions)
    return picture if whole and picture.key == key else None


def _picture(raw: dict[str, Any]) -> PictureSet:
    return PictureSet(
        key=raw["key"],
        width=raw["width"],
        height=raw["height"],
        modern=tuple(Rendition(**item) for item in raw["modern"]),
        fallback=tuple(Rendition(**item) for item in raw["fallback"]),
        social=Rendition(**raw["social"]),
    )


def _entry(cache_dir: Path, key: str) -> Path:
    return cache_dir / key[:2] / key


def _entries(cache_dir: Path) -> Iterable[Path]:
    """Yield the folders that are entries, in order; anything else in the cache is not ours."""
    for group in sorted(cache_dir.glob("*")):
        if _PREFIX.fullmatch(group.name) and group.is_dir():
            for entry in sorted(group.iterdir()):
                if _KEY.fullmatch(entry.name):
                    yield entry
