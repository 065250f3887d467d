"""The plan: which widths, which recipe, which key."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from plugins.images import PictureSet, Recipe, Rendition, plan_widths
from plugins.images.core import MAX_HEIGHT, picture_key, scaled_height, usable_width

WIDTHS = Recipe().widths


@pytest.mark.parametrize(
    ("source", "planned"),
    [
        (4000, (360, 640, 960, 1280, 1600)),
        (1600, (360, 640, 960, 1280, 1600)),
        (1500, (360, 640, 960, 1280, 1500)),
        (1300, (360, 640, 960, 1300)),
        (1280, (360, 640, 960, 1280)),
        (400, (400,)),
        (90, (90,)),
        (1, (1,)),
    ],
)
def test_a_source_gets_its_own_width_at_most_and_no_near_duplicate(
    source: int, planned: tuple[int, ...]
) -> None:
    assert plan_widths(source, WIDTHS) == planned


@pytest.mark.parametrize(
    ("width", "source", "height"),
    [
        (640, (4000, 3000), 480),
        (333, (1000, 667), 222),
        (1600, (40_000, 10), 1),
        (1, (1, 40_000), MAX_HEIGHT),
    ],
)
def test_height_follows_the_aspect_ratio_and_is_never_nothing(
    width: int, source: tuple[int, int], height: int
) -> None:
    assert scaled_height(width, *source) == height


def test_a_tall_infographic_is_narrowed_until_webp_can_hold_it() -> None:
    width = usable_width(1200, 30_000)
    assert 600 < width < 1200
    assert scaled_height(width, 1200, 30_000) <= MAX_HEIGHT


@pytest.mark.parametrize(
    "wrong",
    [
        {"widths": ()},
        {"widths": (640, 360)},
        {"widths": (360, 360)},
        {"fallback_widths": (0, 640)},
        {"webp_quality": 0},
        {"jpeg_quality": 101},
        {"webp_effort": 7},
        {"max_pixels": 0},
    ],
)
def test_a_recipe_that_cannot_be_followed_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Recipe(**wrong)


def test_the_key_changes_with_the_bytes_the_recipe_and_the_libraries() -> None:
    recipe = Recipe()
    keys = {
        picture_key("aa", recipe, {"webp": "1"}),
        picture_key("ab", recipe, {"webp": "1"}),
        picture_key("aa", replace(recipe, jpeg_quality=81), {"webp": "1"}),
        picture_key("aa", recipe, {"webp": "2"}),
    }
    assert len(keys) == 4
    assert picture_key("aa", recipe, {"a": "1", "b": "2"}) == picture_key(
        "aa", Recipe(), {"b": "2", "a": "1"}
    )


def test_a_file_used_twice_is_listed_once() -> None:
    webp = Rendition("h-640w.webp", 640, 480, "image/webp", 5)
    jpeg = Rendition("h-640w.jpg", 640, 480, "image/jpeg", 7)
    assert PictureSet("k", 640, 480, (webp,), (jpeg,), jpeg).renditions == (jpeg, webp)
