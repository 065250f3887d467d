"""Articles that share words, copies, numbers, pins and bans, as Hypothesis draws them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from plugins.related import RelatedSettings, Signature

WORDS = (
    "cầu",
    "Bến",
    "Lở",
    "đê",
    "tả",
    "Khê",
    "cam",
    "Đồng",
    "Mận",
    "lúa",
    "họp",
    "thôn",
    "số",
    "3",
    "5",
    "tháng",
    "9/2026",
    "02/9",
    "21-NQ/ĐU",
    "hoà",
    "hòa",
)
START = datetime(2026, 1, 1, tzinfo=UTC)
_IDS = tuple(f"bai-{number}" for number in range(9))


def _texts(most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), max_size=most).map(" ".join)


def _id_lists() -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from((*_IDS, "khong-co")), max_size=3).map(tuple)


def signature_of(article_id: str) -> st.SearchStrategy[Signature]:
    """Draw an article with the given id."""
    return st.builds(
        Signature,
        article_id=st.just(article_id),
        title=_texts(6),
        lead=_texts(8),
        text=_texts(12),
        category=st.sampled_from(("kinh-te", "van-hoa")),
        published=st.integers(0, 3).map(lambda days: START + timedelta(days=days)),
        pinned=_id_lists(),
        banned=_id_lists(),
        tags=st.lists(st.sampled_from(("cau", "lua")), max_size=2, unique=True).map(tuple),
        lang=st.sampled_from(("vi", "vi", "vi", "en")),
        candidate=st.sampled_from((True, True, True, False)),
    )


@st.composite
def signature_lists(draw: st.DrawFn) -> list[Signature]:
    """Draw up to nine articles of different ids, in any order."""
    ids = draw(st.lists(st.sampled_from(_IDS), unique=True))
    return [draw(signature_of(article_id)) for article_id in ids]


def settings_of_any_kind() -> st.SearchStrategy[RelatedSettings]:
    """Draw settings."""
    return st.builds(
        RelatedSettings,
        max_items=st.integers(0, 4),
        title_weight=st.sampled_from((0.0, 1.0, 3.0)),
        lead_weight=st.sampled_from((0.0, 2.0)),
        minimum_score=st.sampled_from((0.01, 0.05, 0.3)),
        relative_score=st.sampled_from((0.0, 0.25, 0.8)),
        near_duplicate=st.sampled_from((0.6, 0.9, 2.0)),
    )


# Few titles and texts, so that copies and equal likenesses abound, and so many articles that one
# more or less seldom makes every term rarer.
_MANY_IDS = tuple(f"bai-{number:02}" for number in range(28))
_VALUES: dict[str, tuple[object, ...]] = {
    "title": (
        "cầu Bến Lở",
        "cầu Bến Lở số 3",
        "cầu Bến Lở số 5",
        "đê tả Khê họp thôn",
        "cam Đồng Mận",
        "cam Đồng Mận 21-NQ/ĐU",
        "lúa Đồng Mận",
        "",
    ),
    "lead": ("cầu qua sông Khê", "họp thôn tháng 9/2026", "cam lúa đê", "cam lúa đê tả", ""),
    "text": ("thôn họp bàn cầu đê", "cam ngọt lúa thơm Đồng Mận", "số 3 số 5 tháng 9", "tả", ""),
    "category": ("kinh-te", "van-hoa"),
    "published": tuple(START + timedelta(days=days) for days in range(4)),
    "candidate": (True, True, True, False),
    "lang": ("vi", "vi", "vi", "vi", "vi", "en"),
}


def _written(dice: Random, article_id: str) -> Signature:
    fields: dict[str, Any] = {name: dice.choice(values) for name, values in _VALUES.items()}
    return Signature(article_id, **fields)


def _changed(dice: Random, article: Signature) -> Signature:
    """Change one field of an article, the id among them."""
    name = dice.choice((*_VALUES, "pinned", "banned", "article_id"))
    value: object
    if name in _VALUES:
        value = dice.choice(_VALUES[name])
    elif name == "article_id":
        value = dice.choice(_MANY_IDS)
    else:
        value = tuple(dice.sample(_MANY_IDS, dice.randrange(4)))
    return replace(article, **{name: value})  # type: ignore[arg-type]


def _history(seed: int, most: int, changes: list[int]) -> list[list[Signature]]:
    dice = Random(seed)
    site = {article_id: _written(dice, article_id) for article_id in dice.sample(_MANY_IDS, most)}
    history = [list(site.values())]
    for count in changes:
        for _ in range(count):
            article_id = dice.choice(_MANY_IDS)
            article = site.pop(article_id, None)
            if article is None:
                site[article_id] = _written(dice, article_id)
            elif dice.random() < 0.9:
                article = _changed(dice, article)
                site[article.article_id] = article
        history.append(list(site.values()))
    return history


def histories() -> st.SearchStrategy[list[list[Signature]]]:
    """Draw a site as it was after each change of its articles, the articles in any order.

    Dice choose the articles: drawn one by one, they would be too few and too much the same.
    """
    return st.builds(
        _history,
        seed=st.integers(0, 1 << 32),
        most=st.sampled_from((26, 22, 18, 3)),
        changes=st.lists(st.sampled_from((1, 2, 3)), min_size=8, max_size=8),
    )
