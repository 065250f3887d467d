"""Pictures: from what an editor uploads to what a phone or a desktop should load.

`check_image` says within milliseconds whether a file may be used; `make_pictures` makes WebP in
several widths plus a JPEG or PNG fallback, upright, in sRGB, without metadata (a phone writes
the GPS position of the photographer's home), never enlarged, once per content. JPEG, PNG, WebP,
AVIF, HEIC and still GIF are accepted. The engine decides when to call and links the files into
the output.

Settings: the fields of `Recipe` (widths, qualities, `max_pixels`); their defaults fit the theme.
"""

from __future__ import annotations

from plugins.images.check import check_image
from plugins.images.core import (
    MAX_PIXELS,
    ImageFacts,
    PictureSet,
    Recipe,
    Rendition,
    plan_widths,
)
from plugins.images.memo import file_digests
from plugins.images.refusals import ImageRefused
from plugins.images.store import make_pictures, prune, rendition_path

__all__ = [
    "MAX_PIXELS",
    "ImageFacts",
    "ImageRefused",
    "PictureSet",
    "Recipe",
    "Rendition",
    "check_image",
    "file_digests",
    "make_pictures",
    "plan_widths",
    "prune",
    "rendition_path",
]
