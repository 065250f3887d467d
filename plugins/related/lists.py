"""The lists of related news, out of the nearest articles and what the editors want."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from plugins.related.corpus import Integers, Marks
from plugins.related.facts import RelatedSettings, Signature
from plugins.related.ranking import Near


@dataclass(frozen=True, slots=True)
class Lists:
    """The related articles of every article, and whose list has to be looked for again.

    A list is `uncertain` where it wants more neighbours than are known.
    """

    shown: list[tuple[str, ...]]
    uncertain: Marks


def groups_of(copies: Integers, total: int) -> Integers:
    """Return for every article the first of its copies, of copies of these, and so on."""
    group = np.arange(total)
    left, right = np.concatenate((copies, copies[::-1]), axis=1)
    before = None
    while before is None or not np.array_equal(before, group):
        before = group.copy()
        np.minimum.at(group, left, before[right])
        group = group[group]
    return group


def choose(
    signatures: Sequence[Signature],
    near: Near,
    most: Integers,
    group: Integers,
    settings: RelatedSettings,
) -> Lists:
    """Choose for every article its pins, then the nearest; of copies of one another the first.

    The first `most` neighbours of an article are considered, and of these the ones that have
    the least share of the likeness of the first.
    """
    total = len(signatures)
    sizes = np.diff(near.starts)
    row = np.repeat(np.arange(total), sizes)
    best = np.concatenate((near.step, np.zeros(1, np.int8)))[near.starts[:-1]]
    close = np.bincount(row[near.step >= settings.relative_score * best[row]], minlength=total)
    considered = np.minimum(close, most)
    is_final = ~near.open | (close < sizes) | (sizes >= most)
    has_copies = (np.bincount(group, minlength=total) > 1)[group]
    simple = np.bincount(row[has_copies[near.place]], minlength=total) == 0

    ids = [signature.article_id for signature in signatures]
    places = {article_id: place for place, article_id in enumerate(ids)}
    groups = group.tolist()
    neighbours = near.place.tolist()
    stops = (near.starts[:-1] + considered).tolist()
    shown = []
    for article, (signature, is_simple, start, stop) in enumerate(
        zip(signatures, simple.tolist(), near.starts.tolist(), stops, strict=False)
    ):
        if is_simple and not signature.pinned and not signature.banned:
            nearest = neighbours[start : min(stop, start + settings.max_items)]
            shown.append(tuple([ids[place] for place in nearest]))
        else:
            shown.append(
                _pick(
                    article, signatures, neighbours[start:stop], places, groups, settings.max_items
                )
            )
    is_short = np.array(list(map(len, shown)), np.int64) < settings.max_items
    return Lists(shown, is_short & ~is_final)


def _pick(
    article: int,
    signatures: Sequence[Signature],
    nearest: Sequence[int],
    places: Mapping[str, int],
    groups: Sequence[int],
    most: int,
) -> tuple[str, ...]:
    banned = signatures[article].banned
    chosen: dict[int, str] = {}
    for pin in signatures[article].pinned:
        place = places.get(pin, article)
        if place != article and signatures[place].candidate and pin not in banned:
            chosen[place] = pin
    seen = {groups[place] for place in (article, *chosen)}
    for place in nearest:
        if len(chosen) >= most:
            break
        article_id, group = signatures[place].article_id, groups[place]
        if group not in seen and article_id not in banned:
            chosen[place] = article_id
            seen.add(group)
    return tuple(chosen.values())[:most]
