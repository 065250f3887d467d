"""What a heading means: the column that a path of headings names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.content_model.located import read_yaml
from plugins.content_model.problems import Problem
from plugins.content_model.wordings import Wordings, heading_key, path_key, read_wordings
from plugins.vietnamese import fold

BUILT_IN = Path(__file__).with_name("columns.yaml")

#: Under which group a column stands in a report.
GROUP_OF: Mapping[str, str] = {
    "received": "received",
    "carried_over": "received",
    "new": "received",
    "new_online": "received",
    "new_direct": "received",
    "resolved": "resolved",
    "early": "resolved",
    "on_time": "resolved",
    "early_or_on_time": "resolved",
    "late": "resolved",
    "pending": "pending",
    "pending_in_time": "pending",
    "pending_overdue": "pending",
}
COUNTS = tuple(GROUP_OF)
NAMES = ("field", "agency", "name")
NUMBER, RATE, IGNORED, UNKNOWN = "number", "rate", "ignore", ""
_BETWEEN = "between"
_RATE = re.compile(r"%|\bt[iy] (?:le|trong)\b|\bphan tram\b")

#: A longer text with "tỷ lệ" in it is a title, and "99,3 %" is a share itself.
_RATE_HEADING = re.compile(rf"(?=.*(?:{_RATE.pattern}))[a-z% ]{{1,40}}")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Wordings made ready to look up. A group in a path is written `@group`."""

    columns: Mapping[tuple[str, ...], str]
    groups: Mapping[str, str]
    between: frozenset[str]
    totals: frozenset[str]
    agencies: tuple[str, ...]
    fields: tuple[str, ...]
    footers: tuple[str, ...]

    def column(self, headings: Sequence[str]) -> str:
        """Return the key of the column under these headings, the highest first.

        A heading that is not known makes the column unknown, whatever stands under it: "Quá hạn"
        under "Hồ sơ liên thông" is not late.
        """
        levels = [level for level in map(heading_key, headings) if level]
        if any(map(_RATE.search, levels)):
            return RATE
        if not levels:
            return UNKNOWN
        leaf = levels[-1]
        above = [level for level in levels[:-1] if level not in self.between and level != leaf]
        path = tuple(dict.fromkeys(self._level(level) for level in above))
        if all(level.startswith("@") for level in path):
            path = path[-1:]
        if exact := self.columns.get((*path, leaf)):
            return exact
        alone = self.columns.get((leaf,), UNKNOWN)
        return alone if path == (f"@{GROUP_OF.get(alone)}",) else UNKNOWN

    def _level(self, level: str) -> str:
        return f"@{self.groups[level]}" if level in self.groups else level

    def is_heading(self, text: str) -> bool:
        """Tell whether a text is a heading by itself: of a group, a column or a share."""
        level = heading_key(text)
        known = level in self.groups or (level,) in self.columns
        return known or _RATE_HEADING.fullmatch(level) is not None

    def is_total(self, name: str) -> bool:
        """Tell whether a row of this name is a sum of others."""
        return heading_key(re.sub(r"\([IVX0-9\s+=,.-]*\)", " ", name)) in self.totals

    def is_agency(self, name: str) -> bool:
        """Tell whether a name is one of an agency, as its first words say."""
        folded = f"{fold(name)} "
        return folded.startswith(self.agencies) and not folded.startswith(self.fields)

    def is_footer(self, text: str) -> bool:
        """Tell whether a text is one that stands under a table."""
        return f"{fold(text)} ".startswith(self.footers)


def build_vocabulary(*sources: Wordings) -> Vocabulary:
    """Put wordings together; where two disagree, the earlier source is right."""
    groups: dict[str, str] = {}
    for source in sources:
        for group, headings in source.groups.items():
            for heading in headings:
                groups.setdefault(heading_key(heading), group)
    columns: dict[tuple[str, ...], str] = {}
    for source in sources:
        for key, headings in source.columns.items():
            for heading in headings if key != _BETWEEN else ():
                *above, leaf = path_key(heading)
                path = (f"@{groups[level]}" if level in groups else level for level in above)
                columns.setdefault((*path, leaf), key)
    for level, group in groups.items():
        columns.setdefault((level,), group)
    between = (heading for source in sources for heading in source.columns.get(_BETWEEN, ()))
    return Vocabulary(
        columns,
        groups,
        frozenset(map(heading_key, between)),
        frozenset(map(heading_key, _rows(sources, "total"))),
        tuple(f"{fold(word)} " for word in _rows(sources, "agency")),
        tuple(f"{fold(word)} " for word in _rows(sources, "field")),
        tuple(fold(word) for word in _rows(sources, "footer")),
    )


def _rows(sources: Sequence[Wordings], kind: str) -> list[str]:
    return [word for source in sources for word in source.rows.get(kind, ())]


def read_wordings_file(file: Path, shown: str) -> tuple[Wordings, list[Problem]]:
    """Read a file of wordings from disk, for messages that call it `shown`. Raises OSError."""
    text = file.read_text("utf-8-sig", "replace")
    located, problems = read_yaml(text, shown)
    wordings, found = read_wordings(located, shown)
    return wordings, [*problems, *found]
