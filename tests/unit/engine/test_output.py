from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from plugins.engine import output as module
from plugins.engine.output import (
    MARKER,
    OutputBusyError,
    OutputClashError,
    OutputPlaceError,
    Staging,
    check_place,
    staging,
)


@pytest.fixture(params=[True, False], ids=["exchange", "two renames"])
def output(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for an output, on systems that can exchange two names and on others."""
    if not request.param:
        monkeypatch.setattr(module, "_exchange", lambda one, other: False)
    return tmp_path / "output"


def fill(output: Path, files: dict[str, str], *, reuse: bool = True) -> Staging:
    with staging(output, reuse=reuse) as tree:
        for path, text in files.items():
            tree.write(path, text.encode())
        tree.write(MARKER, b"{}")
    return tree


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


class TestSwitch:
    def test_the_first_output_is_put_in_place(self, output: Path) -> None:
        fill(output, {"a/index.html": "một"})
        assert contents(output) == {"a/index.html": "một"}

    def test_the_next_one_takes_its_place_whole(self, output: Path) -> None:
        fill(output, {"a.html": "một", "b/c.html": "hai"})
        fill(output, {"a.html": "một", "d.html": "ba"})
        assert contents(output) == {"a.html": "một", "d.html": "ba"}

    def test_nothing_is_left_beside_it(self, output: Path) -> None:
        fill(output, {"a.html": "một"})
        fill(output, {"a.html": "hai"})
        assert sorted(path.name for path in output.parent.iterdir()) == [".output.lock", "output"]

    def test_an_exception_leaves_the_old_one(self, output: Path) -> None:
        fill(output, {"a.html": "một"})
        with pytest.raises(RuntimeError), staging(output) as tree:
            tree.write("a.html", b"hai")
            raise RuntimeError
        assert contents(output) == {"a.html": "một"}
        assert not (output.parent / ".output.new").exists()

    def test_an_exception_before_the_first_leaves_none(self, output: Path) -> None:
        with pytest.raises(RuntimeError), staging(output):
            raise RuntimeError
        assert not output.exists()

    def test_what_a_killed_build_left_is_removed(self, output: Path) -> None:
        left = output.parent / ".output.new"
        left.mkdir()
        (left / "half.html").write_text("nửa")
        fill(output, {"a.html": "một"})
        assert contents(output) == {"a.html": "một"}
        assert not left.exists()

    def test_an_output_that_a_killed_build_had_moved_away_comes_back(self, output: Path) -> None:
        """Where two names cannot be exchanged, a kill may fall between two renames."""
        fill(output, {"a.html": "một"})
        output.rename(output.parent / ".output.old")
        with pytest.raises(RuntimeError), staging(output):
            raise RuntimeError
        assert contents(output) == {"a.html": "một"}

    def test_a_link_to_a_release_is_replaced_not_followed(self, output: Path) -> None:
        release = output.parent / "release-1"
        fill(release, {"a.html": "một"})
        output.symlink_to(release)
        fill(output, {"a.html": "hai"})
        assert contents(output) == {"a.html": "hai"}
        assert contents(release) == {"a.html": "một"}

    def test_a_fault_of_the_system_is_not_hidden(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fill(tmp_path / "output", {"a.html": "một"})
        monkeypatch.setattr(module.ctypes, "get_errno", lambda: errno.ENOSPC)
        monkeypatch.setattr(module, "_RENAME_EXCHANGE", 99)
        with pytest.raises(OSError, match="No space"), staging(tmp_path / "output") as tree:
            tree.write("a.html", b"hai")
        assert contents(tmp_path / "output") == {"a.html": "một"}


class TestUnchangedFiles:
    def test_are_the_same_files_as_before(self, output: Path) -> None:
        fill(output, {"a.html": "một", "b.html": "hai"})
        before = (output / "a.html").stat()
        tree = fill(output, {"a.html": "một", "b.html": "ba"})
        after = (output / "a.html").stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
        assert (tree.kept, tree.written) == (2, 1)

    def test_of_the_same_length_are_compared_by_their_bytes(self, output: Path) -> None:
        fill(output, {"a.html": "một"})
        fill(output, {"a.html": "mốt"})
        assert contents(output) == {"a.html": "mốt"}

    def test_are_written_anew_where_others_may_write_into_them(self, output: Path) -> None:
        fill(output, {"a.html": "một"})
        before = (output / "a.html").stat().st_ino
        tree = fill(output, {"a.html": "một"}, reuse=False)
        assert (output / "a.html").stat().st_ino != before
        assert tree.kept == 0


class TestLink:
    @pytest.fixture
    def source(self, tmp_path: Path) -> Path:
        source = tmp_path / "cache.jpg"
        source.write_bytes(b"anh")
        return source

    def link(self, output: Path, source: Path, *, reuse: bool = True) -> Staging:
        with staging(output, reuse=reuse) as tree:
            tree.link("media/a.jpg", source)
            tree.write(MARKER, b"{}")
        return tree

    def test_is_one_file_with_its_source(self, output: Path, source: Path) -> None:
        tree = self.link(output, source)
        assert (output / "media/a.jpg").samefile(source)
        assert (tree.kept, tree.written) == (1, 1)

    def test_is_a_copy_where_others_may_write_into_it(self, output: Path, source: Path) -> None:
        self.link(output, source, reuse=False)
        (output / "media/a.jpg").write_bytes(b"khac")
        assert source.read_bytes() == b"anh"

    def test_is_a_copy_on_another_disk_and_the_same_copy_next_time(
        self, output: Path, source: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        link = os.link

        def only_here(one: Path, other: Path) -> None:
            if one == source:
                raise OSError(errno.EXDEV, "another disk")
            link(one, other)

        monkeypatch.setattr(os, "link", only_here)
        self.link(output, source)
        before = (output / "media/a.jpg").stat()
        assert (output / "media/a.jpg").read_bytes() == b"anh"
        tree = self.link(output, source)
        assert (output / "media/a.jpg").stat() == before
        assert tree.written == 0

    def test_that_cannot_be_read_stops_the_build(self, output: Path, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            self.link(output, tmp_path / "gone.jpg")
        assert not output.exists()


class TestPaths:
    @pytest.fixture
    def tree(self, tmp_path: Path) -> Staging:
        (tmp_path / "new").mkdir()
        return Staging(tmp_path / "new", tmp_path / "old")

    def test_cannot_be_taken_twice(self, tree: Staging) -> None:
        tree.write("a.html", b"1")
        with pytest.raises(OutputClashError, match=r"hai trang cùng một địa chỉ: /a\.html"):
            tree.write("a.html", b"2")
        assert (tree.root / "a.html").read_bytes() == b"1"

    def test_cannot_be_taken_by_a_link_either(self, tree: Staging, tmp_path: Path) -> None:
        tree.write("a.html", b"1")
        with pytest.raises(OutputClashError):
            tree.link("a.html", tmp_path)

    @pytest.mark.parametrize(
        "path", ["/etc/passwd", "../a", "a/../../b", "", ".", "./a.html", "a//b.html"]
    )
    def test_cannot_leave_the_tree(self, tree: Staging, path: str) -> None:
        with pytest.raises(ValueError, match="not a path below the output"):
            tree.write(path, b"")


def test_a_second_build_of_the_same_output_is_refused(tmp_path: Path) -> None:
    output = tmp_path / "output"
    with staging(output) as tree:
        tree.write("a.html", b"1")
        with pytest.raises(OutputBusyError), staging(output):
            pass
        with staging(tmp_path / "other"):
            pass
    assert contents(output) == {"a.html": "1"}


class TestFilesOfOthers:
    def test_are_set_aside(self, output: Path) -> None:
        output.mkdir()
        (output / "thu.odt").write_text("thư")
        tree = fill(output, {"a.html": "một"})
        assert contents(output) == {"a.html": "một"}
        assert tree.aside == output.with_name("output.cu")
        assert contents(tree.aside) == {"thu.odt": "thư"}

    def test_are_set_aside_beside_earlier_ones(self, output: Path) -> None:
        for text in ("một", "hai"):
            output.write_text(text)
            fill(output, {"a.html": text})
            module._remove(output)
        assert output.with_name("output.cu").read_text() == "một"
        assert output.with_name("output.cu1").read_text() == "hai"

    def test_do_not_share_bytes_with_the_output(self, output: Path) -> None:
        output.mkdir()
        (output / "a.html").write_text("một")
        tree = fill(output, {"a.html": "một"})
        assert tree.aside
        (tree.aside / "a.html").write_text("sửa")
        assert contents(output) == {"a.html": "một"}

    def test_stay_where_they_are_when_the_build_fails(self, output: Path) -> None:
        output.mkdir()
        (output / "thu.odt").write_text("thư")
        with pytest.raises(RuntimeError), staging(output):
            raise RuntimeError
        assert contents(output) == {"thu.odt": "thư"}

    def test_an_empty_folder_is_nobodys(self, output: Path) -> None:
        output.mkdir()
        assert fill(output, {"a.html": "một"}).aside is None


class TestPlace:
    @pytest.mark.parametrize("place", ["", "content", "content/../content", "link"])
    def test_that_holds_what_the_build_needs_is_refused(self, tmp_path: Path, place: str) -> None:
        (tmp_path / "content").mkdir()
        (tmp_path / "link").symlink_to(tmp_path)
        with pytest.raises(OutputPlaceError, match="content"):
            check_place(tmp_path / place, [tmp_path / "content"])

    @pytest.mark.parametrize("place", ["output", "content2", "content/.cache/preview"])
    def test_beside_or_below_it_is_fine(self, tmp_path: Path, place: str) -> None:
        check_place(tmp_path / place, [tmp_path / "content"])
