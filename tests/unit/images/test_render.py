"""The files that go out: which ones, how named, and nothing private in them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, PngImagePlugin
from strategies_images import SECRET, encode, exif, quarters

from plugins.images import PictureSet, Recipe
from plugins.images.check import examine
from plugins.images.core import MAX_HEIGHT
from plugins.images.render import render

RECIPE = Recipe(widths=(40, 80, 120), fallback_widths=(60, 100), webp_effort=0)


def made(data: bytes, recipe: Recipe = RECIPE) -> tuple[PictureSet, dict[str, Image.Image]]:
    picture, files = render(data, examine(data), recipe, "key")
    return picture, {name: Image.open(BytesIO(files[name])) for name in files}


def private(form: str) -> dict[str, Any]:
    """Return everything private that this format can carry."""
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", SECRET)
    text.add_itxt("XML:com.adobe.xmp", xmp.decode())
    options: dict[str, dict[str, Any]] = {
        "JPEG": {"exif": exif(), "xmp": xmp, "comment": SECRET, "dpi": (300, 300)},
        "PNG": {"exif": exif(), "pnginfo": text, "dpi": (300, 300)},
        "WEBP": {"exif": exif(), "xmp": xmp},
        "AVIF": {"exif": exif(), "xmp": xmp},
        "GIF": {"comment": SECRET.encode()},
        "HEIF": {"exif": exif()},
    }
    return options[form]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "HEIF"])
@pytest.mark.parametrize("see_through", [False, True])
def test_no_rendition_tells_where_by_whom_or_with_what_it_was_taken(
    form: str, see_through: bool
) -> None:
    mode = "P" if form == "GIF" else "RGBA" if see_through and form != "JPEG" else "RGB"
    image = quarters(160, 120, mode)
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    data = encode(image, form, **private(form))
    assert SECRET.encode() in data
    for name, bytes_out in render(data, examine(data), RECIPE, "key")[1].items():
        assert not {SECRET.encode(), b"Exif", b"EXIF", b"XMP", b"ICC"} & set(
            re.findall(rb"SECRET-HOME-ADDRESS|Exif|EXIF|XMP|ICC", bytes_out)
        ), name
        shown = Image.open(BytesIO(bytes_out))
        shown.load()
        assert not dict(shown.getexif()), name
        assert not {"comment", "icc_profile", "xmp", "exif"} & set(shown.info), name


def test_a_photo_becomes_webp_in_every_width_and_jpeg_for_old_browsers() -> None:
    picture, files = made(encode(quarters(160, 120)))
    assert [(item.width, item.height, item.media_type) for item in picture.modern] == [
        (40, 30, "image/webp"),
        (80, 60, "image/webp"),
        (120, 90, "image/webp"),
    ]
    assert [(item.width, item.height, item.media_type) for item in picture.fallback] == [
        (60, 45, "image/jpeg"),
        (100, 75, "image/jpeg"),
    ]
    assert (picture.width, picture.height) == (120, 90)
    assert picture.social == picture.fallback[-1]
    for item in picture.renditions:
        assert files[item.name].size == (item.width, item.height)
        assert f"image/{str(files[item.name].format).lower()}" == item.media_type


def test_a_see_through_picture_keeps_its_alpha_and_is_shared_on_white() -> None:
    image = Image.new("RGBA", (160, 120), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 80, 120))
    picture, files = made(encode(image, "PNG"))
    assert {item.media_type for item in picture.fallback} == {"image/png"}
    for item in (*picture.modern, *picture.fallback):
        alpha = files[item.name].convert("RGBA").getchannel("A")
        assert (alpha.getpixel((2, 2)), alpha.getpixel((item.width - 3, 2))) == (255, 0)
    shared = files[picture.social.name]
    assert (picture.social.media_type, shared.mode) == ("image/jpeg", "RGB")
    darkest: Any = shared.crop((shared.width - 6, 0, shared.width, 9)).convert("L").getextrema()[0]
    assert darkest > 250


@pytest.mark.parametrize("size", [(30, 20), (90, 10), (1, 1), (119, 300)])
def test_a_small_picture_is_never_enlarged(size: tuple[int, int]) -> None:
    picture, _ = made(encode(quarters(*size), "PNG"))
    assert max(item.width for item in picture.renditions) == size[0]
    assert max(item.height for item in picture.renditions) <= size[1]


def test_a_very_tall_picture_is_made_within_the_limits_of_webp() -> None:
    picture, files = made(encode(Image.new("L", (90, 20_000), 200), "PNG"))
    assert picture.modern[-1].height <= MAX_HEIGHT
    assert files[picture.modern[-1].name].height == picture.modern[-1].height
    assert picture.width / picture.height == pytest.approx(90 / 20_000, rel=0.01)


def test_names_say_content_and_width_and_change_only_with_the_content() -> None:
    data = encode(quarters(160, 120))
    picture, _ = made(data)
    again = render(data, examine(data), RECIPE, "another key")[0]
    other, _ = made(encode(quarters(160, 120).rotate(180)))
    assert re.fullmatch(r"[0-9a-f]{16}-40w\.webp", picture.modern[0].name)
    assert re.fullmatch(r"[0-9a-f]{16}-100w\.jpg", picture.social.name)
    assert [item.name for item in again.renditions] == [item.name for item in picture.renditions]
    assert not {i.name for i in other.renditions} & {i.name for i in picture.renditions}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_the_same_picture_gives_the_same_bytes(form: str) -> None:
    noisy = Image.merge("RGB", [Image.effect_noise((160, 120), 60)] * 3)
    data = encode(noisy, form)
    assert render(data, examine(data), RECIPE, "k") == render(data, examine(data), RECIPE, "k")


def test_quality_decides_the_bytes() -> None:
    data = encode(Image.merge("RGB", [Image.effect_noise((160, 120), 60)] * 3), quality=95)
    rough, _ = made(data, Recipe(widths=(120,), webp_quality=20, jpeg_quality=20))
    fine, _ = made(data, Recipe(widths=(120,), webp_quality=90, jpeg_quality=90))
    assert rough.modern[0].size < fine.modern[0].size
    assert rough.social.size < fine.social.size
