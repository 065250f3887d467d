"""Absolute addresses, also inside the HTML of an item, where a feed reader has no base."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import quote, urljoin

from plugins.feeds.text import clean_line

_URI_SAFE = "%:/?#[]@!$&'()*+,;=~"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")

# What follows is the part of the HTML tokeniser (HTML Living Standard, 13.2.5) that finds
# attribute values, so that text, comments and scripts that look like links stay as they are.
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(?P<tag>[a-zA-Z][^\s/>]*)", re.DOTALL)
_ATTRIBUTE = re.compile(
    r"""[\s/]*(?P<name>[^\s/>][^\s/>=]*)"""
    r"""(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s>"'][^\s>]*))?"""
)
_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "xmp"})
_REFERENCE = re.compile(r"&#?\w+;")
_CANDIDATE = re.compile(r"(?P<url>[^\s,](?:\S*[^\s,])?)(?P<descriptors>(?:\s+[^\s,]+)*)")

_URL_ATTRIBUTES = frozenset(
    {"action", "cite", "formaction", "href", "longdesc", "poster", "src", "xlink:href"}
)
_SRCSET_ATTRIBUTES = frozenset({"srcset", "imagesrcset"})


def absolute_url(url: str, base: str = "") -> str:
    """Return the address as an absolute URI, percent-encoded, against `base` if relative.

    Raise ValueError if the result is no http(s) address.
    """
    joined = urljoin(base, clean_line(url))
    if not joined.lower().startswith(("http://", "https://")):
        raise ValueError(f"expected an absolute http(s) address, got {url!r} against {base!r}")
    return quote(_STRAY_PERCENT.sub("%25", joined), safe=_URI_SAFE)


def absolute_html(html: str, base: str) -> str:
    """Return the HTML with every relative address made absolute, and nothing else changed.

    `base` is the absolute address of the page that the HTML was written for. Covers links,
    pictures, `srcset`, media, quotes and forms; `#part` inside an SVG stays, as it names a part
    of the same drawing. An address that cannot be resolved is left as it is.
    """
    pieces: list[str] = []
    end = 0
    for start, stop, value in _rewritten_values(html, base):
        pieces += (html[end:start], '"', escape(value), '"')
        end = stop
    return "".join((*pieces, html[end:]))


def _rewritten_values(html: str, base: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and new text of each attribute value that has to change."""
    position = 0
    while found := _TAG.search(html, position):
        position = found.end()
        if found["tag"] is None:
            continue
        tag = found["tag"].lower()
        while attribute := _ATTRIBUTE.match(html, position):
            position = attribute.end()
            if attribute["value"] is None:
                continue
            old = _attribute_text(attribute["value"])
            new = _resolved(tag, attribute["name"].lower(), old, base)
            if new != old:
                yield attribute.start("value"), attribute.end("value"), new
        if tag in _RAW_TEXT:
            closing = re.compile(f"</{tag}", re.IGNORECASE).search(html, position)
            position = closing.end() if closing else len(html)


def _attribute_text(value: str) -> str:
    """Return what an attribute value says: no quotes, no references.

    Only references that end in a semicolon: in `?a=1&copy=2` there is none.
    """
    if value[0] in "\"'":
        value = value[1:-1]
    return _REFERENCE.sub(lambda reference: unescape(reference[0]), value)


def _resolved(tag: str, name: str, value: str, base: str) -> str:
    if name in _SRCSET_ATTRIBUTES:
        return _CANDIDATE.sub(
            lambda candidate: _joined(candidate["url"], base) + candidate["descriptors"], value
        )
    if name not in _URL_ATTRIBUTES and (tag, name) != ("object", "data"):
        return value
    if value[:1] in {"", "#"} and tag not in {"a", "area"}:
        return value
    return _joined(value, base)


def _joined(url: str, base: str) -> str:
    stripped = url.strip()
    if _SCHEME.match(stripped):
        return url
    try:
        return urljoin(base, stripped)
    except ValueError:
        return url
