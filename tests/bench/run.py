"""`make bench`: how long builds take beside Hugo's, how good lists are, how the site is served.

Prints one table for people and writes .bench/result.json for machines. Times are medians of whole
processes, on a corpus that each round draws anew; ours and Hugo's run in turn, on one machine, so
that their ratio means something on another. ARTICLES= and ROUNDS= choose the size (1000 and 3),
SEED= the seed of the first round (0).
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from statistics import median

from plugins.site_checks import WeightRow
from tests.bench.cases import Bench
from tests.bench.measure import ROOT, Memory
from tests.bench.publish_run import load_budgets
from tests.bench.related_eval import evaluate
from tests.bench.search_run import SearchResult, measure_search
from tests.bench.serving_run import ServingResult, measure_serving
from tests.bench.table import Result, render_table


def main() -> int:
    """Measure, print a table, write the JSON."""
    result = _measure(
        articles=int(os.environ.get("ARTICLES") or 1000),
        rounds=int(os.environ.get("ROUNDS") or 3),
        seed=int(os.environ.get("SEED") or 0),
    )
    target = ROOT / ".bench/result.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(f"{json.dumps(asdict(result), ensure_ascii=False, indent=1)}\n", "utf-8")
    sys.stdout.write(render_table(result))
    return 0


def _measure(articles: int, rounds: int, seed: int) -> Result:
    taken: dict[str, list[float | None]] = {}
    memory: dict[str, Memory | None] = {}
    pages: dict[str, int] = {}
    search: SearchResult | None = None
    serving: ServingResult | None = None
    weights: tuple[WeightRow, ...] = ()
    budgets = load_budgets()
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            bench = Bench(Path(folder), articles, seed + number)
            for key, seconds in bench.times():
                taken.setdefault(key, []).append(seconds)
            if not memory:
                pages, memory = bench.pages(), bench.memory()
                search = measure_search(bench.output, Path(folder) / "sample")
                public = bench.publishing.public
                serving = measure_serving(public, budgets, Path(folder) / "server")
                weights = bench.publishing.weights(budgets)
    return Result(
        articles=articles,
        rounds=rounds,
        seed=seed,
        hugo=version("hugo"),
        seconds={key: _median(values) for key, values in taken.items()},
        samples=taken,
        memory=memory,
        pages=pages,
        related=evaluate(),
        search=search,
        serving=serving,
        weights=weights,
    )


def _median(values: list[float | None]) -> float | None:
    """Return the median, or None when one round could not be measured."""
    known = [value for value in values if value is not None]
    return median(known) if len(known) == len(values) else None


if __name__ == "__main__":
    sys.exit(main())
