"""Text at the door: what editors paste becomes one clean Unicode spelling.

Word, web pages and old converters leave entities, letters split from their tone marks, invisible
characters, no-break spaces and private bullets behind. Both functions here mend them once, before
a text becomes a slug, tag, search word, anchor or sort key. Code spans are text like any other.
"""

from __future__ import annotations

import html
import re
import unicodedata
from html.entities import html5

# Line breaks that editors do not count as such, and every space but the ordinary one.
_BLANK = "\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# Controls, soft hyphen, joiners, zero-width characters, bidirectional controls, byte order mark,
# and the two that XML forbids.
_UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff"
)
_PRIVATE = "\ue000-\uf8ff"
_EMOJI = "\xa9\xae\u20e3\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"
_BULLET = "•"

_SUSPECT = re.compile(f"[&\r\ud800-\udfff{_BLANK}{_UNSEEN}{_PRIVATE}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile(f"(?<=[{_EMOJI}])\u200d(?=[{_EMOJI}])|([{_UNSEEN}])")
# With its semicolon only: `?a=1&copy=2` is an address and "R&D" a name.
_ENTITY = re.compile("&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});")
# The bullets of Symbol and Wingdings: dot, square, arrowhead, diamonds and tick.
_WORD_BULLET = re.compile("[\uf0b7\uf0a7\uf0d8\uf076\uf0fc]")
_LINE_BULLET = re.compile(rf"^([^\S\n]*)[{_PRIVATE}]", re.MULTILINE)

_LINE_BREAK = re.compile("\r\n?")
_LEADING = re.compile(f"^([ \t]*)[{_BLANK}{_UNSEEN}][ \t{_BLANK}{_UNSEEN}]*", re.MULTILINE)
_TRAILING = re.compile(
    f"(?<![ \t{_BLANK}{_UNSEEN}])[ \t{_BLANK}{_UNSEEN}]*[{_BLANK}{_UNSEEN}]([ \t]*)$", re.MULTILINE
)
_INNER = re.compile(f"(?<! ) *[{_BLANK}][ {_BLANK}]*")
_LIST_ITEM = re.compile(rf"^([ \t]*)[{_PRIVATE}][ \t]*(?=\S)", re.MULTILINE)


def normalise_text(text: str) -> str:
    """Return plain text (a title, name or lead) on one line, clean and in Unicode NFC.

    Entities are unescaped once; a letter and its tone mark become one character; invisible and
    control characters go, but for joiners inside emoji; Word's private bullets become "•", other
    private characters do at the start of a line; white space of every kind becomes one space.
    Text without "&" comes out the same when normalised again.
    """
    if _SUSPECT.search(text):
        text = _ENTITY.sub(_unescape, text)
        text = remove_invisible(_mend_surrogates(text))
        text = "\n".join(text.splitlines())
        text = _WORD_BULLET.sub(_BULLET, _LINE_BULLET.sub(rf"\1{_BULLET}", text))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def normalise_markup(text: str) -> str:
    """Return Markdown clean and in Unicode NFC, every line on the line number that it had.

    Lines end with LF and with nothing else; indentation, tabs and ordinary spaces stay. Entities
    are unescaped unless they stand for ASCII, where each character may mean something to Markdown
    or HTML. No-break and other special spaces vanish at the ends of a line, so that they make
    neither code blocks nor hard breaks, and become one ordinary space within it. A private bullet
    that begins a line becomes the list marker "- ".
    """
    if _SUSPECT.search(text):
        text = _LINE_BREAK.sub("\n", text)
        text = _mend_surrogates(_ENTITY.sub(_unescape_beyond_ascii, text))
        text = _TRAILING.sub(r"\1", _LEADING.sub(r"\1", text))
        text = _INNER.sub(" ", remove_invisible(text))
        # A marker with nothing after it would underline the line above: that is a heading.
        text = _LIST_ITEM.sub(r"\1- ", text)
        text = _WORD_BULLET.sub(_BULLET, _LINE_BULLET.sub(rf"\1{_BULLET}", text))
    return unicodedata.normalize("NFC", text)


def clip(text: str, length: int) -> str:
    """Cut a text at a word so that it has at most `length` characters with its ellipsis."""
    if len(text) <= length:
        return text
    kept = text[:length]
    words = kept.rpartition(" ")[0] or kept[: length - 1]
    return words.rstrip(" ,;:.-–") + "…"


def remove_invisible(text: str) -> str:
    """Return the text without the characters that nobody sees, but for joiners inside emoji."""
    return _INVISIBLE.sub(lambda match: "" if match[1] else match[0], text)


def _unescape(entity: re.Match[str]) -> str:
    written = entity[0]
    # Numbers go through html.unescape for its table of Windows-1252 numbers (&#150; is a dash);
    # names do not, because it also takes the beginning of an unknown name (&notit; as "¬it;").
    return html.unescape(written) if written[1] == "#" else html5.get(written[1:], written)


def _unescape_beyond_ascii(entity: re.Match[str]) -> str:
    meant = _unescape(entity)
    return entity[0] if any(character.isascii() for character in meant) else meant


def _mend_surrogates(text: str) -> str:
    """Join surrogate pairs, as JSON escapes leave them; a lone half becomes U+FFFD."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
