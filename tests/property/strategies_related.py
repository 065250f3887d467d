"""Articles that share words, copies, numbers, pins and bans, as Hypothesis draws them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

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
        near_duplicate=st.sampled_from((0.6, 0.9, 2.0)),
    )
