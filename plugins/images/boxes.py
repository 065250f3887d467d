"""Read the box structure of HEIF and AVIF files (ISO/IEC 14496-12, 23008-12). Pure."""

from __future__ import annotations

import re

from plugins.images.headers import MOST_PARTS, Header

_SEQUENCES = frozenset({b"avis", b"msf1", b"hevc", b"hevx", b"hevm", b"hevs"})
_STILLS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"miaf", b"avif"})
_SIZE_PROPERTY = re.compile(rb"ispe.{4}(.{4})(.{4})", re.DOTALL)


def read_boxes(data: bytes) -> Header:
    """Read the top-level boxes: format avif, heif or video; complete when none is cut off.

    The size is that of the largest item, before its properties crop (from whole coding blocks)
    or turn it: good enough to stop a bomb before a decoder sees it.
    """
    width = height = at = 0
    pixels = False
    for _ in range(MOST_PARTS):
        if at + 8 > len(data):
            break
        length, head = int.from_bytes(data[at : at + 4], "big"), 8
        kind = data[at + 4 : at + 8]
        if length == 1:
            length, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif length == 0:
            length = len(data) - at
        if length < head:
            break
        if kind == b"meta":
            for match in _SIZE_PROPERTY.finditer(data[at : at + length]):
                item = (int.from_bytes(match[1], "big"), int.from_bytes(match[2], "big"))
                if item[0] * item[1] > width * height:
                    width, height = item
        # Small pictures may lie inside the meta box instead of a box of their own.
        pixels = pixels or kind == b"mdat" or b"idat" in data[at : at + min(length, 4096)]
        at += length
    animated = data[8:12] in _SEQUENCES
    complete = pixels and len(data) - 8 < at <= len(data)
    return Header(_format(data), width, height, animated=animated, complete=complete)


def _format(data: bytes) -> str:
    """Return the kind of file that the brands of the first box name."""
    end = int.from_bytes(data[:4], "big")
    brand = data[8:12]
    brands = {data[at : at + 4] for at in range(16, min(end, 256), 4)} | {brand}
    if brand not in _STILLS | _SEQUENCES:
        return "video"
    return "avif" if brands & {b"avif", b"avis"} else "heif"
