"""What Python-Markdown would read for minutes, found in one pass over the text."""

from __future__ import annotations

import re

# Honest bodies stay a hundred times below each of these.
_MOST_STEPS = 1_000_000
_MOST_COPIED = 5_000_000_000
_MOST_UNCLOSED = 200
_MOST_ABBREVIATIONS = 200
_MOST_FENCES = 1_000
_DEEPEST = 200

_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
_MARK = re.compile(r"[*_`\\<&]")
_BRACKET = re.compile(r"\\.|\]\(|[\[\]()]", re.S)
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_WHOLE_TAG = re.compile(r"""<[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>""")
_ABBREVIATION = re.compile(r"^ {0,3}\*\[", re.M)
_FENCE = re.compile(r"^[ \t]*+(?:```|~~~).*$", re.M)
# Python-Markdown parts the spaces behind a fence in every way there is.
_PADDING = re.compile(r"[ \t]{100}")
# Tags that need no closing: browsers close them by themselves.
_NESTING = re.compile(
    r"<(/?)(?!(?:img|br|hr|wbr|input|meta|link|col|p|li|dt|dd|tr|td|th|thead|tbody|tfoot)\b)[a-z]",
    re.I,
)


def is_too_complex(markdown: str) -> bool:
    """Tell whether a body has more marks, brackets or tags left open than anybody writes."""
    return (
        _has_complex_paragraphs(markdown)
        or len(_ABBREVIATION.findall(markdown)) > _MOST_ABBREVIATIONS
        or _has_complex_fences(markdown)
        or _has_many_unclosed_tags(markdown)
        or is_too_deep(markdown)
    )


def is_too_deep(html: str) -> bool:
    """Tell whether tags are nested deeper than anybody means."""
    depth = 0
    for slash in _NESTING.findall(html):
        depth = max(depth - 1, 0) if slash else depth + 1
        if depth > _DEEPEST:
            return True
    return False


def _has_complex_fences(text: str) -> bool:
    fences = _FENCE.findall(text)
    return len(fences) > _MOST_FENCES or any(map(_PADDING.search, fences))


def _has_complex_paragraphs(text: str) -> bool:
    # A body that would pass if it were one paragraph passes.
    if len(text) * len(_MARK.findall(text)) <= _MOST_COPIED and (
        len(text) * len(_BRACKET.findall(text)) <= _MOST_STEPS
    ):
        return False
    return any(_is_paragraph_too_complex(part) for part in _PARAGRAPH_END.split(text))


def _is_paragraph_too_complex(text: str) -> bool:
    # Each mark that Python-Markdown takes copies the paragraph once.
    copied = len(text) * len(_MARK.findall(text))
    return copied > _MOST_COPIED or _bracket_steps(text) > _MOST_STEPS


def _bracket_steps(text: str) -> int:
    """Add up the letters between each bracket and its partner, or the end of the paragraph.

    Python-Markdown looks for the partner letter by letter, from each bracket anew.
    """
    steps = 0
    squares: list[int] = []
    rounds: list[int] = []
    for bracket in _BRACKET.finditer(text):
        at, what = bracket.start(), bracket[0]
        if what == "[":
            squares.append(at)
        elif what[0] == "]" and squares:
            steps += at - squares.pop()
        if what in {"](", "("}:
            rounds.append(at)
        elif what == ")" and rounds:
            steps += at - rounds.pop()
    return steps + sum(len(text) - at for at in (*squares, *rounds))


def _has_many_unclosed_tags(text: str) -> bool:
    """Tell whether many tags have no end, each of which is looked for in the whole body."""
    unclosed = 0
    last_comment_end = text.rfind("-->")
    at = 0
    while (tag := _TAG.search(text, at)) is not None:
        at = tag.end()
        if text.startswith("<!--", tag.start()):
            unclosed += tag.start() > last_comment_end
        elif (whole := _WHOLE_TAG.match(text, tag.start())) is not None:
            at = whole.end()
        else:
            unclosed += 1
        if unclosed > _MOST_UNCLOSED:
            return True
    return False
