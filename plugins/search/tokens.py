"""The words of a text, as search compares them. `theme/static/js/search/words.js` does the same."""

from __future__ import annotations

import re
from typing import NamedTuple

from plugins.vietnamese import fold, tone_key

# "3.000" is the number 3000, "0912.345.101" three numbers, "21-NQ/TW" three words and "05/9" is 5
# and 9. Most tokens are words: they come first.
_TOKEN = re.compile(r"[^\W\d_][^\W_]*|(?<![0-9]\.)[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])|[^\W_]+")
_LEADING_ZERO = re.compile(r"0+(?=[0-9])")
_DIGITS = frozenset("0123456789")
# kĩ thuật and kỹ thuật, lí do and lý do, quí and quý: i and y are one letter after these.
_I_OR_Y = re.compile(r"(qu|[hklmst])y")


class Word(NamedTuple):
    """A word with its marks, and without: lower case, the tone in its one place."""

    exact: str
    folded: str
    has_marks: bool


def tokens(text: str) -> list[str]:
    """Return the words of a text in order, with their marks, numbers as they are written."""
    return _TOKEN.findall(tone_key(text))


def word_of(token: str) -> Word:
    """Return a token in both its forms; those of a number are without dots and leading zeros."""
    exact = token
    if token[0] in _DIGITS:
        exact = token.replace(".", "")
        zeros = _LEADING_ZERO.match(exact)
        exact = exact[zeros.end() :] if zeros else exact
    folded = fold(exact)
    match = _I_OR_Y.fullmatch(folded)
    return Word(exact, f"{match[1]}i" if match else folded, folded != exact)
