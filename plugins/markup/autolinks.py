"""Addresses in running text become links, as readers expect."""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"(?<![\w/])https?://(?P<host>[\w-]+(?:\.[\w-]+)+)(?:[^\s<>&\"'“”‘’]|&amp;)*"
    r"|(?<![\w.+@/-])(?P<mail>[A-Za-z0-9][\w.+-]*+@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+)",
)
_CLOSING = re.compile(r"(?:[.,;:!?…)\]*]|&amp;)+$")


def link_addresses(text: str) -> str:
    """Return escaped text with its web and mail addresses as links."""
    if "://" not in text and "@" not in text:
        return text
    return _ADDRESS.sub(_link, text)


def _link(match: re.Match[str]) -> str:
    written = match[0]
    end = len(written)
    if closing := _CLOSING.search(written):
        end = closing.start()
        # A bracket that the address itself opened belongs to it.
        while written[:end].count("(") > written[:end].count(")") and written[end : end + 1] == ")":
            end += 1
    address, after = written[:end], written[end:]
    scheme = "mailto:" if match["mail"] else ""
    return f'<a href="{scheme}{address}">{address}</a>{after}'
