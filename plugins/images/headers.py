"""Read what a picture file declares: size, orientation, motion, and whether its end is there.

Works on the raw bytes, without a decoder: safe on bombs, and fast enough for thousands of
photos. Sources: ITU-T T.81 annex B (JPEG), PNG third edition (with APNG), RFC 9649 (WebP),
GIF89a, Exif 2.32 section 4.5 (TIFF structure).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

# Start-of-frame markers; C4, C8 and CC in that range mean something else.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_NO_FILL = re.compile(rb"[^\xff]")
_JPEG_STANDALONE = frozenset({0x00, 0x01, *range(0xD0, 0xD9)})
_JPEG_SCAN, _JPEG_END, _JPEG_APP1 = 0xDA, 0xD9, 0xE1
#: Encoders write ten. Each costs a pass over all pixels, and an empty one takes but ten bytes.
_MOST_SCANS = 200
#: A file of more segments, chunks or boxes than any program writes counts as cut off there.
MOST_PARTS = 50_000


@dataclass(frozen=True, slots=True)
class Header:
    """What the file declares. Size is as stored, before `orientation` (EXIF, 1 to 8).

    `overloaded` tells of a file that is made to take a decoder minutes.
    """

    format: str
    width: int = 0
    height: int = 0
    orientation: int = 1
    animated: bool = False
    complete: bool = False
    overloaded: bool = False


def exif_orientation(block: bytes) -> int:
    """Return the orientation that an Exif block declares; 1 where it is absent or nonsense."""
    tiff = block[6:] if block.startswith(b"Exif\0\0") else block
    order: Literal["little", "big"] = "little" if tiff[:2] == b"II" else "big"
    table = int.from_bytes(tiff[4:8], order)
    for index in range(int.from_bytes(tiff[table : table + 2], order)):
        entry = tiff[table + 2 + 12 * index : table + 14 + 12 * index]
        if len(entry) < 12:
            break
        if int.from_bytes(entry[:2], order) == 0x0112:
            value = int.from_bytes(entry[8:10], order)
            return value if 1 <= value <= 8 else 1
    return 1


def read_jpeg(data: bytes) -> Header:
    """Read the segments up to the first scan, then look for that scan's end."""
    at, width, height, orientation = 2, 0, 0, 0
    for _ in range(MOST_PARTS):
        if (at := data.find(b"\xff", at)) < 0:
            break
        at = _after_fill(data, at)
        if at >= len(data):
            break
        marker = data[at]
        at += 1
        if marker in _JPEG_STANDALONE:
            continue
        if marker == _JPEG_END:
            break
        if marker == _JPEG_SCAN:
            # Entropy-coded data never hold FF D9 (FF is stuffed), whatever a phone appends later.
            end = b"\xff\xd9"
            complete = width > 0 and (data[-2:] == end or data.find(end, at) >= 0)
            overloaded = data.count(b"\xff\xda", at) > _MOST_SCANS
            turn = orientation or 1
            return Header("jpeg", width, height, turn, complete=complete, overloaded=overloaded)
        length = _big(data, at, 2)
        if marker in _JPEG_FRAMES:
            height, width = _big(data, at + 3, 2), _big(data, at + 5, 2)
        elif marker == _JPEG_APP1 and not orientation and data[at + 2 : at + 8] == b"Exif\0\0":
            orientation = exif_orientation(data[at + 2 : at + length])
        at += length
    return Header("jpeg", width, height, orientation or 1)


def read_png(data: bytes) -> Header:
    """Read the chunk list; the pixels are complete when IDAT and IEND are both there."""
    at, width, height, orientation, frames, pixels = 8, 0, 0, 1, 1, False
    for _ in range(MOST_PARTS):
        if at + 12 > len(data):
            break
        length, kind, body = _big(data, at, 4), data[at + 4 : at + 8], at + 8
        if kind == b"IHDR":
            width, height = _big(data, body, 4), _big(data, body + 4, 4)
        elif kind == b"acTL":
            frames = _big(data, body, 4)
        elif kind == b"eXIf":
            orientation = exif_orientation(data[body : body + length])
        elif kind == b"IDAT":
            pixels = True
        elif kind == b"IEND":
            return Header("png", width, height, orientation, frames > 1, pixels)
        at = body + length + 4
    return Header("png", width, height, orientation, frames > 1)


def read_webp(data: bytes) -> Header:
    """Read the RIFF chunks; the canvas of an extended file wins over the bitstream's size."""
    end = 8 + _little(data, 4, 4)
    at, width, height, orientation, frames = 12, 0, 0, 1, 0
    while at + 8 <= min(end, len(data)):
        kind, length, body = data[at : at + 4], _little(data, at + 4, 4), at + 8
        if kind == b"VP8X":
            width, height = _little(data, body + 4, 3) + 1, _little(data, body + 7, 3) + 1
        elif kind == b"VP8 " and not width:
            width, height = _little(data, body + 6, 2) & 0x3FFF, _little(data, body + 8, 2) & 0x3FFF
        elif kind == b"VP8L" and not width:
            bits = _little(data, body + 1, 4)
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        elif kind == b"ANMF":
            frames += 1
        elif kind == b"EXIF":
            orientation = exif_orientation(data[body : body + length])
        at = body + length + (length & 1)
    return Header("webp", width, height, orientation, frames > 1, end <= len(data))


def read_gif(data: bytes) -> Header:
    """Read the blocks up to the second frame; frames may reach beyond the declared screen."""
    width, height = _little(data, 6, 2), _little(data, 8, 2)
    at, frames = 13 + _gif_table(data, 10), 0
    while at < len(data):
        block = data[at]
        if block == 0x2C and at + 10 < len(data):
            frames += 1
            width = max(width, _little(data, at + 1, 2) + _little(data, at + 5, 2))
            height = max(height, _little(data, at + 3, 2) + _little(data, at + 7, 2))
            at = _gif_skip(data, at + 11 + _gif_table(data, at + 9))
        elif block == 0x21:
            at = _gif_skip(data, at + 2)
        else:
            return Header("gif", width, height, 1, False, block == 0x3B and frames == 1)
        if frames > 1:
            return Header("gif", width, height, 1, True, True)
    # Many writers forget the trailer byte: whole blocks up to the very end are a whole picture.
    return Header("gif", width, height, 1, False, frames == 1 and at == len(data))


def _after_fill(data: bytes, at: int) -> int:
    found = _NO_FILL.search(data, at)
    return found.start() if found else len(data)


def _gif_table(data: bytes, at: int) -> int:
    flags = _little(data, at, 1)
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _gif_skip(data: bytes, at: int) -> int:
    """Return the place after a chain of sub-blocks, or beyond the end where it breaks off."""
    while at < len(data):
        length = data[at]
        at += 1 + length
        if not length:
            return at
    return len(data) + 1


def _big(data: bytes, at: int, width: int) -> int:
    return int.from_bytes(data[at : at + width], "big")


def _little(data: bytes, at: int, width: int) -> int:
    return int.from_bytes(data[at : at + width], "little")
