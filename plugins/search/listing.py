"""What search shows of its documents, and the file that names all pieces of an index."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from plugins.search.facts import Shape
from plugins.search.pieces import check_of

INDEX_URL: Final = "/tim-kiem/chi-muc.json"
_FOLDER = "tim-kiem/chi-muc/"
_FACETS, _VOCABULARY = f"{_FOLDER}loai.bin", f"{_FOLDER}tu-vung.txt"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
#: So many documents are listed together: ten results fetch ten listings.
_LISTED_TOGETHER = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as results show it. `date` is an ISO date, or "" for what has none.

    `kind` and `category` are places in `Listing.kinds` and `Listing.categories`; -1 is no
    category. `text` is what an excerpt is cut from, where that does not stand in a file beside
    the document. `lang` is the language of what is not in Vietnamese.
    """

    url: str
    title: str
    date: str
    kind: int
    category: int
    text: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """All documents in the order of their places: those without a date first, then by date.

    `kinds` are slugs with names; `categories` too, with the place of the category above, or -1.
    `text_name` is the name of the file with the
    text of a document that states none.
    """

    entries: Sequence[Entry]
    kinds: Sequence[tuple[str, str]]
    categories: Sequence[tuple[str, str, int]]
    text_name: str


def piece_path(number: int, shape: Shape) -> str:
    """Return where the output has a piece of an index."""
    if number < shape.words:
        return f"{_FOLDER}tu-{number}.bin"
    return f"{_FOLDER}cap-{number - shape.words}.bin"


def render_listing(
    listing: Listing, shape: Shape, checks: Sequence[bytes], vocabulary: bytes
) -> dict[str, bytes]:
    """Return every file of an index but its pieces, by path.

    `checks` are those of the pieces (`check_of`), in the order of their numbers. The first of
    these files names all others by their checks, and each says its own: who still has an older
    one, or fetches while the portal is being published, can tell.
    """
    files: dict[str, bytes] = {}
    named = list(checks)
    for path, text in (*_blocks(listing.entries), (_VOCABULARY, vocabulary)):
        named.append(check_of(text))
        check = _named(named[-1:]).encode()
        is_json = path.endswith(".json")
        files[path] = b'["%b",%b]\n' % (check, text) if is_json else check + b"\n" + text
    facets = sorted({(entry.kind, entry.category) for entry in listing.entries})
    place = {facet: number for number, facet in enumerate(facets)}
    size = 1 if len(facets) <= 1 << 8 else 2
    places = [place[entry.kind, entry.category] for entry in listing.entries]
    marks = np.array(places, f"<u{size}").tobytes()
    named.append(check_of(marks))
    files[_FACETS] = named[-1] + marks
    manifest = {
        "documents": len(listing.entries),
        "word_bits": shape.word_bits,
        "pair_bits": shape.pair_bits,
        "listed_together": _LISTED_TOGETHER,
        "text_name": listing.text_name,
        "kinds": listing.kinds,
        "categories": listing.categories,
        "facets": facets,
        "facet_bytes": size,
        "years": _years(listing.entries),
        "checks": _named(named),
    }
    files[INDEX_URL[1:]] = f"{_JSON.encode(manifest)}\n".encode()
    return files


def _named(checks: Sequence[bytes]) -> str:
    """Return checks as text: four characters each."""
    return urlsafe_b64encode(b"".join(checks)).decode()


def _blocks(entries: Sequence[Entry]) -> Iterator[tuple[str, bytes]]:
    for number, start in enumerate(range(0, len(entries), _LISTED_TOGETHER)):
        rows = [_row(entry) for entry in entries[start : start + _LISTED_TOGETHER]]
        yield f"{_FOLDER}bai-{number}.json", _JSON.encode(rows).encode()


def _row(entry: Entry) -> list[str]:
    row = [entry.url, entry.title, entry.date, entry.text, entry.lang]
    while not row[-1]:
        row.pop()
    return row


def _years(entries: Sequence[Entry]) -> list[tuple[str, int]]:
    """Return each year with the place of its first document, in order."""
    first: dict[str, int] = {}
    for place, entry in enumerate(entries):
        if entry.date:
            first.setdefault(entry.date[:4], place)
    return list(first.items())
