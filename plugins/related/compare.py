"""Which articles belong together: all compared, or only those that changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from plugins.related.corpus import terms_at
from plugins.related.facts import RelatedSettings, Signature, Terms
from plugins.related.known import Comparison, Language, nothing_known, where_they_were
from plugins.related.nearest import Spread
from plugins.related.update import update


def compare(
    known: Comparison | None,
    signatures: Sequence[Signature],
    keys: Sequence[bytes],
    read: Callable[[Sequence[int]], Sequence[Terms]],
    settings: RelatedSettings,
    spread: Spread = map,
) -> Comparison:
    """Compare all articles with each other; where some are `known`, only those that changed.

    The lists are the same whatever is known. A key names the terms of the signature at its
    place: equal keys, equal terms; title, lead and text are not used. `read` returns the terms of
    the signatures at some places; it is called once, for one place of each key that is not
    known, or not at all. What is known for other settings does not count. `spread` may call a
    function for its inputs on many cores. The order of the signatures does not matter.
    Raise ValueError where two have one id, where there is not one key for each, or where `read`
    does not return the terms of each place.
    """
    articles = sorted(
        zip(signatures, keys, range(len(signatures)), strict=True),
        key=lambda article: article[0].article_id,
    )
    ids = [signature.article_id for signature, _, _ in articles]
    for one, other in pairwise(ids):
        if one == other:
            raise ValueError(f"two articles have the id {one!r}")
    before = known.languages if known is not None and known.settings == settings else {}
    langs = sorted({signature.lang for signature in signatures})
    groups = {lang: [one for one in articles if one[0].lang == lang] for lang in langs}
    old = {lang: before.get(lang) or nothing_known() for lang in langs}
    was = {
        lang: where_they_were(
            old[lang],
            [signature.article_id for signature, _, _ in group],
            [key for _, key, _ in group],
        )
        for lang, group in groups.items()
    }
    wanted = {
        key: place
        for lang, group in groups.items()
        for (_, key, place), at in zip(group, was[lang].tolist(), strict=True)
        if at < 0
    }
    said = _said(wanted, before, read)
    languages: dict[str, Language] = {}
    lists: dict[str, tuple[str, ...]] = dict.fromkeys(ids, ())
    for lang, group in groups.items():
        languages[lang], shown = update(
            old[lang],
            was[lang],
            [signature for signature, _, _ in group],
            [key for _, key, _ in group],
            said,
            settings,
            spread,
        )
        lists |= zip(languages[lang].ids, shown, strict=True)
    return Comparison(settings, languages, lists)


def _said(
    wanted: Mapping[bytes, int],
    before: Mapping[str, Language],
    read: Callable[[Sequence[int]], Sequence[Terms]],
) -> dict[bytes, Terms]:
    """Return the terms that the keys name: known of another id or language, or read."""
    said = {
        key: terms_at(language.corpus, place)
        for language in before.values()
        for place, key in enumerate(language.keys)
        if key in wanted
    }
    missing = {key: place for key, place in wanted.items() if key not in said}
    if missing:
        said |= zip(missing, read(list(missing.values())), strict=True)
    return said
