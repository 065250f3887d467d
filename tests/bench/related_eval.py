"""How well related news is chosen, measured on a small labelled set of invented articles.

Run it from the project root: `python -m tests.bench.related_eval`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import fmean

import yaml

from plugins.related import RelatedSettings, Signature, relate

ARTICLES = Path(__file__).resolve().parents[1] / "data" / "related" / "articles.yaml"


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article and what it belongs to. `original` is the id of the article that it copies."""

    signature: Signature
    subject: str
    original: str


def load_articles(path: Path = ARTICLES) -> list[Labelled]:
    """Read the labelled set."""
    return [
        Labelled(
            Signature(
                article_id=row["id"],
                title=row["title"],
                lead=row["lead"],
                text=row["text"],
                category=row["category"],
                published=datetime.fromisoformat(row["published"]),
            ),
            subject=row["subject"],
            original=row.get("copy_of", row["id"]),
        )
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def evaluate(settings: RelatedSettings | None = None) -> dict[str, float]:
    """Return how good the lists are, over all articles of the labelled set.

    `mrr`: the mean of 1 / place of the first article of the same subject, 0 where there is none.
    `p_at_3`: how many of the first three are of the same subject; of the first two where the
    subject has only two others. A copy of an article already shown, or of the article itself,
    counts as wrong. Both leave out articles that nothing belongs to: `strays` is how many
    articles their lists show, on average. `articles` counts the set.
    """
    labelled = load_articles()
    related = relate([article.signature for article in labelled], settings or RelatedSettings())
    by_id = {article.signature.article_id: article for article in labelled}
    ranks: list[float] = []
    precisions: list[float] = []
    strays: list[int] = []
    for article in labelled:
        shown = related[article.signature.article_id]
        siblings = {
            other.original
            for other in labelled
            if other.subject == article.subject and other.original != article.original
        }
        if not siblings:
            strays.append(len(shown))
            continue
        right = _right(shown, siblings, by_id)
        first = right.index(True) + 1 if True in right else 0
        ranks.append(1 / first if first else 0.0)
        places = min(3, len(siblings))
        precisions.append(sum(right[:places]) / places)
    return {
        "articles": len(labelled),
        "mrr": fmean(ranks),
        "p_at_3": fmean(precisions),
        "strays": fmean(strays),
    }


def _right(shown: Sequence[str], siblings: set[str], by_id: Mapping[str, Labelled]) -> list[bool]:
    """Tell of each article shown whether it is a sibling that was not shown before."""
    seen: set[str] = set()
    right = []
    for article_id in shown:
        original = by_id[article_id].original
        right.append(original in siblings and original not in seen)
        seen.add(original)
    return right


def main() -> None:
    """Print the figures as a table."""
    figures = evaluate()
    sys.stdout.write(f"related articles, {figures['articles']:.0f} labelled\n")
    for name, meaning in (
        ("mrr", "MRR"),
        ("p_at_3", "P@3"),
        ("strays", "strays per article without relatives"),
    ):
        sys.stdout.write(f"{figures[name]:8.3f}  {meaning}\n")


if __name__ == "__main__":
    main()
