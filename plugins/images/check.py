"""Decide whether a file may be a picture, from its header and its end; read-only edge."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pillow_heif
from PIL import Image

from plugins.images import refusals
from plugins.images.boxes import read_boxes
from plugins.images.core import MAX_PIXELS, ImageFacts
from plugins.images.headers import (
    Header,
    exif_orientation,
    read_gif,
    read_jpeg,
    read_png,
    read_webp,
)

_READERS = (
    (re.compile(rb"\xff\xd8\xff"), read_jpeg),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), read_png),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), read_webp),
    (re.compile(rb"GIF8[79]a"), read_gif),
    (re.compile(rb".{4}ftyp", re.DOTALL), read_boxes),
)
_UNSUPPORTED = (
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:svg|(?:[?!].*?)<svg)", re.I | re.S), "SVG"),
    (re.compile(rb"%PDF"), "PDF"),
    (re.compile(rb"II\*\0|MM\0\*|II\+\0|MM\0\+"), "TIFF"),
    (re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL), "BMP"),
    (re.compile(rb"8BPS"), "Photoshop"),
    (re.compile(rb"\0\0\0\x0cJXL |\xff\x0a"), "JPEG XL"),
    (re.compile(rb"\0\0\0\x0cjP  "), "JPEG 2000"),
)
_SNIFFED = 4096

# AVIF and HEIF declare whole coding blocks of up to 64 pixels; a crop may take off the rest.
_PADDING = 63


def check_image(path: Path, max_pixels: int = MAX_PIXELS) -> ImageFacts:
    """Return the facts about a picture, or raise ImageRefused; no pixel is decoded.

    Costs about as much as reading the file, and depends on its bytes alone, so that the caller
    can keep the result under their hash. Damage in the middle of the pixels is left for the
    rendering to find.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise refusals.unreadable() from error
    return examine(data, max_pixels)


def examine(data: bytes, max_pixels: int = MAX_PIXELS) -> ImageFacts:
    """Return the facts about the picture in these bytes, or raise ImageRefused."""
    if not data:
        raise refusals.empty()
    header = _read_header(data)
    padding = _PADDING if header.format in ("avif", "heif") else 0
    if max(0, header.width - padding) * max(0, header.height - padding) > max_pixels:
        raise refusals.too_large(header.width, header.height, max_pixels)
    if header.animated:
        raise refusals.animated()
    if header.overloaded:
        raise refusals.overloaded()
    if not header.complete:
        raise refusals.truncated()
    if header.format == "avif":
        return _examine_avif(data, max_pixels)
    if header.format == "heif":
        return _examine_heif(data, max_pixels)
    return _facts(header.format, header.width, header.height, header.orientation, max_pixels)


def _read_header(data: bytes) -> Header:
    for pattern, read in _READERS:
        if pattern.match(data):
            header = read(data)
            if header.format == "video":
                raise refusals.unsupported("video")
            return header
    start = data[:_SNIFFED]
    for pattern, kind in _UNSUPPORTED:
        if pattern.match(start):
            raise refusals.unsupported(kind)
    raise refusals.unreadable()


def _facts(name: str, width: int, height: int, orientation: int, max_pixels: int) -> ImageFacts:
    if not width or not height:
        raise refusals.empty()
    if width * height > max_pixels:
        raise refusals.too_large(width, height, max_pixels)
    if orientation >= 5:
        width, height = height, width
    return ImageFacts(width, height, name, orientation)


def _examine_avif(data: bytes, max_pixels: int) -> ImageFacts:
    """Ask the decoder, without decoding pixels: size and turn come from item properties."""
    with refusals.unreadable_on_fault(), Image.open(BytesIO(data), formats=("AVIF",)) as image:
        width, height = image.size
        orientation = exif_orientation(image.info.get("exif", b""))
    return _facts("avif", width, height, orientation, max_pixels)


def _examine_heif(data: bytes, max_pixels: int) -> ImageFacts:
    """Ask the decoder, without decoding pixels; it hands out upright pixels, whatever Exif says."""
    with refusals.unreadable_on_fault():
        width, height = pillow_heif.open_heif(BytesIO(data)).size
    return _facts("heif", width, height, 1, max_pixels)
