"""Whatever is uploaded: plans stay within the source, and no bytes get past a refusal."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies_images import sizes, stored_pictures, widths

from plugins.images import ImageRefused, Recipe, plan_widths
from plugins.images.check import examine
from plugins.images.core import scaled_height, usable_width
from plugins.images.headers import exif_orientation
from plugins.images.render import render

_QUICK = Recipe(widths=(24, 48), fallback_widths=(32,), webp_effort=0)
_SIGNATURES = (
    b"",
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"RIFF\x20\0\0\0WEBPVP8X",
    b"\0\0\0\x18ftypheic",
)
_slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(st.integers(1, 8000), widths)
def test_planned_widths_are_distinct_and_reach_what_the_source_offers(
    source: int, wanted: tuple[int, ...]
) -> None:
    planned = plan_widths(source, wanted)
    assert list(planned) == sorted(set(planned))
    assert planned[-1] == min(source, wanted[-1])
    assert set(planned) <= {*wanted, source}
    assert all(larger >= smaller * 1.15 for smaller, larger in pairwise(planned))


@given(st.integers(1, 8000), widths)
def test_every_wanted_width_has_a_planned_one_close_above_it(
    source: int, wanted: tuple[int, ...]
) -> None:
    planned = plan_widths(source, wanted)
    for width in (w for w in wanted if w <= source):
        assert min(p for p in planned if p >= width) <= width * 1.15


@given(sizes, widths)
def test_the_aspect_ratio_is_kept_within_one_pixel(
    size: tuple[int, int], wanted: tuple[int, ...]
) -> None:
    for width in plan_widths(usable_width(*size), wanted):
        height = scaled_height(width, *size)
        assert abs(height - size[1] * width / size[0]) <= 1


@_slow
@given(stored_pictures())
def test_every_accepted_picture_is_measured_upright_and_rendered_within_its_size(
    picture: tuple[str, tuple[int, int], int, bytes],
) -> None:
    form, upright, _, data = picture
    facts = examine(data)
    assert (facts.format.upper(), (facts.width, facts.height)) == (form, upright)
    made, files = render(data, facts, _QUICK, "key")
    assert sorted(files) == [item.name for item in made.renditions]
    assert all(item.width <= upright[0] and item.height <= upright[1] for item in made.renditions)


@_slow
@given(stored_pictures(), st.floats(0, 0.97))
def test_a_picture_without_its_end_is_refused_before_decoding(
    picture: tuple[str, tuple[int, int], int, bytes], share: float
) -> None:
    data = picture[3]
    with pytest.raises(ImageRefused) as refused:
        examine(data[: int(len(data) * share)])
    assert refused.value.code in {"image-truncated", "image-unreadable", "image-empty"}


@_slow
@given(stored_pictures(), st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=6))
def test_damaged_bytes_end_in_a_picture_or_a_refusal_and_nothing_else(
    picture: tuple[str, tuple[int, int], int, bytes], damage: list[tuple[float, int]]
) -> None:
    data = bytearray(picture[3])
    for place, value in damage:
        data[int(place * len(data))] = value
    try:
        facts = examine(bytes(data))
        render(bytes(data), facts, _QUICK, "key")
    except ImageRefused as refused:
        assert refused.message and refused.fix


@given(
    st.sampled_from(_SIGNATURES),
    st.binary(max_size=300),
)
def test_noise_behind_any_signature_is_refused(signature: bytes, noise: bytes) -> None:
    with pytest.raises(ImageRefused):
        examine(signature + noise)


@given(st.binary(max_size=200))
def test_an_orientation_is_found_in_any_exif_block(block: bytes) -> None:
    assert exif_orientation(block) in range(1, 9)
    assert exif_orientation(b"Exif\0\0II*\0\x08\0\0\0" + block) in range(1, 9)
