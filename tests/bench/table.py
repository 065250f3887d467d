"""The figures of `make bench` as a table for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

from plugins.site_checks import WeightRow, Weights
from tests.bench.cases import CASES, COLD, GROWTH, HUGO, HUGO_WITHOUT_RELATED, THIRD, Case
from tests.bench.measure import Memory
from tests.bench.search_run import SearchResult
from tests.bench.serving_run import ServingResult

#: The most that is allowed: in any one process at 10,000 articles, in all at 30,000.
_LARGEST_MB, _TOGETHER_MB = 500, 1200
#: The most that 30,000 articles may take, as a multiple of 10,000.
_GROWTH_LIMIT = 3.3
_AIMED_AT = 10_000
#: The most that a first result of a search may take, at 10,000 articles.
_FETCHED_KB, _WORKED_MS = 300, 300
_NONE = "-"


class _Row(NamedTuple):
    """A line of the table."""

    name: str
    ours: str = _NONE
    ratio: str = _NONE
    aim: str = _NONE
    least: str = _NONE
    hugo: str = _NONE


@dataclass(frozen=True, slots=True)
class Result:
    """What one run measured: medians over its rounds, and every single time in `samples`.

    Seconds and pages by key of the case; None where a figure could not be taken. `related` is
    what `evaluate` returns.
    """

    articles: int
    rounds: int
    seed: int
    hugo: str
    seconds: Mapping[str, float | None]
    samples: Mapping[str, Sequence[float | None]]
    memory: Mapping[str, Memory | None]
    pages: Mapping[str, int]
    related: Mapping[str, float]
    search: SearchResult | None
    serving: ServingResult | None
    weights: Sequence[WeightRow]


def render_table(result: Result) -> str:
    """Return the table: a row for each case, then growth, memory, and Hugo by itself.

    After it stand search, how the published portal is served, and what its pages weigh.
    """
    headings = _Row("", "ours", "x Hugo", "aim", "least", "Hugo")
    rows = [headings, *(_case(case, result) for case in CASES), *_others(result)]
    lines = [
        f"{result.articles} articles, medians (rounds: {result.rounds}), "
        f"beside a full build of Hugo {result.hugo} with related lists",
        *_lines(rows),
        f"HTML pages: {result.pages[COLD]} ours, {result.pages[HUGO]} Hugo's.",
        "make publish, everything new: articles were read before; every page is made, checked, "
        "compressed and written.",
        "Related lists, labelled set: "
        + ", ".join(f"{name} {value:.3g}" for name, value in result.related.items()),
    ]
    lines += [*_search(result.search), *_serving(result.serving), *_weights(result.weights)]
    if result.articles != _AIMED_AT:
        lines.append(f"The aims are for {_AIMED_AT} articles: make bench ARTICLES={_AIMED_AT}")
    return "\n".join(lines) + "\n"


def _search(search: SearchResult | None) -> Iterator[str]:
    if search is None:
        yield "Search: no Chromium to measure it with."
        return
    yield (
        f"Search, {search.queries} labelled queries over the sample portal: "
        f"MRR {search.mrr:.3f}, recall@10 {search.recall_at_10:.3f}"
    )
    heaviest = max(cost.kilobytes for cost in search.costs)
    slowest = max(cost.processor_ms for cost in search.costs)
    yield (
        f"First result, the worst of {len(search.costs)}: {heaviest:.0f} KB fetched in all "
        f"(aim {_FETCHED_KB}), {slowest:.0f} ms of a processor of a quarter of the speed "
        f"(aim {_WORKED_MS})"
    )


def _serving(serving: ServingResult | None) -> Iterator[str]:
    if serving is None:
        yield "Serving: not measured; Debian's nginx, wrk and openssl are needed."
        return
    yield (
        f"Served by nginx over TLS to {serving.connections} kept connections, all of it, with "
        f"whoever asks, on {serving.cores} cores:"
    )
    rows = [
        (
            load.kind,
            f"{load.per_second:.0f}",
            f"{load.p99_ms:.1f} ms",
            f"{load.kilobytes:.1f}",
            str(load.failed),
        )
        for load in serving.loads
    ]
    yield from _lines([("", "answers/s", "p99", "kB each", "failed"), *rows])


def _weights(weights: Sequence[WeightRow]) -> Iterator[str]:
    yield "Weight of a published page and all it loads, kB as sent: median / largest"
    kinds = [field.name for field in fields(Weights)]
    rows = [(row.name, str(row.pages), *(_weight(row, kind) for kind in kinds)) for row in weights]
    yield from _lines([("", "pages", *kinds), *rows])


def _weight(row: WeightRow, kind: str) -> str:
    both: tuple[int, int] = getattr(row.median, kind), getattr(row.largest, kind)
    # Requests are counted, all others are bytes.
    return " / ".join(str(it) if kind == "requests" else f"{it / 1e3:.1f}" for it in both)


def _case(case: Case, result: Result) -> _Row:
    ours = result.seconds[case.key]
    return _Row(
        case.name,
        ours=_seconds(ours),
        ratio=_ratio(ours, result.seconds[HUGO]),
        aim=_plain(case.aim) if case.aim_s is None else _seconds(case.aim_s),
        least=_plain(case.least),
        hugo=_seconds(result.seconds[case.beside] if case.beside else None),
    )


def _others(result: Result) -> list[_Row]:
    seconds, ours, hugo = result.seconds, result.memory[COLD], result.memory[HUGO]
    without = seconds[HUGO_WITHOUT_RELATED]
    return [
        _Row(
            "Hugo without related lists",
            ratio=_ratio(without, seconds[HUGO]),
            hugo=_seconds(without),
        ),
        _Row(
            f"time for {GROWTH} times the articles",
            ours=f"{_ratio(seconds[COLD], seconds[THIRD])} x",
            least=_plain(_GROWTH_LIMIT),
        ),
        _Row(
            "memory, largest process",
            ours=_megabytes(ours.largest if ours else None),
            least=str(_LARGEST_MB),
            hugo=_megabytes(hugo.largest if hugo else None),
        ),
        _Row(
            "memory, all processes",
            ours=_megabytes(ours.together if ours else None),
            least=str(_TOGETHER_MB),
            hugo=_megabytes(hugo.together if hugo else None),
        ),
    ]


def _lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows as lines, their cells one below the other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return (_line(row, widths) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    name, *figures = (
        cell.rjust(width) if column else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join(["", name, *figures])


def _ratio(one: float | None, other: float | None) -> str:
    return _plain(one / other if one is not None and other else None)


def _seconds(value: float | None) -> str:
    return _NONE if value is None else f"{value:.2f} s"


def _plain(value: float | None) -> str:
    return _NONE if value is None else f"{value:.2f}"


def _megabytes(value: float | None) -> str:
    return _NONE if value is None else f"{value:.0f} MB"
