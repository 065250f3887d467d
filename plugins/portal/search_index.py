"""The index of search in the portal: kept, and brought up to date by what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from plugins.content_model.models import Category
from plugins.engine.cache import cache_of, code_fingerprint, fingerprint, packed
from plugins.engine.jobs import Job
from plugins.engine.workers import over_all
from plugins.portal import reading
from plugins.portal.article_views import TEXT_NAME
from plugins.portal.search_documents import KINDS, Document
from plugins.search import (
    CHECK,
    Change,
    DamagedPieceError,
    Listing,
    Shape,
    Terms,
    build_pieces,
    count_words,
    digest_of,
    piece_path,
    render_listing,
    render_vocabulary,
    shape_of,
    terms,
    update_pieces,
)

_PLUGINS = Path(__file__).parents[1]
#: What decides which words a document has.
_CODE = (
    *reading.CODE,
    *(_PLUGINS / path for path in ("search", "portal/texts.py", "portal/search_documents.py")),
    Path(__file__),
)
_KIND = "tìm kiếm"
#: Where more than one document in so many changed, an index is made from nothing sooner.
_FEW = 8

_over_all = partial(over_all, worth=2)


@dataclass(frozen=True, slots=True)
class _State:
    """What is known of an index: the keys of its documents, and the digests of its pieces."""

    shape: Shape
    keys: Sequence[bytes]
    digests: Mapping[int, bytes]
    words: Counter[str]


def search_jobs(
    documents: Sequence[Document], categories: Sequence[Category], cache: Path, content: Path
) -> Iterator[Job]:
    """Yield a job for every file of the index of these documents.

    What is kept of the index is in the folder `cache`, for this content folder.
    """
    kept = _Kept(documents, cache, content)
    state = kept.updated()

    def job(path: str, content: bytes, make: partial[bytes]) -> Job:
        return Job(fingerprint(_KIND, content), (path,), lambda: [make()], kind=_KIND)

    for number, digest in state.digests.items():
        path = piece_path(number, state.shape)
        yield job(path, digest, partial(kept.piece, number, digest))
    places = {category.slug: place for place, category in enumerate(categories)}
    listing = Listing(
        [document.entry for document in documents],
        KINDS,
        [
            (category.slug, category.name, places.get(category.parent or "", -1))
            for category in categories
        ],
        TEXT_NAME,
    )
    checks = [digest[:CHECK] for digest in state.digests.values()]
    vocabulary = render_vocabulary(state.words, len(documents))
    for path, data in render_listing(listing, state.shape, checks, vocabulary).items():
        yield job(path, data, partial(bytes, data))


class _Kept:
    """An index that is kept, and the documents that it is to be of."""

    def __init__(self, documents: Sequence[Document], folder: Path, content: Path) -> None:
        self._documents = documents
        self._code = code_fingerprint(_CODE, (*reading.LIBRARIES, "numpy"))
        self._state_key = fingerprint("state", self._code)
        self._keys = [fingerprint(self._code, document.key) for document in documents]
        self._pieces = cache_of(folder, "search", content)
        self._terms = cache_of(folder, "search-terms", content)
        self._shape = shape_of(len(documents))
        self._made: Mapping[int, bytes] = {}

    def updated(self) -> _State:
        """Bring the index up to date, and return what is known of it."""
        old: _State | None = self._pieces.load([self._state_key]).get(self._state_key)
        if old and (old.shape, old.keys) == (self._shape, self._keys):
            return old
        new = (old and self._changed(old)) or self._from_nothing()
        pieces = {_name(number): piece for number, piece in self._made.items()}
        # Together, or what is known of the pieces would not be true of them.
        self._pieces.add(
            (key, packed(key, value)) for key, value in [*pieces.items(), (self._state_key, new)]
        )
        self._pieces.prune([self._state_key, *map(_name, new.digests)])
        self._terms.prune(self._keys)
        return new

    def piece(self, number: int, digest: bytes) -> bytes:
        """Return a piece, made again where the cache has lost it."""
        piece: bytes | None = self._made.get(number) or self._pieces.get(_name(number))
        if piece is None or digest_of(piece) != digest:
            # Where one is lost others may be: all are made, once in a process.
            self._made = build_pieces(self._read(range(len(self._keys))), self._shape)
            piece = self._made[number]
        return piece

    def _from_nothing(self) -> _State:
        read = self._read(range(len(self._keys)))
        self._made = build_pieces(read, self._shape, _over_all)
        return self._state({}, count_words(read))

    def _changed(self, old: _State) -> _State | None:
        """Change the old index; None where it is easier made from nothing, or damaged."""
        if old.shape != self._shape:
            return None
        place = {key: number for number, key in enumerate(self._keys)}
        before = set(old.keys)
        fresh = [number for number, key in enumerate(self._keys) if key not in before]
        gone = [number for number, key in enumerate(old.keys) if key not in place]
        if (len(fresh) + len(gone)) * _FEW > len(self._keys):
            return None
        # A document in the place of another is no reason to count all others anew.
        replaced = {*fresh}
        places = np.array(
            [
                place.get(key, number if number in replaced else -1)
                for number, key in enumerate(old.keys)
            ],
            np.int64,
        )
        stayed = places[places >= 0]
        if (np.diff(stayed) <= 0).any():
            return None
        forgotten = self._terms.load([old.keys[number] for number in gone])
        if len(forgotten) < len(gone):
            return None
        lost: dict[int, Terms] = {number: forgotten[old.keys[number]] for number in gone}
        won = dict(zip(fresh, self._read(fresh), strict=True))

        def load(numbers: Sequence[int]) -> dict[int, bytes]:
            found = self._pieces.load(map(_name, numbers))
            pieces = {number: found.get(_name(number), b"") for number in numbers}
            for number, piece in pieces.items():
                if digest_of(piece) != old.digests[number]:
                    raise DamagedPieceError
            return pieces

        try:
            self._made = update_pieces(Change(places, lost, won), self._shape, load, _over_all)
        except DamagedPieceError:
            return None
        words = old.words.copy()
        words.subtract(count_words(lost.values()))
        words.update(count_words(won.values()))
        return self._state(old.digests, +words)

    def _state(self, digests: Mapping[int, bytes], words: Counter[str]) -> _State:
        made = {number: digest_of(piece) for number, piece in self._made.items()}
        every = dict(sorted({**digests, **made}.items()))
        return _State(self._shape, self._keys, every, words)

    def _read(self, places: Iterable[int]) -> list[Terms]:
        """Return the terms of the documents at some places; those that are not kept are read."""
        wanted = list(places)
        known = self._terms.load([self._keys[place] for place in wanted])
        missing = [place for place in wanted if self._keys[place] not in known]
        for place, found in zip(missing, over_all(self._one, missing), strict=True):
            known[self._keys[place]] = found
        self._terms.add(
            (key, packed(key, known[key])) for key in [self._keys[place] for place in missing]
        )
        return [known[self._keys[place]] for place in wanted]

    def _one(self, place: int) -> Terms:
        return terms(self._documents[place].wording())


def _name(number: int) -> bytes:
    return fingerprint(f"piece {number}")
