"""Data files that are a list of entries, each checked by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from plugins.content_model.located import Located
from plugins.content_model.problems import Problem
from plugins.content_model.schema import FileModel
from plugins.content_model.validate import validate

Entry = TypeVar("Entry", bound=FileModel)


@dataclass(frozen=True, slots=True)
class Entries(Generic[Entry]):
    """The entries of a file, each with the lines of its keys ("" is the entry's own).

    Entries with a fault are among them as long as their slug and name are known;
    `is_complete` tells whether all are.
    """

    found: tuple[tuple[Entry, Mapping[str, int]], ...]
    is_complete: bool
    problems: tuple[Problem, ...]


def read_entries(model: type[Entry], located: Located, path: str) -> Entries[Entry]:
    """Read a file whose value is a list of `model`; an empty file is an empty list."""
    value = located.value
    if value is None or value == {}:
        return Entries((), value is not None, ())
    if not isinstance(value, list):
        fix = "viết mỗi mục một dòng, bắt đầu bằng dấu -"
        line = located.line("")
        problem = Problem(path, line, "yaml-shape", "yaml", "tệp này phải là một danh sách", fix)
        return Entries((), False, (problem,))
    found: list[tuple[Entry, Mapping[str, int]]] = []
    problems: list[Problem] = []
    located_entries = _entries(located, len(value))
    for item, entry in zip(value, located_entries, strict=True):
        checked = validate(model, Located(item, entry.lines, entry.broken), path)
        problems += checked.problems
        known = checked.model or checked.salvaged
        if known is not None and not checked.dropped & {"slug", "name"}:
            found.append((known, entry.lines))
    return Entries(tuple(found), len(found) == len(value), tuple(problems))


def _entries(located: Located, count: int) -> list[Located]:
    """Return the lines and broken keys of each entry, as if it were a file of its own."""
    lines: list[dict[str, int]] = [{} for _ in range(count)]
    broken: list[set[str]] = [set() for _ in range(count)]
    for key, line in located.lines.items():
        number, dot, rest = key.partition(".")
        if dot or number:
            lines[int(number)][rest] = line
    for key in located.broken:
        number, dot, rest = key.partition(".")
        if dot:
            broken[int(number)].add(rest)
    return [Located(None, *each) for each in zip(lines, map(frozenset, broken), strict=True)]
