"""How well tags are proposed, measured on the tagged articles of the sample portal.

Of each its own tags are hidden and proposed anew from all the others. Run it from the project
root: `python -m tests.bench.suggest_eval`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from plugins.content_model.models import Article, Term
from plugins.engine.console import Console
from plugins.engine.inputs import Inputs
from plugins.portal.prepare import Prepared, prepare
from plugins.portal.relations import nearest_articles
from plugins.portal.settings import BuildSettings
from plugins.suggest import Listed, Subject, Weights, build_corpus, propose_tags
from plugins.vietnamese import VIETNAM

CONTENT = Path(__file__).resolve().parents[2] / "content"
NOW = datetime(2026, 11, 20, 7, 30, tzinfo=VIETNAM)
_NO_NAMES = {"title": 0.0, "lead": 0.0, "text": 0.0, "once": 0.0}
#: What is compared: each leaves out some of the evidence, and proposes whatever has any.
METHODS = {
    "names alone": Weights(near=0, category=0, least=0),
    "nearest articles alone": Weights(category=0, least=0, **_NO_NAMES),
    "nearest articles and names": Weights(category=0, least=0),
    "and the category": Weights(least=0),
    "as printed": Weights(),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """How good the proposals are, over all articles that have tags.

    `p_at_3`: how many of the first three are right; of the first two or the first where the
    article has only so many tags. `r_at_5`: which share of its tags is among the first five.
    `right`: which share of all proposals is right; `printed`: how many an article gets.
    """

    p_at_3: float
    r_at_5: float
    right: float
    printed: float


def evaluate(content: Path = CONTENT) -> dict[str, Figures]:
    """Return the figures of each method."""
    with TemporaryDirectory() as folder:
        cache = Path(folder)
        settings = BuildSettings(content, content, content, cache, NOW)
        cases = list(_cases(prepare(settings, Inputs(cache, content), Console())))
    return {name: _figures(cases, weights) for name, weights in METHODS.items()}


@dataclass(frozen=True, slots=True)
class _Case:
    subject: Subject
    near: tuple[str, ...]
    own: tuple[Term, ...]
    others: tuple[Listed, ...]
    vocabulary: tuple[Term, ...]


def _cases(prepared: Prepared) -> Iterator[_Case]:
    site = prepared.site
    # With its tags an article would be near to those that it is to get them from.
    bare = [replace(article, tags=()) for article in site.content.articles]
    untagged = replace(site, content=replace(site.content, articles=tuple(bare)))
    nearest = nearest_articles(untagged, prepared.bodies)
    listed = tuple(Listed(one.article_id, one.category.slug, one.tags) for one in site.listed)
    for article in site.listed:
        if article.tags:
            yield _Case(
                _untagged(article, prepared),
                tuple(near.article_id for near in nearest[article.url]),
                article.tags,
                tuple(one for one in listed if one.article_id != article.article_id),
                prepared.data.tags or (),
            )


def _untagged(article: Article, prepared: Prepared) -> Subject:
    return Subject(
        article_id=article.article_id,
        title=article.title,
        lead=article.lead,
        text=prepared.bodies(article).text,
        category=article.category.slug,
    )


def _figures(cases: Sequence[_Case], weights: Weights) -> Figures:
    precisions, recalls, counts, rights = [], [], [], []
    for case in cases:
        corpus = build_corpus(case.others, case.vocabulary, {})
        proposed = propose_tags(case.subject, case.near, corpus, weights)
        right = [proposal.tag in case.own for proposal in proposed]
        places = min(3, len(case.own))
        precisions.append(sum(right[:places]) / places)
        recalls.append(sum(right[:5]) / len(case.own))
        counts.append(len(right))
        rights.append(sum(right))
    share = sum(rights) / (sum(counts) or 1)
    return Figures(fmean(precisions), fmean(recalls), share, fmean(counts))


def main() -> None:
    """Print the figures as a table."""
    sys.stdout.write(f"{'tags proposed':28}{'P@3':>8}{'R@5':>8}{'right':>8}{'printed':>9}\n")
    for name, one in evaluate().items():
        row = f"{one.p_at_3:8.3f}{one.r_at_5:8.3f}{one.right:8.3f}{one.printed:9.2f}"
        sys.stdout.write(f"{name:28}{row}\n")


if __name__ == "__main__":
    main()
