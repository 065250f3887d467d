"""Vietnamese text in the spellings that editors' programs leave behind."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, timedelta, timezone

from hypothesis import strategies as st

TONES = "\u0300\u0309\u0303\u0301\u0323"
_VOWELS = "aăâeêioôơuưy"
_SIGNS = (
    "TP.",
    "21-NQ/TW",
    "12/2024/QĐ-UBND",
    "3.000",
    "10/06/2023",
    "8h30",
    "99,3 %",
    "số 3",
    "–",
)
# Everything that Word, web pages and converters are known to leave in a text, entities apart.
_PASTED = (
    *("\r\n", "\r", "\n", "\t", " ", "  ", "    ", "\u00a0", "\u202f", "\u2028", "\x0b", "\x85"),
    *("\u200b", "\u200d", "\u00ad", "\ufeff", "\u202b", "\x00", "\x02"),
    *("\uf0b7", "\uf0a7", "\ue123"),
    *("\N{WOMAN}", "\N{EAR OF RICE}", "\ufe0f", "\u0301", "\u0323", "ê", "ố", "Đ", "xã", "•"),
    *("- ", "# ", "> ", "```", "*", "_", "1. ", "|"),
)
_ENTITIES = (
    "&nbsp;",
    "&ocirc;",
    "&#803;",
    "&lt;",
    "&amp;",
    "&#10;",
    "&#8232;",
    "&#61623;",
    "&#42;",
)

_vowels = st.builds(
    lambda vowel, tone: unicodedata.normalize("NFC", vowel + tone),
    st.sampled_from(_VOWELS + _VOWELS.upper()),
    st.sampled_from(["", *TONES]),
)
_syllables = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "b", "Đ", "đ", "Ng", "q", "th", "Kh"]),
    st.lists(_vowels, min_size=1, max_size=3).map("".join),
    st.sampled_from(["", "n", "ng", "ch", "t"]),
)

vietnamese = st.lists(_syllables | st.sampled_from(_SIGNS), max_size=8).map(" ".join)
"""Phrases in NFC, with the figures and numbers that gazettes are full of."""

pasted = st.lists(st.sampled_from(_PASTED) | st.text(max_size=3), max_size=12).map(
    lambda pieces: "".join(pieces).replace("&", "")
)
"""Text with everything that has to be mended, but for entities."""

pasted_with_entities = st.lists(pasted | st.sampled_from(_ENTITIES), max_size=6).map("".join)


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str]:
    """A phrase in NFC, and with each letter composed, taken apart, or bearing a loose tone."""
    phrase = draw(vietnamese)
    letters = [
        draw(st.sampled_from([letter, _apart(letter), _loose_tone(letter)])) for letter in phrase
    ]
    return phrase, "".join(letters)


_offsets = st.integers(-14 * 60, 14 * 60).map(lambda far: timezone(timedelta(minutes=far)))

moments = st.builds(
    datetime.combine,
    st.dates(date(1900, 1, 2), date(2200, 1, 1)),
    st.times(timezones=_offsets),
)
"""Moments in any offset, from 1900, when Vietnam still kept its local mean time, to 2200."""


def _apart(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)


def _loose_tone(letter: str) -> str:
    """Keep the vowel composed with its own mark and let the tone follow: ê, then the acute."""
    marks = _apart(letter)
    tones = "".join(mark for mark in marks if mark in TONES)
    return unicodedata.normalize("NFC", "".join(m for m in marks if m not in TONES)) + tones
