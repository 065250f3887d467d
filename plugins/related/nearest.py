"""The nearest articles of every article, and the copies of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from plugins.related.facts import RelatedSettings, Terms
from plugins.related.weights import UNIT, Index, Integers

# Two articles whose titles number the same thing differently ("số 3", "số 5") come from one
# template and tell of two matters: their likeness counts a quarter.
_OTHER_NUMBER: Final = 0.25
# Likenesses that agree to a hundredth are equal: then category and date decide.
_STEPS: Final = 100
# Articles are compared in blocks of so many pairs, which fit in a processor's cache, or of so
# many postings, which fit in memory where thousands of articles share their terms.
_BLOCK_PAIRS: Final = 1 << 17
_BLOCK_POSTINGS: Final = 1 << 20

_Marks = NDArray[np.bool_]
_Numbers = NDArray[np.uint64]
# Where a block of articles begins and ends; the nearest of each, and the pairs of copies.
_Block: TypeAlias = tuple[int, int]
_Near: TypeAlias = tuple[list[list[int]], tuple[Integers, Integers]]


@dataclass(frozen=True, slots=True)
class Rank:
    """What is known of every article besides its terms, in the order of the articles.

    `category` is a number for each category; `age` is greatest for the newest article and the
    same for no two; only a `candidate` is anybody's neighbour.
    """

    category: Integers
    age: Integers
    candidate: _Marks


@dataclass(frozen=True, slots=True)
class Neighbours:
    """For every article the positions of the nearest ones, best first.

    Articles of one `group` are copies of one another; most are alone in theirs.
    """

    nearest: list[list[int]]
    group: list[int]


class Spread(Protocol):
    """How one function is called for many inputs: `map`, or on many cores."""

    def __call__(
        self, function: Callable[[_Block], _Near], inputs: Sequence[_Block], /
    ) -> Iterable[_Near]: ...


def find_neighbours(
    index: Index,
    documents: Sequence[Terms],
    rank: Rank,
    settings: RelatedSettings,
    keep: int,
    spread: Spread = map,
) -> Neighbours:
    """Return at most `keep` neighbours of every article, its copies left out, and all copies.

    Likeness is the cosine of the weights, from 0 to 1. Of equally like articles that of the same
    category comes first, then the newest.
    """
    ordinals = _table([document.ordinals for document in documents])
    figures = _table([document.figures for document in documents])

    def near(block: _Block) -> _Near:
        start, stop = block
        left, right, likeness = _alike(index, start, stop, settings.minimum_score)
        clash = _clash(ordinals, left, right)
        copy = likeness >= settings.near_duplicate
        copy[copy] = ~_clash(figures, left[copy], right[copy])
        copies = (left[copy], right[copy])
        likeness[clash] *= _OTHER_NUMBER
        good = (likeness >= settings.minimum_score) & rank.candidate[right] & ~copy
        best = np.zeros(stop)
        np.maximum.at(best, left[good], likeness[good])
        good &= likeness >= settings.relative_score * best[left]
        left, right = left[good], right[good]
        step = np.rint(likeness[good] * _STEPS)
        other_category = rank.category[left] != rank.category[right]
        best_first = np.lexsort((-rank.age[right], other_category, -step, left))
        places = right[best_first].tolist()
        ends = np.searchsorted(left, np.arange(start, stop + 1)).tolist()
        return [places[first : min(last, first + keep)] for first, last in pairwise(ends)], copies

    found = list(spread(near, list(pairwise(_bounds(index, len(documents))))))
    nearest = [places for block, _ in found for places in block]
    return Neighbours(nearest, _groups([copies for _, copies in found], len(documents)))


def _bounds(index: Index, total: int) -> list[int]:
    """Return where the blocks of articles begin, and where the last one ends."""
    postings = np.concatenate(([0], np.cumsum(index.length, dtype=np.int64)))[index.starts]
    bounds = [0]
    while bounds[-1] < total:
        start = bounds[-1]
        room = np.searchsorted(postings, postings[start] + _BLOCK_POSTINGS, side="right") - 1
        most = start + max(1, _BLOCK_PAIRS // total)
        bounds.append(int(min(max(start + 1, room), most, total)))
    return bounds


def _alike(
    index: Index, start: int, stop: int, minimum: float
) -> tuple[Integers, Integers, NDArray[np.float64]]:
    """Compare the articles `start` to `stop` with all; return the pairs from `minimum` on.

    The pairs are in order of the first, then of the second, which is never the first.
    """
    total = len(index.starts) - 1
    entries = slice(index.starts[start], index.starts[stop])
    length = index.length[entries]
    row = np.repeat(np.arange(stop - start), np.diff(index.starts[start : stop + 1]))
    # The postings of all entries, one after the other, each to be added up in the cell of its
    # pair of articles.
    before = np.cumsum(length) - length
    posting = np.arange(length.sum()) + np.repeat(index.first[entries] - before, length)
    cell = index.posting_article[posting] + np.repeat(row * total, length)
    product = index.posting_weight[posting] * np.repeat(index.weight[entries], length)
    sums = np.bincount(cell, product, minlength=(stop - start) * total)
    pairs = np.flatnonzero(sums >= minimum * UNIT * UNIT)
    left, right = np.divmod(pairs, total)
    left += start
    other = left != right
    return left[other], right[other], sums[pairs[other]] / (UNIT * UNIT)


def _clash(table: _Numbers, left: Integers, right: Integers) -> _Marks:
    """Tell of each pair whether both number the same kind of thing, and differently.

    A number that the other does not contradict is no clash.
    """
    ours, theirs = table[left], table[right]
    equal = ours[:, :, None] == theirs[:, None, :]
    ours_alone = (ours != 0) & ~equal.any(axis=2)
    theirs_alone = (theirs != 0) & ~equal.any(axis=1)
    same_kind = (ours >> np.uint64(32))[:, :, None] == (theirs >> np.uint64(32))[:, None, :]
    clashes: _Marks = np.any(
        same_kind & ours_alone[:, :, None] & theirs_alone[:, None, :], axis=(1, 2)
    )
    return clashes


def _groups(pairs: Sequence[tuple[Integers, Integers]], total: int) -> list[int]:
    """Return for every article the first of its copies, of copies of these, and so on.

    Each pair stands in `pairs` both ways round.
    """
    group = np.arange(total)
    if pairs:
        left, right = (np.concatenate(side) for side in zip(*pairs, strict=True))
        before = None
        while before is None or not np.array_equal(before, group):
            before = group.copy()
            np.minimum.at(group, left, before[right])
            group = group[group]
    return group.tolist()


def _table(rows: Sequence[tuple[int, ...]]) -> _Numbers:
    """Return the rows as one array, filled up with zeros."""
    table = np.zeros((len(rows), max(map(len, rows), default=0)), np.uint64)
    for place, row in enumerate(rows):
        table[place, : len(row)] = row
    return table
