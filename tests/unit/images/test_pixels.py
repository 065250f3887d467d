"""What the reader sees: the right way up, in the right colours."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image, ImageCms
from strategies_images import encode, exif, quarters

from plugins.images import ImageRefused
from plugins.images.check import examine
from plugins.images.pixels import upright_srgb

RED, LIME, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)

# Top left, top right, bottom left, bottom right of the stored picture, as EXIF 2.32 says that
# each orientation is to be shown.
SHOWN = {
    1: (RED, LIME, BLUE, WHITE),
    2: (LIME, RED, WHITE, BLUE),
    3: (WHITE, BLUE, LIME, RED),
    4: (BLUE, WHITE, RED, LIME),
    5: (RED, BLUE, LIME, WHITE),
    6: (BLUE, RED, WHITE, LIME),
    7: (WHITE, LIME, BLUE, RED),
    8: (LIME, WHITE, RED, BLUE),
}


def pixels(data: bytes, width: int = 1600) -> Image.Image:
    facts = examine(data)
    return upright_srgb(data, facts, min(width, facts.width))


def close(found: Any, wanted: tuple[int, ...], by: int = 24) -> bool:
    return all(abs(a - b) <= by for a, b in zip(found, wanted, strict=True))


def pixel(image: Image.Image, x: int, y: int) -> Any:
    return image.getpixel((x, y))


def corners(image: Image.Image) -> list[Any]:
    width, height = image.size
    image = image.convert("RGB")
    places = ((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8))
    return [image.getpixel((int(width * x), int(height * y))) for x, y in places]


def swapped_profile() -> bytes:
    """Return a profile of a display whose red is sRGB's green and the other way round."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = profile.replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be"))
    return profile.replace(b"rXYZ", b"tXYZ").replace(b"gXYZ", b"rXYZ").replace(b"tXYZ", b"gXYZ")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
@pytest.mark.parametrize("orientation", SHOWN)
def test_a_photo_is_shown_the_way_up_that_the_camera_noted(form: str, orientation: int) -> None:
    image = pixels(encode(quarters(64, 48), form, exif=exif(orientation), quality=95))
    assert image.size == ((64, 48) if orientation < 5 else (48, 64))
    assert all(map(close, corners(image), SHOWN[orientation])), corners(image)


def test_a_large_photo_is_reduced_upright_as_well() -> None:
    image = pixels(encode(quarters(1201, 801), exif=exif(6)), width=200)
    assert image.size == (200, 300)
    assert all(map(close, corners(image), SHOWN[6]))


def test_a_photo_reduced_by_a_quarter_keeps_its_detail() -> None:
    stripes = Image.new("L", (800, 80))
    for left in range(0, 800, 4):
        stripes.paste(255, (left, 0, left + 2, 80))
    darkest, brightest = pixels(encode(stripes, quality=95), width=600).getextrema()
    assert (darkest, brightest) == pytest.approx((0, 255), abs=60)


@pytest.mark.parametrize(
    ("form", "mode"),
    [("JPEG", "CMYK"), ("PNG", "P"), ("GIF", "P"), ("PNG", "RGBA"), ("WEBP", "RGB")],
)
def test_colours_survive_however_they_are_stored(form: str, mode: str) -> None:
    image = pixels(encode(quarters(64, 64, mode), form))
    assert image.mode == "RGB"
    assert all(map(close, corners(image), SHOWN[1])), corners(image)


@pytest.mark.parametrize("value", [0, 128, 255])
def test_sixteen_bits_of_grey_become_the_same_grey_in_eight(value: int) -> None:
    deep = Image.new("I;16", (32, 32), value * 257)
    assert pixels(encode(deep, "PNG")).convert("L").getpixel((9, 9)) == pytest.approx(value, abs=1)


@pytest.mark.parametrize("mode", ["1", "L"])
def test_black_and_white_stays_so(mode: str) -> None:
    image = pixels(encode(quarters(64, 64, "L").convert(mode), "PNG"))
    assert image.mode == "L"
    assert image.getpixel((50, 50)) == 255


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_wide_gamut_photo_is_converted_to_srgb(mode: str) -> None:
    image = Image.new(mode, (32, 32), (255, 0, 0) if mode == "RGB" else (255, 0, 0, 128))
    shown = pixels(encode(image, "PNG", icc_profile=swapped_profile()))
    assert close(shown.convert("RGB").getpixel((5, 5)), LIME)
    assert mode == "RGB" or pixel(shown, 5, 5)[3] == 128


@pytest.mark.parametrize("profile", [b"no profile at all", swapped_profile()[:200]])
def test_a_broken_profile_is_ignored_as_browsers_do(profile: bytes) -> None:
    shown = pixels(encode(Image.new("RGB", (32, 32), RED), "PNG", icc_profile=profile))
    assert close(shown.getpixel((5, 5)), RED)


def test_a_profile_for_other_channels_does_not_spoil_a_cmyk_photo() -> None:
    data = encode(quarters(64, 64, "CMYK"), icc_profile=swapped_profile())
    assert all(map(close, corners(pixels(data)), SHOWN[1]))


def test_a_transparent_palette_colour_stays_transparent() -> None:
    image = quarters(64, 64, "P")
    data = encode(image, "PNG", transparency=image.getpixel((5, 5)))
    shown = pixels(data)
    assert shown.mode == "RGBA"
    assert (pixel(shown, 5, 5)[3], pixel(shown, 60, 60)[3]) == (0, 255)


def test_an_alpha_channel_that_hides_nothing_is_dropped() -> None:
    assert pixels(encode(quarters(64, 64, "RGBA"), "PNG")).mode == "RGB"


def test_damage_among_the_pixels_is_refused() -> None:
    data = bytearray(encode(Image.effect_noise((64, 64), 80), "PNG"))
    data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)
    assert examine(bytes(data)).width == 64
    with pytest.raises(ImageRefused) as refused:
        pixels(bytes(data))
    assert refused.value.code == "image-unreadable"
