"""The terms of all articles of one language in a few arrays, which change with the articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from plugins.related.facts import Terms

Integers: TypeAlias = NDArray[np.signedinteger[Any]]
Numbers: TypeAlias = NDArray[np.uint64]
Marks: TypeAlias = NDArray[np.bool_]
_Array = TypeVar("_Array", bound=NDArray[Any])


@dataclass(frozen=True, slots=True)
class Corpus:
    """The terms of articles, one article after the other.

    Those of article i are `starts[i]` to `starts[i + 1]` of `term` and of `counts`, which has a
    row of three for each. `term` holds places in `vocabulary`, the distinct terms in ascending
    order; `shared_by` tells how many articles have each. The other fields are those of `Terms`
    with a row for each article, `ordinals` and `figures` filled up with zeros.
    """

    starts: Integers
    term: Integers
    counts: NDArray[np.uint8]
    vocabulary: Numbers
    shared_by: Integers
    body_length: Integers
    ordinals: Numbers
    figures: Numbers

    @property
    def total(self) -> int:
        """Return the number of articles."""
        return len(self.body_length)


class Run(NamedTuple):
    """Articles that follow one another, `start` to `stop`, among the fresh or the old ones."""

    is_fresh: bool
    start: int
    stop: int


def collect(documents: Sequence[Terms]) -> Corpus:
    """Return the documents as a corpus, in their order."""
    sizes = np.array([len(document.keys) // 8 for document in documents], np.int64)
    keys = np.frombuffer(b"".join(document.keys for document in documents), "<u8")
    counts = np.frombuffer(b"".join(document.counts for document in documents), np.uint8)
    order = np.argsort(keys)
    keys = keys[order].astype(np.uint64, copy=False)
    is_new = np.concatenate((np.ones(min(len(keys), 1), np.bool_), keys[1:] != keys[:-1]))
    first = np.flatnonzero(is_new)
    term = np.empty(len(keys), np.int32)
    term[order] = np.cumsum(is_new, dtype=np.int32) - 1
    return Corpus(
        starts=_bounds(sizes),
        term=term,
        counts=counts.reshape(-1, 3),
        vocabulary=keys[first],
        shared_by=np.diff(np.append(first, len(keys))).astype(np.int32),
        body_length=np.array([document.body_length for document in documents], np.int32),
        ordinals=_table([document.ordinals for document in documents]),
        figures=_table([document.figures for document in documents]),
    )


def weave(old: Corpus, fresh: Corpus, runs: Sequence[Run]) -> tuple[Corpus, Integers]:
    """Return the corpus of the articles that the runs name, in their order.

    It equals what `collect` makes of all of them. Return with it the place in the new vocabulary
    of every term of the old one, -1 where nobody has it any more. Every fresh article stands in
    one run, an old one in one or none.
    """
    kept = np.zeros(old.total, np.bool_)
    for run in runs:
        if not run.is_fresh:
            kept[run.start : run.stop] = True
    gone = entries_of(old.starts, np.flatnonzero(~kept))
    shared_by = old.shared_by - np.bincount(old.term[gone], minlength=len(old.vocabulary))
    place = np.searchsorted(old.vocabulary, fresh.vocabulary)
    known = np.zeros(len(place), np.bool_)
    inside = place < len(old.vocabulary)
    known[inside] = old.vocabulary[place[inside]] == fresh.vocabulary[inside]
    shared_by[place[known]] += fresh.shared_by[known]

    alive = shared_by > 0
    added = fresh.vocabulary[~known]
    before = np.searchsorted(old.vocabulary[alive], added)
    is_added = np.zeros(np.count_nonzero(alive) + len(added), np.bool_)
    is_added[before + np.arange(len(added))] = True
    number = np.full(len(old.vocabulary), -1, np.int32)
    number[alive] = np.flatnonzero(~is_added)
    fresh_number = np.empty(len(place), np.int32)
    fresh_number[known] = number[place[known]]
    fresh_number[~known] = np.flatnonzero(is_added)

    sizes = splice(np.diff(old.starts), np.diff(fresh.starts), runs)
    flat = entry_runs(old.starts, fresh.starts, runs)
    corpus = Corpus(
        starts=_bounds(sizes),
        term=splice(number[old.term], fresh_number[fresh.term], flat),
        counts=splice(old.counts, fresh.counts, flat),
        vocabulary=_merge(is_added, added, old.vocabulary[alive]),
        shared_by=_merge(is_added, fresh.shared_by[~known], shared_by[alive].astype(np.int32)),
        body_length=splice(old.body_length, fresh.body_length, runs),
        ordinals=_splice_tables(old.ordinals, fresh.ordinals, runs),
        figures=_splice_tables(old.figures, fresh.figures, runs),
    )
    return corpus, number


def terms_at(corpus: Corpus, place: int) -> Terms:
    """Return the terms of the article at a place of the corpus."""
    entries = slice(corpus.starts[place], corpus.starts[place + 1])
    return Terms(
        keys=corpus.vocabulary[corpus.term[entries]].astype("<u8").tobytes(),
        counts=corpus.counts[entries].tobytes(),
        body_length=int(corpus.body_length[place]),
        ordinals=tuple(filter(None, corpus.ordinals[place].tolist())),
        figures=tuple(filter(None, corpus.figures[place].tolist())),
    )


def splice(old: _Array, fresh: _Array, runs: Sequence[Run]) -> _Array:
    """Return the rows that the runs name, in their order."""
    parts = [(fresh if run.is_fresh else old)[run.start : run.stop] for run in runs]
    spliced: _Array = np.concatenate([old[:0], *parts])  # type: ignore[assignment]
    return spliced


def entry_runs(old: Integers, fresh: Integers, runs: Sequence[Run]) -> list[Run]:
    """Return the runs of the entries, given where those of each article start."""
    starts = {True: fresh, False: old}
    return [
        Run(run.is_fresh, int(starts[run.is_fresh][run.start]), int(starts[run.is_fresh][run.stop]))
        for run in runs
    ]


def entries_of(starts: Integers, rows: Integers) -> Integers:
    """Return the places of all entries of the rows, row after row."""
    sizes = starts[rows + 1] - starts[rows]
    before = np.cumsum(sizes) - sizes
    places: Integers = np.arange(sizes.sum()) + np.repeat(starts[rows] - before, sizes)
    return places


def _bounds(sizes: Integers) -> Integers:
    return np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))


def _merge(is_added: Marks, added: _Array, others: _Array) -> _Array:
    merged = np.empty(len(is_added), others.dtype)
    merged[is_added] = added
    merged[~is_added] = others
    return merged  # type: ignore[return-value]


def _table(rows: Sequence[tuple[int, ...]]) -> Numbers:
    table = np.zeros((len(rows), max(map(len, rows), default=0)), np.uint64)
    for place, row in enumerate(rows):
        table[place, : len(row)] = row
    return table


def _splice_tables(old: Numbers, fresh: Numbers, runs: Sequence[Run]) -> Numbers:
    """Splice tables of different widths; the result is as wide as its longest row."""
    width = max(old.shape[1], fresh.shape[1])
    table = splice(_widened(old, width), _widened(fresh, width), runs)
    return np.ascontiguousarray(table[:, table.any(axis=0)])


def _widened(table: Numbers, width: int) -> Numbers:
    return np.pad(table, ((0, 0), (0, width - table.shape[1])))
