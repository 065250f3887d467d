"""What is known of the articles that lists show, as far as suggestions come from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.content_model.models import Term


@dataclass(frozen=True, slots=True)
class Listed:
    """One article that lists show: its permanent id, its category's slug and its tags."""

    article_id: str
    category: str
    tags: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """The article to make proposals for; it may be listed itself, and nothing is learned from it.

    `title`, `lead` and `text` are normalised plain text. `category` is a slug. `tags` are those
    that it has already and `topic` the name of its running story. `linked` are the ids of the
    articles that its text leads to, in order; `pinned` and `banned` those of the editor's choice.
    """

    article_id: str
    title: str
    lead: str
    text: str
    category: str
    tags: tuple[Term, ...] = ()
    topic: str = ""
    linked: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """The listed articles by id, and what they have in common.

    `vocabulary` are the tags that may be proposed; `in_category` counts the articles of each
    category by tag, `sizes` all of them; `topics` names the running story of an article by id.
    """

    articles: Mapping[str, Listed]
    vocabulary: tuple[Term, ...]
    in_category: Mapping[str, Mapping[Term, int]]
    sizes: Mapping[str, int]
    topics: Mapping[str, str]


def build_corpus(
    articles: Iterable[Listed], vocabulary: Iterable[Term], topics: Mapping[str, str]
) -> Corpus:
    """Count what the articles have in common.

    Tags of `articles` that are missing in `vocabulary` may be proposed too. `topics` may name
    other articles as well.
    """
    by_id = {article.article_id: article for article in articles}
    in_category: dict[str, Counter[Term]] = defaultdict(Counter)
    for article in by_id.values():
        in_category[article.category].update(article.tags)
    used = {tag for counts in in_category.values() for tag in counts}
    return Corpus(
        articles=by_id,
        vocabulary=tuple(sorted({*vocabulary, *used}, key=lambda tag: (tag.slug, tag.name))),
        in_category=in_category,
        sizes=Counter(article.category for article in by_id.values()),
        topics=topics,
    )
