"""Markdown as editors write it, rewritten as Python-Markdown reads it.

CommonMark, other tools and Word agree on what Python-Markdown does not: a list or a table may
stand right under a paragraph, a nested list is indented by two or three spaces, `1)` numbers an
item, a backslash at the end of a line breaks it, `#hashtag` is no heading and a line that begins
with a tab is a paragraph. The words stay; blank lines, indentation and such marks change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from plugins.markup.html_lines import HtmlLines

INDENT = 4
_DEEPEST_LIST = 6
_DEEPEST_QUOTE = 6
_LONGEST_UNDERLINED = 120
# After these, what follows begins a block of its own.
_CLOSED = frozenset({"heading", "table", "rule", "fence", "html"})

_ITEM = re.compile(r"(?P<mark>[-*+]|(?P<number>[0-9]{1,9})[.)])(?: +(?P<words>.*)|$)")
_MORE_MARKS = re.compile(r"(?:(?:[-*+]|[0-9]{1,9}[.)]) +){3,}+(?=\S)")
_RULE = re.compile(r"([-*_])(?: *\1){2,} *$")
_UNDERLINE = re.compile(r"(?:-+|=+)$")
_FENCE = re.compile(r"(?P<fence>`{3,}(?=[^`]*$)|~{3,}) *(?P<language>[\w#.+-]*)")
_FENCE_END = re.compile(r" *(`{3,}|~{3,}) *$")
_HEADING = re.compile(r"(#{1,6})(?:\s+|$)|(#{2,6})(?=[^#\s])")
_TABLE_RULE = re.compile(r"\|? *:?-+:? *(?:\| *:?-+:? *)*+\|?$")
_DEFINITION = re.compile(r"\*?\[[^\[\]]+\]:")
_SPACED_TARGET = re.compile(r"(\[[^\[\]]+\]: *)<([^<> ]* [^<>]*)>")
# Links, tables, definitions and broken lines need a closer look.
_NOT_PLAIN = re.compile(r"[\[|\\]")
_BREAK = re.compile(r"(?<!\\)((?:\\\\)*)\\$")


class Mended(NamedTuple):
    """Markdown for Python-Markdown, and the rows of each table in it."""

    text: str
    tables: tuple[tuple[str, ...], ...]


def mend_gaps(markdown: str) -> Mended:
    """Return Markdown that means to Python-Markdown what it means to everybody else."""
    mender = _Mender(markdown.expandtabs(INDENT).split("\n"), 0)
    lines = mender.mended()
    return Mended("\n".join(lines), tuple(mender.tables))


class _Mender:
    """One pass over the lines of a body, or of a quotation in it."""

    def __init__(self, lines: Sequence[str], depth: int) -> None:
        self._lines = lines
        self._depth = depth
        self.tables: list[tuple[str, ...]] = []
        self._out: list[str] = []
        # Open list items, outermost first: the column of the mark, and whether it is a number.
        self._items: list[tuple[int, bool]] = []
        # What the line before is: "" for a blank one and for the beginning.
        self._before = ""
        self._paragraph: list[str] = []
        self._html = HtmlLines()
        self._longest_fence = _longest_fence_ends(lines)

    def mended(self) -> list[str]:
        at = 0
        while at < len(self._lines):
            at = self._take(at)
        return self._out

    def _take(self, at: int) -> int:
        """Write the line at an index and what belongs to it; return the index after that."""
        line = self._lines[at]
        if self._is_plain(at, line):
            self._write(line, "words")
            return at + 1
        plain = line.strip(" ")
        indent = len(line) - len(line.lstrip(" "))
        if self._html.takes(line):
            self._end_list(indent)
            self._write(line, "html")
        elif not plain:
            self._write("", "")
        elif end := self._fence_end(at, plain):
            return self._fence(at, end, plain, indent)
        elif plain[0] == ">":
            return self._quote(at, indent)
        elif self._is_table(at, plain):
            return self._table(at, indent)
        elif self._is_underline(plain):
            self._write(plain, "rule")
        elif _RULE.match(plain):
            self._end_list(indent)
            self._gap()
            self._write("---", "rule")
        elif (item := _ITEM.match(plain)) and self._begins_item(item):
            self._item(item, line, indent)
        elif (heading := _HEADING.match(plain)) and not self._belongs_to_item(indent):
            self._end_list(indent)
            self._gap()
            self._write(f"{heading[1] or heading[2]} {plain[heading.end() :]}", "heading")
        else:
            self._words(at, line, plain, indent)
        return at + 1

    def _is_plain(self, at: int, line: str) -> bool:
        """Tell of most lines at a glance that they are words as they stand."""
        return (
            line[:1].isalpha()
            and self._before in {"", "words"}
            and not self._items
            and not self._html.is_open
            and not _NOT_PLAIN.search(line)
            and not (self._before and self._lines[at - 1].lstrip(" ").startswith(":"))
        )

    def _write(self, line: str, kind: str) -> None:
        if kind and kind != self._before and self._before in _CLOSED:
            self._out.append("")
        if kind != "words" or self._before != "words":
            self._paragraph.clear()
        if kind == "words":
            self._paragraph.append(line)
        self._out.append(line)
        self._before = kind

    def _gap(self) -> None:
        if self._before:
            self._write("", "")

    # Lists

    def _belongs_to_item(self, indent: int) -> bool:
        return bool(self._items) and indent >= self._items[0][0] + 2

    def _end_list(self, indent: int) -> None:
        if self._items and not self._belongs_to_item(indent):
            self._items.clear()
            self._gap()

    def _inside(self, indent: int) -> tuple[str, bool | None]:
        """Close the items that a line with this indentation does not belong to.

        Return the margin of what belongs to the innermost item left, and whether the item closed
        last was a number, None if none was.
        """
        closed = None
        while self._items and indent < self._items[-1][0] + 2:
            closed = self._items.pop()[1]
        return " " * (INDENT * len(self._items)), closed

    def _begins_item(self, item: re.Match[str]) -> bool:
        if self._items or self._before != "words":
            return True
        # Under a paragraph only what cannot be its next line: "2026." may end a sentence.
        return bool(item["words"]) and item["number"] in {None, "1"}

    def _item(self, item: re.Match[str], line: str, indent: int) -> None:
        margin, closed = self._inside(indent)
        is_number = item["number"] is not None
        begins_list = not self._items if closed is None else closed is not is_number
        if begins_list:
            self._gap()
        if len(self._items) < _DEEPEST_LIST:
            self._items.append((indent, is_number))
        else:
            margin = margin[INDENT:]
        mark = f"{item['number']}." if is_number else item["mark"]
        words = _MORE_MARKS.sub("", _escape((item["words"] or "").lstrip(" ")))
        self._write(f"{margin}{mark} {words}{_trailing(line)}", "item")

    # Blocks of several lines

    def _fence_end(self, at: int, plain: str) -> int:
        """Return the index of the line that closes the fence opened here, 0 if there is none."""
        opening = _FENCE.match(plain)
        if opening is None:
            return 0
        fence = opening["fence"]
        if self._longest_fence[fence[0]][at + 1] < len(fence):
            return 0
        return next(
            n
            for n in range(at + 1, len(self._lines))
            if (end := _FENCE_END.match(self._lines[n])) and end[1].startswith(fence)
        )

    def _fence(self, at: int, end: int, plain: str, indent: int) -> int:
        opening = _FENCE.match(plain)
        assert opening is not None
        self._items.clear()
        self._gap()
        self._write(opening["fence"] + opening["language"], "fence")
        for line in self._lines[at + 1 : end]:
            spaces = len(line) - len(line.lstrip(" "))
            self._write(line[min(indent, spaces) :], "fence")
        self._write(opening["fence"], "fence")
        return end + 1

    def _quote(self, at: int, indent: int) -> int:
        end = at
        while end < len(self._lines) and self._lines[end].lstrip(" ").startswith(">"):
            end += 1
        quoted = [_unquote(line, self._depth) for line in self._lines[at:end]]
        self._end_list(indent)
        margin, _ = self._inside(indent)
        self._gap()
        inner = _Mender(quoted, self._depth + 1)
        self._out += [f"{margin}> {line}" if line else f"{margin}>" for line in inner.mended()]
        self.tables += inner.tables
        self._before = "quote"
        return end

    def _is_table(self, at: int, plain: str) -> bool:
        if "|" not in plain or at + 1 >= len(self._lines):
            return False
        rule = self._lines[at + 1].strip(" ")
        return bool(_TABLE_RULE.match(rule)) and "|" in rule

    def _table(self, at: int, indent: int) -> int:
        self._end_list(indent)
        margin, _ = self._inside(indent)
        self._gap()
        end = at
        while end < len(self._lines) and "|" in self._lines[end]:
            self._write(margin + self._lines[end].strip(" "), "table")
            end += 1
        self.tables.append(tuple(line.strip(" ") for line in self._lines[at:end]))
        return end

    # Single lines

    def _is_underline(self, plain: str) -> bool:
        """Tell whether a line makes the line before it a heading."""
        if self._items or len(self._paragraph) != 1 or not _UNDERLINE.match(plain):
            return False
        return len(plain) > 2 and len(self._paragraph[0]) <= _LONGEST_UNDERLINED

    def _words(self, at: int, line: str, plain: str, indent: int) -> None:
        begins_block = bool(_DEFINITION.match(plain)) or self._is_term(at)
        if begins_block or _UNDERLINE.match(plain):
            self._gap()
        if self._before or not self._items:
            # Four spaces: what belongs to a footnote or a definition; elsewhere they are nothing.
            within = INDENT if not self._before and indent >= INDENT else 0
            margin = " " * (INDENT * len(self._items) or within)
        else:
            margin, _ = self._inside(indent)
        words = _SPACED_TARGET.sub(
            lambda match: f"{match[1]}<{match[2].replace(' ', '%20')}>", _escape(plain)
        )
        if at + 1 < len(self._lines) and self._lines[at + 1].strip(" "):
            words = _BREAK.sub(r"\1  ", words)
        self._write(margin + words + _trailing(line), "words")

    def _is_term(self, at: int) -> bool:
        """Tell whether a term of a definition list stands right under another's definition."""
        if not 0 < at < len(self._lines) - 1:
            return False
        above, here, below = (line.lstrip(" ")[:2] for line in self._lines[at - 1 : at + 2])
        return above == below == ": " and here != ": "


def _escape(words: str) -> str:
    """Keep a hashtag from becoming a heading."""
    return f"\\{words}" if words.startswith("#") and not _HEADING.match(words) else words


def _trailing(line: str) -> str:
    return line[len(line.rstrip(" ")) :]


def _unquote(line: str, depth: int) -> str:
    inner = line.lstrip(" ")[1:]
    if depth + 1 >= _DEEPEST_QUOTE:
        inner = inner.lstrip("> ")
    return inner.removeprefix(" ")


def _longest_fence_ends(lines: Sequence[str]) -> dict[str, list[int]]:
    """Return for each kind of fence the longest line from each index on that could close one."""
    longest = {"`": [0] * (len(lines) + 1), "~": [0] * (len(lines) + 1)}
    for at in range(len(lines) - 1, -1, -1):
        for kind in longest.values():
            kind[at] = kind[at + 1]
        if end := _FENCE_END.match(lines[at]):
            kind = longest[end[1][0]]
            kind[at] = max(kind[at], len(end[1]))
    return longest
