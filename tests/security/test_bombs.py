"""Bombs: whatever is handed in as a picture or as a report costs little and shows no secret."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from plugins.content_model.located import read_yaml
from plugins.dossiers.importing import Wishes
from plugins.dossiers.importing.command import Task, run_import
from plugins.images.check import examine
from plugins.images.core import Recipe
from plugins.images.refusals import ImageRefused
from plugins.images.render import render
from plugins.vietnamese import VIETNAM
from tests.security import bombs
from tests.security.bounded import bounded

SECRET = "MAT-KHAU-BI-MAT"
NOW = datetime(2026, 11, 20, 8, tzinfo=VIETNAM)
PICTURES, POLYGLOTS = bombs.pictures(), bombs.polyglots()
TABLES = bombs.tables()
BOOKS = (
    *("laughing entities", "laughing text", "entity of a file", "a million rows"),
    *("a row far down", "a count beyond all", "a text of many letters", "letters of every tag"),
    *("merged without end", "no end", "a bomb of nothing"),
)


def rendered(data: bytes) -> dict[str, bytes] | str:
    """Return the files made of a picture, or the code of its refusal."""
    try:
        return render(data, examine(data), Recipe(), "key")[1]
    except ImageRefused as refused:
        return refused.code


@pytest.mark.parametrize("name", PICTURES)
def test_a_bomb_costs_little_and_is_refused_or_defused(name: str) -> None:
    ended = bounded(rendered, PICTURES[name], seconds=6, megabytes=400)
    assert (ended.traceback, ended.signal) == ("", "")
    if isinstance(ended.value, str):
        assert ended.value.startswith("image-")
    else:
        assert sum(map(len, ended.value.values())) < 100_000


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("png 60000 x 60000", "image-bomb"),
        ("jpeg of many scans", "image-bomb"),
        ("gif of many frames", "image-animated"),
        ("webp of a huge canvas", "image-bomb"),
        ("avif that lies about its size", "image-bomb"),
        ("tiff", "image-format"),
        ("svg", "image-format"),
        ("html", "image-unreadable"),
    ],
)
def test_a_bomb_is_refused_for_what_it_is(name: str, code: str) -> None:
    assert rendered(PICTURES[name]) == code


@pytest.mark.parametrize("name", POLYGLOTS)
def test_of_a_file_that_is_two_things_only_the_picture_is_left(name: str) -> None:
    assert bombs.HIDDEN in POLYGLOTS[name] or b"PK" in POLYGLOTS[name]
    files = rendered(POLYGLOTS[name])
    assert isinstance(files, dict)
    assert all(bombs.HIDDEN not in data and b"PK\x03" not in data for data in files.values())


def imported(task: Task) -> tuple[int, list[str]]:
    """Import a report; return the status and all that was said."""
    said: list[str] = []
    return run_import(task, NOW, said.append, said.append), said


def outcome(folder: Path, name: str, data: bytes) -> tuple[int, str]:
    """Import a hostile report with little time and memory; return the status and what was said."""
    file = folder / name
    file.write_bytes(data)
    (folder / "content").mkdir(exist_ok=True)
    task = Task(file, folder / "content", Wishes(period="2026-10"), is_writing=True)
    # What unpacks a workbook is a process of its own, with limits of its own.
    ended: Any = bounded(imported, task, seconds=10, megabytes=1500)
    assert (ended.traceback, ended.signal) == ("", "")
    status, said = ended.value
    assert status in {0, 1}
    assert all(len(line) < 5000 for line in said)
    return status, "\n".join(said)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Workbooks that attack, one of them to get at a secret."""
    secret = tmp_path_factory.mktemp("secret") / "mat-khau.txt"
    secret.write_text(SECRET, "utf-8")
    made = bombs.workbooks(str(secret))
    assert made.keys() == set(BOOKS)
    return made


@pytest.mark.parametrize("name", BOOKS)
def test_a_hostile_workbook_is_answered(name: str, books: dict[str, bytes], tmp_path: Path) -> None:
    _, said = outcome(tmp_path, "bao-cao.xlsx", books[name])
    written = "".join(file.read_text("utf-8") for file in tmp_path.glob("content/**/*.yaml"))
    assert SECRET not in said + written and "hahaha" not in said + written


@pytest.mark.parametrize("name", TABLES)
def test_a_hostile_table_is_answered(name: str, tmp_path: Path) -> None:
    status, said = outcome(tmp_path, "bao-cao.csv", TABLES[name])
    assert (status, "Chưa ghi gì." in said) == (1, True)


def test_what_a_spreadsheet_would_run_stays_words(tmp_path: Path) -> None:
    names = ["'=cmd|' /C calc'!A0", '\'@SUM(1)*cmd|"/C calc"!A0']
    book = bombs.workbook(*[[name, 10, 6, 4, 0] for name in names])
    status, said = outcome(tmp_path, "bao-cao.xlsx", book)
    assert status == 0, said
    [file] = tmp_path.glob("content/data/dossiers/*.yaml")
    located, problems = read_yaml(file.read_text("utf-8"), file.name)
    assert problems == [] and isinstance(located.value, dict)
    rows: Any = located.value["breakdown"]
    assert [row["field"] for row in rows] == names
