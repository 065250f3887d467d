"""What a release is called, what stands in its manifest, and which releases may go."""

from __future__ import annotations

import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from plugins.releases import (
    DamagedReleaseError,
    Keep,
    Release,
    address_of,
    content_hash,
    format_release,
    format_sums,
    parse_release,
    parse_sums,
    release_name,
    still_asked_for,
    to_prune,
)
from plugins.vietnamese import VIETNAM

START = datetime(2026, 11, 20, 7, 30, tzinfo=VIETNAM)
HASH = "0123456789abcdef" * 4


def release(number: int, time: datetime = START, before: str = "") -> Release:
    content = f"{number:064x}"[::-1]
    name = release_name(time, content)
    return Release(name, number, before, time, None, content, "", 10, 20, 3000)


def names(releases: tuple[Release, ...]) -> list[int]:
    return [item.number for item in releases]


class TestContentHash:
    def test_does_not_tell_when_the_site_was_built(self) -> None:
        one = {"index.html": HASH, "build.json": HASH}
        assert content_hash(one) == content_hash({**one, "build.json": HASH[::-1]})

    @pytest.mark.parametrize(
        "other",
        [
            {"index.html": HASH[::-1], "a.html": HASH},
            {"index.html": HASH},
            {"index.html": HASH, "b.html": HASH},
        ],
    )
    def test_tells_two_sites_apart(self, other: dict[str, str]) -> None:
        assert content_hash({"index.html": HASH, "a.html": HASH}) != content_hash(other)

    def test_tells_two_settings_of_the_server_apart(self) -> None:
        assert content_hash({"a": HASH}, "one") != content_hash({"a": HASH}, "two")


class TestNames:
    def test_are_in_universal_time(self) -> None:
        assert release_name(START, HASH) == "20261120T003000Z-0123456789ab"

    @pytest.mark.parametrize(
        ("path", "address"),
        [
            ("index.html", "/"),
            ("tin-tuc/index.html", "/tin-tuc/"),
            ("404.html", "/404.html"),
            ("media/so-index.html", "/media/so-index.html"),
            ("rss.xml", "/rss.xml"),
        ],
    )
    def test_of_files_become_addresses(self, path: str, address: str) -> None:
        assert address_of(path) == address


class TestManifest:
    def test_is_read_by_a_program_that_is_not_ours(self, tmp_path: Path) -> None:
        (tmp_path / "tệp có dấu.txt").write_bytes(b"a")
        sums = {
            "tệp có dấu.txt": "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
        }
        data = format_sums(sums)
        assert parse_sums(data) == sums
        check = ["sha256sum", "--check", "--strict", "--quiet", "-"]
        assert subprocess.run(check, input=data, cwd=tmp_path, check=False).returncode == 0

    @pytest.mark.parametrize("path", ["a\nb", "a\\b", ""])
    def test_does_not_take_what_it_could_not_say(self, path: str) -> None:
        with pytest.raises(ValueError, match="not a path"):
            format_sums({path: HASH})

    @pytest.mark.parametrize(
        "line", ["", HASH, f"{HASH} a", f"{HASH}  ../a", f"{HASH}  /a", f"{HASH[1:]}  a"]
    )
    def test_that_is_damaged_is_refused(self, line: str) -> None:
        with pytest.raises(DamagedReleaseError):
            parse_sums(f"{HASH}  b\n{line}\n".encode())


class TestFacts:
    def test_are_read_as_they_were_written(self) -> None:
        name, left = release_name(START, HASH), {"a.css": START, "b": START + timedelta(days=1)}
        item = Release(name, 3, release(2).name, START, "abc", HASH, "s", 1, 2, 3, left)
        assert parse_release(format_release(item)) == item

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"{}",
            b"[]",
            b"null",
            format_release(release(1))[:-20],
            format_release(release(1)).replace(b'"number": 1', b'"number": "1"'),
            format_release(release(1)).replace(b'"pages": 10', b'"pages": null'),
            format_release(release(1)).replace(b'"carried": {}', b'"carried": []'),
            format_release(release(1)).replace(b"+07:00", b""),
        ],
    )
    def test_that_are_damaged_are_refused(self, data: bytes) -> None:
        with pytest.raises(DamagedReleaseError):
            parse_release(data)

    def test_of_another_name_are_refused(self) -> None:
        data = format_release(release(1)).replace(b'"name": "2026', b'"name": "../2026')
        with pytest.raises(DamagedReleaseError):
            parse_release(data)


class TestPrune:
    def test_keeps_the_newest(self) -> None:
        releases = [release(number) for number in range(1, 8)]
        assert names(to_prune(releases, releases[-1].name, Keep(3, 0))) == [1, 2, 3, 4]

    def test_keeps_the_last_of_each_of_the_last_days(self) -> None:
        # Three a day, so that 3, 6, 9 … are the last of theirs.
        times = [START + timedelta(days=number // 3, hours=number % 3) for number in range(30)]
        releases = [release(number + 1, time) for number, time in enumerate(times)]
        kept = {1, *range(1, 31)} - set(names(to_prune(releases, releases[-1].name, Keep(2, 4))))
        assert kept == {21, 24, 27, 29, 30}

    def test_never_takes_the_current_one_nor_the_one_that_it_replaced(self) -> None:
        releases = [release(number) for number in range(1, 10)]
        releases[3] = release(4, before=releases[1].name)
        assert names(to_prune(releases, releases[3].name, Keep(2, 0))) == [1, 3, 5, 6, 7]

    def test_does_not_believe_the_clock(self) -> None:
        jump = [START, START.replace(year=2038), START + timedelta(hours=1)]
        releases = [release(number + 1, time) for number, time in enumerate(jump)]
        assert names(to_prune(releases, releases[-1].name, Keep(1, 0))) == [1, 2]


class TestStillAskedFor:
    def test_is_what_left_the_site_within_a_day(self) -> None:
        now = START + timedelta(hours=25)
        carried = {"old.css": START, "a.css": START + timedelta(hours=2)}
        assert still_asked_for(carried, ["new.css", "a.css"], now) == {
            "new.css": now,
            "a.css": carried["a.css"],
        }

    def test_does_not_go_when_the_clock_went_back(self) -> None:
        assert still_asked_for({"a.css": START}, [], START - timedelta(days=400)) == {
            "a.css": START
        }
