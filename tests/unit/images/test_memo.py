"""Photos that did not change are not read again, and those that did are."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from strategies_images import put

from plugins.images import file_digests
from plugins.images.memo import digest_of, forget_missing


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def aged(path: Path) -> Path:
    """Make a file look as if it was written last year."""
    os.utime(path, ns=(1_700_000_000_000_000_000, 1_700_000_000_000_000_000))
    return path


def remembered(cache: Path) -> dict[str, list[object]]:
    memo = cache / "digests.json"
    return dict(json.loads(memo.read_bytes())["files"]) if memo.exists() else {}


def poison(cache: Path, path: Path) -> None:
    """Change what is remembered about a file: who answers this did not read the file."""
    memo = cache / "digests.json"
    content = json.loads(memo.read_bytes())
    content["files"][str(path)][-1] = "remembered"
    memo.write_text(json.dumps(content))


def test_digests_are_those_of_the_bytes_in_the_order_of_the_paths(
    tmp_path: Path, cache: Path
) -> None:
    paths = [put(tmp_path, name, name.encode()) for name in ("b.jpg", "a.jpg", "c.jpg")]
    found = file_digests([*paths, paths[0]], cache, jobs=3)
    assert list(found.items()) == [(path, digest_of(path.name.encode())) for path in paths]


def test_an_unchanged_file_is_not_read_again(tmp_path: Path, cache: Path) -> None:
    path = aged(put(tmp_path, "a.jpg", b"one"))
    file_digests([path], cache)
    poison(cache, path)
    assert file_digests([path], cache) == {path: "remembered"}


def test_a_file_edited_within_the_same_size_and_date_is_read_again(
    tmp_path: Path, cache: Path
) -> None:
    path = aged(put(tmp_path, "a.jpg", b"one"))
    file_digests([path], cache)
    aged(put(tmp_path, "b.jpg", b"two")).replace(path)
    assert file_digests([path], cache) == {path: digest_of(b"two")}


def test_a_file_written_a_moment_ago_is_not_trusted_to_stay(tmp_path: Path, cache: Path) -> None:
    fresh, old = put(tmp_path, "a.jpg", b"one"), aged(put(tmp_path, "b.jpg", b"two"))
    file_digests([fresh, old], cache)
    assert list(remembered(cache)) == [str(old)]


@pytest.mark.parametrize("memo", [b"", b"{", b"[]", b'{"format": 0}', b'{"format":1,"files":[1]}'])
def test_a_lost_or_damaged_memo_costs_time_only(tmp_path: Path, cache: Path, memo: bytes) -> None:
    path = aged(put(tmp_path, "a.jpg", b"one"))
    cache.mkdir()
    (cache / "digests.json").write_bytes(memo)
    assert file_digests([path], cache) == {path: digest_of(b"one")}
    assert list(remembered(cache)) == [str(path)]


def test_asking_about_one_file_does_not_forget_the_others(tmp_path: Path, cache: Path) -> None:
    paths = [aged(put(tmp_path, name, b"x")) for name in ("a.jpg", "b.jpg")]
    file_digests(paths[:1], cache)
    file_digests(paths[1:], cache)
    assert list(remembered(cache)) == [str(path) for path in paths]


def test_files_that_are_gone_have_no_digest_and_are_forgotten(tmp_path: Path, cache: Path) -> None:
    stays, goes = (aged(put(tmp_path, name, b"x")) for name in ("a.jpg", "b.jpg"))
    file_digests([stays, goes], cache)
    goes.unlink()
    assert list(file_digests([stays, goes, tmp_path], cache)) == [stays]
    forget_missing(cache)
    assert list(remembered(cache)) == [str(stays)]
