"""Where what has an address stands in the output."""

from __future__ import annotations


def file_of(url: str) -> str:
    """Return the path of the page at an address."""
    return f"{url[1:]}index.html"
