"""In which order the articles stand that are near an article, and what is kept of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np

from plugins.related.corpus import Integers, Marks
from plugins.related.facts import Signature

# Likenesses that agree to a hundredth are equal: then category and date decide.
STEPS: Final = 100
# The steps of one row in a number that orders neighbours.
_STEP_ROOM: Final = 128
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MOMENT: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of every article besides its terms, in the order of the articles.

    `category` holds places in `categories`, the names in ascending order; `published` counts
    microseconds; only a `candidate` is anybody's neighbour.
    """

    categories: tuple[str, ...]
    category: Integers
    published: Integers
    candidate: Marks


@dataclass(frozen=True, slots=True)
class Near:
    """For every article its neighbours, best first, each with its likeness in hundredths.

    Those of article i are `starts[i]` to `starts[i + 1]`. Where a list is `open`, worse ones than
    its last may have been left out, never better ones.
    """

    starts: Integers
    place: Integers
    step: Integers
    open: Marks


@dataclass(frozen=True, slots=True)
class Order:
    """The order of neighbours: the most alike, then the same category, then the newest.

    `age` is greatest for the newest article; of two of one moment the one with the first place
    counts as newer. `by_age` is the article of each age.
    """

    category: Integers
    age: Integers
    by_age: Integers

    def pack(self, row: Integers, place: Integers, step: Integers) -> Integers:
        """Return one number for each neighbour: in ascending order the best of each row first."""
        total = len(self.age)
        number = row.astype(np.int64) * _STEP_ROOM
        number += _STEP_ROOM - 1
        number -= step
        number *= 2
        number += self.category[row] != self.category[place]
        number *= total
        number += total - 1
        number -= self.age[place]
        return number

    def unpack(self, packed: Integers) -> tuple[Integers, Integers, Integers]:
        """Return row, place and step of each neighbour."""
        total = len(self.age)
        place = self.by_age[total - 1 - packed % total]
        row, step = np.divmod(packed // (2 * total), _STEP_ROOM)
        return row, place, _STEP_ROOM - 1 - step


def facts_of(signatures: Sequence[Signature]) -> Facts:
    """Return the facts of the articles, in their order."""
    names = sorted({signature.category for signature in signatures})
    numbers = {name: number for number, name in enumerate(names)}
    published = [(signature.published - _EPOCH) // _MOMENT for signature in signatures]
    return Facts(
        categories=tuple(names),
        category=np.array([numbers[signature.category] for signature in signatures], np.int32),
        published=np.array(published, np.int64),
        candidate=np.array([signature.candidate for signature in signatures], np.bool_),
    )


def differ(old: Facts, new: Facts, was: Integers) -> Marks:
    """Tell of each new article whether its facts are other ones than at its old place.

    `was` is that place, -1 of an article that was not there.
    """
    numbers = {name: number for number, name in enumerate(new.categories)}
    renumbered = np.array([numbers.get(name, -1) for name in old.categories], np.int32)
    stays = was >= 0
    differs = ~stays
    here = was[stays]
    differs[stays] = (
        (renumbered[old.category[here]] != new.category[stays])
        | (old.published[here] != new.published[stays])
        | (old.candidate[here] != new.candidate[stays])
    )
    return differs


def order_of(facts: Facts) -> Order:
    """Return the order in which articles with these facts stand."""
    total = len(facts.published)
    by_age = np.lexsort((-np.arange(total), facts.published))
    age = np.empty(total, np.int64)
    age[by_age] = np.arange(total)
    return Order(facts.category, age, by_age)


def nothing_near(total: int) -> Near:
    """Return lists without neighbours."""
    none = np.zeros(0, np.int32)
    return Near(
        np.zeros(total + 1, np.int64), none, none.astype(np.int8), np.zeros(total, np.bool_)
    )


def rank(packed: Integers, order: Order, is_open: Marks, most: Integers) -> Near:
    """Return the lists of which all neighbours are given, each cut where it has the most."""
    row, place, step = order.unpack(np.sort(packed))
    total = len(is_open)
    sizes = np.bincount(row, minlength=total)
    nth = np.arange(len(row)) - (np.cumsum(sizes) - sizes)[row]
    kept = nth < most[row]
    return Near(
        starts=np.concatenate(([0], np.cumsum(np.minimum(sizes, most)))),
        place=place[kept].astype(np.int32),
        step=step[kept].astype(np.int8),
        open=is_open | (sizes > most),
    )
