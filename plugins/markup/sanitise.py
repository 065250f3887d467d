"""What HTML a body may hold.

nh3 (ammonia) is the gate: nothing that an editor wrote reaches a page except through `sanitise`.
`dangers` says what the gate takes away.
"""

from __future__ import annotations

import re

import nh3

from plugins.markup.patterns import LINE

_BLOCKS = {"p", "blockquote", "pre", "hr", "div", "section", *(f"h{n}" for n in range(1, 7))}
_LISTS = {"ul", "ol", "li", "dl", "dt", "dd"}
_TABLES = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
_INLINE = {"a", "abbr", "b", "br", "cite", "code", "em", "i", "img", "kbd", "mark", "q"}
_MORE_INLINE = {"s", "small", "span", "strong", "sub", "sup", "time", "u", "del", "ins"}
_WRAPPERS = {"figure", "figcaption", "details", "summary"}
TAGS = frozenset(_BLOCKS | _LISTS | _TABLES | _INLINE | _MORE_INLINE | _WRAPPERS)

ATTRIBUTES: dict[str, set[str]] = {
    "*": {"lang"},
    "a": {"href", "title", "hreflang", LINE},
    "abbr": {"title"},
    "details": {"open"},
    "img": {"src", "alt", "title", LINE},
    # Ids only for footnotes; `finish` takes off any other.
    "li": {"id", "value"},
    "ol": {"start", "type", "reversed"},
    "sup": {"id"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "scope", "align"},
    "time": {"datetime"},
}
CLASSES: dict[str, set[str]] = {
    "div": {"footnote"},
    "a": {"footnote-ref", "footnote-backref"},
}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_SCHEME = re.compile(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.\-\s\x00-\x1f]*):")

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    allowed_classes=CLASSES,
    url_schemes=set(SCHEMES),
    link_rel=None,
    strip_comments=True,
)


def sanitise(html: str) -> str:
    """Return the HTML with nothing in it but the tags, attributes and schemes listed here.

    The result is canonical: lower-case names, every attribute in double quotes and escaped.
    """
    return _CLEANER.clean(html)


def scheme_of(url: str) -> str | None:
    """Return the scheme of an address as a browser reads it, or None of a relative one."""
    match = _SCHEME.match(url)
    return re.sub(r"[\s\x00-\x1f]", "", match[1]).lower() if match else None


def unsafe_scheme(url: str) -> str | None:
    """Return the scheme of an address that may not stand in a link, or None."""
    scheme = scheme_of(url)
    return scheme if scheme not in SCHEMES else None
