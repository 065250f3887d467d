"""What holds of the search index, whatever the documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from hypothesis import given
from hypothesis import settings as run_with
from hypothesis import strategies as st
from strategies_search import histories, wordings
from strategies_vietnamese import spellings

from plugins.search import Change, Shape, Terms, Wording, build_pieces, terms, update_pieces
from plugins.search.pieces import Rows, decode, encode
from plugins.search.tokens import Word, tokens, word_of
from plugins.vietnamese import normalise_text

no_deadline = run_with(deadline=None)
_SHAPES = st.integers(0, 4).map(Shape)


def read(text: str) -> list[Word]:
    return [word_of(token) for token in tokens(text)]


@given(spellings())
def test_a_query_in_any_unicode_form_has_the_words_of_the_page(spelling: tuple[str, str]) -> None:
    phrase, written = spelling

    assert read(written) == read(normalise_text(phrase))


@given(spellings())
def test_capitals_make_no_difference(spelling: tuple[str, str]) -> None:
    phrase, _ = spelling

    assert read(phrase.upper()) == read(phrase.lower())


@given(st.text(max_size=40))
def test_every_text_has_words_without_marks(text: str) -> None:
    assert all(word.folded and word.exact for word in read(text))


def rows_of(pieces: Mapping[int, bytes], shape: Shape) -> list[tuple[int, int, int]]:
    return [
        (int(key), int(document), int(level))
        for number, piece in sorted(pieces.items())
        for key, document, level in zip(*decode(piece, number >= shape.words), strict=True)
    ]


@no_deadline
@given(st.lists(wordings, max_size=8), _SHAPES)
def test_pieces_hold_every_term_of_every_document(documents: list[Wording], shape: Shape) -> None:
    read_terms = [terms(document) for document in documents]
    pieces = build_pieces(read_terms, shape)

    assert sorted(pieces) == list(range(shape.total))
    assert sorted(rows_of(pieces, shape)) == sorted(
        (key, place, level)
        for place, its in enumerate(read_terms)
        for key, level in zip(np.frombuffer(its.keys, "<u8").tolist(), its.levels, strict=True)
    )


@given(
    st.lists(
        st.tuples(st.integers(0, 1 << 49), st.integers(0, 1 << 24), st.integers(0, 7)),
        unique_by=lambda row: row[:2],
        max_size=30,
    ),
    _SHAPES,
)
def test_a_piece_reads_as_it_was_written(rows: list[tuple[int, int, int]], shape: Shape) -> None:
    """Steps of any length, from neighbours to a portal of sixteen million documents."""
    rows = sorted((key & ((1 << 49) - 1), document, level) for key, document, level in rows)
    columns = Rows(
        np.array([row[0] for row in rows], np.uint64),
        np.array([row[1] for row in rows], np.int64),
        np.array([row[2] for row in rows], np.uint8),
    )

    assert sorted(rows_of(dict(encode(columns, shape)), shape)) == rows


@no_deadline
@given(histories, _SHAPES)
def test_an_index_that_follows_edits_is_the_index_from_nothing(
    history: list[dict[int, Wording]], shape: Shape
) -> None:
    before: dict[int, Terms] = {}
    pieces: dict[int, bytes] = build_pieces([], shape)
    for edition in history:
        after = {number: terms(edition[number]) for number in sorted(edition)}
        change = change_between(before, after)

        def load(numbers: Sequence[int], held: Mapping[int, bytes] = pieces) -> dict[int, bytes]:
            return {number: held[number] for number in numbers}

        pieces = pieces | update_pieces(change, shape, load)
        assert pieces == build_pieces(list(after.values()), shape)
        before = after


def change_between(before: Mapping[int, Terms], after: Mapping[int, Terms]) -> Change:
    """Return how one edition becomes the next; a document with other terms is another."""
    old, new = list(before), list(after)
    stays = {number for number in before if after.get(number) == before[number]}
    gone = {place: before[number] for place, number in enumerate(old) if number not in stays}
    fresh = {place: after[number] for place, number in enumerate(new) if number not in stays}
    places = [
        new.index(number) if number in stays else (place if place in fresh else -1)
        for place, number in enumerate(old)
    ]
    return Change(np.array(places, np.int64), gone, fresh)
