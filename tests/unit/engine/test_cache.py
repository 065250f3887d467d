from __future__ import annotations

import fcntl
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from plugins.engine.cache import Cache, code_fingerprint, fingerprint, packed, shared
from plugins.engine.workers import over_all


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path, "things")


def keys(*names: str) -> list[bytes]:
    return [fingerprint(name) for name in names]


class TestFingerprint:
    def test_is_the_same_for_the_same_parts(self) -> None:
        assert fingerprint("a", b"b") == fingerprint("a", b"b")

    @pytest.mark.parametrize(
        "parts", [("ab",), ("b", "a"), ("a", "b", ""), ("", "a", "b"), ("a\0b",), ("a", "B")]
    )
    def test_tells_lists_of_parts_apart(self, parts: tuple[str, ...]) -> None:
        assert fingerprint(*parts) != fingerprint("a", "b")

    def test_takes_a_file_name_that_is_no_utf8(self) -> None:
        assert fingerprint("\udcff") != fingerprint("\udcfe")


class TestCodeFingerprint:
    def test_changes_with_a_module_of_a_folder(self, tmp_path: Path) -> None:
        (tmp_path / "core.py").write_text("a = 1")
        before = code_fingerprint([tmp_path], [])
        (tmp_path / "core.py").write_text("a = 2")
        assert code_fingerprint([tmp_path], []) != before

    def test_changes_with_the_name_of_a_module(self, tmp_path: Path) -> None:
        (tmp_path / "core.py").write_text("a = 1")
        before = code_fingerprint([tmp_path], [])
        (tmp_path / "core.py").rename(tmp_path / "heart.py")
        assert code_fingerprint([tmp_path], []) != before

    def test_takes_a_single_module(self, tmp_path: Path) -> None:
        module = tmp_path / "core.py"
        module.write_text("a = 1")
        before = code_fingerprint([module], [])
        (tmp_path / "other.py").write_text("b = 1")
        assert code_fingerprint([module], []) == before
        module.write_text("a = 2")
        assert code_fingerprint([module], []) != before

    def test_changes_with_the_version_of_a_library(self, monkeypatch: pytest.MonkeyPatch) -> None:
        before = code_fingerprint([], ["jinja2"])
        monkeypatch.setattr("plugins.engine.cache.version", lambda name: "99.0")
        assert code_fingerprint([], ["jinja2"]) != before


class TestCache:
    def test_gives_back_what_was_kept(self, cache: Cache) -> None:
        one, two, three = keys("1", "2", "3")
        cache.store({one: ("Hạ Khê", 1), two: None}, keep=[])
        assert cache.load([one, two, three]) == {one: ("Hạ Khê", 1), two: None}

    def test_gives_only_what_is_asked_for(self, cache: Cache) -> None:
        one, two = keys("1", "2")
        cache.store({one: 1, two: 2}, keep=[])
        assert cache.load([two]) == {two: 2}
        assert cache.load([]) == {}

    def test_is_empty_before_anything_is_kept(self, cache: Cache) -> None:
        assert cache.load(keys("1")) == {}

    def test_drops_what_is_no_longer_wanted(self, cache: Cache) -> None:
        one, two, three = keys("1", "2", "3")
        cache.store({one: 1, two: 2}, keep=[])
        cache.store({three: 3}, keep=[two])
        assert cache.load([one, two, three]) == {two: 2, three: 3}

    def test_replaces_a_value(self, cache: Cache) -> None:
        (one,) = keys("1")
        cache.store({one: 1}, keep=[])
        cache.store({one: 2}, keep=[])
        assert cache.load([one]) == {one: 2}


class TestOneByOne:
    def test_gives_what_was_kept(self, cache: Cache) -> None:
        one, two = keys("1", "2")
        assert cache.get(one) is None
        cache.store({one: "Hạ Khê"}, keep=[])
        assert (cache.get(one), cache.get(two)) == ("Hạ Khê", None)

    def test_gives_what_was_added_since_it_was_first_asked(self, cache: Cache) -> None:
        one, two = keys("1", "2")
        cache.store({one: 1}, keep=[])
        assert cache.get(one) == 1
        cache.add([(two, packed(two, 2))])
        assert cache.get(two) == 2

    def test_answers_in_any_process_and_thread(self, cache: Cache) -> None:
        wanted = keys(*map(str, range(100)))
        cache.store({key: number for number, key in enumerate(wanted)}, keep=[])
        assert cache.get(wanted[0]) == 0
        assert list(over_all(cache.get, wanted)) == list(range(100))
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(cache.get, wanted)) == list(range(100))

    def test_damage_counts_as_nothing_kept(self, cache: Cache) -> None:
        (one,) = keys("1")
        cache.store({one: 1}, keep=[])
        cache.path.write_bytes(b"no database at all" * 100)
        assert cache.get(one) is None


class TestDamage:
    @pytest.mark.parametrize(
        "rubbish", [b"", b"rubbish" * 1000, b"SQLite format 3\0" + bytes(9000)]
    )
    def test_a_file_that_is_no_database_counts_as_nothing_kept(
        self, cache: Cache, tmp_path: Path, rubbish: bytes
    ) -> None:
        (one,) = keys("1")
        cache.store({one: 1}, keep=[])
        (tmp_path / "things.sqlite").write_bytes(rubbish)
        assert cache.load([one]) == {}
        cache.store({one: 2}, keep=[])
        assert cache.load([one]) == {one: 2}

    def test_rubbish_is_overwritten_without_being_read(self, cache: Cache, tmp_path: Path) -> None:
        (one,) = keys("1")
        (tmp_path / "things.sqlite").write_bytes(b"rubbish" * 1000)
        cache.store({one: 1}, keep=[])
        cache.store({one: 2}, keep=[])
        assert cache.load([one]) == {one: 2}

    def test_a_changed_value_is_not_believed(self, cache: Cache, tmp_path: Path) -> None:
        one, two = keys("1", "2")
        cache.store({one: "gieo cấy", two: "gặt hái"}, keep=[])
        with sqlite3.connect(tmp_path / "things.sqlite") as base:
            (value,) = base.execute("SELECT value FROM kept WHERE key = ?", (one,)).fetchone()
            spoilt = value.replace(b"gieo", b"bieo")
            assert spoilt != value
            base.execute("UPDATE kept SET value = ? WHERE key = ?", (spoilt, one))
        base.close()
        assert cache.load([one, two]) == {two: "gặt hái"}

    @pytest.mark.parametrize("value", [None, 7, "chữ", b""])
    def test_a_value_of_another_kind_is_not_believed(
        self, cache: Cache, tmp_path: Path, value: object
    ) -> None:
        (one,) = keys("1")
        cache.store({one: 1}, keep=[])
        with sqlite3.connect(tmp_path / "things.sqlite") as base:
            base.execute("UPDATE kept SET value = ?", (value,))
        base.close()
        assert cache.load([one]) == {}

    def test_a_value_is_not_believed_under_another_key(self, cache: Cache, tmp_path: Path) -> None:
        one, two = keys("1", "2")
        cache.store({one: 1}, keep=[])
        with sqlite3.connect(tmp_path / "things.sqlite") as base:
            base.execute("UPDATE kept SET key = ?", (two,))
        base.close()
        assert cache.load([two]) == {}


def _store(folder: Path, number: int) -> None:
    cache = Cache(folder, "things")
    for step in range(5):
        one = fingerprint(f"{number} {step}")
        cache.store(
            {one: (number, step)},
            keep=[fingerprint(f"{n} {s}") for n in range(4) for s in range(5)],
        )


def test_several_writers_lose_nothing(tmp_path: Path) -> None:
    context = get_context("spawn")
    writers = [context.Process(target=_store, args=(tmp_path, number)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 4
    wanted = {fingerprint(f"{n} {s}"): (n, s) for n in range(4) for s in range(5)}
    assert Cache(tmp_path, "things").load(wanted) == wanted


def test_a_database_that_another_build_holds_is_left_alone(
    cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugins.engine.cache._PATIENCE_S", 0)
    one, two = keys("1", "2")
    cache.store({one: 1}, keep=[])
    holder = sqlite3.connect(tmp_path / "things.sqlite", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    cache.store({two: 2}, keep=[one])
    holder.execute("ROLLBACK")
    holder.close()
    assert cache.load([one, two]) == {one: 1}


class TestShared:
    def test_one_user_is_alone(self, tmp_path: Path) -> None:
        with shared(tmp_path / "new") as is_alone:
            assert is_alone()

    def test_two_users_are_not(self, tmp_path: Path) -> None:
        with shared(tmp_path) as is_alone, shared(tmp_path):
            assert not is_alone()

    def test_nobody_begins_while_one_clears_up(self, tmp_path: Path) -> None:
        with shared(tmp_path) as is_alone, (tmp_path / ".lock").open("w") as other:
            assert is_alone()
            with pytest.raises(BlockingIOError):
                fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)
        with (tmp_path / ".lock").open("w") as other:
            fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)
