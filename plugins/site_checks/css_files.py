"""The addresses in a stylesheet, and in a script those of other hosts."""

from __future__ import annotations

import re

from plugins.site_checks.facts import Fault
from plugins.site_checks.links import Links

# Comments and strings first, so that what stands in them is not taken for an address.
_CSS = re.compile(
    r"/\*.*?\*/"
    r"|@import\s+(?:url\(\s*)?[\"']?(?P<sheet>[^\"'();\s]+)"
    r"|url\(\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\"')\s]*))\s*\)"
    r"|(?P<set>image-set)\((?P<images>[^)]*)\)"
    r"|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'",
    re.S | re.I,
)
_STRING = re.compile(r"[\"']([^\"']+)[\"']")
_RUNS = re.compile(r"expression\s*\(|-moz-binding|(?<![-\w])behavior\s*:", re.I)
_NAMESPACES = ("http://www.w3.org/", "https://www.w3.org/")
_COOKIE = re.compile(r"\bdocument\s*\.\s*cookie\b|\bcookieStore\b")
_ABSOLUTE = re.compile(r"[\"'`]((?:https?:|wss?:)?//[\w\[][^\"'`\s]*)[\"'`]?")


def read_style(text: str, base: str) -> Links:
    """Return the addresses that a stylesheet loads."""
    links = Links(base)
    for found in _CSS.finditer(text):
        written = [found["sheet"] or found["double"] or found["single"] or found["bare"]]
        if found["set"]:
            written = [*_STRING.findall(found["images"])]
        for address in written:
            # url(#mark) is an element of the page that the style is used in.
            if address and not address.startswith("#"):
                links.load(address, text.count("\n", 0, found.start()) + 1)
    if runs := _RUNS.search(text):
        line = text.count("\n", 0, runs.start()) + 1
        links.faults.append(Fault("address-runs", line, runs[0]))
    return links


def read_script(text: str, base: str) -> Links:
    """Return the addresses of any host that a script names whole."""
    links = Links(base)
    for found in _ABSOLUTE.finditer(text):
        if not found[1].startswith(_NAMESPACES):
            address = re.sub(r"^ws", "http", found[1])
            links.load(address, text.count("\n", 0, found.start()) + 1)
    if cookie := _COOKIE.search(text):
        line = text.count("\n", 0, cookie.start()) + 1
        links.faults.append(Fault("script-cookie", line, cookie[0]))
    return links
