"""Pictures as cameras, phones and offices write them, made on the spot, and strategies for them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pillow_heif
from hypothesis import strategies as st
from PIL import Image

SECRET = "SECRET-HOME-ADDRESS"

_ORIENTATION, _DESCRIPTION, _GPS = 0x0112, 0x010E, 0x8825


def exif(orientation: int = 1) -> Image.Exif:
    """Return Exif data with a position and a private remark, as phones write them."""
    block = Image.Exif()
    block[_ORIENTATION] = orientation
    block[_DESCRIPTION] = SECRET
    block.get_ifd(_GPS)[1] = "N"
    block.get_ifd(_GPS)[2] = (18.0, 20.0, 33.5)
    return block


def quarters(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return a picture with red, green / blue, white quarters: no turn of it looks like another."""
    image = Image.new("RGB", (width, height), "white")
    image.paste("red", (0, 0, width // 2, height // 2))
    image.paste("lime", (width // 2, 0, width, height // 2))
    image.paste("blue", (0, height // 2, width // 2, height))
    return image.convert("L").convert(mode) if mode == "I;16" else image.convert(mode)


def encode(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    """Return the bytes of a picture in this format."""
    buffer = BytesIO()
    if form == "HEIF":
        block = options.pop("exif", None)
        if block is not None:
            options["exif"] = block.tobytes()
        pillow_heif.encode(image.mode, image.size, image.tobytes(), buffer, **options)
    else:
        image.save(buffer, form, **options)
    return buffer.getvalue()


def put(folder: Path, name: str, data: bytes) -> Path:
    """Write a file into a folder, as an editor does, and return its path."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path


def patched_size(png: bytes, width: int, height: int) -> bytes:
    """Return a PNG that declares another size than it holds: a bomb of a few hundred bytes."""
    return png[:16] + width.to_bytes(4, "big") + height.to_bytes(4, "big") + png[24:]


# What each format can store, as (format, mode) pairs.
STORED = (
    ("JPEG", "RGB"),
    ("JPEG", "L"),
    ("JPEG", "CMYK"),
    ("PNG", "RGB"),
    ("PNG", "RGBA"),
    ("PNG", "P"),
    ("PNG", "1"),
    ("PNG", "I;16"),
    ("WEBP", "RGB"),
    ("WEBP", "RGBA"),
    ("GIF", "P"),
    ("AVIF", "RGB"),
    ("HEIF", "RGB"),
)


@st.composite
def stored_pictures(draw: st.DrawFn) -> tuple[str, tuple[int, int], int, bytes]:
    """Draw (format, upright size, orientation, bytes) of a small picture of any accepted kind."""
    form, mode = draw(st.sampled_from(STORED))
    size = (draw(st.integers(16, 90)), draw(st.integers(16, 90)))
    orientation = 1 if form == "GIF" else draw(st.integers(1, 8))
    image = quarters(*size, mode)
    options = {} if form == "GIF" else {"exif": exif(orientation)}
    upright = size[::-1] if orientation >= 5 else size
    return form, upright, orientation, encode(image, form, **options)


widths = st.lists(st.integers(1, 4000), min_size=1, max_size=8, unique=True).map(
    lambda found: tuple(sorted(found))
)
sizes = st.tuples(st.integers(1, 12_000), st.integers(1, 12_000))
