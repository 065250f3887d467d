"""Sanitised HTML as tags and text.

Only for what `sanitise` returns, which is canonical; other HTML would be misread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import NamedTuple

_TOKEN = re.compile(r'<(?P<slash>/?)(?P<name>[a-z][a-z0-9]*)(?P<rest>(?: [a-z-]+="[^"]*")*)>|[^<]+')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


class Token(NamedTuple):
    """A tag (`name`, with `/` in front for a closing one) or a piece of text (`name` is "").

    `raw` is the HTML as it stands.
    """

    name: str
    raw: str
    rest: str = ""

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes, unescaped, in their order."""
        return {name: unescape(value) for name, value in _ATTRIBUTE.findall(self.rest)}


def tokens(html: str) -> Iterator[Token]:
    """Yield the tags and texts of sanitised HTML in their order."""
    for match in _TOKEN.finditer(html):
        name = match["name"]
        if name is None:
            yield Token("", match[0])
        else:
            yield Token(match["slash"] + name, match[0], match["rest"])


def tag(name: str, attributes: dict[str, str]) -> str:
    """Return an opening tag."""
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>"
