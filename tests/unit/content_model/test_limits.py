"""What no editor means is refused before it takes memory or time."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.content_model import Problem, read_data
from plugins.content_model.located import read_yaml
from plugins.content_model.scan import check_path, scan


def sparse(file: Path, size: int) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as handle:
        handle.truncate(size)


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("articles/a.md", 500_000),
        ("pages/a.md", 500_000),
        ("data/tags.yaml", 1_000_000),
        ("media/a.pdf", 200_000_000),
    ],
)
def test_a_file_beyond_its_limit_is_not_read(path: str, limit: int, tmp_path: Path) -> None:
    sparse(tmp_path / path, limit)
    assert scan(tmp_path).problems == ()
    sparse(tmp_path / path, limit + 1)
    found = scan(tmp_path)
    assert [(problem.path, problem.code) for problem in found.problems] == [(path, "file-large")]
    assert (found.documents, found.data, found.media) == ((), (), ())


@pytest.mark.parametrize(
    "path",
    [
        "media/con.pdf",
        "media/Aux/a.pdf",
        "media/LPT1",
        "articles/tin/nul.md",
        "media/a.pdf.",
        "media/a /b.pdf",
        "media/a\u202efdp.exe",
        "media/a\u2066.pdf",
        "media/a\xad.pdf",
        "media/a\x9b.pdf",
    ],
)
def test_a_name_that_deceives_or_fits_no_other_computer_is_refused(path: str) -> None:
    problem = check_path(path)
    assert problem is not None and problem.code == "file-name"
    assert str(problem).isprintable()


@pytest.mark.parametrize("path", ["media/conga.pdf", "media/a.con", "articles/console.md"])
def test_a_name_like_a_device_is_a_name(path: str) -> None:
    assert check_path(path) is None


def test_names_that_differ_in_capitals_only_are_said(tmp_path: Path) -> None:
    for name in ("media/A.pdf", "media/a.pdf", "media/b.pdf"):
        sparse(tmp_path / name, 1)
    (problem,) = scan(tmp_path).problems
    assert (problem.path, problem.code) == ("media/a.pdf", "file-name")
    assert "media/A.pdf" in problem.message


def test_more_keys_than_there_are_keys_are_refused_once() -> None:
    text = "".join(f"k{number}: {{a: [1, 2]}}\n" for number in range(300)) + "title: A\n"
    located, problems = read_yaml(text, "a.md")
    assert isinstance(located.value, dict) and len(located.value) == 200
    assert [(problem.code, problem.line) for problem in problems] == [("yaml-keys", 201)]


def test_a_problem_that_quotes_a_book_stays_one_short_line() -> None:
    problem = Problem("a.md", 1, "x-y", "x", f"“{'a' * 90_000}” không đúng", "b" * 90_000)
    assert len(str(problem)) < 2000
    assert str(problem).startswith("a.md:1: [x-y] x: “aaa") and "không đúng -> bbb" in str(problem)


def test_each_entry_of_a_list_keeps_its_own_lines() -> None:
    tags = "- {slug: a, name: A}\n-\n  slug: B!\n  name: B\n- {slug: c}\n"
    problems = read_data({"data/tags.yaml": tags.encode()}).problems
    assert [(problem.line, problem.code) for problem in problems] == [
        (3, "slug-invalid"),
        (5, "name-missing"),
    ]
