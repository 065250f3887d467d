"""Sanitised HTML as tags and text.

Only for what `sanitise` returns, which is canonical; other HTML would be misread.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TypeAlias

#: A piece as it stands; the name of the tag it is, with `/` in front for a closing one, "" for
#: text; and the tag's attributes as they stand.
Token: TypeAlias = tuple[str, str, str]

_TOKEN = re.compile(r'(<(/?[a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>|[^<]+)')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


def tokens(html: str) -> list[Token]:
    """Return the tags and texts of sanitised HTML in their order."""
    return _TOKEN.findall(html)


def attributes_of(rest: str) -> dict[str, str]:
    """Return the attributes of a tag, unescaped, in their order."""
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(rest)}


def tag(name: str, attributes: dict[str, str]) -> str:
    """Return an opening tag."""
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>"
