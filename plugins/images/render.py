"""Make the renditions of one picture: bytes in, named bytes out. No disk, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO

import pillow_heif
from PIL import Image, features
from PIL import __version__ as pillow_version

from plugins.images.core import (
    ImageFacts,
    PictureSet,
    Recipe,
    Rendition,
    plan_widths,
    scaled_height,
    usable_width,
)
from plugins.images.pixels import resized, upright_srgb

# Part of every cache key: raise it when this package makes other bytes from the same recipe.
_GENERATION = "1"

_SUFFIXES = {"WEBP": "webp", "JPEG": "jpg", "PNG": "png"}


@dataclass(frozen=True, slots=True)
class _Encoded:
    """One rendition before it has a name."""

    format: str
    width: int
    height: int
    data: bytes


def library_versions() -> dict[str, str]:
    """Return the versions of everything that decides the bytes of a rendition."""
    libraries = ("libjpeg_turbo", "webp", "zlib_ng", "littlecms2", "avif")
    versions = {name: str(features.version(name)) for name in libraries}
    heif = f"{pillow_heif.__version__}/{pillow_heif.libheif_version()}"
    return {**versions, "pillow": pillow_version, "heif": heif, "render": _GENERATION}


def render(
    data: bytes, facts: ImageFacts, recipe: Recipe, key: str
) -> tuple[PictureSet, dict[str, bytes]]:
    """Make every rendition that `recipe` asks for; return the set and the bytes by file name.

    Orientation is applied, colours become sRGB, and nothing but pixels survives: no Exif (with
    its GPS position), XMP, comment or profile. `facts` come from `examine`. Raises ImageRefused
    when the pixels turn out to be damaged. The same input gives the same bytes.
    """
    widest = usable_width(facts.width, facts.height)
    modern_widths = plan_widths(widest, recipe.widths)
    fallback_widths = plan_widths(widest, recipe.fallback_widths)
    widths = sorted({*modern_widths, *fallback_widths})
    base = upright_srgb(data, facts, widths[-1])
    sized = {
        width: resized(base, width, scaled_height(width, facts.width, facts.height))
        for width in widths
    }
    modern = [_webp(sized[width], recipe) for width in modern_widths]
    if base.mode == "RGBA":
        fallback = [_png(sized[width]) for width in fallback_widths]
        social = _jpeg(_on_white(sized[fallback_widths[-1]]), recipe)
    else:
        fallback = [_jpeg(sized[width], recipe) for width in fallback_widths]
        social = fallback[-1]
    return _named(key, modern, fallback, social)


def _on_white(image: Image.Image) -> Image.Image:
    page = Image.new("RGB", image.size, "white")
    page.paste(image, mask=image.getchannel("A"))
    return page


def _webp(image: Image.Image, recipe: Recipe) -> _Encoded:
    return _encoded(image, "WEBP", quality=recipe.webp_quality, method=recipe.webp_effort)


def _jpeg(image: Image.Image, recipe: Recipe) -> _Encoded:
    return _encoded(image, "JPEG", quality=recipe.jpeg_quality, optimize=True, progressive=True)


def _png(image: Image.Image) -> _Encoded:
    return _encoded(image, "PNG", optimize=True)


def _encoded(image: Image.Image, name: str, **options: object) -> _Encoded:
    buffer = BytesIO()
    image.save(buffer, name, **options)
    return _Encoded(name, image.width, image.height, buffer.getvalue())


def _named(
    key: str, modern: list[_Encoded], fallback: list[_Encoded], social: _Encoded
) -> tuple[PictureSet, dict[str, bytes]]:
    """Name all files after one hash of all their bytes: new bytes, new names, cached for ever.

    One hash for the set instead of one per file lets `srcset` compress well.
    """
    digest = blake2b(digest_size=8)
    for item in (*modern, *fallback, social):
        digest.update(blake2b(item.data).digest())
    files: dict[str, bytes] = {}

    def name(item: _Encoded) -> Rendition:
        file = f"{digest.hexdigest()}-{item.width}w.{_SUFFIXES[item.format]}"
        files[file] = item.data
        media_type = f"image/{item.format.lower()}"
        return Rendition(file, item.width, item.height, media_type, len(item.data))

    made = tuple(map(name, modern))
    picture = PictureSet(
        key, made[-1].width, made[-1].height, made, tuple(map(name, fallback)), name(social)
    )
    return picture, files
