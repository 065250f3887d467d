"""Plain text takes the short way through Python-Markdown, and comes out the same.

Most of the news is paragraphs without any mark, each of which fifteen kinds of blocks and fifteen
kinds of marks are looked for in.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

# What the patterns of `md.inlinePatterns` begin with or hold; and what Python-Markdown itself puts
# in the place of something.
_MARK = re.compile(r"[`\\\[<&*_\x02]|  \n")


class _PlainParagraph(BlockProcessor):
    """One line that begins with a letter is a paragraph: no other block looks like that."""

    def __init__(self, parser: BlockParser, paragraph: BlockProcessor) -> None:
        super().__init__(parser)
        self._paragraph = paragraph

    def test(self, parent: Element, block: str) -> bool:
        return block[:1].isalpha() and "\n" not in block

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        return self._paragraph.run(parent, blocks)


class _Close(Treeprocessor):
    """Text without marks is closed to the search for marks."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not _MARK.search(element.text):
                element.text = _Plain(element.text)
            if element.tail and not _MARK.search(element.tail):
                element.tail = _Plain(element.tail)


class _Open(Treeprocessor):
    """Afterwards it is text like any other."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if isinstance(element.text, _Plain):
                element.text = str(element.text)
            if isinstance(element.tail, _Plain):
                element.tail = str(element.tail)


class _Plain(AtomicString):
    pass


def register(md: Markdown) -> None:
    """Let this converter take the short way."""
    blocks = md.parser.blockprocessors
    blocks.register(_PlainParagraph(md.parser, blocks["paragraph"]), "plain", 110)
    md.treeprocessors.register(_Close(md), "close", 20.5)
    md.treeprocessors.register(_Open(md), "open", 19.5)
