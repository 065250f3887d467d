"""Renditions are made once, survive any accident, and are never half there."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from strategies_images import encode, put, quarters

from plugins.images import (
    ImageRefused,
    PictureSet,
    Recipe,
    make_pictures,
    prune,
    rendition_path,
)

RECIPE = Recipe(widths=(40, 80), fallback_widths=(60,), webp_effort=0)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return put(tmp_path / "media", "photo.jpg", encode(quarters(160, 120)))


def make(
    paths: list[Path], cache: Path, recipe: Recipe = RECIPE, jobs: int = 1
) -> tuple[dict[Path, PictureSet | ImageRefused], int]:
    """Return the pictures and how many had to be made."""
    made: list[int] = []
    found = make_pictures(
        paths, recipe, cache, jobs=jobs, progress=lambda done, _: made.append(done)
    )
    return found, len(made)


def one(path: Path, cache: Path) -> PictureSet:
    picture = make([path], cache)[0][path]
    assert isinstance(picture, PictureSet)
    return picture


def files(cache: Path) -> dict[str, bytes]:
    """Return all cached entries, by path, without the memo."""
    found = sorted(path for path in cache.glob("*/*/*") if path.is_file())
    return {str(path.relative_to(cache)): path.read_bytes() for path in found}


def test_a_picture_is_made_once_and_found_ever_after(photo: Path, cache: Path) -> None:
    first, made = make([photo], cache)
    again, remade = make([photo], cache)
    assert (made, remade) == (1, 0)
    assert again == first


def test_every_rendition_lies_where_the_cache_says_at_its_length(photo: Path, cache: Path) -> None:
    picture = one(photo, cache)
    for item in picture.renditions:
        path = rendition_path(cache, picture, item)
        assert path.stat().st_size == item.size
        with Image.open(path) as image:
            assert image.size == (item.width, item.height)


def test_cached_files_cannot_be_changed_by_mistake_through_a_hard_link(
    photo: Path, cache: Path
) -> None:
    picture = one(photo, cache)
    for item in picture.renditions:
        assert not rendition_path(cache, picture, item).stat().st_mode & 0o222


def test_results_follow_the_order_of_the_paths_and_bad_files_do_not_stop_good_ones(
    tmp_path: Path, photo: Path, cache: Path
) -> None:
    text = put(tmp_path / "media", "text.jpg", b"text")
    missing = tmp_path / "media" / "missing.jpg"
    found, _ = make([text, photo, missing, photo], cache)
    assert list(found) == [text, photo, missing]
    codes = [item.code if isinstance(item, ImageRefused) else "" for item in found.values()]
    assert codes == ["image-unreadable", "", "image-unreadable"]


def test_damage_found_while_decoding_is_a_refusal_and_leaves_nothing_behind(
    tmp_path: Path, cache: Path
) -> None:
    data = bytearray(encode(Image.effect_noise((90, 90), 80), "PNG"))
    data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)
    path = put(tmp_path / "media", "damaged.png", bytes(data))
    assert isinstance(make([path], cache)[0][path], ImageRefused)
    assert not files(cache)


def test_two_names_of_one_picture_are_made_once(tmp_path: Path, photo: Path, cache: Path) -> None:
    copy = put(tmp_path / "media", "copy.jpg", photo.read_bytes())
    found, made = make([photo, copy], cache)
    assert made == 1
    assert found[photo] == found[copy]


def test_another_recipe_is_another_picture(photo: Path, cache: Path) -> None:
    first = one(photo, cache)
    other = make([photo], cache, replace(RECIPE, widths=(50,)))[0][photo]
    assert isinstance(other, PictureSet)
    assert other.key != first.key
    assert make([photo], cache)[1] == 0


def test_a_picture_replaced_under_its_name_is_made_anew(photo: Path, cache: Path) -> None:
    first = one(photo, cache)
    photo.write_bytes(encode(quarters(160, 120).rotate(180)))
    second = one(photo, cache)
    assert first.social.name != second.social.name


def lose_a_file(entry: Path) -> None:
    next(entry.glob("*.webp")).unlink()


def cut_a_file(entry: Path) -> None:
    path = next(entry.glob("*.jpg"))
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1])


def lose_the_manifest(entry: Path) -> None:
    (entry / "manifest.json").unlink()


def spoil_the_manifest(entry: Path) -> None:
    (entry / "manifest.json").write_bytes(b'{"key": "x"}')


def cut_the_manifest(entry: Path) -> None:
    path = entry / "manifest.json"
    path.write_bytes(path.read_bytes()[:50])


def take_anothers_manifest(entry: Path) -> None:
    path = entry / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "key": "0" * 32}))


@pytest.mark.parametrize(
    "damage",
    [
        lose_a_file,
        cut_a_file,
        lose_the_manifest,
        spoil_the_manifest,
        cut_the_manifest,
        take_anothers_manifest,
    ],
)
def test_a_damaged_entry_is_noticed_and_made_anew(
    photo: Path, cache: Path, damage: Callable[[Path], None]
) -> None:
    picture = one(photo, cache)
    before = files(cache)
    damage(cache / picture.key[:2] / picture.key)
    assert files(cache) != before
    assert make([photo], cache) == ({photo: picture}, 1)
    assert files(cache) == before


def test_bytes_are_the_same_with_one_process_or_two(tmp_path: Path) -> None:
    originals = [
        put(tmp_path / "media", f"{index}.jpg", encode(quarters(100 + index, 90)))
        for index in range(3)
    ]
    alone, made = make(originals, tmp_path / "one", jobs=1)
    shared, made_by_two = make(originals, tmp_path / "two", jobs=2)
    assert (made, made_by_two) == (3, 3)
    assert shared == alone
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_builds_at_the_same_time_may_share_a_cache(photo: Path, cache: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: make([photo], cache)[0], range(4)))
    assert found[1:] == found[:-1]
    assert make([photo], cache)[1] == 0
    assert not list(cache.rglob(".tmp-*"))


def test_pruning_keeps_what_is_used_and_sweeps_what_killed_builds_left(
    tmp_path: Path, photo: Path, cache: Path
) -> None:
    old = put(tmp_path / "media", "old.jpg", encode(quarters(90, 90)))
    kept, dropped = one(photo, cache), one(old, cache)
    leftover = cache / kept.key[:2] / kept.key / ".tmp-killed"
    leftover.write_bytes(b"half")
    strangers = [put(cache / name, "a" * 32, b"not ours") for name in ("notes", "zz", "abc")]
    strangers.append(put(cache / kept.key[:2], "readme.txt", b"not ours"))
    assert prune(cache, [kept.key]) == 1
    assert make([photo], cache)[1] == 0
    assert not (cache / dropped.key[:2] / dropped.key).exists()
    assert not leftover.exists()
    assert all(path.exists() for path in strangers)


def test_pruning_an_empty_cache_is_nothing(cache: Path) -> None:
    assert prune(cache, []) == 0
