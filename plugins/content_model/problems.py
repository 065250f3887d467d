"""Problems: what an editor got wrong, where, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_LONGEST = 800


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
        field, message, fix = map(_short, (self.field, self.message, self.fix))
        text = f"{self.path}:{self.line}: [{self.code}] {field}: {message} -> {fix}"
        line = " ".join(text.splitlines())
        return line if line.isprintable() else "".join(map(_shown, line))


def _short(text: str) -> str:
    # What is quoted may be a whole file that was pasted into one key.
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"


def _shown(character: str) -> str:
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each problem once, by path, line, code and field."""
    return tuple(sorted(set(problems)))
