"""Addresses as robots take them: absolute and percent-encoded."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

_URI_SAFE = "%:/?#[]@!$&'()*+,;=~"
_FINISHED = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=-]+")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# Surrogates and control characters; XML and robots.txt can hold neither.
_FORBIDDEN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\ud800-\udfff\ufffe\uffff]")


def absolute_url(url: str, base: str = "") -> str:
    """Return the address as an absolute URI, percent-encoded, against `base` if relative.

    Raise ValueError if the result is no http(s) address.
    """
    if _FINISHED.fullmatch(url):  # most are; a sitemap may hold fifty thousand
        return url
    joined = urljoin(base, url.strip())
    if not joined.lower().startswith(("http://", "https://")):
        raise ValueError(f"expected an absolute http(s) address, got {url!r} against {base!r}")
    return percent_encoded(joined)


def percent_encoded(address: str) -> str:
    """Return the address in ASCII, without control characters. Source: RFC 3986, 2.1."""
    return quote(_STRAY_PERCENT.sub("%25", _FORBIDDEN.sub("", address)), safe=_URI_SAFE)


def origin(url: str) -> tuple[str, str]:
    """Return scheme and host (with its port) of an absolute address, in lower case."""
    parts = urlsplit(url)
    return parts.scheme.lower(), parts.netloc.lower()
