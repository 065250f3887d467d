"""What people type who never learnt Markdown: note marks, sums, bullets, one line a paragraph."""

from __future__ import annotations

import re

from plugins.markup.html_lines import HtmlLines

_CODE = re.compile(r"^((?:```|~~~).*?^(?:```|~~~)[ \t]*$)", re.M | re.S)
_CODE_SPAN = re.compile(r"(`[^`]+`)")
_NOTE_MARK = re.compile(r"\((\*{1,3})\)")
_TIMES = re.compile(r"(?<=\d)\*(?=\d)")
_BULLET = re.compile(r"^( *)[•▪◦●■‣∙][ \t]*(?=\S)")
_DASH = re.compile(r"^[–—][ \t]+(?=\S)")
# Nobody breaks lines by hand this late; a line this long that ends a sentence is a paragraph.
_PARAGRAPH = 120
_SENTENCE_END = re.compile(r"[.!?…:;][”\"’)\]*_]*[ \t]*$")
_OPENING_MARKS = '“"‘([*_'


def mend_habits(markdown: str) -> str:
    """Return Markdown that means what its writer meant; code and raw HTML stay as they are.

    A note mark `(*)` and a multiplication are no emphasis, a line that begins with a bullet or
    lines that begin with dashes are a list, and paragraphs may follow each other without an
    empty line where both are too long to be lines broken by hand.
    """
    parts = _CODE.split(markdown)
    html = HtmlLines()
    # Odd parts are code blocks.
    parts[::2] = [_mend(part, html) for part in parts[::2]]
    return "".join(parts)


def _mend(text: str, html: HtmlLines) -> str:
    lines = text.split("\n")
    mended: list[str] = []
    for number, line in enumerate(lines):
        if _is_plain(number, lines) and not html.is_open:
            mended.append(line)
            continue
        if html.takes(line):
            mended.append(line)
            continue
        before = lines[number - 1] if number else ""
        after = lines[number + 1] if number + 1 < len(lines) else ""
        if _DASH.match(line) and (_DASH.match(before) or _DASH.match(after)):
            line = _DASH.sub("- ", line)
        if _is_paragraph(before) and len(line) >= _PARAGRAPH and _begins_sentence(line):
            mended.append("")
        mended.append(_mend_words(_BULLET.sub(r"\1- ", line)))
    return "\n".join(mended)


def _is_plain(number: int, lines: list[str]) -> bool:
    """Tell of most lines at a glance that nobody's habit is in them."""
    line = lines[number]
    return line[:1].isalpha() and "*" not in line and not (number and lines[number - 1])


def _mend_words(line: str) -> str:
    if "*" not in line:
        return line
    parts = _CODE_SPAN.split(line)
    for at in range(0, len(parts), 2):
        part = _NOTE_MARK.sub(lambda match: "(" + r"\*" * len(match[1]) + ")", parts[at])
        parts[at] = _TIMES.sub(r"\\*", part)
    return "".join(parts)


def _is_paragraph(line: str) -> bool:
    return len(line) >= _PARAGRAPH and _SENTENCE_END.search(line) is not None


def _begins_sentence(line: str) -> bool:
    first = line.lstrip(_OPENING_MARKS)[:1]
    return first.isupper() or first.isdigit()
