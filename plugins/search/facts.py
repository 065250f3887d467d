"""The facts of search: what a document says, and what the index knows of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """What a document says, in normalised plain text. `tags` are names, one after the other."""

    title: str
    lead: str
    tags: str
    text: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What one document is found by: plain data that a cache may keep.

    `keys` holds its distinct terms in ascending order, eight bytes each (little-endian); a term
    is a word or a pair of words that follow one another. `levels` holds one byte for each key,
    0 to 7: how much of the document the term is. `words` are its distinct words with their
    marks, numbers left out, in order, a space between them.
    """

    keys: bytes
    levels: bytes
    words: str


@dataclass(frozen=True, slots=True)
class Shape:
    """In how many pieces an index lies: two to the power of `word_bits` hold words.

    Four times as many hold pairs of words; `word_bits` is at most 10.
    """

    word_bits: int

    @property
    def pair_bits(self) -> int:
        """Of how many bits the number of a piece of pairs is."""
        return self.word_bits + _PAIRS_TO_WORDS

    @property
    def words(self) -> int:
        """How many pieces hold words."""
        return 1 << self.word_bits

    @property
    def total(self) -> int:
        """How many pieces there are, of words and of pairs."""
        return self.words + (1 << self.pair_bits)


_PAIRS_TO_WORDS = 2
# A piece of so many documents takes about eight kilobytes, which is what a query fetches of each.
_DOCUMENTS_A_PIECE = 20
_MOST_BITS = 10


def shape_of(documents: int) -> Shape:
    """Return the shape of an index of so many documents."""
    pieces = -(-documents // _DOCUMENTS_A_PIECE)
    return Shape(min(_MOST_BITS, max(pieces - 1, 0).bit_length()))
