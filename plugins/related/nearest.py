"""The nearest articles of some articles, and the copies of these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Final, NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from plugins.related.corpus import Corpus, Integers, Marks, Numbers
from plugins.related.facts import RelatedSettings
from plugins.related.postings import Index, alike, build_index
from plugins.related.ranking import STEPS, Facts, Order

# Two articles whose titles number the same thing differently ("số 3", "số 5") come from one
# template and tell of two matters: their likeness counts a quarter.
_OTHER_NUMBER: Final = 0.25
# Editors file one matter under one category, and papers report one event within days. Likeness
# counts so much where the category differs, and loses up to so much with the days in between,
# half of that with so many.
_OTHER_CATEGORY: Final = 0.85
_LOST_IN_TIME: Final = 0.25
_HALF_LOST: Final = timedelta(days=30) // timedelta(microseconds=1)
# A floor that no likeness reaches.
NEVER: Final = STEPS + 1
# Articles are compared in blocks of so many pairs, which fit in a processor's cache, or of so
# many postings, which fit in memory where thousands of articles share their terms.
_BLOCK_PAIRS: Final = 1 << 17
_BLOCK_POSTINGS: Final = 1 << 20

# Where a block of rows begins and ends.
_Block: TypeAlias = tuple[int, int]


class Found(NamedTuple):
    """What a comparison of some articles with all found.

    `near` are the packed neighbours of those articles, the best first of each and as many as are
    wanted, and all equally alike with the last; `is_open` tells of each of them whether there are
    more. `others` are the packed places that they have among the neighbours of all articles,
    from their floor on. `copies` are the pairs of copies, two rows.
    """

    near: Integers
    is_open: Marks
    others: Integers
    copies: Integers


class Spread(Protocol):
    """How one function is called for many inputs: `map`, or on many cores."""

    def __call__(
        self, function: Callable[[_Block], Found], inputs: Sequence[_Block], /
    ) -> Iterable[Found]: ...


@dataclass(frozen=True, slots=True)
class Articles:
    """What articles are compared by: their terms with the weights, and who may be a neighbour."""

    corpus: Corpus
    weight: NDArray[np.int16]
    order: Order
    facts: Facts


def find_near(
    articles: Articles,
    rows: Integers,
    most: Integers,
    floor: Integers,
    settings: RelatedSettings,
    spread: Spread = map,
) -> Found:
    """Compare the articles `rows` with all.

    Likeness is the cosine of the weights, from 0 to 1, less for what differs in number, category
    or time. At least `most` neighbours are found of each article, if there are so many. `floor` is
    for every article the least likeness, in hundredths, from which on the rows are told as
    neighbours of it.
    """
    none = np.zeros(0, np.int64)
    if not len(rows):
        return Found(none, none.astype(np.bool_), none, none.reshape(2, 0))
    total = articles.corpus.total
    index = build_index(articles.corpus, articles.weight, rows)
    ordinals, figures = articles.corpus.ordinals, articles.corpus.figures
    numbered: Marks = np.any(ordinals, axis=1)
    has_others = bool(np.any(floor < NEVER))

    def near(block: _Block) -> Found:
        start, stop = block
        pairs, likeness = alike(index, start, stop, total, settings.minimum_score)
        mine, right = np.divmod(pairs, total)
        left = rows[start:stop][mine]
        other = left != right
        copy = np.flatnonzero(other & (likeness >= settings.near_duplicate))
        copy = copy[~_clash(figures, left[copy], right[copy])]
        copies = np.stack((left[copy], right[copy]))
        likeness *= _nearness(articles.facts, left, right)
        good = other & (likeness >= settings.minimum_score)
        good[copy] = False
        mine, left, right, likeness = mine[good], left[good], right[good], likeness[good]
        both = np.flatnonzero(numbered[left] & numbered[right])
        likeness[both[_clash(ordinals, left[both], right[both])]] *= _OTHER_NUMBER
        good = likeness >= settings.minimum_score
        step = np.rint(likeness * STEPS).astype(np.int64)
        others = none
        if has_others:
            told = good & (step >= floor[right]) & articles.facts.candidate[left]
            others = articles.order.pack(right[told], left[told], step[told])
        good &= articles.facts.candidate[right]
        mine, left, right, step = mine[good], left[good], right[good], step[good]
        least, is_open = _least(mine, step, most[rows[start:stop]])
        best = step >= least[mine]
        packed = articles.order.pack(left[best], right[best], step[best])
        return Found(packed, is_open, others, copies)

    found = spread(near, list(pairwise(_bounds(index, len(rows), total))))
    return Found(*(np.concatenate(parts, axis=-1) for parts in zip(*found, strict=True)))


def _bounds(index: Index, rows: int, total: int) -> list[int]:
    """Return where the blocks of rows begin, and where the last one ends."""
    postings = np.concatenate(([0], np.cumsum(index.length, dtype=np.int64)))[index.starts]
    bounds = [0]
    while bounds[-1] < rows:
        start = bounds[-1]
        room = np.searchsorted(postings, postings[start] + _BLOCK_POSTINGS, side="right") - 1
        most = start + max(1, _BLOCK_PAIRS // total)
        bounds.append(int(min(max(start + 1, room), most, rows)))
    return bounds


def _clash(table: Numbers, left: Integers, right: Integers) -> Marks:
    """Tell of each pair whether both number the same kind of thing, and differently.

    A number that the other does not contradict is no clash.
    """
    ours, theirs = table[left], table[right]
    equal = ours[:, :, None] == theirs[:, None, :]
    ours_alone = (ours != 0) & ~equal.any(axis=2)
    theirs_alone = (theirs != 0) & ~equal.any(axis=1)
    same_kind = (ours >> np.uint64(32))[:, :, None] == (theirs >> np.uint64(32))[:, None, :]
    clashes = same_kind & ours_alone[:, :, None] & theirs_alone[:, None, :]
    clashing: Marks = clashes.any(axis=(1, 2))
    return clashing


def _nearness(facts: Facts, left: Integers, right: Integers) -> NDArray[np.float64]:
    """Return how much the likeness of each pair counts, by category and date."""
    apart = np.abs(facts.published[left] - facts.published[right])
    nearness: NDArray[np.float64] = 1 - _LOST_IN_TIME * (apart / (apart + _HALF_LOST))
    nearness[facts.category[left] != facts.category[right]] *= _OTHER_CATEGORY
    return nearness


def _least(mine: Integers, step: Integers, most: Integers) -> tuple[Integers, Marks]:
    """Return the step down to which each row has its `most` neighbours, and whether it has more."""
    counts = np.bincount(mine * (STEPS + 1) + step, minlength=len(most) * (STEPS + 1))
    reached = np.cumsum(counts.reshape(len(most), -1)[:, ::-1], axis=1)[:, ::-1]
    enough = np.count_nonzero(reached >= most[:, None], axis=1)
    return np.maximum(enough - 1, 0), reached[:, 0] > most
