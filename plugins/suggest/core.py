"""What to put into the front matter of an article: tags, its running story, pins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from plugins.suggest.facts import Corpus, Subject
from plugins.suggest.tags import TagProposal, propose_tags

#: A story needs so many of the nearest articles that are looked at, and more than half the votes.
_STORY_OF, _STORY_FROM = 5, 2
_MOST_PINS = 2
#: So many tags in common make an article worth a pin that likeness alone leaves out.
_TAGS_IN_COMMON = 2


class Reason(StrEnum):
    """Why an article is worth a pin."""

    LINKED = "linked"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class TopicProposal:
    """A running story by name: `near` of the `of_near` nearest articles belong to it."""

    name: str
    near: int
    of_near: int


@dataclass(frozen=True, slots=True)
class PinProposal:
    """An article, by id, that belongs beside the subject and is not shown there by itself."""

    article_id: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Proposals:
    """What may be added to an article; each part may be empty."""

    tags: tuple[TagProposal, ...] = ()
    topic: TopicProposal | None = None
    pins: tuple[PinProposal, ...] = ()


def propose(
    subject: Subject, near: Sequence[str], corpus: Corpus, *, shown: int, pinnable: Collection[str]
) -> Proposals:
    """Propose what the subject lacks.

    `near` are the ids of its related articles, best first, of which its page shows the first
    `shown`; ids that the corpus does not hold are left out. Only what is `pinnable` is pinned.
    """
    known = [key for key in near if key in corpus.articles and key != subject.article_id]
    tags = propose_tags(subject, known, corpus)
    topic = None if subject.topic else _topic(known, corpus)
    names = {*(tag.slug for tag in subject.tags), *(one.tag.slug for one in tags)}
    pins = [
        pin for pin in _pins(subject, known, corpus, names, shown) if pin.article_id in pinnable
    ]
    return Proposals(tags, topic, tuple(pins[:_MOST_PINS]))


def _topic(near: Sequence[str], corpus: Corpus) -> TopicProposal | None:
    """Return the story of most of the nearest articles, the first of them counting most."""
    looked_at = near[:_STORY_OF]
    votes: dict[str, float] = defaultdict(float)
    counts: dict[str, int] = defaultdict(int)
    for place, key in enumerate(looked_at, 1):
        if name := corpus.topics.get(key):
            votes[name] += 1 / place
            counts[name] += 1
    if not votes:
        return None
    best = min(votes, key=lambda name: (-votes[name], name))
    total = sum(1 / place for place in range(1, len(looked_at) + 1))
    if counts[best] < _STORY_FROM or votes[best] * 2 <= total:
        return None
    return TopicProposal(best, counts[best], len(looked_at))


def _pins(
    subject: Subject, near: Sequence[str], corpus: Corpus, tags: Set[str], shown: int
) -> Iterator[PinProposal]:
    """Yield what the text itself leads to, then what is near, not shown, and has the same tags."""
    seen = {subject.article_id, *near[:shown], *subject.pinned, *subject.banned}
    for key in subject.linked:
        if key in corpus.articles and key not in seen:
            seen.add(key)
            yield PinProposal(key, Reason.LINKED)
    for key in near[shown:]:
        common = tags & {tag.slug for tag in corpus.articles[key].tags}
        if key not in seen and len(common) >= _TAGS_IN_COMMON:
            seen.add(key)
            yield PinProposal(key, Reason.TAGS)
