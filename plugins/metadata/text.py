"""Texts and addresses as the head of a page can carry them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urljoin

_BREAK = re.compile("[\\t\\n\v\f\r\x1c-\x1e\u0085\u2028\u2029]")
# Controls, surrogates and noncharacters: UTF-8 or HTML cannot hold them.
_FORBIDDEN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(" {2,}")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_URI_SAFE = "%:/?#[]@!$&'()*+,;=~"
_SITE = re.compile(r"https?://[^/?#]+/")
_FINISHED = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=-]+")


# The names and addresses of an office stand on every page.
_remembered = lru_cache(maxsize=1 << 12)


@_remembered
def clean_line(text: str) -> str:
    """Return the text on one line: breaks become a space, no-break spaces stay."""
    if not text.isprintable():
        text = _FORBIDDEN.sub("", _BREAK.sub(" ", text))
    if "  " in text:
        text = _SPACES.sub(" ", text)
    return text.strip(" ")


def clip(text: str, limit: int) -> str:
    """Return the text, cut after a whole word and ended by `…` if it has over `limit` characters.

    A single word over the limit is cut inside, yet never between a letter and its marks.
    """
    if len(text) <= limit:
        return text
    end = limit - 1
    space = text.rfind(" ", 0, end + 1)
    if space > 0:
        end = space
    while end > 0 and unicodedata.combining(text[end]):
        end -= 1
    return f"{text[:end].rstrip(' ,;:.-–—')}…"


def absolute_url(url: str, base: str) -> str:
    """Return the address as an absolute URI, percent-encoded; empty stays empty."""
    if not url or _FINISHED.fullmatch(url):
        return url
    if url.startswith("/") and (site := _SITE.match(base)):
        # The same from every page of the site, and so remembered for all.
        base = site[0]
    return _joined(url, base)


@_remembered
def _joined(url: str, base: str) -> str:
    joined = urljoin(base, clean_line(url))
    return quote(_STRAY_PERCENT.sub("%25", joined), safe=_URI_SAFE)
