"""Who shares a weighty term with whom, and how much it makes them alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plugins.related.corpus import Corpus, Integers, entries_of
from plugins.related.weights import UNIT


@dataclass(frozen=True, slots=True)
class Index:
    """The weighty terms of some articles, and for each who else has it.

    The entries of row i are `starts[i]` to `starts[i + 1]`. Each has a `weight`, and the articles
    with its term are the `length` postings from `first` on.
    """

    starts: Integers
    weight: Integers
    first: Integers
    length: Integers
    posting_article: Integers
    posting_weight: Integers


def build_index(corpus: Corpus, weights: NDArray[np.int16], rows: Integers) -> Index:
    """Return the index of the rows, some articles of the corpus."""
    weight = weights.astype(np.int32)
    mine = entries_of(corpus.starts, rows)
    weighty = np.flatnonzero(weight[mine])
    row = np.repeat(np.arange(len(rows)), np.diff(corpus.starts)[rows])[weighty]
    mine = mine[weighty]
    term = corpus.term[mine]
    is_wanted = np.zeros(len(corpus.vocabulary), np.bool_)
    is_wanted[term] = True
    posting = np.flatnonzero(weight)
    posting = posting[is_wanted[corpus.term[posting]]]
    # Term and place in one number: to sort these is several times as fast as to sort indirectly.
    packed = corpus.term[posting].astype(np.int64) << 32 | posting
    packed.sort()
    posting = packed & 0xFFFFFFFF
    lengths = np.bincount(packed >> 32, minlength=len(corpus.vocabulary))
    firsts = np.cumsum(lengths) - lengths
    article = np.repeat(np.arange(corpus.total, dtype=np.int32), np.diff(corpus.starts))
    return Index(
        starts=np.searchsorted(row, np.arange(len(rows) + 1)),
        weight=weight[mine],
        first=firsts[term],
        length=lengths[term],
        posting_article=article[posting],
        posting_weight=weight[posting],
    )


def alike(
    index: Index, start: int, stop: int, total: int, minimum: float
) -> tuple[Integers, NDArray[np.float64]]:
    """Compare the rows `start` to `stop` with all articles.

    Return the pairs from `minimum` on, row * total + article, in ascending order.
    """
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
    return pairs, sums[pairs] / (UNIT * UNIT)
