"""Pages of a list, numbered from the oldest item.

Page n holds the items (n-1)·size+1 to n·size counted from the oldest, so once it is full it
never changes: not its items, not its links. To keep that true for its link to page n+1, page
n+1 exists from the moment page n is full, if need be still empty. The list's own address shows
the newest items: the page being filled and the full page before it, so never fewer than `size`
where there are that many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
_NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class NumberedPage(Generic[Item]):
    """Page `number` of a list; its items are newest first. A full page never changes again."""

    number: int
    items: tuple[Item, ...]
    is_full: bool

    @property
    def neighbours(self) -> tuple[int, ...]:
        """Numbers of pages near this one, newest first: what the pager offers."""
        newest = self.number + 1 if self.is_full else self.number
        oldest = max(self.number - _NEIGHBOURS, 1)
        numbers = list(range(newest, oldest - 1, -1))
        return tuple(numbers if oldest == 1 else [*numbers, 1])


@dataclass(frozen=True, slots=True)
class Pagination(Generic[Item]):
    """A list in pages: `front` stands at the list's own address, `numbered` at …/trang/<n>/."""

    front: tuple[Item, ...]
    numbered: tuple[NumberedPage[Item], ...]

    @property
    def after_front(self) -> int:
        """The number of the page that goes on where the front ends, or 0."""
        return max(len(self.numbered) - 2, 0)

    @property
    def newest_number(self) -> int:
        """The number of the newest page that holds an item, or 0."""
        return max((page.number for page in self.numbered if page.items), default=0)


def paginate(items: Sequence[Item], size: int, *, front_is_list: bool = True) -> Pagination[Item]:
    """Divide items (newest first) into pages of `size`.

    A list that fits on its own address has no numbered pages, unless `front_is_list` is False:
    then the list's own address shows something else (the home page) and page 1 always exists.
    """
    full = len(items) // size
    if full == 0 and (front_is_list or not items):
        return Pagination(tuple(items), ())
    rest = len(items) - full * size
    numbered = []
    for number in range(1, full + 2):
        end = len(items) - (number - 1) * size
        chosen = tuple(items[max(end - size, 0) : end])
        numbered.append(NumberedPage(number, chosen, number <= full))
    return Pagination(tuple(items[: rest + size]), tuple(numbered))
