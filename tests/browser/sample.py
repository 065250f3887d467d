"""The sample portal, built once, and its pages as parsed documents."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import html

PROJECT = Path(__file__).parents[2]
CONTENT = PROJECT / "content"
# A moment after everything in the sample that is out, and before what is scheduled.
NOW = datetime.fromisoformat("2026-11-20T00:00:00+07:00")


@dataclass(frozen=True, slots=True)
class Document:
    """A page of the portal: its address on the site and its parsed HTML."""

    url: str
    tree: Any

    def has(self, xpath: str) -> bool:
        """Tell whether an XPath finds something in the page."""
        return bool(self.tree.xpath(xpath))

    def text_length(self) -> int:
        """Count the letters of the body, so that the fullest page of a kind can be chosen."""
        return len(self.tree.body.text_content())


@dataclass(frozen=True)
class Portal:
    """A built portal in a folder."""

    root: Path

    @cached_property
    def documents(self) -> Sequence[Document]:
        """Parse every page, in the order of the addresses."""
        files = sorted(self.root.rglob("*.html"))
        return tuple(
            Document(
                f"/{path.relative_to(self.root).as_posix()}".removesuffix("index.html"),
                html.document_fromstring(path.read_bytes(), html.HTMLParser(encoding="utf-8")),
            )
            for path in files
        )

    @cached_property
    def address(self) -> str:
        """Return where the portal says that it is published, without a slash at the end."""
        home = next(document for document in self.documents if document.url == "/")
        return str(home.tree.xpath("string(//link[@rel='canonical']/@href)")).rstrip("/")

    def fullest(self, url_pattern: str, xpath: str = "/*") -> str:
        """Return the address of the page with most text among those of a kind.

        Raises LookupError when the portal has no such page.
        """
        pattern = re.compile(url_pattern)
        found = [
            document
            for document in self.documents
            if pattern.fullmatch(document.url) and document.has(xpath)
        ]
        if not found:
            raise LookupError(f"the sample portal has no page {url_pattern} with {xpath}")
        return max(found, key=Document.text_length).url


def build_sample(folder: Path, content: Path = CONTENT) -> Portal:
    """Build the sample content, or another, with Pelican into a folder, as on `NOW`.

    Raises CalledProcessError when the build fails.
    """
    output = folder / "output"
    command = [sys.executable, "-m", "pelican", str(content), "-s", "pelicanconf.py"]
    command += ["-o", str(output), "--cache-path", str(folder / "cache")]
    command += ["--log-handler", "plain", "--fatal", "errors"]
    moment = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    subprocess.run(command, cwd=PROJECT, env=os.environ | moment, check=True)
    return Portal(output)
