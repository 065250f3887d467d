"""What is known of the articles that did not change is used, and nothing else."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from plugins.related import (
    Comparison,
    RelatedSettings,
    Signature,
    Terms,
    compare,
    nearest,
    relate,
    terms,
    update,
    weights,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
SUBJECTS = (
    "cầu Bến Lở",
    "cam Đồng Mận",
    "đê tả Khê",
    "chợ phiên Trầm",
    "lúa Gò Mít",
    "bóng chuyền",
)
SETTINGS = RelatedSettings()


def article(number: int, title: str = "", **other: object) -> Signature:
    """Return one of six articles about a subject, each with a word of its own."""
    words = title or f"{SUBJECTS[number % len(SUBJECTS)]} tin{number}"
    values: dict[str, object] = {"text": "", "category": "tin", "published": START} | other
    return Signature(f"bai-{number:02}", words, words, **values)  # type: ignore[arg-type]


SITE = tuple(article(number) for number in range(36))


class Reader:
    """Compares articles, and remembers what was read for it."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def compare(
        self,
        known: Comparison | None,
        articles: Sequence[Signature],
        settings: RelatedSettings = SETTINGS,
    ) -> Comparison:
        def read(places: Sequence[int]) -> list[Terms]:
            self.calls.append([articles[place].article_id for place in places])
            return [terms(articles[place]) for place in places]

        keys = [f"{one.title}|{one.lead}|{one.text}".encode() for one in articles]
        blank = [replace(one, title="", lead="", text="") for one in articles]
        return compare(known, blank, keys, read, settings)


def compared(articles: Sequence[Signature]) -> Comparison:
    return Reader().compare(None, articles)


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many articles were compared with all, at each time."""
    counted: list[int] = []

    def find_near(*arguments):
        counted.append(len(arguments[1]))
        return nearest.find_near(*arguments)

    monkeypatch.setattr(update, "find_near", find_near)
    return counted


def test_the_lists_are_those_of_all_articles_compared() -> None:
    assert compared(SITE).lists == relate(SITE, SETTINGS)


def test_a_site_without_articles_has_no_lists() -> None:
    assert Reader().compare(compared(SITE), []).lists == {}


def test_where_nothing_changed_nothing_is_read_or_compared(rows: list[int]) -> None:
    known = compared(SITE)
    reader = Reader()
    again = reader.compare(known, SITE[::-1])

    assert reader.calls == []
    assert rows == [len(SITE), 0]
    assert again.lists == known.lists


def test_only_the_terms_that_are_not_known_are_read_and_each_once() -> None:
    changed = article(3, "Thông báo cúp nước", text="hai ngày")
    twin = replace(changed, article_id="bai-99")
    reader = Reader()
    reader.compare(compared(SITE), [*SITE[:3], changed, *SITE[4:], twin])

    assert len(reader.calls) == 1
    assert len(reader.calls[0]) == 1
    assert reader.calls[0][0] in ("bai-03", "bai-99")


@pytest.mark.parametrize(
    "change",
    [
        {"article_id": "ten-moi"},
        {"lang": "en"},
        {"category": "khac"},
        {"published": START - timedelta(days=1)},
        {"candidate": False},
        {"pinned": ("bai-01",)},
        {"banned": ("bai-11",)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_article_of_the_same_words_is_not_read_again(change: dict[str, object]) -> None:
    articles = [*SITE[:5], replace(SITE[5], **change), *SITE[6:]]  # type: ignore[arg-type]
    reader = Reader()
    updated = reader.compare(compared(SITE), articles)

    assert reader.calls == []
    assert updated.lists == relate(articles, SETTINGS)
    assert updated.lists != relate(SITE, SETTINGS)


def test_an_article_added_is_compared_and_joins_the_lists_of_its_like(rows: list[int]) -> None:
    known = compared(SITE)
    added = article(36, "cầu Bến Lở thông xe", published=START + timedelta(days=1))
    updated = Reader().compare(known, [*SITE, added])
    its_like = {one.article_id for one in SITE if one.title.startswith("cầu")}

    assert rows == [len(SITE), 1 + len(its_like)]
    assert updated.lists == relate([*SITE, added], SETTINGS)
    assert set(updated.lists[added.article_id]) == its_like
    for article_id, before in known.lists.items():
        joins = {added.article_id} if article_id in its_like else set()
        assert set(updated.lists[article_id]) == joins | set(before)


def test_an_article_removed_leaves_all_lists() -> None:
    updated = Reader().compare(compared(SITE), SITE[1:])

    assert updated.lists == relate(SITE[1:], SETTINGS)
    assert SITE[0].article_id not in {
        *updated.lists,
        *(i for one in updated.lists.values() for i in one),
    }


def test_a_list_that_lost_too_many_is_filled_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the next best, which was not kept, not with a worse one that happens to be at hand."""
    monkeypatch.setattr(update, "_SPARE", 1)
    settings = RelatedSettings(max_items=2)
    known = Reader().compare(None, SITE, settings)
    older = replace(SITE[30], published=START - timedelta(days=1))
    left = [*SITE[:6], *SITE[7:30], older, *SITE[31:]]
    updated = Reader().compare(known, left, settings)

    assert known.lists["bai-00"] == ("bai-06", "bai-12")
    assert updated.lists["bai-00"] == ("bai-12", "bai-18")
    assert updated.lists == Reader().compare(None, left, settings).lists


def test_what_is_known_for_other_settings_is_not_used() -> None:
    strict = RelatedSettings(title_weight=1.0, minimum_score=0.3)
    reader = Reader()
    updated = reader.compare(compared(SITE), SITE, strict)

    assert len(reader.calls) == 1
    assert updated.settings == strict
    assert updated.lists == relate(SITE, strict)


def test_what_is_known_is_left_as_it_was() -> None:
    known = compared(SITE)
    before = pickle.dumps(known, 5)
    Reader().compare(known, [article(0, "Thông báo cúp nước"), *SITE[2:]])

    assert pickle.dumps(known, 5) == before


def test_what_is_known_survives_a_cache() -> None:
    known: Comparison = pickle.loads(pickle.dumps(compared(SITE), 5))
    articles = [*SITE, article(36, "cầu Bến Lở thông xe")]

    assert Reader().compare(known, articles).lists == relate(articles, SETTINGS)


def test_a_key_must_be_there_for_every_article_and_terms_for_every_key() -> None:
    with pytest.raises(ValueError, match="zip"):
        compare(None, SITE, [b"a"], lambda places: [], SETTINGS)
    with pytest.raises(ValueError, match="zip"):
        compare(None, SITE[:1], [b"a"], lambda places: [], SETTINGS)


@pytest.mark.parametrize("total", [1, 2, 20, 21, 63, 5000])
def test_a_rarer_term_never_weighs_less_and_one_that_too_many_have_nothing(total: int) -> None:
    rarity = weights.rarities(total)

    assert np.all(np.diff(rarity[1:]) <= 0)
    assert np.all(rarity[1 : min(total, 20) + 1] > 0)
    assert np.all(rarity[max(20, min(int(total * 0.63), 2000)) + 1 :] == 0)
