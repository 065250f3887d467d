"""Which requested addresses are pages of the portal, each under one name."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import quote, unquote_to_bytes

#: Longer addresses are no page of ours, and would fill the state.
MAX_ADDRESS = 512
_ORIGIN = re.compile(rb"https?://[^/?#]*", re.IGNORECASE)
_QUERY = re.compile(rb"[?#]")
_SLASHES = re.compile("/{2,}")


def page_of(target: bytes, not_pages: Sequence[str] = ()) -> str | None:
    """Return the address of the page that a request asks for, or None where it is no page.

    Pages end with a slash or `.html`; `not_pages` are addresses, or, with a slash at their end,
    folders that hold none. The address comes without its query, percent-encoded, in NFC and with
    every `.`, `..`, doubled slash and `index.html` resolved, so that each page has one.
    """
    path = _QUERY.split(_ORIGIN.sub(b"", target, count=1), maxsplit=1)[0]
    if not path.startswith(b"/") or len(path) > 3 * MAX_ADDRESS:
        return None
    try:
        text = unicodedata.normalize("NFC", unquote_to_bytes(path).decode())
    except UnicodeDecodeError:
        return None
    if not text.isprintable():
        return None
    text = _resolved(text)
    if not text.endswith(("/", ".html")) or any(_is_in(text, place) for place in not_pages):
        return None
    address = quote(text)
    return address if len(address) <= MAX_ADDRESS else None


def _resolved(text: str) -> str:
    text = text.removesuffix("index.html") if text.endswith("/index.html") else text
    plain = posixpath.normpath(_SLASHES.sub("/", text))
    is_folder = text.endswith(("/", "/.", "/..")) and plain != "/"
    return f"{plain}/" if is_folder else plain


def _is_in(text: str, place: str) -> bool:
    return text.startswith(place) if place.endswith("/") else text == place
