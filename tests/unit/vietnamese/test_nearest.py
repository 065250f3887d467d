"""A slip of the keyboard gets the word that was meant, nonsense gets none."""

from __future__ import annotations

from itertools import permutations

import pytest

from plugins.vietnamese import nearest

KEYS = ("title", "date", "category", "summary", "authors", "tags", "image", "status")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("sumary", "summary"),
        ("titel", "title"),
        ("Tag", "tags"),
        ("author", "authors"),
        ("imgae", "image"),
        ("date", "date"),
    ],
)
def test_slips_are_understood(word: str, meant: str) -> None:
    assert nearest(word, KEYS) == meant


@pytest.mark.parametrize("word", ["", "x", "keywords", "người ký"])
def test_nothing_is_proposed_for_what_resembles_nothing(word: str) -> None:
    assert nearest(word, KEYS) is None
    assert nearest(word, ()) is None


def test_names_without_marks_are_understood() -> None:
    assert nearest("cai cach hanh chinh", ["Chính quyền", "Cải cách hành chính"]) == (
        "Cải cách hành chính"
    )


def test_marks_decide_between_names_that_fold_alike() -> None:
    assert nearest("HẠ NAM", ["Hà Nam", "Hạ Nam"]) == "Hạ Nam"


def test_ties_do_not_depend_on_the_order_given() -> None:
    answers = {nearest("thon", given) for given in permutations(["thôn d", "thôn c", "thôn đ"])}

    assert answers == {"thôn c"}
