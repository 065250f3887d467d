"""Related news (tin liên quan): which articles belong together, by what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from plugins.related.facts import RelatedSettings, Signature, Terms
from plugins.related.nearest import Neighbours, Rank, Spread, find_neighbours
from plugins.related.tokens import terms
from plugins.related.weights import build_index

# Copies of one another take up places among the nearest, of which a list shows only one.
_SPARE: Final = 4


def relate(
    signatures: Sequence[Signature], settings: RelatedSettings
) -> dict[str, tuple[str, ...]]:
    """Return for every article id the ids of its related articles, best first.

    Pins come first, in the editor's order, whatever their likeness; then the most alike, of the
    same language, never the article itself or a copy of it, a banned one or one that is no
    candidate. An article that nothing resembles gets an empty tuple. The order of `signatures`
    does not matter. Raise ValueError where two signatures have one id.
    """
    return select(signatures, [terms(signature) for signature in signatures], settings)


def select(
    signatures: Sequence[Signature],
    documents: Sequence[Terms],
    settings: RelatedSettings,
    spread: Spread = map,
) -> dict[str, tuple[str, ...]]:
    """Return what `relate` does, given the `terms` of every signature in the same order.

    The terms of an article that did not change may come from a cache; `spread` may call a function
    for its inputs on many cores. Raise ValueError where there is not one for each signature.
    """
    pairs = zip(signatures, documents, strict=True)
    articles = sorted(pairs, key=lambda pair: pair[0].article_id)
    ids = [signature.article_id for signature, _ in articles]
    for one, other in pairwise(ids):
        if one == other:
            raise ValueError(f"two articles have the id {one!r}")
    related: dict[str, tuple[str, ...]] = dict.fromkeys(ids, ())
    for lang in sorted({signature.lang for signature in signatures}):
        group = [pair for pair in articles if pair[0].lang == lang]
        related |= _select(
            [signature for signature, _ in group], [said for _, said in group], settings, spread
        )
    return related


def _select(
    signatures: Sequence[Signature],
    documents: Sequence[Terms],
    settings: RelatedSettings,
    spread: Spread,
) -> dict[str, tuple[str, ...]]:
    """Select among the articles of one language, in order of their ids."""
    by_hand = max(len(signature.pinned) + len(signature.banned) for signature in signatures)
    neighbours = find_neighbours(
        build_index(documents, settings),
        documents,
        _rank(signatures),
        settings,
        keep=settings.max_items * _SPARE + by_hand,
        spread=spread,
    )
    places = {signature.article_id: place for place, signature in enumerate(signatures)}
    return {
        article_id: _pick(place, signatures, neighbours, places)[: settings.max_items]
        for article_id, place in places.items()
    }


def _pick(
    article: int,
    signatures: Sequence[Signature],
    neighbours: Neighbours,
    places: Mapping[str, int],
) -> tuple[str, ...]:
    """Choose the pins, then the nearest; of copies of one another the first."""
    banned = signatures[article].banned
    chosen: dict[int, str] = {}
    for pin in signatures[article].pinned:
        place = places.get(pin, article)
        if place != article and signatures[place].candidate and pin not in banned:
            chosen[place] = pin
    groups = {neighbours.group[place] for place in (article, *chosen)}
    for place in neighbours.nearest[article]:
        article_id, group = signatures[place].article_id, neighbours.group[place]
        if article_id not in banned and group not in groups:
            chosen[place] = article_id
            groups.add(group)
    return tuple(chosen.values())


def _rank(signatures: Sequence[Signature]) -> Rank:
    total = len(signatures)
    names = sorted({signature.category for signature in signatures})
    numbers = {name: number for number, name in enumerate(names)}
    # Of two articles of one moment the one with the first id counts as newer.
    oldest_first = sorted(range(total), key=lambda place: (signatures[place].published, -place))
    age = np.empty(total, np.int64)
    age[oldest_first] = np.arange(total)
    return Rank(
        category=np.array([numbers[signature.category] for signature in signatures]),
        age=age,
        candidate=np.array([signature.candidate for signature in signatures]),
    )
