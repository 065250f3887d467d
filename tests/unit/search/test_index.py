"""What the pieces of an index promise to a reader with a slow connection, and to a damaged disk."""

from __future__ import annotations

import numpy as np
import pytest

from plugins.search import (
    Change,
    DamagedPieceError,
    Shape,
    Wording,
    build_pieces,
    digest_of,
    piece_path,
    shape_of,
    terms,
    update_pieces,
)
from plugins.search.pieces import CHECK, decode

DOCUMENTS = [
    terms(Wording(f"Bài {number}", "", "", f"thôn {number} gặt lúa")) for number in range(60)
]


@pytest.mark.parametrize(
    ("documents", "pieces"), [(0, 5), (20, 5), (21, 10), (10_000, 2560), (1_000_000, 5120)]
)
def test_a_larger_portal_lies_in_more_pieces(documents: int, pieces: int) -> None:
    assert shape_of(documents).total == pieces


def test_pieces_of_words_and_of_pairs_have_names_of_their_own() -> None:
    paths = {piece_path(number, Shape(2)) for number in range(Shape(2).total)}

    assert len(paths) == Shape(2).total
    assert "tim-kiem/chi-muc/tu-0.bin" in paths
    assert "tim-kiem/chi-muc/cap-15.bin" in paths


def test_a_piece_begins_with_what_names_its_content() -> None:
    pieces = build_pieces(DOCUMENTS, Shape(1))

    assert all(digest_of(piece)[:CHECK] == piece[:CHECK] for piece in pieces.values())


def test_the_upper_half_of_a_title_counts_more_than_the_text() -> None:
    one = terms(Wording("gặt lúa", "", "", ""))
    other = terms(Wording("", "", "", "gặt lúa"))

    assert one.keys == other.keys
    assert all(title > text for title, text in zip(one.levels, other.levels, strict=True))


def test_a_long_text_is_not_about_everything() -> None:
    short = terms(Wording("", "", "", "lúa " * 6))
    long = terms(Wording("", "", "", "lúa " * 6 + " ".join(f"chữ{n}" for n in range(4000))))
    place = np.frombuffer(long.keys, "<u8").tolist().index(np.frombuffer(short.keys, "<u8")[0])

    assert long.levels[place] < short.levels[0]


def test_an_edit_of_one_word_touches_few_pieces() -> None:
    shape = Shape(5)
    edited = terms(Wording("Bài 30", "", "", "thôn 30 gặt ngô"))
    pieces = build_pieces(DOCUMENTS, shape)
    change = Change(np.arange(60), {30: DOCUMENTS[30]}, {30: edited})

    changed = update_pieces(change, shape, lambda numbers: {n: pieces[n] for n in numbers})

    assert 0 < len(changed) <= 4
    assert pieces | changed == build_pieces([*DOCUMENTS[:30], edited, *DOCUMENTS[31:]], shape)


@pytest.mark.parametrize("damage", [lambda piece: piece[:-1], lambda piece: piece[:9] + b"x" * 9])
def test_damage_is_noticed(damage: object) -> None:
    pieces = build_pieces(DOCUMENTS, Shape(0))

    with pytest.raises(DamagedPieceError):
        decode(damage(pieces[0]), False)  # type: ignore[operator]


def test_the_same_index_whatever_the_order_of_work() -> None:
    def backwards(function, inputs):  # type: ignore[no-untyped-def]
        return [function(one) for one in reversed(list(inputs))]

    assert build_pieces(DOCUMENTS, Shape(3), backwards) == build_pieces(DOCUMENTS, Shape(3))
