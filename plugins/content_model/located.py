"""YAML as editors write it: every value a text, every key with its line.

Numbers, dates and booleans are not guessed by YAML (`012` would become 10 and `05/03` a text);
the schema reads them, so that a message can quote what the editor wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from plugins.content_model.problems import Problem
from plugins.content_model.yaml_faults import explain
from plugins.vietnamese import normalise_text

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_MAX_DEPTH = 12
_MOST_OPEN = 200
_MOST_KEYS = 200
_BRACKET = re.compile(r"[\[\]{}]")
# A comment has a space after its #; without one it is a hashtag or a number (#1).
_HASHTAG = re.compile(r"[ \t]+#(?=[^\s#])")
_SWALLOWED = re.compile(r"[ \t]*(?:-[ \t]|[\w-]+:(?:[ \t]|$))")


@dataclass(frozen=True, slots=True)
class Located:
    """A value read from YAML and the line of each dotted key in it (`image.alt`, `tags.0`).

    `broken` are the dotted keys whose value is left out because it had a problem.
    """

    value: Value
    lines: Mapping[str, int] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()

    def line(self, dotted: str) -> int:
        """Return the line of a key, or of the nearest key above it, or the first line."""
        return line_of(self.lines, dotted)


def line_of(lines: Mapping[str, int], dotted: str) -> int:
    """Return the line of a dotted key, or of the nearest key above it, or the first line."""
    while dotted:
        if dotted in lines:
            return lines[dotted]
        dotted = dotted.rpartition(".")[0]
    return lines.get("", 1)


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Located, list[Problem]]:
    """Read one YAML document without guessing types.

    `first_line` is the line of the file on which `text` begins. Anchors, aliases, own tags and
    keys written twice are problems: the first two can grow without bound, the others lose text.
    The value is None, and only then, where the text is no YAML at all.
    """
    if (line := _too_deep(text)) is not None:
        message, fix = "quá nhiều dấu [ hoặc { chưa đóng", "đóng từng dấu bằng ] hoặc }"
        problem = Problem(path, first_line + line, "yaml-depth", "yaml", message, fix)
        return Located(None, {"": first_line}), [problem]
    reader = _Reader(text, path, first_line)
    try:
        value = reader.document()
    except yaml.YAMLError as error:
        return Located(None, {"": first_line}), [
            Problem(
                path, first_line + fault.line, "yaml-broken", fault.key, fault.message, fault.fix
            )
            for fault in explain(text, error)
        ]
    reader.lines.setdefault("", first_line)
    return Located(value, reader.lines, frozenset(reader.broken)), reader.problems


def _too_deep(text: str) -> int | None:
    """Return the line, from 0, where more brackets are open than a parser reads in good time."""
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > _MOST_OPEN:
            return text.count("\n", 0, bracket.start())
    return None


class _Reader:
    """Builds a value from events, which know explicit tags and anchors.

    PyYAML's own nodes do not, and it builds them recursively in C: a thousand brackets would
    crash the process.
    """

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        self._rows = text.split("\n")
        self._events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=_LOADER))

    def document(self) -> Value:
        """Read the only document; an empty one has no keys."""
        value: Value = None
        documents = 0
        for event in self._events:
            documents += isinstance(event, yaml.DocumentStartEvent)
            if not isinstance(event, yaml.NodeEvent):
                continue
            if documents == 1:
                value = self._value(event, "", 0)
            else:
                fix = "xóa các dòng --- và ... ở giữa"
                self._problem(event, "yaml-documents", "", "phần khai báo bị chia đôi", fix)
                self._skip(event)
        return value if value is not None else {}

    def _value(self, event: yaml.Event, dotted: str, depth: int) -> Value:
        self.lines.setdefault(dotted, self._line(event))
        if isinstance(event, yaml.AliasEvent):
            message = "dùng lại một giá trị bằng dấu *"
            self._refuse(event, "yaml-alias", dotted, message, "viết cả giá trị ở đây")
            return None
        if depth > _MAX_DEPTH:
            message = f"lồng quá {_MAX_DEPTH} cấp"
            self._refuse(event, "yaml-depth", dotted, message, "bớt cấp")
            return None
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            message = f"“&{event.anchor}” ở đầu giá trị sẽ bị bỏ"
            fix = "đặt giá trị trong dấu ngoặc kép, hoặc bỏ dấu &"
            self._problem(event, "yaml-alias", dotted, message, fix)
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            message = f"“{tag}” ở đầu giá trị sẽ bị bỏ"
            fix = "đặt giá trị trong dấu ngoặc kép, hoặc bỏ dấu !"
            self._refuse(event, "yaml-tag", dotted, message, fix)
            return None
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(dotted, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(dotted, depth)
        assert isinstance(event, yaml.ScalarEvent)
        return self._scalar(event, dotted)

    def _scalar(self, event: yaml.ScalarEvent, dotted: str) -> str | None:
        if event.style not in {"|", ">"}:
            self._check_rows(event, dotted)
        is_plain = not event.style
        return None if is_plain and event.value in _NULLS else event.value

    def _sequence(self, dotted: str, depth: int) -> list[Value]:
        result: list[Value] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            child = f"{dotted}.{len(result)}" if dotted else str(len(result))
            result.append(self._value(event, child, depth + 1))
        return result

    def _mapping(self, dotted: str, depth: int) -> dict[str, Value]:
        result: dict[str, Value] = {}
        is_full = False
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if len(result) >= _MOST_KEYS:
                if not is_full:
                    fix = "chỉ giữ các khóa trong bảng khóa"
                    self._problem(event, "yaml-keys", dotted, f"có trên {_MOST_KEYS} khóa", fix)
                is_full = True
                self._skip(event)
                continue
            if not isinstance(event, yaml.ScalarEvent):
                fix = "đặt giá trị trong dấu ngoặc kép nếu dấu { hay [ là chữ"
                self._refuse(event, "yaml-key", dotted, "tên khóa không phải là chữ", fix)
                self._skip(next(self._events))
                continue
            key = normalise_text(event.value)
            child = f"{dotted}.{key}" if dotted else key
            if key in result:
                message = f"khóa này đã có ở dòng {self.lines[child]}"
                self._problem(event, "yaml-duplicate-key", child, message, "chỉ giữ một")
                self._skip(next(self._events))
                continue
            self.lines[child] = self._line(event)
            result[key] = self._value(next(self._events), child, depth + 1)
        return result

    def _check_rows(self, event: yaml.ScalarEvent, dotted: str) -> None:
        """Report words that YAML drops or joins although the editor meant something else."""
        start, end = event.start_mark, event.end_mark
        assert start is not None and end is not None
        rest = self._rows[end.line][end.column :] if end.line < len(self._rows) else ""
        if match := _HASHTAG.match(rest):
            cut = rest[match.end() - 1 :]
            message = f"“{cut}” sẽ bị bỏ, vì dấu # mở đầu lời ghi chú"
            self._problem(
                event, "yaml-comment", dotted, message, "đặt cả giá trị trong dấu ngoặc kép"
            )
        if event.style:
            return
        for number in range(start.line + 1, min(end.line + 1, len(self._rows))):
            if _SWALLOWED.match(self._rows[number]):
                message = "dòng này bị nối vào giá trị của dòng trên"
                fix = "cho các mục cùng cấp bắt đầu ở cùng một cột"
                line = self.first_line + number
                self.problems.append(Problem(self.path, line, "yaml-indent", dotted, message, fix))

    def _skip(self, event: yaml.Event) -> None:
        """Read past a value that is not wanted."""
        depth = int(isinstance(event, yaml.CollectionStartEvent))
        while depth:
            event = next(self._events)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)

    def _refuse(self, event: yaml.Event, code: str, dotted: str, message: str, fix: str) -> None:
        self.broken.add(dotted)
        self._problem(event, code, dotted, message, fix)
        self._skip(event)

    def _problem(self, event: yaml.Event, code: str, dotted: str, message: str, fix: str) -> None:
        line = self._line(event)
        self.problems.append(Problem(self.path, line, code, dotted or "yaml", message, fix))

    def _line(self, event: yaml.Event) -> int:
        line = event.start_mark.line if event.start_mark is not None else 0
        return self.first_line + min(line, len(self._rows) - 1)
