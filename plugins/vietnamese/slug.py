"""Slugs: the part of an address that stands for a title or a name."""

from __future__ import annotations

import re
import unicodedata

from plugins.vietnamese.numbers import GROUPED_DIGITS
from plugins.vietnamese.text import remove_invisible
from plugins.vietnamese.words import fold

LONGEST_SLUG = 120

_GROUPED = re.compile(GROUPED_DIGITS)
_SHORT_WORD = re.compile(r"(?<!\w)([^\W\d_]{1,4})\.(?=\w)")
_APOSTROPHE = re.compile(r"(?<=\w)['’‘](?=\w)")
_OTHER_SCRIPT = re.compile(r"[^\W_a-z0-9]+")
_SEPARATORS = re.compile("[^a-z0-9]+")


def slugify(text: str) -> str:
    """Return the slug of normalised text: a-z, 0-9 and single hyphens between them.

    Dots vanish inside abbreviations and numbers (`TP.HCM` gives `tphcm`, `3.000` gives `3000`),
    as newsrooms write them; any other sign separates (`21-NQ/TW` gives `21-nq-tw`). A slug is its
    own slug. It has at most 120 characters, cut between words. Scripts other than Latin are
    dropped, so text without any Latin letter or digit gives ''.
    """
    text = unicodedata.normalize("NFKC", remove_invisible(text))
    text = _GROUPED.sub(lambda match: match[0].replace(".", ""), text)
    text = _SHORT_WORD.sub(_join_abbreviation, text)
    text = fold(_APOSTROPHE.sub("", text))
    return _shorten(_SEPARATORS.sub("-", _OTHER_SCRIPT.sub("", text)).strip("-"))


def _join_abbreviation(match: re.Match[str]) -> str:
    # "TP.HCM", "Q.1" and "UBND.X", but not "hôm nay.Ngày mai", where a space was forgotten.
    word = match[1]
    return word if len(word) <= 2 or word.isupper() else match[0]


def _shorten(slug: str) -> str:
    if len(slug) <= LONGEST_SLUG:
        return slug
    end = slug.rfind("-", 0, LONGEST_SLUG + 1)
    return slug[: end if end > 0 else LONGEST_SLUG]
