"""A content folder in memory, checked as a build checks it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeAlias

import pytest

from plugins.content_model import (
    Content,
    assemble,
    check_references,
    in_order,
    read_data,
    read_document,
)
from plugins.content_model.models import Article, Page
from plugins.markup import convert
from plugins.vietnamese import VIETNAM

Files: TypeAlias = Mapping[str, str | bytes]
Check: TypeAlias = Callable[[Files], list[str]]
Build: TypeAlias = Callable[[Files], Content]

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=VIETNAM)


def _assembled(files: Files) -> tuple[Content, list[str]]:
    raw = {path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()}
    documents = [read_document(path, raw[path], convert)[0] for path in raw if path.endswith(".md")]
    data = read_data({path: raw[path] for path in raw if path.startswith("data/")})
    content, problems = assemble(documents, data, NOW)
    items: dict[str, Article | Page] = {
        item.path: item for item in (*content.articles, *content.pages)
    }
    problems += check_references(documents, items, raw)
    problems += [problem for document in documents for problem in document.problems]
    return content, [str(problem) for problem in in_order([*problems, *data.problems])]


@pytest.fixture
def check() -> Check:
    """Return every problem of a content folder, as an editor reads it."""
    return lambda files: _assembled(files)[1]


@pytest.fixture
def build() -> Build:
    """Return the facts of a content folder in which nothing is wrong."""

    def sound(files: Files) -> Content:
        content, problems = _assembled(files)
        assert problems == []
        return content

    return sound
