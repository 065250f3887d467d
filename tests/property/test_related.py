"""What holds of related news, whatever the articles."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import settings as run_with
from hypothesis import strategies as st
from strategies_related import settings_of_any_kind, signature_lists

from plugins.related import RelatedSettings, Signature, relate, select, terms

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
