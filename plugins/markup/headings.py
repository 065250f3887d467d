"""The headings of a body: their levels, anchors and texts."""

from __future__ import annotations

import re
from html import escape, unescape

from plugins.content_model.models import Heading
from plugins.content_model.suggest import ANCHOR_PREFIX
from plugins.vietnamese import slugify

_HEADING = re.compile(r"<h([1-6])(?: [^>]*)?>(.*?)</h[1-6]>", re.S)
_MARK = re.compile(r"<sup[^>]*>.*?</sup>", re.S)
_TAG = re.compile(r"<[^>]*>")


def set_headings(html: str) -> tuple[str, tuple[Heading, ...]]:
    """Let headings begin at h2 and go down one step at a time, each with an anchor of its own.

    The page's own title is the only h1, and readers of a page by ear move by levels. A heading
    without words is dropped: there is nothing in it to lose.
    """
    found: list[Heading] = []
    levels: list[int] = []
    taken: dict[str, int] = {}

    def rewrite(match: re.Match[str]) -> str:
        text = " ".join(unescape(_TAG.sub("", _MARK.sub("", match[2]))).split())
        if not text and "<img" not in match[2]:
            return ""
        written = int(match[1])
        while levels and levels[-1] >= written:
            levels.pop()
        levels.append(written)
        level = min(len(levels) + 1, 6)
        anchor = _free(ANCHOR_PREFIX + (slugify(text) or "x"), taken)
        found.append(Heading(level, anchor, text))
        return f'<h{level} id="{escape(anchor)}">{match[2].strip()}</h{level}>'

    return _HEADING.sub(rewrite, html), tuple(found)


def _free(anchor: str, taken: dict[str, int]) -> str:
    """Return the anchor, or with the first number that makes it new."""
    name = anchor
    while name in taken:
        taken[anchor] += 1
        name = f"{anchor}-{taken[anchor]}"
    taken[name] = 1
    return name
