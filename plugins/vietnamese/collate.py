"""Vietnamese dictionary order, without the locale of any machine."""

from __future__ import annotations

import re
import unicodedata
from typing import TypeAlias

from plugins.vietnamese.numbers import GROUPED_DIGITS
from plugins.vietnamese.words import tone_key

# Kind (0 number, 1 word), count of digits, letters or digits, tones.
_Unit: TypeAlias = tuple[int, int, str, str]
SortKey: TypeAlias = tuple[tuple[_Unit, ...], str]

# The alphabet as schools teach it, with f, j, w and z where the world puts them.
_RANKS = {
    letter: chr(ord("A") + rank) for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
}
# Ngang (no mark), huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_UNIT = re.compile(rf"(?P<number>{GROUPED_DIGITS}|[0-9]+)|(?:[^\W0-9_]|[\u0300-\u036f])+")


def sort_key(text: str) -> SortKey:
    """Return a key that sorts texts as a Vietnamese dictionary does.

    Syllable by syllable: first the letters (a ă â b c d đ e ê ...), then the tone (ngang, huyền,
    hỏi, ngã, sắc, nặng), wherever the syllable bears it; numbers by value and before letters;
    case and signs count for nothing. The text itself comes last, so that the order is total.
    """
    decomposed = unicodedata.normalize("NFD", tone_key(text))
    return tuple(_unit(match) for match in _UNIT.finditer(decomposed)), text


def _unit(match: re.Match[str]) -> _Unit:
    if match["number"]:
        # Compared by length, then digit by digit: the value, whatever its size.
        digits = match[0].replace(".", "").lstrip("0")
        return 0, len(digits), digits, ""
    letters = "".join(mark for mark in match[0] if mark not in _TONES)
    ranks = "".join(_rank(letter) for letter in unicodedata.normalize("NFC", letters))
    return 1, 0, ranks, "".join(_TONES.get(mark, "") for mark in match[0])


def _rank(letter: str) -> str:
    """Return a character that sorts as the letter: a foreign mark as none, other scripts last."""
    return _RANKS.get(letter) or _RANKS.get(unicodedata.normalize("NFD", letter)[0], letter)
