"""What may be a picture, told without decoding one, and what an editor hears otherwise."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from strategies_images import STORED, encode, exif, patched_size, put, quarters

from plugins.images import ImageFacts, ImageRefused, check_image
from plugins.images.check import examine


def refusal(data: bytes, **options: Any) -> ImageRefused:
    with pytest.raises(ImageRefused) as refused:
        examine(data, **options)
    return refused.value


def moving(form: str, frames: int = 2) -> bytes:
    turns = [quarters(40, 40).rotate(90 * index) for index in range(frames)]
    return encode(turns[0], form, save_all=True, append_images=turns[1:], duration=100)


@pytest.mark.parametrize(("form", "mode"), STORED)
def test_every_kind_of_picture_that_editors_have_is_accepted(form: str, mode: str) -> None:
    assert examine(encode(quarters(60, 40, mode), form)) == ImageFacts(60, 40, form.lower())


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
@pytest.mark.parametrize(("orientation", "size"), [(1, (60, 40)), (3, (60, 40)), (6, (40, 60))])
def test_size_is_told_as_the_reader_sees_it(
    form: str, orientation: int, size: tuple[int, int]
) -> None:
    facts = examine(encode(quarters(60, 40), form, exif=exif(orientation)))
    assert (facts.width, facts.height) == size


@pytest.mark.parametrize("nonsense", [0, 9, 65_535])
def test_an_orientation_that_means_nothing_is_ignored(nonsense: int) -> None:
    assert examine(encode(quarters(60, 40), exif=exif(nonsense))).orientation == 1


def test_the_first_of_two_exif_blocks_counts() -> None:
    turned, other = (encode(quarters(60, 40), exif=exif(value)) for value in (6, 3))
    start = turned.index(b"\xff\xe1")
    segment = turned[start : start + 2 + int.from_bytes(turned[start + 2 : start + 4], "big")]
    assert examine(other[:2] + segment + other[2:]).orientation == 6


def test_a_check_reads_the_file_and_its_result_survives_pickling(tmp_path: Path) -> None:
    facts = check_image(put(tmp_path, "a.jpg", encode(quarters(60, 40))))
    assert pickle.loads(pickle.dumps(facts)) == ImageFacts(60, 40, "jpeg")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF"])
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_a_file_cut_off_while_copying_is_refused(form: str, share: float) -> None:
    data = encode(Image.effect_noise((64, 64), 80).convert("RGB"), form)
    assert refusal(data[: int(len(data) * share)]).code == "image-truncated"


def test_a_jpeg_whose_end_was_never_written_is_refused() -> None:
    data = encode(Image.effect_noise((200, 200), 80))
    half = len(data) // 2
    assert refusal(data[:half] + bytes(len(data) - half)).code == "image-truncated"


@pytest.mark.parametrize("tail", [b"\0" * 9, b"SEFT phone's own data", b"\0\0\0\x18ftypmp42" * 40])
def test_what_a_phone_appends_behind_a_whole_jpeg_is_ignored(tail: bytes) -> None:
    assert examine(encode(quarters(60, 40)) + tail).width == 60


def test_a_thumbnail_inside_a_cut_off_jpeg_does_not_count_as_its_end() -> None:
    block = exif().tobytes() + encode(quarters(16, 16))
    data = encode(Image.effect_noise((200, 200), 80), exif=block)
    assert examine(data).width == 200
    assert refusal(data[:-200]).code == "image-truncated"


def test_a_jpeg_with_a_second_picture_behind_it_is_a_photo_and_no_animation() -> None:
    photo = quarters(60, 40)
    assert examine(encode(photo, "MPO", save_all=True, append_images=[photo])).format == "jpeg"


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "AVIF"])
def test_motion_is_refused_and_a_still_of_the_same_format_is_not(form: str) -> None:
    assert refusal(moving(form)).code == "image-animated"
    assert examine(moving(form, frames=1)).format == form.lower()


@pytest.mark.parametrize("brand", [b"hevc", b"msf1"])
def test_a_burst_from_a_phone_that_plays_as_motion_is_refused(brand: bytes) -> None:
    data = encode(quarters(60, 40), "HEIF")
    assert refusal(data[:8] + brand + data[12:]).code == "image-animated"


@pytest.mark.parametrize(
    ("width", "height", "told"),
    [(20_000, 20_000, "400 triệu"), (8_000, 5_001, "40,1 triệu"), (2**31 - 1, 2**31 - 1, "quá 40")],
)
def test_a_bomb_is_refused_by_its_declared_size(width: int, height: int, told: str) -> None:
    found = refusal(patched_size(encode(quarters(4, 4), "PNG"), width, height))
    assert found.code == "image-bomb"
    assert told in found.message


@pytest.mark.parametrize(("form", "mode"), STORED)
def test_the_limit_holds_for_every_format_and_is_itself_allowed(form: str, mode: str) -> None:
    data = encode(quarters(60, 40, mode), form)
    assert examine(data, max_pixels=2400).width == 60
    assert refusal(data, max_pixels=2399).code == "image-bomb"


@pytest.mark.parametrize("form", ["AVIF", "HEIF"])
def test_a_bomb_is_refused_before_its_decoder_sees_it(form: str) -> None:
    data = encode(quarters(64, 64), form)
    place = data.index(b"ispe") + 8
    bomb = data[:place] + (30_000).to_bytes(4, "big") * 2 + data[place + 8 :]
    assert refusal(bomb).code == "image-bomb"


def test_a_gif_frame_beyond_the_declared_screen_counts() -> None:
    data = bytearray(encode(quarters(8, 8, "P"), "GIF"))
    place = data.index(b"\x2c\0\0\0\0\x08\0\x08\0")
    data[place + 5 : place + 9] = b"\xff\xff\xff\xff"
    assert refusal(bytes(data)).code == "image-bomb"


@pytest.mark.parametrize(
    ("data", "code", "told"),
    [
        (b"", "image-empty", "rỗng"),
        (patched_size(encode(quarters(4, 4), "PNG"), 0, 4), "image-empty", "rỗng"),
        (b"Xin ch\xc3\xa0o", "image-unreadable", "không phải ảnh"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "image-unreadable", "không phải ảnh"),
        (b"\xff\xd8", "image-unreadable", "không phải ảnh"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image-format", "SVG"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x -->\n<svg/>", "image-format", "SVG"),
        (b"%PDF-1.7 ...", "image-format", "PDF"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "image-format", "video"),
        (encode(quarters(4, 4), "TIFF"), "image-format", "TIFF"),
        (encode(quarters(4, 4), "BMP"), "image-format", "BMP"),
    ],
)
def test_what_is_no_picture_is_named_for_what_it_is(data: bytes, code: str, told: str) -> None:
    found = refusal(data)
    assert found.code == code
    assert told in found.message


def test_an_svg_is_to_be_exported_as_png() -> None:
    assert "PNG" in refusal(b"<svg/>").fix


def test_a_missing_file_and_a_folder_are_refused_like_damaged_ones(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jpg", tmp_path):
        with pytest.raises(ImageRefused) as refused:
            check_image(path)
        assert refused.value.code == "image-unreadable"


def test_a_refusal_survives_the_way_home_from_another_process() -> None:
    found = refusal(b"%PDF")
    home = pickle.loads(pickle.dumps(found))
    assert (home.code, home.message, home.fix) == (found.code, found.message, found.fix)
