"""The pieces of an index, from nothing or from those of the last build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from plugins.search.facts import Shape, Terms
from plugins.search.pieces import Rows, decode, empty, encode, joined, number_of
from plugins.search.terms import FOLDED_BIT, PAIR_BIT

_In = TypeVar("_In")
_Out = TypeVar("_Out")

# So many rows are put in order at once: they take a few times their 17 bytes.
_ROWS_AT_ONCE = 1 << 20
_PIECES_AT_ONCE = 64
_EVERYTHING = np.array((0, 1 << 63, 1 << 63, 1 << 63), np.uint64)


class Spread(Protocol):
    """Calls a function for each input, perhaps on many cores, and gives the results in order."""

    def __call__(
        self, function: Callable[[_In], _Out], inputs: Sequence[_In], /
    ) -> Iterable[_Out]: ...


@dataclass(frozen=True, slots=True)
class Change:
    """How the documents of an index differ from those it was made of.

    `places` tells for each old document at which place it stands now, -1 where it is gone; those
    that stay are in the order that they were in. `gone` and `fresh` are the terms of the documents
    that went and that came, by their old and their new place.
    """

    places: NDArray[np.int64]
    gone: Mapping[int, Terms]
    fresh: Mapping[int, Terms]


def build_pieces(
    documents: Sequence[Terms], shape: Shape, spread: Spread = map
) -> dict[int, bytes]:
    """Return all pieces of an index of these documents, by number."""
    terms = sum(len(document.levels) for document in documents)
    parts = 1 << min(shape.word_bits, (terms // _ROWS_AT_ONCE).bit_length())
    # The upper bits of a hash choose the piece, so that each part fills whole pieces.
    width = (1 << 32) // parts << FOLDED_BIT

    def encode_part(part: int) -> dict[int, bytes]:
        words = part * width
        pairs = words | 1 << PAIR_BIT
        bounds = np.array((words, words + width, pairs, pairs + width), np.uint64)
        return dict(encode(_in_order(_rows(dict(enumerate(documents)), bounds)), shape))

    made = {number: empty() for number in range(shape.total)}
    for pieces in spread(encode_part, range(parts)):
        made |= pieces
    return made


def update_pieces(
    change: Change,
    shape: Shape,
    load: Callable[[Sequence[int]], Mapping[int, bytes]],
    spread: Spread = map,
) -> dict[int, bytes]:
    """Return the pieces that a change alters, as `build_pieces` would make them.

    `load` returns old pieces by number. Raises DamagedPieceError for one that was changed since.
    """
    moves = bool((change.places != np.arange(len(change.places)))[change.places >= 0].any())
    gone, fresh = _rows(change.gone), _rows(change.fresh)
    fresh = _in_order(fresh)
    where = number_of(fresh.key, shape)
    numbers = np.arange(shape.total) if moves else _touched(gone, fresh, shape)
    is_gone = np.zeros(len(change.places), np.bool_)
    is_gone[list(change.gone)] = True

    def rewrite(numbers: Sequence[int]) -> dict[int, bytes]:
        old = load(numbers)
        parts = [_kept(decode(old[number], number >= shape.words)) for number in numbers]
        parts.append(fresh.at(np.flatnonzero(np.isin(where, numbers))))
        made = {number: empty() for number in numbers}
        made |= encode(_in_order(joined(parts)), shape)
        return made

    def _kept(rows: Rows) -> Rows:
        kept = rows.at(np.flatnonzero(~is_gone[rows.document]))
        return kept._replace(document=change.places[kept.document])

    turns = [
        numbers[start : start + _PIECES_AT_ONCE].tolist()
        for start in range(0, len(numbers), _PIECES_AT_ONCE)
    ]
    return {number: piece for made in spread(rewrite, turns) for number, piece in made.items()}


def _touched(gone: Rows, fresh: Rows, shape: Shape) -> NDArray[np.int64]:
    """Return the numbers of the pieces in which the two differ.

    A term that a document had and has again at the same level touches nothing.
    """
    numbers = np.concatenate((number_of(gone.key, shape), number_of(fresh.key, shape)))
    rows = joined((gone, fresh))
    order = np.lexsort((rows.level, rows.document, rows.key))
    sorted_rows = rows.at(order)
    is_again = np.logical_and.reduce([column[1:] == column[:-1] for column in sorted_rows])
    twice = np.zeros(len(order), np.bool_)
    twice[1:] |= is_again
    twice[:-1] |= is_again
    return np.unique(numbers[order[~twice]])


def _rows(documents: Mapping[int, Terms], bounds: NDArray[np.uint64] = _EVERYTHING) -> Rows:
    """Return the terms of documents whose keys lie between the first two or the last two bounds."""
    keys, levels, sizes = [], [], []
    for document in documents.values():
        key = np.frombuffer(document.keys, "<u8")
        level = np.frombuffer(document.levels, np.uint8)
        first, last, second, end = np.searchsorted(key, bounds)
        keys += [key[first:last], key[second:end]]
        levels += [level[first:last], level[second:end]]
        sizes.append(last - first + end - second)
    return Rows(
        np.concatenate([np.zeros(0, np.uint64), *keys], dtype=np.uint64),
        np.repeat(np.array([*documents], np.int64), sizes),
        np.concatenate([np.zeros(0, np.uint8), *levels]),
    )


def _in_order(rows: Rows) -> Rows:
    return rows.at(np.lexsort((rows.document, rows.key)))
