"""The pieces of an index as files: which documents have a term, and how much of each it is.

A piece is three bytes that name its content (`check_of`); the number of its entries; six bytes for
each entry: the hash of the folded term (four bytes, little-endian) and that of the term with its
marks (two, 0 where it has none); for each entry the number of its documents; and, entry after
entry, the documents. Of a document stands the step from the one before, times eight, plus its
level. All numbers without a size are written in groups of seven bits, the lowest first, with the
eighth bit set on all groups but the last (LEB128).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from plugins.search.facts import Shape
from plugins.search.terms import FOLDED_BIT, PAIR_BIT

#: How many bytes name the content of a file.
CHECK: Final = 3
_ENTRY = 6
_GROUP, _MORE = 7, 0x80
_LEVEL_BITS, _LEVEL = 3, 7
_FOLDED_BIT, _PAIR_BIT = np.uint64(FOLDED_BIT), np.uint64(PAIR_BIT)
_HASH = np.uint64(0xFFFFFFFF)


class DamagedPieceError(Exception):
    """A piece is not what it was when it was made."""


class Rows(NamedTuple):
    """Terms of documents: row i says that `document[i]` has the term `key[i]` at `level[i]`."""

    key: NDArray[np.uint64]
    document: NDArray[np.int64]
    level: NDArray[np.uint8]

    def at(self, rows: NDArray[Any]) -> Rows:
        """Return some of the rows, in the order that is given."""
        return Rows(*(column[rows] for column in self))


def joined(parts: Sequence[Rows]) -> Rows:
    """Return the rows of all parts, one part after the other."""
    return Rows(
        np.concatenate([part.key for part in parts]),
        np.concatenate([part.document for part in parts]),
        np.concatenate([part.level for part in parts]),
    )


def digest_of(piece: bytes) -> bytes:
    """Return a hash of a piece; its first bytes are those that the piece begins with."""
    return _digest(piece[CHECK:])


def check_of(data: bytes) -> bytes:
    """Return the bytes that name the content of a file."""
    return _digest(data)[:CHECK]


def number_of(keys: NDArray[np.uint64], shape: Shape) -> NDArray[np.int64]:
    """Return the number of the piece of each key: first those of words, then those of pairs."""
    hashes = ((keys >> _FOLDED_BIT) & _HASH).astype(np.int64)
    word, pair = hashes >> (32 - shape.word_bits), hashes >> (32 - shape.pair_bits)
    return np.where(keys >> _PAIR_BIT, pair + shape.words, word)


def encode(rows: Rows, shape: Shape) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the bytes of every piece that the rows fill, in ascending order.

    The rows are in order of key, then document; a piece is to be given whole.
    """
    key, document, level = rows
    if not len(key):
        return
    starts = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
    stops = np.append(starts[1:], len(key))
    step = np.diff(document, prepend=-1)
    step[starts] = document[starts] + 1
    posted, posted_stop = _write(step << _LEVEL_BITS | level)
    counted, counted_stop = _write(stops - starts)
    heads = np.empty(len(starts), [("folded", "<u4"), ("exact", "<u2")])
    heads["folded"] = (key[starts] >> _FOLDED_BIT) & _HASH
    heads["exact"] = key[starts] & np.uint64(0xFFFF)
    pieces = number_of(key[starts], shape)
    first = np.flatnonzero(np.diff(pieces, prepend=-1))
    for begin, end in zip(first.tolist(), [*first[1:].tolist(), len(pieces)], strict=True):
        body = b"".join(
            (
                _write(np.array([end - begin]))[0].tobytes(),
                heads[begin:end].tobytes(),
                counted[_before(counted_stop, begin) : counted_stop[end - 1]].tobytes(),
                posted[
                    _before(posted_stop, starts[begin]) : posted_stop[stops[end - 1] - 1]
                ].tobytes(),
            )
        )
        yield int(pieces[begin]), check_of(body) + body


def decode(piece: bytes, is_pair: bool) -> Rows:
    """Return the rows of a piece that `encode` made, in their order.

    Raises DamagedPieceError for one that was changed since.
    """
    if check_of(piece[CHECK:]) != piece[:CHECK]:
        raise DamagedPieceError
    start = CHECK + next(place for place, byte in enumerate(piece[CHECK:], 1) if byte < _MORE)
    entries = int(_read(np.frombuffer(piece, np.uint8)[CHECK:start])[0])
    heads = np.frombuffer(piece, [("folded", "<u4"), ("exact", "<u2")], entries, start)
    values = _read(np.frombuffer(piece, np.uint8, offset=start + _ENTRY * entries))
    counts, posted = values[:entries], values[entries:]
    key = heads["folded"].astype(np.uint64) << _FOLDED_BIT | heads["exact"]
    key |= np.uint64(is_pair << PAIR_BIT)
    total = np.append(0, np.cumsum(posted >> _LEVEL_BITS))
    before = np.repeat(total[np.cumsum(counts) - counts], counts)
    return Rows(np.repeat(key, counts), total[1:] - before - 1, (posted & _LEVEL).astype(np.uint8))


def empty() -> bytes:
    """Return a piece without entries."""
    return check_of(b"\0") + b"\0"


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()


def _before(stops: NDArray[np.int64], place: int) -> int:
    return int(stops[place - 1]) if place else 0


def _write(numbers: NDArray[np.int64]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the bytes of numbers, all together, and where each ends."""
    sizes = np.ones(len(numbers), np.int64)
    rest = numbers >> _GROUP
    while rest.any():
        sizes += rest > 0
        rest >>= _GROUP
    stops = np.cumsum(sizes)
    written = np.empty(int(stops[-1]) if len(stops) else 0, np.uint8)
    starts = stops - sizes
    rest, place = numbers.copy(), np.arange(len(numbers))
    group = 0
    while len(place):
        more = sizes[place] > group + 1
        written[starts[place] + group] = (rest & 0x7F) | np.where(more, _MORE, 0)
        place, rest = place[more], rest[more] >> _GROUP
        group += 1
    return written, stops


def _read(written: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return the numbers that `_write` made bytes of."""
    is_last = written < _MORE
    stops = np.flatnonzero(is_last) + 1
    starts = np.append(0, stops[:-1])[: len(stops)]
    group = np.arange(len(written)) - np.repeat(starts, stops - starts)
    parts = (written & 0x7F).astype(np.int64) << (group * _GROUP)
    return np.add.reduceat(parts, starts) if len(starts) else np.zeros(0, np.int64)
