"""Keys put into the front matter of a file, every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import yaml

from plugins.content_model import Problem, Source, check_front, split
from plugins.content_model.documents import decode

#: What a key may get: a name, names, or lists of names by key.
Addition: TypeAlias = "str | Sequence[str] | Mapping[str, Sequence[str]]"

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_INDENT = re.compile(r"[ \t]*")
_FENCE = re.compile(r"---[ \t]*")
#: A key that holds nothing: `tags:`, `tags: []`, each with or without a comment.
_EMPTY = r"""(?P<key>\s*(?P<quote>["']?){key}(?P=quote)[ \t]*:)
    (?:[ \t]*(?:\[[ \t]*\]|\{{[ \t]*\}}|~|null|Null|NULL|""|''))?
    (?P<rest>[ \t]*(?:[ \t]\#[^\r\n]*)?[\r\n]*)"""


class FrontMatterError(Exception):
    """Nothing was put into the file; `problems` say why and what to do instead."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} lỗi nội dung")
        self.problems = tuple(problems)


def written(key: str, value: Addition) -> str:
    """Return a key with its value as one line of YAML, without the end of line."""
    # In a list nothing needs a line of its own; a name that stands alone loses the brackets again.
    text = yaml.safe_dump(
        [_plain(value)],
        allow_unicode=True,
        default_flow_style=True,
        sort_keys=False,
        width=float("inf"),
    )
    return f"{key}: {text.strip()[1:-1]}"


def complete(raw: bytes, path: str, additions: Mapping[str, Addition]) -> bytes:
    """Return a file's bytes with the additions that its front matter lacks.

    A key is lacking that is not there or holds nothing. One that is there is filled where it
    stands, the others come last, with the ends of line and the indent of the front matter. The
    result reads as the file did, with the additions; adding them again changes nothing. Raises
    FrontMatterError where the front matter has problems, or is written in a way to which nothing
    can be added line by line.
    """
    before = split(raw, path)
    if problems := (*before.problems, *check_front(before)[1]):
        raise FrontMatterError(sorted(set(problems)))
    front = before.front.value
    assert isinstance(front, dict)
    lacking = {key: value for key, value in additions.items() if not front.get(key)}
    if not lacking:
        return raw
    lines = _LINE.findall(raw.decode("utf-8"))
    _put(lines, before, _end_of_front(raw, path), lacking)
    completed = "".join(lines).encode()
    after = split(completed, path)
    wanted = {**front, **{key: _plain(value) for key, value in lacking.items()}}
    is_same = after.front.value == wanted and after.body == before.body and not after.problems
    if not is_same or check_front(after)[1]:
        raise FrontMatterError([_cannot(path, before, lacking)])
    return completed


def _put(lines: list[str], source: Source, end: int, lacking: Mapping[str, Addition]) -> None:
    """Change the lines of a file: `end` is the place of the line that closes the front matter."""
    known = source.front.lines
    assert isinstance(source.front.value, dict)
    first = next(iter(source.front.value))
    indent = _INDENT.match(lines[known[first] - 1])
    break_ = lines[0][len(lines[0].rstrip("\r\n")) :]
    last = []
    for key, value in lacking.items():
        line = written(key, value)
        if key not in known:
            last.append(f"{indent[0] if indent else ''}{line}{break_}")
            continue
        empty = re.compile(_EMPTY.format(key=re.escape(key)), re.VERBOSE)
        place = known[key] - 1
        if found := empty.fullmatch(lines[place]):
            lines[place] = f"{found['key']} {line.partition(': ')[2]}{found['rest']}"
    lines[end:end] = last


def _end_of_front(raw: bytes, path: str) -> int:
    """Return the place of the second line that is a fence; the text is known to have one."""
    text, _ = decode(raw, path)
    fences = [place for place, line in enumerate(text.split("\n")) if _FENCE.fullmatch(line)]
    return fences[1]


def _plain(value: Addition) -> str | list[str] | dict[str, list[str]]:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: list(names) for key, names in value.items()}
    return list(value)


def _cannot(path: str, source: Source, lacking: Mapping[str, Addition]) -> Problem:
    """Return the problem of a front matter such as `{title: …, date: …}` on one line."""
    key = next(iter(lacking))
    message = "không thêm được vào phần khai báo viết theo kiểu này"
    fix = "; ".join(f"tự thêm dòng {written(key, value)}" for key, value in lacking.items())
    return Problem(path, source.front.line(key), "front-matter-style", key, message, fix)
