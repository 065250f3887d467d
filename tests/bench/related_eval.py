"""How well related news is chosen, measured on labelled sets of invented articles.

Beside ours stands plain TF-IDF, so that a figure says something. Run it from the project root:
`python -m tests.bench.related_eval`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
import yaml

from plugins.related import RelatedSettings, Signature, relate
from plugins.vietnamese import syllables

DATA = Path(__file__).resolve().parents[1] / "data" / "related"
ARTICLES = DATA / "articles.yaml"
#: How many labels two articles of each set have in common that are each other's related news.
SETS: Final[Mapping[str, int]] = {"articles": 1, "events": 1, "everyday": 2}
_SHOWN: Final = 10

Lists: TypeAlias = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article and what it belongs to.

    `original` is the id of the article that it copies. Those `held_out` are measured apart.
    """

    signature: Signature
    labels: frozenset[str]
    original: str
    held_out: bool


class Quality(NamedTuple):
    """How good lists are.

    `mrr`: the mean of 1 / place of the first related article, 0 where there is none.
    `p_at_3`: how many of the first three are related; of the first two where only two are. A copy
    of an article already shown, or of the article itself, counts as wrong. Both leave out
    articles that nothing belongs to: `strays` is how many articles their lists show, on average.
    """

    mrr: float
    p_at_3: float
    strays: float


def load_articles(path: Path = ARTICLES) -> list[Labelled]:
    """Read a labelled set."""
    return [_labelled(row) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]


def ours(labelled: Sequence[Labelled]) -> Lists:
    """Return the lists that a portal shows."""
    settings = RelatedSettings(max_items=_SHOWN)
    return relate([article.signature for article in labelled], settings)


def plain(labelled: Sequence[Labelled]) -> Lists:
    """Return the lists of plain TF-IDF: syllables and pairs of all text, smoothed idf, cosine."""
    ids = [article.signature.article_id for article in labelled]
    documents = []
    for one in (article.signature for article in labelled):
        words = syllables(f"{one.title} {one.lead} {one.text}")
        documents.append([*words, *map(" ".join, pairwise(words))])
    vocabulary: dict[str, int] = {}
    weights = np.zeros((len(ids), len({term for said in documents for term in said})))
    for row, said in enumerate(documents):
        np.add.at(weights[row], [vocabulary.setdefault(one, len(vocabulary)) for one in said], 1)
    shared_by = np.count_nonzero(weights, axis=0)
    weights *= np.log((1 + len(ids)) / (1 + shared_by)) + 1
    weights /= np.linalg.norm(weights, axis=1, keepdims=True)
    likeness = np.round(weights @ weights.T, 9)
    np.fill_diagonal(likeness, -1)
    nearest = np.argsort(-likeness, axis=1, kind="stable")[:, :_SHOWN].tolist()
    return {ids[row]: [ids[place] for place in places] for row, places in enumerate(nearest)}


def measure(
    name: str, choose: Callable[[Sequence[Labelled]], Lists] = ours, held_out: bool | None = None
) -> Quality:
    """Return how good the lists for a set are, of all its articles or of one half."""
    labelled = load_articles(DATA / f"{name}.yaml")
    shown = choose(labelled)
    by_id = {article.signature.article_id: article for article in labelled}
    ranks: list[float] = []
    precisions: list[float] = []
    strays: list[int] = []
    for article in labelled:
        if held_out not in (None, article.held_out):
            continue
        nearest = shown[article.signature.article_id]
        siblings = {
            other.original
            for other in labelled
            if len(other.labels & article.labels) >= SETS[name]
            and other.original != article.original
        }
        if not siblings:
            strays.append(len(nearest))
            continue
        right = _right(nearest, siblings, by_id)
        ranks.append(1 / (right.index(True) + 1) if True in right else 0.0)
        places = min(3, len(siblings))
        precisions.append(sum(right[:places]) / places)
    return Quality(fmean(ranks), fmean(precisions), fmean(strays) if strays else 0.0)


def evaluate() -> dict[str, float]:
    """Return the figures of all sets, ours and of plain TF-IDF, by name."""
    figures = {}
    for name in SETS:
        for whose, choose in (("", ours), (" TF-IDF", plain)):
            quality = measure(name, choose)
            figures[f"{name}{whose} MRR"] = quality.mrr
            figures[f"{name}{whose} P@3"] = quality.p_at_3
    return figures


def main() -> None:
    """Print the figures as a table."""
    sys.stdout.write("related articles    ours          TF-IDF        strays\n")
    sys.stdout.write("                    MRR   P@3     MRR   P@3\n")
    for name in SETS:
        halves = {"": None, ", chosen on": False, ", held out": True}
        for half, held_out in list(halves.items())[: 1 if name == "articles" else 3]:
            one, other = measure(name, ours, held_out), measure(name, plain, held_out)
            sys.stdout.write(
                f"{name + half:20}{one.mrr:.3f} {one.p_at_3:.3f}   "
                f"{other.mrr:.3f} {other.p_at_3:.3f}   {one.strays:.1f}\n"
            )


def _labelled(row: Mapping[str, Any]) -> Labelled:
    return Labelled(
        Signature(
            article_id=row["id"],
            title=row["title"],
            lead=row["lead"],
            text=row["text"],
            category=row["category"],
            published=datetime.fromisoformat(row["published"]),
        ),
        labels=frozenset(row["tags"] if "tags" in row else (row["subject"],)),
        original=row.get("copy_of", row["id"]),
        held_out=row.get("held_out", False),
    )


def _right(shown: Sequence[str], siblings: set[str], by_id: Mapping[str, Labelled]) -> list[bool]:
    """Tell of each article shown whether it is a sibling that was not shown before."""
    seen: set[str] = set()
    right = []
    for article_id in shown:
        original = by_id[article_id].original
        right.append(original in siblings and original not in seen)
        seen.add(original)
    return right


if __name__ == "__main__":
    main()
