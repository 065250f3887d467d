"""The articles of one language, compared as far as they changed.

An article has to be compared again when it is new, when its terms or their rarity changed, or its
category, date or standing as a candidate. Among the others nothing changed: each keeps of its
neighbours those that need not be compared again, and takes in those that were, in their order.
Where too few neighbours are left to say which come next, it is compared with all as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from plugins.related.corpus import (
    Corpus,
    Integers,
    Marks,
    Run,
    collect,
    entries_of,
    entry_runs,
    splice,
    weave,
)
from plugins.related.facts import RelatedSettings, Signature, Terms
from plugins.related.known import Language
from plugins.related.lists import choose, groups_of
from plugins.related.nearest import NEVER, Articles, Found, Spread, find_near
from plugins.related.ranking import Near, differ, facts_of, order_of, rank
from plugins.related.weights import reweighed, weigh

# Copies of one another take up places among the nearest, of which a list shows only one.
_SPARE: Final = 4
# Where more than this share of the articles has to be compared again, all are.
_MOST_CHANGED: Final = 0.25
_NO_LIMIT: Final = np.iinfo(np.int64).max


def update(
    old: Language,
    was: Integers,
    signatures: Sequence[Signature],
    keys: Sequence[bytes],
    said: Mapping[bytes, Terms],
    settings: RelatedSettings,
    spread: Spread,
) -> tuple[Language, list[tuple[str, ...]]]:
    """Return what is known now, and the list of related articles of every article.

    The articles are in ascending order of their ids, all of one language. `was` tells
    `where_they_were`; `said` has the terms of those that were not there, by key.
    """
    total = len(signatures)
    facts = facts_of(signatures)
    documents = [said[key] for key, at in zip(keys, was.tolist(), strict=True) if at < 0]
    corpus, weight, changed = _weigh_again(old, was, documents, settings)
    changed |= differ(old.facts, facts, was)
    if np.count_nonzero(changed) > _MOST_CHANGED * total:
        changed[:] = True
    articles = Articles(corpus, weight, order_of(facts), facts)
    by_hand = [len(signature.pinned) + len(signature.banned) for signature in signatures]
    most = np.array(by_hand, np.int64) + settings.max_items * _SPARE
    # The new place of every old article that need not be compared again.
    now = np.full(len(old.ids), -1, np.int64)
    now[was[~changed]] = np.flatnonzero(~changed)
    rows = np.flatnonzero(changed)
    kept, is_open, floor, limit = _kept(old.near, now, articles)
    found = find_near(articles, rows, most, floor, settings, spread)
    told = found.others[found.others <= limit[articles.order.unpack(found.others)[0]]]
    near = _relisted(articles, np.concatenate((kept, told)), is_open, rows, found, most)
    copies = _copies(now[old.copies], found.copies, total)
    group = groups_of(copies, total)
    lists = choose(signatures, near, most, group, settings)
    if lists.uncertain.any():
        rows = np.flatnonzero(lists.uncertain)
        found = find_near(articles, rows, most, np.full(total, NEVER), settings, spread)
        row = np.repeat(np.arange(total), np.diff(near.starts))
        sure = ~lists.uncertain[row]
        packed = articles.order.pack(row[sure], near.place[sure], near.step[sure])
        near = _relisted(articles, packed, near.open, rows, found, most)
        lists = choose(signatures, near, most, group, settings)
    ids = tuple(signature.article_id for signature in signatures)
    return Language(ids, tuple(keys), facts, corpus, weight, near, copies), lists.shown


def _weigh_again(
    old: Language, was: Integers, documents: Sequence[Terms], settings: RelatedSettings
) -> tuple[Corpus, NDArray[np.int16], Marks]:
    """Return the terms, their weights, and of which articles these are not what they were."""
    fresh = collect(documents)
    runs = _runs(was)
    corpus, number = weave(old.corpus, fresh, runs)
    unweighed = np.zeros(len(fresh.term), np.int16)
    entries = entry_runs(old.corpus.starts, fresh.starts, runs)
    weight = splice(old.weight, unweighed, entries)
    changed = was < 0
    rows = np.flatnonzero(changed | reweighed(old.corpus, corpus, number))
    mine = entries_of(corpus.starts, rows)
    weighed = weigh(corpus, rows, settings)
    row = np.repeat(rows, np.diff(corpus.starts)[rows])
    changed[row[weighed != weight[mine]]] = True
    weight[mine] = weighed
    return corpus, weight, changed


def _runs(was: Integers) -> list[Run]:
    """Return which articles follow one another, among the old ones or the fresh ones."""
    is_fresh = was < 0
    place = np.where(is_fresh, np.cumsum(is_fresh) - 1, was)
    breaks = (np.diff(place) != 1) | (np.diff(is_fresh.astype(np.int8)) != 0)
    first = np.concatenate((np.zeros(min(len(was), 1), np.int64), np.flatnonzero(breaks) + 1))
    sizes = np.diff(np.append(first, len(was)))
    return [
        Run(bool(is_fresh[start]), int(place[start]), int(place[start] + size))
        for start, size in zip(first.tolist(), sizes.tolist(), strict=True)
    ]


def _kept(
    near: Near, now: Integers, articles: Articles
) -> tuple[Integers, Marks, Integers, Integers]:
    """Return what of the old lists still holds.

    First the packed neighbours. Then for every article whether its list is open; from which
    likeness on, and up to which packed place, a neighbour may join it.
    """
    total = articles.corpus.total
    stays = now >= 0
    is_open = np.zeros(total, np.bool_)
    is_open[now[stays]] = near.open[stays]
    row = np.repeat(now, np.diff(near.starts))
    place = now[near.place]
    here = (row >= 0) & (place >= 0)
    row, step = row[here], near.step[here]
    packed = articles.order.pack(row, place[here], step)
    # Beyond the last that is left of an open list, what was left out may come before the rest.
    sizes = np.bincount(row, minlength=total)
    bounded = is_open & (sizes > 0)
    last = (np.cumsum(sizes) - 1)[bounded]
    floor = np.full(total, NEVER)
    floor[now[stays]] = 0
    floor[is_open] = NEVER
    floor[bounded] = step[last]
    limit = np.full(total, _NO_LIMIT)
    limit[bounded] = packed[last]
    return packed, is_open, floor, limit


def _relisted(
    articles: Articles,
    packed: Integers,
    is_open: Marks,
    rows: Integers,
    found: Found,
    most: Integers,
) -> Near:
    is_open = is_open.copy()
    is_open[rows] = found.is_open
    return rank(np.concatenate((packed, found.near)), articles.order, is_open, most)


def _copies(old: Integers, found: Integers, total: int) -> Integers:
    """Return all pairs of copies once: the old ones of which neither is -1, and those found."""
    pairs = np.concatenate((old[:, (old >= 0).all(axis=0)], np.sort(found, axis=0)), axis=1)
    packed = np.sort(pairs[0] * total + pairs[1])
    once = packed[np.diff(packed, prepend=-1) > 0]
    return np.stack(np.divmod(once, total)).astype(np.int32)
