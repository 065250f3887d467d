"""How much every term of every article weighs, in an index of who shares a term with whom."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from plugins.related.facts import RelatedSettings, Terms

Integers = NDArray[np.signedinteger[Any]]
_Floats = NDArray[np.float32]
_Marks = NDArray[np.bool_]

# Length of the weights of an article. They are whole numbers, so that sums are exact: the same
# in any order, on any machine.
UNIT: Final = 1 << 14

# A body counts as if it had at most so many syllables, or a long one would drown its title.
_BODY_SYLLABLES: Final = 60
# With this count a term has half of its greatest weight (k1 of BM25).
_HALF_WEIGHT: Final = 10.0
# An article is compared by its heaviest terms. Half as many lose a tenth of P@3, twice as many
# cost four times the time.
_MOST_TERMS: Final = 128
# A term that more than this share of the articles has, or more than this number of them, says
# little, and the articles of a daily notice would all be compared with each other by it. In a
# handful of articles no term is common.
_COMMON_SHARE: Final = 0.5
_COMMON: Final = 2000
_NEVER_COMMON: Final = 20


@dataclass(frozen=True, slots=True)
class Index:
    """The weighty terms of all articles, each shared by two articles at least.

    The entries of article i are `starts[i]` to `starts[i + 1]`. Each has a `weight`, and the
    articles with its term are the `length` postings from `first` on, ascending.
    """

    starts: Integers
    weight: Integers
    first: Integers
    length: Integers
    posting_article: Integers
    posting_weight: Integers


def build_index(documents: Sequence[Terms], settings: RelatedSettings) -> Index:
    """Weigh the terms of all articles against each other.

    A weight is the count of the term over all fields, saturated, times the logarithm of its
    rarity: BM25F (Robertson, Zaragoza and Taylor 2004), with all terms of an article scaled to
    the length UNIT. The heaviest stand in for the others; a term that no other article has, or
    too many have, only makes an article less like the rest.
    """
    total = len(documents)
    sizes = [len(document.keys) // 8 for document in documents]
    article = np.repeat(np.arange(total, dtype=np.int32), sizes)
    order, term = _number(documents)
    shared_by = np.bincount(term).astype(np.int32)
    weight = _weigh(documents, article, shared_by[term], settings)
    length = _length(weight, article, total)
    common = max(_NEVER_COMMON, min(total * _COMMON_SHARE, _COMMON))
    weight *= ((shared_by >= 2) & (shared_by <= common))[term]
    length_shared = _length(weight, article, total)
    kept = _heaviest(weight, sizes)
    weight *= kept
    length_kept = _length(weight, article, total)
    scale = UNIT * length_shared / np.where(length_kept > 0, length * length_kept, 1.0)
    whole = np.rint(weight * scale.astype(np.float32)[article]).astype(np.int32)
    posting = order[kept[order]]
    entry_term = term[kept]
    lengths = np.bincount(entry_term, minlength=len(shared_by))
    firsts = np.cumsum(lengths) - lengths
    return Index(
        starts=np.searchsorted(article[kept], np.arange(total + 1)),
        weight=whole[kept],
        first=firsts[entry_term].astype(np.int32),
        length=lengths[entry_term].astype(np.int32),
        posting_article=article[posting],
        posting_weight=whole[posting],
    )


def _number(documents: Sequence[Terms]) -> tuple[Integers, Integers]:
    """Number the distinct terms from 0 on.

    Return the places of all terms, sorted by term and then by article, and for every place the
    number of its term.
    """
    keys = np.frombuffer(b"".join(document.keys for document in documents), "<u8")
    order = np.argsort(keys, kind="stable").astype(np.int32)
    keys = keys[order]
    is_new = np.zeros(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=is_new[1:])
    del keys
    term = np.empty(len(order), np.int32)
    term[order] = np.cumsum(is_new, dtype=np.int32)
    return order, term


def _weigh(
    documents: Sequence[Terms], article: Integers, shared_by: Integers, settings: RelatedSettings
) -> _Floats:
    counts = np.frombuffer(b"".join(document.counts for document in documents), np.uint8)
    title, lead, body = counts.reshape(-1, 3).T
    shrink = [min(1.0, _BODY_SYLLABLES / max(1, document.body_length)) for document in documents]
    weight: _Floats = np.array(shrink, np.float32)[article]
    weight *= body
    weight += np.float32(settings.title_weight) * title
    weight += np.float32(settings.lead_weight) * lead
    weight /= weight + np.float32(_HALF_WEIGHT)
    total = len(documents)
    rarity = [0.0, *(math.log((total + 1) / sharing) for sharing in range(1, total + 1))]
    weight *= np.array(rarity, np.float32)[shared_by]
    return weight


def _length(weight: _Floats, article: Integers, total: int) -> NDArray[np.float64]:
    """Return the Euclidean length of the weights of every article."""
    return np.sqrt(np.bincount(article, weight * weight, minlength=total))


def _heaviest(weight: _Floats, sizes: Sequence[int]) -> _Marks:
    """Mark the heaviest terms of every article, all of them where the last are equally heavy."""
    marked = weight > 0
    start = 0
    for size in sizes:
        stop = start + size
        if size > _MOST_TERMS:
            least = np.partition(weight[start:stop], size - _MOST_TERMS)[size - _MOST_TERMS]
            marked[start:stop] &= weight[start:stop] >= least
        start = stop
    return marked
