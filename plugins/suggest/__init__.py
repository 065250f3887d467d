"""Suggestions for a new article: tags, a running story and pins, with the evidence for each.

They come from what the corpus knows: the articles nearest to the new one, the articles of its
category, the names of the tags in its own words, the links in its text. Nothing is written by
itself: `complete` puts what an editor accepted into the front matter and leaves every other byte.

`propose` and `complete` are pure. No settings; what weighs how much stands in `tags`, and
docs/adr/0014-suggest.md has the figures.
"""

from plugins.suggest.core import (
    PinProposal,
    Proposals,
    Reason,
    TopicProposal,
    propose,
)
from plugins.suggest.facts import Corpus, Listed, Subject, build_corpus
from plugins.suggest.front_matter import Addition, FrontMatterError, complete, written
from plugins.suggest.tags import Place, TagProposal, Weights, propose_tags
from plugins.suggest.wording import pin_line, tag_line, topic_line

__all__ = [
    "Addition",
    "Corpus",
    "FrontMatterError",
    "Listed",
    "PinProposal",
    "Place",
    "Proposals",
    "Reason",
    "Subject",
    "TagProposal",
    "TopicProposal",
    "Weights",
    "build_corpus",
    "complete",
    "pin_line",
    "propose",
    "propose_tags",
    "tag_line",
    "topic_line",
    "written",
]
