"""Put real addresses and pictures where a converted body has `content:` addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import quote, unquote

_LINK = re.compile(r'<a ([^>]*?)href="content:([^"#?]+)([^"]*)"([^>]*)>(.*?)</a>', re.S)
_IMAGE = re.compile(r"<img ([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
# What may stand in an address as it is; the % of what is encoded already too.
_SAFE = "/:?#[]@!$&'()*+,;=%~"


class Address(NamedTuple):
    """Where a link leads, and for a download what and how much (`PDF, 1,2 MB`)."""

    url: str
    note: str = ""


def fill_in(
    html: str,
    address: Callable[[str], Address],
    picture: Callable[[str, str], str],
) -> str:
    """Return the HTML with every `content:` address replaced.

    `address(path)` gives the address of a path in the content folder; `picture(path, alt)`
    gives the HTML of a picture.
    """

    def link(match: re.Match[str]) -> str:
        before, path, rest, after, words = match.groups()
        found = address(unquote(unescape(path)))
        note = f' <span class="c-prose__note">({escape(found.note)})</span>' if found.note else ""
        href = escape(quote(found.url, safe=_SAFE)) + rest
        return f'<a {before}href="{href}"{after}>{words}</a>{note}'

    def image(match: re.Match[str]) -> str:
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[1])}
        path = attributes.get("src", "")
        if not path.startswith("content:"):
            return match[0]
        return picture(unquote(path.removeprefix("content:")), attributes.get("alt", ""))

    if "content:" not in html:
        return html
    return _IMAGE.sub(image, _LINK.sub(link, html))
