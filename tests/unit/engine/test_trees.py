"""The tree before the last one becomes the next one, where nobody touched it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.engine.output import MARKER, staging
from plugins.engine.trees import Spare, Tree, tree_of


class Builder:
    """Builds outputs of single files, each after the other, as the portal's builds do."""

    def __init__(self, folder: Path) -> None:
        self.output = folder / "output"
        self.cache = folder / "cache"
        self.known: Tree | None = None
        self.began_with: frozenset[str] = frozenset()

    def build(self, **files: str) -> None:
        paths = {name.replace("__", "/").replace("_", "."): data for name, data in files.items()}
        spare = Spare(self.cache, self.output, self.known)
        with staging(self.output, spare=spare) as tree:
            self.began_with = tree.before
            for path, data in {**paths, MARKER: "{}"}.items():
                tree.write(path, data.encode())
        stamps = {path: stamp for path, stamp in tree.stamps.items() if path != MARKER}
        self.known = tree_of(self.output, stamps)

    def files(self) -> dict[str, str]:
        found = sorted(path for path in self.output.rglob("*") if path.is_file())
        names = {path.relative_to(self.output).as_posix(): path.read_text() for path in found}
        return {name: text for name, text in names.items() if name != MARKER}

    def folders(self) -> list[str]:
        return [path.name for path in sorted(self.output.rglob("*")) if path.is_dir()]


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    return Builder(tmp_path)


def test_the_third_build_begins_with_the_first(builder: Builder) -> None:
    builder.build(a_html="1", tin__b_html="1")
    builder.build(a_html="2", tin__b_html="1")
    assert builder.began_with == frozenset()
    builder.build(a_html="3", tin__b_html="1")
    assert builder.began_with == {"a.html", "tin/b.html"}
    assert builder.files() == {"a.html": "3", "tin/b.html": "1"}


def test_what_is_no_longer_made_is_gone_with_its_folder(builder: Builder) -> None:
    builder.build(a_html="1", cu__sau__b_html="1")
    builder.build(a_html="1", moi__c_html="1")
    builder.build(a_html="1")
    assert builder.files() == {"a.html": "1"}
    assert builder.folders() == []


def test_a_change_and_back_is_not_mistaken_for_none(builder: Builder) -> None:
    for text in ("1", "2", "1", "2", "2"):
        builder.build(a_html=text, b_html="1")
        assert builder.files() == {"a.html": text, "b.html": "1"}


def test_a_file_may_become_a_folder_and_a_folder_a_file(builder: Builder) -> None:
    builder.build(a="tệp", b__c="tệp")
    builder.build(a="tệp", b__c="tệp")
    builder.build(a__c="tệp", b="tệp")
    assert builder.files() == {"a/c": "tệp", "b": "tệp"}
    builder.build(a="tệp", b__c__d="tệp")
    assert builder.files() == {"a": "tệp", "b/c/d": "tệp"}


def add(root: Path) -> None:
    (root / "tin/la.html").write_text("lạ")


def add_above(root: Path) -> None:
    (root / "la.html").write_text("lạ")


def remove(root: Path) -> None:
    (root / "tin/b.html").unlink()


def replace(root: Path) -> None:
    (root / "tin/b.html").unlink()
    (root / "tin/b.html").write_text("khác")


@pytest.mark.parametrize("change", [add, add_above, remove, replace])
def test_what_somebody_did_to_the_output_does_not_come_back(
    builder: Builder, change: Callable[[Path], None]
) -> None:
    builder.build(a_html="1", tin__b_html="1")
    builder.build(a_html="1", tin__b_html="1")
    change(builder.output)
    for _ in range(3):
        builder.build(a_html="1", tin__b_html="1")
        assert builder.files() == {"a.html": "1", "tin/b.html": "1"}


def test_a_build_that_failed_leaves_no_tree_to_begin_with(builder: Builder) -> None:
    for text in ("1", "2"):
        builder.build(a_html=text)
    spare = Spare(builder.cache, builder.output, builder.known)
    with pytest.raises(RuntimeError), staging(builder.output, spare=spare) as tree:
        tree.write("b.html", b"nua chung")
        raise RuntimeError
    builder.build(a_html="3")
    assert builder.began_with == frozenset()
    assert builder.files() == {"a.html": "3"}
    assert sorted(path.name for path in builder.output.parent.iterdir()) == [
        ".output.lock",
        "cache",
        "output",
    ]
