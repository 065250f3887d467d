from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.engine.files import stamp_of
from plugins.engine.inputs import Inputs
from plugins.engine.standing import NotSureError, Standing, inputs_fingerprint, inputs_stamps
from plugins.engine.trees import tree_of

MARKER = "build.json"
A_MINUTE_NS = 60 * 10**9


@pytest.fixture
def output(tmp_path: Path) -> Path:
    for path in ("index.html", "tin/index.html", MARKER):
        file = tmp_path / "output" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path, "utf-8")
    return tmp_path / "output"


@pytest.fixture
def noted(output: Path, tmp_path: Path) -> Standing:
    files = {path: stamp_of(f"{output}/{path}") for path in ("index.html", "tin/index.html")}
    Standing(tmp_path / "cache", output).note(b"vao", tree_of(output, files), "da noi")
    return Standing(tmp_path / "cache", output)


def write(output: Path) -> None:
    (output / "index.html").write_text("khac dai hon", "utf-8")


def add(output: Path) -> None:
    (output / "tin/la.html").write_text("", "utf-8")


def add_above(output: Path) -> None:
    (output / "la.html").write_text("", "utf-8")


def remove(output: Path) -> None:
    (output / "tin/index.html").unlink()


def remove_marker(output: Path) -> None:
    (output / MARKER).unlink()


def replace(output: Path) -> None:
    """The same bytes, but another file: who knows what else was done."""
    file = output / "index.html"
    data = file.read_bytes()
    file.unlink()
    file.write_bytes(data)


def test_an_output_stands_that_nobody_touched(noted: Standing) -> None:
    assert noted.facts(b"vao") == "da noi"


def test_of_inputs_that_nobody_knows_for_sure_nothing_stands(output: Path, tmp_path: Path) -> None:
    Standing(tmp_path / "cache", output).note(b"", tree_of(output, {}), "da noi")
    assert Standing(tmp_path / "cache", output).facts(b"") is None


def test_the_marker_may_be_another(noted: Standing, output: Path) -> None:
    (output / MARKER).write_text("gio khac", "utf-8")
    assert noted.facts(b"vao") == "da noi"


def test_other_inputs_want_another_output(noted: Standing) -> None:
    assert noted.facts(b"khac") is None


@pytest.mark.parametrize("change", [write, add, add_above, remove, remove_marker, replace])
def test_a_change_in_the_output_is_noticed(
    noted: Standing, output: Path, change: Callable[[Path], None]
) -> None:
    change(output)
    assert noted.facts(b"vao") is None


def test_of_an_output_that_was_never_built_nothing_is_known(tmp_path: Path) -> None:
    assert Standing(tmp_path / "cache", tmp_path / "output").facts(b"vao") is None


class TestInputs:
    @pytest.fixture
    def content(self, tmp_path: Path) -> Path:
        for path in ("articles/a.md", "data/portal.yaml", "media/a.jpg"):
            file = tmp_path / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("mot", "utf-8")
            # As if written a minute before the oldest of them.
            past = file.stat().st_mtime_ns - A_MINUTE_NS
            os.utime(file, ns=(past, past))
        return tmp_path / "content"

    def fingerprint(self, content: Path, *more: str) -> bytes:
        inputs = Inputs(content.parent / "cache", content)
        return inputs_fingerprint((content,), content / "media", inputs, *more)

    def test_nothing_changed(self, content: Path) -> None:
        assert self.fingerprint(content) == self.fingerprint(content)

    def test_a_text_is_known_by_its_bytes(self, content: Path) -> None:
        """Also where its time and its length are as before."""
        file = content / "articles/a.md"
        before, time = self.fingerprint(content), file.stat().st_mtime_ns
        file.write_text("hai", "utf-8")
        os.utime(file, ns=(time, time))
        assert self.fingerprint(content) != before

    def test_a_picture_is_known_by_its_stamp(self, content: Path) -> None:
        before = self.fingerprint(content)
        file = content / "media/a.jpg"
        past = file.stat().st_mtime_ns - A_MINUTE_NS
        os.utime(file, ns=(past, past))
        assert self.fingerprint(content) != before

    def test_a_picture_written_just_now_may_change_again(self, content: Path) -> None:
        (content / "media/b.jpg").write_text("hai", "utf-8")
        with pytest.raises(NotSureError):
            self.fingerprint(content)

    @pytest.mark.parametrize("path", ["articles/b.md", "media/b.jpg"])
    def test_a_link_may_lead_anywhere(self, content: Path, path: str) -> None:
        (content / path).symlink_to(content / "articles/a.md")
        with pytest.raises(NotSureError):
            self.fingerprint(content)

    def test_names_and_other_facts_count(self, content: Path) -> None:
        before = self.fingerprint(content, "Pelican 4")
        assert self.fingerprint(content, "Pelican 5") != before
        (content / "articles/a.md").rename(content / "articles/b.md")
        assert self.fingerprint(content, "Pelican 4") != before

    def test_a_change_and_back_leaves_another_stamp(self, content: Path) -> None:
        before = inputs_stamps((content,))
        file = content / "articles/a.md"
        file.write_text("hai", "utf-8")
        file.write_text("mot", "utf-8")
        assert inputs_stamps((content,)) != before
