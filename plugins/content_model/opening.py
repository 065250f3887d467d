"""What of a body stands for the whole: its first paragraph and its first picture."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

from plugins.content_model.models import Body, Picture
from plugins.vietnamese import clip

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.S)
_TAG = re.compile(r"<[^>]*>")
_IMAGE = re.compile(r'<img (?=[^>]*src="content:)([^>]*)>')
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
#: Longer descriptions are cut by search engines and by chat programs.
LONGEST = 300


def first_paragraph(body: Body) -> str:
    """Return the first paragraph with words in it as plain text, cut at a word."""
    paragraphs = (unescape(_TAG.sub("", found[1])) for found in _PARAGRAPH.finditer(body.html))
    for text in paragraphs:
        if words := " ".join(text.split()):
            return clip(words, LONGEST)
    lines = (" ".join(line.split()) for line in body.text.splitlines())
    return clip(next(filter(None, lines), ""), LONGEST)


def first_picture(body: Body) -> Picture | None:
    """Return the first picture of a body, which stands for an article without one of its own."""
    image = _IMAGE.search(body.html)
    if image is None:
        return None
    attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(image[1])}
    path = unquote(attributes["src"].removeprefix("content:"))
    return Picture(path, attributes.get("alt", ""))
