"""Problems: what an editor got wrong, where, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in the content, addressed to the editor who can mend it.

    `path` is relative to the content folder, with forward slashes; `line` counts from 1;
    `code` is a stable ASCII name (`field-problem`) for tests and tools; `field` is the key as
    the editor writes it, dotted for nested keys (`image.alt`), or `body`; `message` says what
    is wrong and `fix` what to write instead, both in Vietnamese.
    """

    path: str
    line: int
    code: str
    field: str
    message: str
    fix: str

    def __str__(self) -> str:
        """Return the problem on one line that any terminal can show, whatever it quotes."""
        text = f"{self.path}:{self.line}: [{self.code}] {self.field}: {self.message} -> {self.fix}"
        line = " ".join(text.splitlines())
        return line if line.isprintable() else "".join(map(_shown, line))


def _shown(character: str) -> str:
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each problem once, by path, line, code and field."""
    return tuple(sorted(set(problems)))
