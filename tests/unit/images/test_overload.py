"""Pictures made to keep a decoder busy are refused by what they declare."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from plugins.images.check import examine
from plugins.images.refusals import ImageRefused


def jpeg(scans: int) -> bytes:
    """Return a progressive JPEG whose last scan is repeated."""
    held = io.BytesIO()
    Image.new("RGB", (64, 64)).save(held, "JPEG", progressive=True)
    data = held.getvalue()
    last = data[data.rfind(b"\xff\xda") : -2]
    return data[:-2] + last * scans + b"\xff\xd9"


def refusal(data: bytes) -> str:
    with pytest.raises(ImageRefused) as caught:
        examine(data)
    return caught.value.code


def test_a_jpeg_of_some_scans_is_a_photo_and_of_hundreds_a_bomb() -> None:
    assert examine(jpeg(0)).width == 64
    assert examine(jpeg(100)).width == 64
    assert refusal(jpeg(250)) == "image-bomb"


def test_a_picture_of_more_parts_than_programs_write_counts_as_cut_off() -> None:
    assert refusal(b"\xff\xd8\xff" + b"\xff\xe1\0\x02" * 60_000 + jpeg(0)[2:]) == "image-truncated"
    held = io.BytesIO()
    Image.new("RGB", (8, 8)).save(held, "PNG")
    png, chunk = held.getvalue(), b"\0\0\0\0tEXt\0\0\0\0"
    assert refusal(png[:33] + chunk * 60_000 + png[33:]) == "image-truncated"
    assert examine(png[:33] + chunk * 40_000 + png[33:]).width == 8


def test_fill_before_a_mark_is_no_part() -> None:
    data = jpeg(0)
    assert examine(b"\xff\xd8" + b"\xff" * 100_000 + data[2:]).width == 64
