"""How well the search of the sample portal answers, measured on labelled queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import TypedDict

import yaml

QUERIES = Path(__file__).resolve().parents[1] / "data" / "search" / "queries.yaml"

#: How many results the first page shows.
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody types and what they want to see.

    `query` is as typed, composed or not. `answers` are paths of content files from the project
    root, the best first where one is. `about` is the kind of query.
    """

    query: str
    answers: tuple[str, ...]
    about: str


class Scores(TypedDict):
    """The means over some queries, each between 0 and 1, and how many queries they are."""

    queries: int
    mrr: float
    recall_at_10: float


class Evaluation(Scores):
    """The means over all queries, and those of each kind, in alphabetical order."""

    about: dict[str, Scores]


def load_queries(path: Path = QUERIES) -> list[Query]:
    """Read the labelled queries, in their order; their signs stay as they are written."""
    return [
        Query(query=row["query"], answers=tuple(row["answers"]), about=row["about"])
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def evaluate(queries: Sequence[Query], results: Mapping[str, Sequence[str]]) -> Evaluation:
    """Return how well `results` answer `queries`: each query's paths as found, the best first.

    `mrr`: the mean over the queries of 1 / the place of the first result that is an answer, the
    first place being 1; 0 where no result is one. `recall_at_10`: the mean over the queries of
    the number of answers among the first 10 results / min(10, the number of answers); a path
    that is shown twice counts once. `about`: the same of each kind of query.

    Raises KeyError for a query that has no results, not even none, and ValueError for no query
    or one without answers: a measure of half the set would pass for one of all.
    """
    measured = [(query.about, _measure(query, results[query.query])) for query in queries]
    kinds = sorted({about for about, _ in measured})
    return {
        **_mean([figures for _, figures in measured]),
        "about": {
            kind: _mean([figures for about, figures in measured if about == kind]) for kind in kinds
        },
    }


def _measure(query: Query, shown: Sequence[str]) -> tuple[float, float]:
    """Return the reciprocal place of the first answer, and the recall, of one query."""
    wanted = set(query.answers)
    if not wanted:
        raise ValueError(f"no answers: {query.query!r}")
    place = next((place for place, path in enumerate(shown, 1) if path in wanted), 0)
    found = wanted.intersection(shown[:DEPTH])
    return 1 / place if place else 0.0, len(found) / min(DEPTH, len(wanted))


def _mean(figures: Sequence[tuple[float, float]]) -> Scores:
    """Return the means of both figures; ValueError where there is none."""
    return {
        "queries": len(figures),
        "mrr": fmean(reciprocal for reciprocal, _ in figures),
        "recall_at_10": fmean(recall for _, recall in figures),
    }
