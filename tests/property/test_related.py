"""What holds of related news, whatever the articles."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as run_with
from hypothesis import strategies as st
from strategies_related import START, histories, settings_of_any_kind, signature_lists

from plugins.related import (
    Comparison,
    RelatedSettings,
    Signature,
    Terms,
    compare,
    relate,
    select,
    terms,
    update,
)

no_deadline = run_with(deadline=None)


@no_deadline
@given(signature_lists(), settings_of_any_kind(), st.data())
def test_the_order_of_the_articles_does_not_matter(
    articles: list[Signature], settings: RelatedSettings, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(articles))

    assert list(relate(shuffled, settings).items()) == list(relate(articles, settings).items())


@no_deadline
@given(signature_lists(), settings_of_any_kind())
def test_every_list_keeps_its_promises(
    articles: list[Signature], settings: RelatedSettings
) -> None:
    """Known articles once each, never itself, banned, no candidate or of another language."""
    by_id = {article.article_id: article for article in articles}
    related = relate(articles, settings)

    assert set(related) == set(by_id)
    for article_id, shown in related.items():
        article = by_id[article_id]
        assert len(shown) <= settings.max_items
        assert len(set(shown)) == len(shown)
        assert article_id not in shown
        assert not set(shown) & set(article.banned)
        assert all(by_id[other].candidate for other in shown)
        assert all(by_id[other].lang == article.lang for other in shown)


@no_deadline
@given(signature_lists(), settings_of_any_kind())
def test_every_pin_that_may_stand_in_a_list_stands_first(
    articles: list[Signature], settings: RelatedSettings
) -> None:
    by_id = {article.article_id: article for article in articles}
    related = relate(articles, settings)

    for article in articles:
        pins = [
            pin
            for pin in dict.fromkeys(article.pinned)
            if pin in by_id
            and pin not in (article.article_id, *article.banned)
            and by_id[pin].candidate
            and by_id[pin].lang == article.lang
        ][: settings.max_items]
        assert list(related[article.article_id][: len(pins)]) == pins


@no_deadline
@given(signature_lists(), st.sampled_from((0.01, 0.05, 0.3)))
def test_being_related_is_mutual(articles: list[Signature], minimum: float) -> None:
    """Without pins, bans, copies and limits, likeness has no direction."""
    settings = RelatedSettings(
        max_items=99, minimum_score=minimum, relative_score=0.0, near_duplicate=2.0
    )
    free = [replace(one, pinned=(), banned=(), candidate=True) for one in articles]
    related = relate(free, settings)

    for article_id, shown in related.items():
        assert all(article_id in related[other] for other in shown)


@no_deadline
@given(signature_lists(), settings_of_any_kind())
def test_an_article_and_its_copy_do_not_stand_together(
    articles: list[Signature], settings: RelatedSettings
) -> None:
    """Of any two articles with the same words, a list without pins shows at most one."""
    free = [replace(one, pinned=()) for one in articles]
    words = {one.article_id: (one.title, one.lead, one.text) for one in free}
    sure = replace(settings, near_duplicate=0.9)

    for article_id, shown in relate(free, sure).items():
        texts = [words[other] for other in (article_id, *shown)]
        assert len(set(texts)) == len(texts)


@no_deadline
@given(signature_lists(), settings_of_any_kind())
def test_terms_from_a_cache_give_the_same_lists(
    articles: list[Signature], settings: RelatedSettings
) -> None:
    kept = {article.article_id: terms(article) for article in articles}

    selected = select(articles, [kept[article.article_id] for article in articles], settings)

    assert selected == relate(articles, settings)


def compared(
    known: Comparison | None, articles: Sequence[Signature], settings: RelatedSettings
) -> Comparison:
    """Compare the articles, all that is not read of them blank."""

    def read(places: Sequence[int]) -> list[Terms]:
        return [terms(articles[place]) for place in places]

    keys = [repr((one.title, one.lead, one.text)).encode() for one in articles]
    blank = [replace(one, title="", lead="", text="") for one in articles]
    made = compare(known, blank, keys, read, settings)
    again: Comparison = pickle.loads(pickle.dumps(made, 5))
    return again


@no_deadline
@given(
    histories(), settings_of_any_kind(), st.sampled_from((0.25, 1.0)), st.sampled_from((1, 2, 4))
)
def test_what_was_known_before_changes_nothing(
    history: list[list[Signature]], settings: RelatedSettings, most_changed: float, spare: int
) -> None:
    """However many of the articles changed, and however few of the neighbours are kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(update, "_MOST_CHANGED", most_changed)
        patch.setattr(update, "_SPARE", spare)
        known = None
        for articles in history:
            known = compared(known, articles, settings)
            afresh = compared(None, articles, settings)

            assert list(known.lists.items()) == list(afresh.lists.items())
            for lang, ours in known.languages.items():
                theirs = afresh.languages[lang]
                assert np.array_equal(ours.weight, theirs.weight)
                assert np.array_equal(ours.copies, theirs.copies)
                for field in ours.corpus.__slots__:
                    one, other = getattr(ours.corpus, field), getattr(theirs.corpus, field)
                    assert one.dtype == other.dtype and np.array_equal(one, other), field


def chosen_by_hand(
    articles: Sequence[Signature], settings: RelatedSettings, spare: int
) -> dict[str, tuple[str, ...]]:
    """Return the lists of articles of one language: every pair weighed, one rule after the other.

    Only the weights are those of the code.
    """
    known = compared(None, articles, settings).languages.get("vi")
    if known is None:
        return {}
    ordered = sorted(articles, key=lambda one: one.article_id)
    said = [terms(one) for one in ordered]
    vectors = np.zeros((len(ordered), len(known.corpus.vocabulary)), np.int64)
    rows = np.repeat(np.arange(len(ordered)), np.diff(known.corpus.starts))
    vectors[rows, known.corpus.term] = known.weight
    likeness = vectors @ vectors.T / (1 << 28)
    everyone = range(len(ordered))

    def clash(ours: tuple[int, ...], theirs: tuple[int, ...]) -> bool:
        alone, others = set(ours) - set(theirs), set(theirs) - set(ours)
        return bool({one >> 32 for one in alone} & {other >> 32 for other in others})

    def is_copy(one: int, other: int) -> bool:
        return (
            one != other
            and likeness[one, other] >= settings.near_duplicate
            and not clash(said[one].figures, said[other].figures)
        )

    def copies_of(place: int) -> set[int]:
        found, added = {place}, {place}
        while added:
            added = {new for old in added for new in everyone if is_copy(old, new)} - found
            found |= added
        return found

    by_id = {one.article_id: place for place, one in enumerate(ordered)}
    lists = {}
    for place, article in enumerate(ordered):
        steps = {}
        for other in everyone:
            numbered = clash(said[place].ordinals, said[other].ordinals)
            apart = abs(article.published - ordered[other].published)
            alike = likeness[place, other] * (1 - 0.25 * (apart / (apart + timedelta(days=30))))
            alike *= 1 if article.category == ordered[other].category else 0.85
            alike *= 0.25 if numbered else 1
            if alike >= settings.minimum_score and ordered[other].candidate and other != place:
                steps[other] = round(alike * 100)
        steps = {other: step for other, step in steps.items() if not is_copy(place, other)}
        nearest = sorted(
            (
                other
                for other in steps
                if steps[other] >= settings.relative_score * max(steps.values())
            ),
            key=lambda other: (
                -steps[other],
                ordered[other].category != article.category,
                START - ordered[other].published,
                other,
            ),
        )[: spare * settings.max_items + len(article.pinned) + len(article.banned)]
        pins = dict.fromkeys(by_id[pin] for pin in article.pinned if pin in by_id)
        chosen = [
            pin
            for pin in pins
            if pin != place
            and ordered[pin].candidate
            and ordered[pin].article_id not in article.banned
        ]
        seen = set().union(*map(copies_of, (place, *chosen)))
        for other in nearest:
            if other not in seen and ordered[other].article_id not in article.banned:
                chosen.append(other)
                seen |= copies_of(other)
        lists[article.article_id] = tuple(
            ordered[other].article_id for other in chosen[: settings.max_items]
        )
    return lists


@no_deadline
@given(histories(), settings_of_any_kind(), st.sampled_from((1, 2, 4)))
def test_the_lists_are_those_of_the_rules_taken_one_by_one(
    history: list[list[Signature]], settings: RelatedSettings, spare: int
) -> None:
    articles = [replace(one, lang="vi") for one in history[-1]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(update, "_SPARE", spare)

        assert relate(articles, settings) == chosen_by_hand(articles, settings, spare)
