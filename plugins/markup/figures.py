"""Pictures that stand alone become figures with a caption and a credit."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from plugins.markup.patterns import LINE
from plugins.markup.tokens import attributes_of, tag, tokens

_ALONE = re.compile(r"<p>((?:\s++|<br>|(?:<a [^>]*+>)?+<img [^>]*+>(?:</a>)?+)++)</p>")
_PICTURE = re.compile(r"(<a [^>]*+>)?+(<img [^>]*+>)(?(1)</a>)")
_IMAGE = re.compile(r"<img [^>]*+>")
_CREDITS = ("ảnh:", "nguồn ảnh:", "nguồn:", "tranh:", "tranh minh họa:", "đồ họa:")


def make_figures(html: str, lost: Callable[[str, int], None]) -> str:
    """Turn each paragraph that holds nothing but pictures into figures, one for each picture.

    A picture's `title` becomes the caption. Where a picture stands among words there is no place
    for one: then `lost(caption, line)` is called.
    """

    def inline(match: re.Match[str]) -> str:
        attributes = _attributes(match[0])
        line = int(attributes.pop(LINE))
        if caption := attributes.pop("title", "").strip():
            lost(caption, line)
        return tag("img", attributes)

    with_figures = _ALONE.sub(lambda paragraph: _figures(paragraph[1]), html)
    return _IMAGE.sub(lambda match: inline(match) if LINE in match[0] else match[0], with_figures)


def _figures(pictures: str) -> str:
    return "\n".join(_figure(link, image) for link, image in _PICTURE.findall(pictures))


def _figure(link: str, image: str) -> str:
    attributes = _attributes(image)
    attributes.pop(LINE)
    text = attributes.pop("title", "").strip()
    picture = f"{link}{tag('img', attributes)}{'</a>' if link else ''}"
    return f'<figure class="c-figure">{picture}{_caption(text)}</figure>'


def _caption(text: str) -> str:
    if not text:
        return ""
    caption, credit = split_credit(text)
    words = " ".join(
        f'<span class="c-figure__{part}">{escape(written)}</span>'
        for part, written in (("caption", caption), ("credit", credit))
        if written
    )
    return f'<figcaption class="c-figure__text">{words}</figcaption>'


def split_credit(text: str) -> tuple[str, str]:
    """Part a caption from the credit that closes it: `… (Ảnh: Lan Anh)` or `… Ảnh: Lan Anh`."""
    begin = text.rfind("(") if text.endswith(")") else text.rfind(". ") + 1
    credit = text[begin:].strip("() ") if text.endswith(")") else text[begin:].strip()
    if begin >= 0 and credit.lower().startswith(_CREDITS):
        return text[:begin].rstrip(), credit
    return text, ""


def _attributes(image: str) -> dict[str, str]:
    return attributes_of(tokens(image)[0][2])
