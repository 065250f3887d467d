"""What is known of articles that were compared: plain data, to be pickled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plugins.related.corpus import Corpus, Integers, collect
from plugins.related.facts import RelatedSettings
from plugins.related.ranking import Facts, Near, facts_of, nothing_near


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of the articles of one language, in ascending order of their ids.

    `keys` name the terms of each; `weight` is that of every entry of the corpus; `copies` are the
    pairs of copies, two rows, each pair once.
    """

    ids: tuple[str, ...]
    keys: tuple[bytes, ...]
    facts: Facts
    corpus: Corpus
    weight: NDArray[np.int16]
    near: Near
    copies: Integers


@dataclass(frozen=True, slots=True)
class Comparison:
    """The related articles of every article, and all that it takes to update them.

    `lists` is what `select` returns, `languages` what is known of the articles of each language.
    """

    settings: RelatedSettings
    languages: dict[str, Language]
    lists: dict[str, tuple[str, ...]]


def nothing_known() -> Language:
    """Return what is known before there are articles."""
    return Language(
        ids=(),
        keys=(),
        facts=facts_of(()),
        corpus=collect(()),
        weight=np.zeros(0, np.int16),
        near=nothing_near(0),
        copies=np.zeros((2, 0), np.int32),
    )


def where_they_were(old: Language, ids: Sequence[str], keys: Sequence[bytes]) -> Integers:
    """Return the old place of every article whose terms are still the same, -1 of the others."""
    places = dict(zip(old.ids, range(len(old.ids)), strict=True))
    found = [places.get(article_id, -1) for article_id in ids]
    return np.array(
        [
            place if place >= 0 and old.keys[place] == key else -1
            for place, key in zip(found, keys, strict=True)
        ],
        np.int64,
    )
