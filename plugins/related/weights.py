"""How much every term of every article weighs."""

from __future__ import annotations

import math
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from plugins.related.corpus import Corpus, Integers, Marks, entries_of
from plugins.related.facts import RelatedSettings

_Floats: TypeAlias = NDArray[np.float32]

# Length of the weights of an article. They are whole numbers, so that sums are exact: the same
# in any order, on any machine.
UNIT: Final = 1 << 14

# A body counts as if it had at most so many syllables, or a long one would drown its title.
_BODY_SYLLABLES: Final = 200
# With this count a term has half of its greatest weight (k1 of BM25).
_HALF_WEIGHT: Final = 5.0
# A pair of syllables counts so much of a syllable: it is rare already, and says again what its
# syllables say.
_PAIR: Final = 0.8
# An article is compared by its heaviest terms, and by all that are as heavy as the last of these.
# Twice as many cost four times the time, and bring in words by the way.
_MOST_TERMS: Final = 80
# A term that more than this share of the articles has, or more than this number of them, says
# nothing, and the articles of a daily notice would all be compared with each other by it. In a
# handful of articles no term is common.
_COMMON_SHARE: Final = 0.5
_COMMON: Final = 2000
_NEVER_COMMON: Final = 20
# The classes of rarity: terms of 1, 2, 3, 4, 5-6, 7-9, 10-13, 14-19 ... articles are equally rare,
# so that one more article seldom makes its terms commoner for all articles that have them. Powers
# of two instead lose P@3.
_CLASS: Final = 1.5
# Rarity as in a portal of at least so many articles: in a handful, what all of them have would
# say nothing, and seven reports of one harvest would be strangers to each other.
_HANDFUL: Final = 256
# Of the number of articles so many binary digits count, rounded up, for the same reason.
_DIGITS: Final = 3


def rarities(total: int) -> _Floats:
    """Return how much a term weighs that 0, 1, ... of so many articles have: 0 if it is common."""
    most = min(total, int(max(_NEVER_COMMON, min(_about(total) * _COMMON_SHARE, _COMMON))))
    about = _about(max(total, _HANDFUL))
    rarity = np.zeros(total + 1, np.float32)
    first = 1
    last = 1
    while first <= most:
        middle = math.sqrt(first * last)
        rarity[first : min(last, most) + 1] = math.log((about + 1) / min(middle, about))
        first, last = last + 1, max(last + 1, int(last * _CLASS))
    return rarity


def _about(total: int) -> int:
    dropped = max(0, total.bit_length() - _DIGITS)
    return -(-total >> dropped) << dropped


def reweighed(old: Corpus, new: Corpus, number: Integers) -> Marks:
    """Tell of each new article whether a term of it has another rarity than it had.

    `number` is the place among the new terms of each old one, -1 where it is gone.
    """
    stays = number >= 0
    before, after = old.shared_by[stays], new.shared_by[number[stays]]
    changed = np.zeros(len(new.vocabulary), np.bool_)
    changed[number[stays]] = (rarities(old.total)[before] != rarities(new.total)[after]) | (
        (before == 1) != (after == 1)
    )
    entries = np.flatnonzero(changed[new.term])
    marked = np.zeros(new.total, np.bool_)
    marked[np.searchsorted(new.starts, entries, side="right") - 1] = True
    return marked


def weigh(corpus: Corpus, rows: Integers, settings: RelatedSettings) -> NDArray[np.int16]:
    """Return the weights of all terms of some articles, in their order; most are 0.

    A weight is the count of the term over all fields, saturated, times the logarithm of its
    rarity: BM25F (Robertson, Zaragoza and Taylor 2004), with all terms of an article scaled to
    the length UNIT. The heaviest stand in for the others; a term that no other article has only
    makes an article less like the rest.
    """
    total = len(rows)
    sizes = np.diff(corpus.starts)[rows]
    # All entries as they are, without a copy of each.
    entries = slice(None) if total == corpus.total else entries_of(corpus.starts, rows)
    article = np.repeat(np.arange(total), sizes)
    term = corpus.term[entries]
    shared_by = corpus.shared_by[term]
    title, lead, body = corpus.counts[entries].T
    shrink = np.minimum(1.0, _BODY_SYLLABLES / np.maximum(1, corpus.body_length[rows]))
    weight: _Floats = shrink.astype(np.float32)[article]
    weight *= body
    weight += np.float32(settings.title_weight) * title
    weight += np.float32(settings.lead_weight) * lead
    weight /= weight + np.float32(_HALF_WEIGHT)
    weight *= rarities(corpus.total)[shared_by]
    # A pair has its first syllable in the upper half.
    is_pair = corpus.vocabulary > np.uint64(0xFFFFFFFF)
    weight *= np.where(is_pair, np.float32(_PAIR), np.float32(1))[term]
    length = _length(weight, article, total)
    weight *= shared_by >= 2
    length_shared = _length(weight, article, total)
    weight *= _heaviest(weight, sizes)
    length_kept = _length(weight, article, total)
    scale = UNIT * length_shared / np.where(length_kept > 0, length * length_kept, 1.0)
    weight *= scale.astype(np.float32)[article]
    return np.rint(weight, out=weight).astype(np.int16)


def _length(weight: _Floats, article: Integers, total: int) -> NDArray[np.float64]:
    """Return the Euclidean length of the weights of every article."""
    return np.sqrt(np.bincount(article, weight * weight, minlength=total))


def _heaviest(weight: _Floats, sizes: Integers) -> Marks:
    """Mark the heaviest terms of every article, all of them where the last are equally heavy."""
    marked = weight > 0
    start = 0
    for size in sizes.tolist():
        stop = start + size
        if size > _MOST_TERMS:
            least = np.partition(weight[start:stop], size - _MOST_TERMS)[size - _MOST_TERMS]
            marked[start:stop] &= weight[start:stop] >= least
        start = stop
    return marked
