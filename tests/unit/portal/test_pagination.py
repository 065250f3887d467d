"""Pages of a list by examples; the laws are in tests/property."""

from __future__ import annotations

import pytest

from plugins.portal.pagination import NumberedPage, paginate


def letters(count: int) -> str:
    """Return so many letters, newest first: a is the oldest."""
    return "abcdefghijklmnopqrstuvwxyz"[:count][::-1]


def pages(count: int, size: int = 5, **more: bool) -> list[str]:
    return ["".join(page.items) for page in paginate(letters(count), size, **more).numbered]


@pytest.mark.parametrize("count", [0, 1, 4])
def test_a_short_list_stands_on_its_own_address_alone(count: int) -> None:
    divided = paginate(letters(count), 5)
    assert divided.front == tuple(letters(count))
    assert divided.numbered == ()
    assert divided.after_front == 0


@pytest.mark.parametrize(
    ("count", "front", "numbered", "after"),
    [
        (5, "edcba", ["edcba", ""], 0),
        (6, "fedcba", ["edcba", "f"], 0),
        (9, "ihgfedcba", ["edcba", "ihgf"], 0),
        (10, "jihgf", ["edcba", "jihgf", ""], 1),
        (12, "lkjihgf", ["edcba", "jihgf", "lk"], 1),
        (15, "onmlk", ["edcba", "jihgf", "onmlk", ""], 2),
    ],
)
def test_pages_are_numbered_from_the_oldest(
    count: int, front: str, numbered: list[str], after: int
) -> None:
    divided = paginate(letters(count), 5)
    assert "".join(divided.front) == front
    assert pages(count) == numbered
    assert divided.after_front == after
    assert [page.number for page in divided.numbered] == list(range(1, len(numbered) + 1))


@pytest.mark.parametrize(("count", "numbered"), [(0, []), (1, ["a"]), (5, ["edcba", ""])])
def test_a_list_whose_address_shows_something_else_has_a_first_page(
    count: int, numbered: list[str]
) -> None:
    assert pages(count, front_is_list=False) == numbered


@pytest.mark.parametrize(("count", "newest"), [(0, 0), (3, 1), (5, 1), (6, 2), (10, 2), (11, 3)])
def test_the_newest_page_that_holds_something(count: int, newest: int) -> None:
    assert paginate(letters(count), 5, front_is_list=False).newest_number == newest


@pytest.mark.parametrize(
    ("number", "is_full", "neighbours"),
    [
        (1, False, (1,)),
        (1, True, (2, 1)),
        (2, True, (3, 2, 1)),
        (3, True, (4, 3, 2, 1)),
        (4, True, (5, 4, 3, 2, 1)),
        (9, True, (10, 9, 8, 7, 1)),
        (9, False, (9, 8, 7, 1)),
    ],
)
def test_a_page_offers_those_near_it_and_the_first(
    number: int, is_full: bool, neighbours: tuple[int, ...]
) -> None:
    assert NumberedPage(number, (), is_full).neighbours == neighbours
