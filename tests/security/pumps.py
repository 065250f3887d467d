"""The worst texts for a regular expression, made from the expression itself.

A backtracking matcher is slow where a repetition matches a long text and what follows it does not.
So for each repetition without bound: a text that leads to it, what it repeats, and then nothing
that could follow.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any, NamedTuple

_REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}
_UNBOUNDED = 30
_CATEGORIES = {
    codes.CATEGORY_DIGIT: "0",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_NOT_WORD: "-",
}
_LETTERS = "a 0-<[*\n&\"'|.#\u0103\u200b\ue000!(~`=\x00"


class Pump(NamedTuple):
    """A text that leads to a repetition, and what it repeats."""

    head: str
    body: str

    def text(self, length: int, tail: str = "") -> str:
        """Return about so many characters of it, then the tail."""
        return self.head + self.body * (length // len(self.body)) + tail


def patterns(package: ModuleType) -> dict[str, re.Pattern[str]]:
    """Return the regular expressions on text that the modules of a package keep, by their names."""
    found: dict[str, re.Pattern[str]] = {}
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            for place, pattern in enumerate(_patterns_in(value)):
                if isinstance(pattern.pattern, str):
                    found[f"{info.name}.{name}.{place}"] = pattern
    return dict(sorted(found.items()))


def _patterns_in(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _patterns_in(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _patterns_in(each)


def pumps(pattern: re.Pattern[str]) -> list[Pump]:
    """Return what makes a regular expression slow, if anything does."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE | 0)
    return list(dict.fromkeys(_pumps(list(tree), "", {})))


def _pumps(nodes: list[Any], head: str, groups: dict[int, str]) -> Iterator[Pump]:
    for code, value in nodes:
        if code in _REPEATS:
            _, most, inner = value
            inner = list(inner)
            yield from _pumps(inner, head, groups)
            if most is codes.MAXREPEAT or most > _UNBOUNDED:
                for body in _samples(inner, groups):
                    if body:
                        yield Pump(head, body)
        else:
            for inner in _inner(code, value):
                yield from _pumps(inner, head, groups)
        head += _sample([(code, value)], groups)


def _inner(code: Any, value: Any) -> list[list[Any]]:
    if code is codes.SUBPATTERN:
        return [list(value[3])]
    if code is codes.BRANCH:
        return [list(branch) for branch in value[1]]
    if code in {codes.ASSERT, codes.ASSERT_NOT}:
        return [list(value[1])] if value[0] > 0 else []
    if code is codes.ATOMIC_GROUP:
        return [list(value)]
    if code is codes.GROUPREF_EXISTS:
        return [list(each) for each in value[1:] if each is not None]
    return []


def _samples(nodes: list[Any], groups: dict[int, str]) -> list[str]:
    """Return a text for each branch of what is repeated, and one with one more repetition in it."""
    if len(nodes) == 1:
        code, value = nodes[0]
        if code is codes.SUBPATTERN:
            return _samples(list(value[3]), groups)
        if code is codes.BRANCH:
            return [text for branch in value[1] for text in _samples(list(branch), groups)]
        if code is codes.IN:
            return _members(value)[:6]
    return [_sample(nodes, groups)]


def _members(value: Any) -> list[str]:
    """Return characters of a set, of several kinds."""
    pattern = _set_pattern(value)
    return [letter for letter in _LETTERS if pattern(letter)] or [_first(value)]


def _set_pattern(value: Any) -> Any:
    items = list(value)
    negated = items[0][0] is codes.NEGATE
    tests = items[1:] if negated else items

    def holds(letter: str) -> bool:
        found = False
        for code, item in tests:
            if code is codes.LITERAL:
                found |= ord(letter) == item
            elif code is codes.RANGE:
                found |= item[0] <= ord(letter) <= item[1]
            elif code is codes.CATEGORY:
                found |= _in_category(item, letter)
        return found is not negated

    return holds


def _in_category(category: Any, letter: str) -> bool:
    name = str(category)
    kind = name.rpartition("_")[2]
    inside = {"DIGIT": str.isdigit, "SPACE": str.isspace}.get(
        kind, lambda each: each.isalnum() or each == "_"
    )(letter)
    return inside is not ("_NOT_" in name)


def _first(value: Any) -> str:
    for code, item in value:
        if code is codes.LITERAL:
            return chr(item)
        if code is codes.RANGE:
            return chr(item[0])
        if code is codes.CATEGORY:
            return _CATEGORIES[item]
    return "a"


def _sample(nodes: list[Any], groups: dict[int, str]) -> str:
    """Return a short text that the nodes match."""
    text = ""
    for code, value in nodes:
        if code is codes.LITERAL:
            text += chr(value)
        elif code is codes.NOT_LITERAL:
            text += "b" if value == ord("a") else "a"
        elif code is codes.ANY:
            text += "a"
        elif code is codes.IN:
            text += _members(value)[0]
        elif code is codes.CATEGORY:
            text += _CATEGORIES[value]
        elif code in _REPEATS:
            text += _sample(list(value[2]), groups) * value[0]
        elif code is codes.SUBPATTERN:
            inner = _sample(list(value[3]), groups)
            if value[0] is not None:
                groups[value[0]] = inner
            text += inner
        elif code is codes.BRANCH:
            text += _sample(list(value[1][0]), groups)
        elif code is codes.ATOMIC_GROUP:
            text += _sample(list(value), groups)
        elif code is codes.GROUPREF:
            text += groups.get(value, "")
    return text
