"""The terms of one document: its words and pairs of words, and how much of it they are."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from plugins.search.facts import Terms, Wording
from plugins.search.tokens import tokens, word_of

#: A key is, from above: one bit for pairs, 32 of the folded term, 16 of the term with its marks.
PAIR_BIT: Final = 48
FOLDED_BIT: Final = 16
# Odd numbers far from any pattern, so that "a b" and "b a" have different keys.
_FIRST, _SECOND = np.uint64(0x9E3779B1), np.uint64(0x85EBCA6B)
_LOW_32, _LOW_16 = np.uint64(0xFFFFFFFF), np.uint64(0xFFFF)

#: What a term counts in title, lead and tags, where a term of the text counts 1.
_WEIGHTS: Final = (8.0, 3.0, 3.0, 1.0)
#: A longer text counts as if it had so many words, or it would be about everything.
_FULL_TEXT: Final = 400
#: The least count of each level.
_LEVELS = np.array((1.5, 2.5, 4.5, 7.5, 10.5, 14.5, 20.5))


def terms(wording: Wording) -> Terms:
    """Return the terms of one document, whatever other documents there are."""
    fields = [tokens(text) for text in (wording.title, wording.lead, wording.tags, wording.text)]
    every = [token for field in fields for token in field]
    own = np.array([*map(_key, every)], np.uint64)
    place = np.repeat(np.arange(4), [len(field) for field in fields])
    together = place[:-1] == place[1:]
    keys = np.concatenate((own, _pairs(own[:-1], own[1:])[together]))
    weights = np.array(_WEIGHTS)
    weights[3] = min(1.0, _FULL_TEXT / max(1, len(fields[3])))
    counted = weights[np.concatenate((place, place[:-1][together]))]
    distinct, row = np.unique(keys, return_inverse=True)
    counts = np.bincount(row, counted, minlength=len(distinct))
    levels = np.searchsorted(_LEVELS, counts).astype(np.uint8)
    words = " ".join(sorted(filter(str.isalpha, set(every))))
    return Terms(distinct.astype("<u8").tobytes(), levels.tobytes(), words)


@lru_cache(maxsize=1 << 15)
def _key(token: str) -> int:
    word = word_of(token)
    tag = (crc32(word.exact.encode()) & 0xFFFF or 1) if word.has_marks else 0
    return crc32(word.folded.encode()) << FOLDED_BIT | tag


def _pairs(first: NDArray[np.uint64], second: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the keys of pairs of words, given the keys of both."""
    folded = (first >> np.uint64(FOLDED_BIT)) * _FIRST + (second >> np.uint64(FOLDED_BIT)) * _SECOND
    tag = (first & _LOW_16) * _FIRST + (second & _LOW_16) * _SECOND
    keys: NDArray[np.uint64] = (
        np.uint64(1 << PAIR_BIT)
        | (folded & _LOW_32) << np.uint64(FOLDED_BIT)
        | (tag >> np.uint64(8)) & _LOW_16
    )
    return keys
