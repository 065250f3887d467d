"""Turn the bytes of any accepted picture into plain pixels: upright, sRGB, no metadata."""

from __future__ import annotations

from io import BytesIO

import pillow_heif
from PIL import Image, ImageCms

from plugins.images import refusals
from plugins.images.core import ImageFacts, scaled_height

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def upright_srgb(data: bytes, facts: ImageFacts, width: int) -> Image.Image:
    """Decode a picture at `width` pixels, upright, in sRGB, without anything but pixels.

    The mode is L, RGB, or RGBA where something shines through. `width` is at most that of
    `facts`, which come from `examine`. Raises ImageRefused when the pixels are damaged.
    """
    size = (width, scaled_height(width, facts.width, facts.height))
    if facts.orientation >= 5:
        size = (size[1], size[0])
    image = _in_working_mode(_decode(data, facts.format, size))
    profile = image.info.get("icc_profile")
    image = resized(image, *size)
    image = _in_srgb(image, profile)
    if facts.orientation in _TURNS:
        image = image.transpose(_TURNS[facts.orientation])
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    # Encoders copy comments and profiles from here unasked.
    image.info = {}
    return image


def resized(image: Image.Image, width: int, height: int) -> Image.Image:
    """Return the picture at this size in pixels, filtered against moiré and jagged edges."""
    if image.size == (width, height):
        return image
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _decode(data: bytes, name: str, size: tuple[int, int]) -> Image.Image:
    """Decode the pixels, at no less than `size`; JPEG at half or less where that is enough."""
    with refusals.unreadable_on_fault():
        if name == "heif":
            return pillow_heif.open_heif(BytesIO(data)).to_pillow()
        image = Image.open(BytesIO(data), formats=(name.upper(),))
        if name == "jpeg":
            image.draft(None, size)
        image.load()
        return image


def _in_working_mode(image: Image.Image) -> Image.Image:
    """Convert to L, RGB, RGBA or (until its profile is applied) CMYK."""
    info = image.info
    if image.mode.startswith("I;16"):
        # A plain conversion would clip 16 bits at 255 instead of scaling them.
        converted = image.point(lambda value: value / 257).convert("L")
    elif image.mode in ("L", "RGB", "CMYK") and not image.has_transparency_data:
        converted = image
    elif image.has_transparency_data:
        converted = image.convert("RGBA")
    else:
        converted = image.convert("L" if image.mode == "1" else "RGB")
    converted.info = info
    return converted


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert the colours that `profile` describes to sRGB, which browsers assume without one."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if image.mode in ("RGB", "RGBA") and _is_srgb(source):
                return image
            converted = ImageCms.profileToProfile(
                image,
                source,
                ImageCms.createProfile("sRGB"),
                outputMode="RGBA" if image.mode == "RGBA" else "RGB",
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            # A broken profile, or one for other channels: browsers ignore it as well.
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB") if image.mode == "CMYK" else image


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    return "srgb" in ImageCms.getProfileDescription(profile).lower()
