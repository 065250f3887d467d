"""The facts of related news: what an article is compared by, and how strictly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Signature:
    """What an article is compared by.

    `article_id` is unique within one call; translations that share one need a different one each.
    `title`, `lead` and `text` are normalised plain text (NFC, no markup); `published` is aware.
    `pinned` and `banned` are the article ids that the editor wants in and out of this article's
    list, `tags` the slugs of the editor's tags. An article that is no `candidate` (hidden, expired)
    gets a list and stands in nobody's.
    """

    article_id: str
    title: str
    lead: str
    text: str
    category: str
    published: datetime
    pinned: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    lang: str = "vi"
    candidate: bool = True
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelatedSettings:
    """How related news is chosen. Raise ValueError for a value out of range.

    `max_items`: most articles in a list, 0 or more.
    `title_weight`, `lead_weight`: how many times a term counts in the title and in the lead, where
    once is a term of the body; 0 or more.
    `minimum_score`: the least similarity of an article that is not pinned, above 0, up to 1.
    `relative_score`: the least similarity as a share of the best article's, 0 to 1: beside a close
    relative, what shares only a stock phrase is a stranger.
    `near_duplicate`: from this similarity on an article is a copy; above `minimum_score`.
    """

    max_items: int = 10
    title_weight: float = 2.0
    lead_weight: float = 1.0
    minimum_score: float = 0.035
    relative_score: float = 0.15
    near_duplicate: float = 0.9

    def __post_init__(self) -> None:
        if self.max_items < 0:
            raise ValueError(f"max_items must be 0 or more, got {self.max_items}")
        if self.title_weight < 0 or self.lead_weight < 0:
            raise ValueError("title_weight and lead_weight must be 0 or more")
        if not 0 < self.minimum_score <= 1:
            raise ValueError(f"minimum_score must be above 0, up to 1, got {self.minimum_score}")
        if not 0 <= self.relative_score <= 1:
            raise ValueError(f"relative_score must be 0 to 1, got {self.relative_score}")
        if self.near_duplicate <= self.minimum_score:
            raise ValueError(
                f"near_duplicate must be above minimum_score, got {self.near_duplicate}"
            )


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one article, counted: plain data that a cache may keep.

    `keys` holds the distinct terms in ascending order, eight bytes each (little-endian): a
    syllable or a pair of syllables in one number. `counts` holds three bytes for each key: how
    often it stands in the title, in the lead and in the body, 255 at most. `body_length` counts
    the syllables of the body. `ordinals` are the numbers that tell one title from its like
    ("số 3", "tháng 9"), `figures` all numbers of title and lead.
    """

    keys: bytes
    counts: bytes
    body_length: int
    ordinals: tuple[int, ...]
    figures: tuple[int, ...]
