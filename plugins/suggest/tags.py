"""Which tags an article should have: from its nearest articles, its category and its own words.

Each tag gets the sum of three shares. The nearest articles vote with 1, 1/2, 1/3 … in their order,
which is that of likeness; the category gives the share of its articles that have the tag, halved;
the tag's name counts by the best place where it stands. Names are compared syllable by syllable
with their tones ("lúa" is no "lửa"). Measured by leaving out one article after the other of the 62
tagged ones of the sample portal (`python -m tests.bench.suggest_eval`, docs/adr/0014-suggest.md):

| | P@3 | R@5 |
|---|---|---|
| names alone | 0.40 | 0.42 |
| nearest articles alone | 0.49 | 0.60 |
| nearest articles and names | 0.63 | 0.73 |
| and the category | 0.66 | 0.79 |

From `Weights.least` on a tag is printed: 2.3 an article, of which 0.54 are right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plugins.content_model.models import Term
from plugins.suggest.facts import Corpus, Subject
from plugins.vietnamese import syllables

#: More tags than this are no help to a reader.
MOST_TAGS = 5


class Place(StrEnum):
    """The best place of an article where the name of a tag stands."""

    TITLE = "title"
    LEAD = "lead"
    TEXT = "text"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each piece of evidence counts; a tag below `least` is not proposed.

    `doubt` is the vote against every tag, so that a single neighbour does not decide alone.
    `title`, `lead`, `text` and `once` are for the name of the tag: in the title, in the lead,
    more than once in the text, or only once in all.
    """

    near: float = 1.0
    doubt: float = 0.5
    category: float = 0.5
    title: float = 0.9
    lead: float = 0.7
    text: float = 0.5
    once: float = 0.2
    least: float = 0.35

    def of(self, place: Place) -> float:
        """Return what the name of a tag counts at a place."""
        by_place = {Place.TITLE: self.title, Place.LEAD: self.lead, Place.TEXT: self.text}
        return by_place.get(place, self.once)


@dataclass(frozen=True, slots=True)
class TagProposal:
    """A tag and why: `near` of the `of_near` nearest articles have it, and so on.

    `in_category` of the `of_category` other articles of the category have it. `place` is where its
    name stands, None where it does not.
    """

    tag: Term
    score: float
    near: int
    of_near: int
    in_category: int
    of_category: int
    place: Place | None


def propose_tags(
    subject: Subject, near: Sequence[str], corpus: Corpus, weights: Weights | None = None
) -> tuple[TagProposal, ...]:
    """Propose tags that the subject does not have, best first; with its own at most MOST_TAGS.

    `near` are the ids of its nearest articles, best first. The order is total: by score, then by
    how many nearest articles have the tag, then by slug.
    """
    weigh = weights or Weights()
    neighbours = [corpus.articles[key] for key in near if key != subject.article_id]
    votes, counts = _votes([neighbour.tags for neighbour in neighbours], weigh.doubt)
    in_category, of_category = _category(subject, corpus)
    places = _places(subject, corpus.vocabulary)
    proposals = []
    for tag in corpus.vocabulary:
        if tag in subject.tags:
            continue
        place = places.get(tag)
        score = weigh.near * votes.get(tag, 0.0)
        score += weigh.category * in_category.get(tag, 0) / (of_category or 1)
        score += weigh.of(place) if place else 0.0
        if score >= weigh.least and score > 0:
            numbers = (counts.get(tag, 0), len(neighbours), in_category.get(tag, 0), of_category)
            # A millionth less or more is no reason.
            proposals.append(TagProposal(tag, round(score, 6), *numbers, place))
    proposals.sort(key=lambda one: (-one.score, -one.near, one.tag.slug, one.tag.name))
    return tuple(proposals[: max(0, MOST_TAGS - len(subject.tags))])


def _votes(
    neighbours: Sequence[Sequence[Term]], doubt: float
) -> tuple[Mapping[Term, float], Mapping[Term, int]]:
    """Return the share of the votes for each tag, and how many neighbours have it."""
    total = doubt + sum(1 / place for place in range(1, len(neighbours) + 1))
    votes: dict[Term, float] = defaultdict(float)
    counts: dict[Term, int] = defaultdict(int)
    for place, tags in enumerate(neighbours, 1):
        for tag in tags:
            votes[tag] += 1 / place / total
            counts[tag] += 1
    return votes, counts


def _category(subject: Subject, corpus: Corpus) -> tuple[Mapping[Term, int], int]:
    """Return how many other articles of the category have each tag, and how many there are."""
    counts = corpus.in_category.get(subject.category, {})
    size = corpus.sizes.get(subject.category, 0)
    own = corpus.articles.get(subject.article_id)
    if own is None or own.category != subject.category:
        return counts, size
    return {tag: count - (tag in own.tags) for tag, count in counts.items()}, size - 1


def _places(subject: Subject, vocabulary: Sequence[Term]) -> Mapping[Term, Place]:
    """Return the best place of each name that stands in the subject as whole words."""
    title, lead, text = map(_spaced, (subject.title, subject.lead, subject.text))
    places = {}
    for tag in vocabulary:
        name = _spaced(tag.name)
        if not name.strip():
            continue
        if name in title:
            places[tag] = Place.TITLE
        elif name in lead:
            places[tag] = Place.LEAD
        elif (first := text.find(name)) >= 0:
            # The space that ends one name may begin the next.
            again = text.find(name, first + len(name) - 1) >= 0
            places[tag] = Place.TEXT if again else Place.ONCE
    return places


def _spaced(text: str) -> str:
    """Return the syllables of a text with a space around each: no token has one in it."""
    return f" {' '.join(syllables(text))} "
