"""Plan which renditions a picture gets, and name the facts about them. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b

MAX_PIXELS = 40_000_000

# WebP cannot be higher; JPEG and PNG can.
MAX_HEIGHT = 16_383

# Two widths closer than this ratio (in hundredths) differ by less than a third in bytes: the
# reader gains nothing from the choice, the disk and the build pay for both.
_CLOSE = 115


@dataclass(frozen=True, slots=True)
class Recipe:
    """Say how renditions are made; part of their cache key.

    Widths are in pixels, ascending; `widths` are WebP, `fallback_widths` JPEG (PNG for a picture
    with transparency), the last of them also the picture shared in feeds and social networks.
    Qualities run from 1 to 100, `webp_effort` from 0 (fast) to 6 (small).
    Raises ValueError for anything else.
    """

    widths: tuple[int, ...] = (360, 640, 960, 1280, 1600)
    fallback_widths: tuple[int, ...] = (640, 1200)
    webp_quality: int = 78
    webp_effort: int = 4
    jpeg_quality: int = 80
    max_pixels: int = MAX_PIXELS

    def __post_init__(self) -> None:
        for name in ("widths", "fallback_widths"):
            widths = getattr(self, name)
            if not widths or list(widths) != sorted({w for w in widths if w > 0}):
                raise ValueError(f"{name}: expected ascending positive numbers, got {widths}")
        for name, low, high in (
            ("webp_quality", 1, 100),
            ("webp_effort", 0, 6),
            ("jpeg_quality", 1, 100),
            ("max_pixels", 1, 2**31),
        ):
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name}: expected {low} to {high}, got {getattr(self, name)}")


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """A picture that may be used: its upright size in pixels and how it is stored.

    `format` is one of jpeg, png, webp, gif, avif, heif; `orientation` is the EXIF value 1 to 8
    that the stored pixels still need (width and height here are those after applying it).
    """

    width: int
    height: int
    format: str
    orientation: int = 1


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file made from a picture: name without folder, size in pixels, length in bytes."""

    name: str
    width: int
    height: int
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class PictureSet:
    """All renditions of one picture, each tuple by ascending width.

    `width` and `height` are those of the largest rendition, for the markup. `modern` is WebP,
    `fallback` JPEG or PNG, `social` always JPEG. `key` is the place in the cache.
    """

    key: str
    width: int
    height: int
    modern: tuple[Rendition, ...]
    fallback: tuple[Rendition, ...]
    social: Rendition

    @property
    def renditions(self) -> tuple[Rendition, ...]:
        """Every rendition once, by name: the files that the output needs."""
        by_name = {r.name: r for r in (*self.modern, *self.fallback, self.social)}
        return tuple(by_name[name] for name in sorted(by_name))


def plan_widths(source_width: int, widths: Sequence[int]) -> tuple[int, ...]:
    """Choose the widths to make from a source, ascending, none above the source.

    The largest is the largest of `widths`, or the source's own width where that is smaller;
    widths nearly equal to the next larger one are left out. All in pixels, `widths` ascending.
    """
    chosen = [min(source_width, widths[-1])]
    for width in reversed(widths):
        if width * _CLOSE <= chosen[-1] * 100:
            chosen.append(width)
    return tuple(reversed(chosen))


def scaled_height(width: int, source_width: int, source_height: int) -> int:
    """Return the height that keeps the aspect ratio at `width`, rounded, 1 to MAX_HEIGHT."""
    rounded = (2 * source_height * width + source_width) // (2 * source_width)
    return min(max(1, rounded), MAX_HEIGHT)


def usable_width(source_width: int, source_height: int) -> int:
    """Return the widest width at which a (tall) picture stays within MAX_HEIGHT."""
    if source_height <= MAX_HEIGHT:
        return source_width
    return max(1, source_width * MAX_HEIGHT // source_height)


def picture_key(digest: str, recipe: Recipe, versions: Mapping[str, str]) -> str:
    """Return the cache key of what `recipe` and these library versions make of the input bytes."""
    parts = [digest, asdict(recipe), dict(versions)]
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"))
    return blake2b(text.encode(), digest_size=16).hexdigest()
