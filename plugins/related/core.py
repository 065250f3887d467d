"""Related news (tin liên quan): which articles belong together, by what they say."""

from __future__ import annotations

from collections.abc import Sequence

from plugins.related.compare import compare
from plugins.related.facts import RelatedSettings, Signature, Terms
from plugins.related.nearest import Spread
from plugins.related.tokens import terms


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
    keys = [b"%d" % place for place, _ in enumerate(documents)]

    def read(places: Sequence[int]) -> list[Terms]:
        return [documents[place] for place in places]

    return compare(None, signatures, keys, read, settings, spread).lists
