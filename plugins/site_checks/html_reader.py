"""Read HTML in one pass and tell whether the tree is the one that is written.

Strict on purpose: every element that has an end tag has it, and nothing stands where a browser
would move it. What passes is read alike by every browser, so links and ids found are the true ones.
A page of 26 kB has six hundred tags and a portal ten million: the inner loop is written for speed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from plugins.site_checks import html_tree as tree
from plugins.site_checks.facts import Fault
from plugins.site_checks.html_tags import Tag, read_tag, tag_at

_BEGIN_OF_COMMENT = re.compile(r"!--(?!-?>)")
_END_OF_COMMENT = re.compile(r"--!?>")
_MOST_JOINED = 50
_SHOWN = 40
_ONCE = frozenset({"html", "head", "body", "h1"})


class _Joined(NamedTuple):
    """A piece with what was cut from it: its tag (none of a comment), the text after it."""

    piece: str
    tag: Tag | None
    tail: str
    number: int


class HtmlReader:
    """Goes through a text and hands each tag with attributes, and each script, to its methods."""

    def __init__(self, *, is_whole: bool) -> None:
        self.faults: list[Fault] = []
        self.ids: dict[str, int] = {}
        #: The elements that a page has once, as they began.
        self.once: list[str] = []
        self._around = ["", *([] if is_whole else ["html", "body"])]
        self._is_broken = False

    def link(self, address: str, line: int) -> None:
        """Take note of a link that needs no resolving."""

    def attributes(self, tag: Tag, line: int, parent: str) -> None:
        """Take note of a start tag that has attributes."""

    def raw_text(self, tag: Tag, text: str, line: int, parent: str) -> None:
        """Take note of an element whose content is no markup."""

    def ended(self, name: str) -> None:
        """Take note of the end of an element."""

    def tags(self, pieces: list[str], number: int, line: int) -> None:
        """Go through a text that was cut before each `<`, from a piece on, which is on a line."""
        open_ = [*self._around]
        lines = [line] * len(open_)
        top = open_[-1]
        # The depth of the innermost paragraph in reach, 0 for none; in an SVG or a formula, within
        # what HTML begins again; and both as they were around each element that changes them.
        paragraph = 0
        foreign: frozenset[str] | None = None
        modes: list[tuple[int, int, frozenset[str] | None]] = []
        children, no_text, ends_paragraph = tree.CHILDREN, tree.NO_TEXT, tree.ENDS_PARAGRAPH
        looked_at, void, raw, ids = tree.LOOKED_AT, tree.VOID, tree.RAW, self.ids
        opens_mode = tree.SCOPES | tree.FOREIGN.keys()
        count = len(pieces)
        while number < count:
            piece = pieces[number]
            number += 1
            written, closed, tail = piece.partition(">")
            tag = read_tag(written) if closed else None
            if tag is None:
                piece, tag, tail, number = self._joined(pieces, number - 1, line)
            if tag is None:
                pass
            elif tag.is_end:
                name = tag.name
                if name != top:
                    self.broken("html-nesting", line, f"</{name}>, <{top}>")
                    if name not in open_[len(self._around) :]:
                        line += piece.count("\n")
                        continue
                    while open_[-1] != name:
                        self.ended(open_.pop())
                        lines.pop()
                open_.pop()
                lines.pop()
                top = open_[-1]
                if name == "p":
                    paragraph = 0
                elif name == "picture":
                    self.ended(name)
                while modes and modes[-1][0] >= len(open_):
                    _, paragraph, foreign = modes.pop()
            else:
                name = tag.name
                if foreign:
                    if name in tree.BREAKS_OUT:
                        self.broken("html-place", line, f"<{name}>, <{top}>")
                elif (
                    (paragraph and name in ends_paragraph)
                    or ((allowed := children.get(top)) is not None and name not in allowed)
                    or (name in looked_at and tree.misplaced(name, open_))
                ):
                    self.broken("html-place", line, f"<{name}>, <{top}>" if top else f"<{name}>")
                if tag.id:
                    if tag.id in ids:
                        self.faults.append(Fault("id-twice", line, tag.id))
                    ids.setdefault(tag.id, line)
                if tag.link:
                    self.link(tag.link, line)
                elif not tag.is_plain:
                    self.attributes(tag, line, "svg" if foreign else top)
                if tag.is_closed and (foreign or name in tree.FOREIGN):
                    pass
                elif foreign or name not in void:
                    if tag.is_closed:
                        self.broken("html-nesting", line, f"<{name}/>")
                    if name in raw and not foreign:
                        after = number
                        content, tail, number = _raw_text(pieces, number, name, tail)
                        if number > count:
                            self.broken("html-unclosed", line, f"<{name}>")
                            return
                        self.raw_text(tag, content, line, top)
                        line += sum(taken.count("\n") for taken in pieces[after:number])
                    else:
                        if foreign:
                            if name in foreign:
                                modes.append((len(open_), paragraph, foreign))
                                paragraph, foreign = 0, None
                            elif name in raw:
                                self.raw_text(tag, "", line, top)
                        elif name in opens_mode:
                            modes.append((len(open_), paragraph, None))
                            paragraph, foreign = 0, tree.FOREIGN.get(name)
                        elif name == "p":
                            paragraph = len(open_)
                        elif name in _ONCE:
                            self.once.append(name)
                        open_.append(name)
                        lines.append(line)
                        top = name
            if tail and top in no_text and not foreign and not tail.isspace():
                self.broken("html-place", line, f"“{tail.strip()[:_SHOWN]}”, <{top or 'html'}>")
            line += piece.count("\n")
        if len(open_) > len(self._around):
            self.broken("html-unclosed", lines[-1], f"<{top}>")

    def broken(self, code: str, line: int, detail: str) -> None:
        """Report the first place where the tree goes wrong: the others follow from it."""
        if not self._is_broken:
            self.faults.append(Fault(code, line, detail))
        self._is_broken = True

    def _joined(self, pieces: list[str], number: int, line: int) -> _Joined:
        """Read what may have a `<` or `>` in it: a comment, or a tag with one in an attribute."""
        first = pieces[number]
        is_comment = _BEGIN_OF_COMMENT.match(first) is not None
        most = len(pieces) if is_comment else min(number + _MOST_JOINED, len(pieces))
        taken: list[str] = []
        for last in range(number, most):
            taken.append(pieces[last])
            if ">" not in pieces[last]:
                continue
            piece = "<".join(taken)
            if not is_comment and (found := tag_at(piece)):
                tag, end = found
                return _Joined(piece, tag, piece[end:], last + 1)
            if is_comment and (mark := _END_OF_COMMENT.search(piece, 3)):
                if mark[0] != "-->":
                    break
                return _Joined(piece, None, piece[mark.end() :], last + 1)
        self.broken("html-syntax", line, f"<{first.strip()[:_SHOWN]}")
        return _Joined(first, None, "", number + 1)


def _raw_text(pieces: list[str], number: int, name: str, tail: str) -> tuple[str, str, int]:
    """Return the text up to an end tag, the text after it, and the number of the next piece."""
    end = re.compile(rf"/{name}[ \t\n\f\r]*>", re.I)
    for last in range(number, len(pieces)):
        if found := end.match(pieces[last]):
            return "<".join([tail, *pieces[number:last]]), pieces[last][found.end() :], last + 1
    return tail, "", len(pieces) + 1
