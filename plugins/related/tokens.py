"""The terms of one article: syllables, pairs of syllables, and the numbers that matter."""

from __future__ import annotations

import re
from typing import Final
from zlib import crc32

import numpy as np

from plugins.related.facts import Signature, Terms
from plugins.vietnamese import syllables

# News says first what it is about: the opening of a body relates articles as well as the whole
# does. In characters.
_OPENING: Final = 800
# One event has the same numbers in all papers, whatever their words: a number counts so often.
_NUMBER: Final = 2
# "02/9" is "2/9", and "05/2026/QĐ-UBND" is "5/2026/QĐ-UBND"; "1.005" and "7h05" are as they are.
# The zero stands first in the pattern, so that the search leaps from zero to zero.
_LEADING_ZERO = re.compile(r"0(?<![\w.,:]0)0*(?=\d)")
_DAY = re.compile(r"\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?")
_YEAR = re.compile(r"[/-]\d{4}$")
_DOCUMENT_NUMBER = re.compile(r"\d.*[/-].*[^\W\d]")
# Words whose number says which one is meant, where "86 hộ" says how many. Not "kỳ", "bài" and
# "phần": the parts of a series belong together.
_COUNTED = frozenset(
    {"số", "thứ", "lần", "đợt", "khoá", "lớp", "tổ", "khu", "phố", "thôn", "phường"}
)
_TIMES = frozenset({"ngày", "tuần", "tháng", "quý", "năm"})
_ORDINAL_WORDS = _COUNTED | _TIMES


def terms(signature: Signature) -> Terms:
    """Return the terms of one article, whatever other articles there are.

    They depend on nothing but title, lead, text and tags.
    """
    title = _read(signature.title)
    lead = _read(signature.lead)
    body = _read(_opening(signature.text))
    # A tag is one term of the title, in no pair, and counts as a number: "#" comes before all
    # letters too.
    tags = tuple([f"#{tag}" for tag in signature.tags])
    tokens = title + lead + body + tags
    # A term is the CRC-32 of a syllable, a pair has that of its first in the upper half: the same
    # on every machine, and different for all numbers of up to four digits. One encoding for all
    # tokens is twice as fast as one for each; no token has a space in it.
    hashes = np.array([*map(crc32, " ".join(tokens).encode().split())], np.uint64)
    field = np.repeat((0, 1, 2, 3), (len(title), len(lead), len(body), len(tags)))
    is_pair = (field[:-1] == field[1:]) & (field[1:] < 3)
    pairs = (hashes[:-1] << np.uint64(32) | hashes[1:])[is_pair]
    keys, places = np.unique(np.concatenate((hashes, pairs)), return_inverse=True)
    fields = np.concatenate((field, field[:-1][is_pair])) % 3
    # Digits, and the sign of a tag, come before all letters.
    times = np.array([_NUMBER if token < ":" else 1 for token in tokens], np.int64)
    counts = np.bincount(
        places * 3 + fields, np.concatenate((times, times[:-1][is_pair])), len(keys) * 3
    )
    return Terms(
        keys.astype("<u8").tobytes(),
        np.minimum(counts, 255).astype(np.uint8).tobytes(),
        len(body),
        _ordinals(title),
        tuple(sorted({_hash(token) for token in title + lead if token[0].isdigit()})),
    )


def _read(text: str) -> tuple[str, ...]:
    return syllables(_LEADING_ZERO.sub("", text))


def _opening(text: str) -> str:
    """Return the text up to the last white space within the opening."""
    if len(text) <= _OPENING:
        return text
    end = max(text.rfind(" ", 0, _OPENING), text.rfind("\n", 0, _OPENING))
    return text[: end if end > 0 else _OPENING]


def _ordinals(title: tuple[str, ...]) -> tuple[int, ...]:
    """Return what is numbered in a title (upper half) and its number (lower half), sorted.

    The year is left out where it stands after a slash: "tháng 9" and "tháng 9/2026" agree.
    """
    found = set()
    for before, token in zip(("", *title), title, strict=False):
        if not token[0].isdigit():
            continue
        if _DAY.fullmatch(token):
            kind, number = "/", _YEAR.sub("", token).replace("-", "/")
        elif _DOCUMENT_NUMBER.match(token):
            kind, number = "-", token
        elif before in _ORDINAL_WORDS:
            kind, number = before, _YEAR.sub("", token)
        else:
            continue
        found.add(_hash(kind) << 32 | _hash(number))
    return tuple(sorted(found))


def _hash(token: str) -> int:
    return crc32(token.encode())
