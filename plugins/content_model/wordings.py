"""Wordings: what offices call the columns of their dossier reports.

Headings are compared by `heading_key`: without case, marks and normal forms, without the numbers
of columns and without words that say nothing (số, hồ sơ).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from plugins.content_model.located import Located
from plugins.content_model.problems import Problem
from plugins.content_model.schema_columns import DossierColumnsFile
from plugins.content_model.validate import validate
from plugins.vietnamese import fold, normalise_text

#: What stands between a heading and the one under it, in wordings and in reports.
UNDER = " > "

_PARTS = frozenset({"groups", "rows"})
# "(3)=(4)+(5)", "(3 = 4 + 5)", "[2]" and "(hồ sơ)" number a column or name its unit.
_ASIDE = re.compile(r"[(\[](?:[^()\[\]a-z%]*|\s*(?:don vi tinh|dvt)?[\s:]*(?:ho so|hs)\s*)[)\]]")
_SIGN = re.compile(r"[^a-z0-9%]+")
_EMPTY_WORD = re.compile(r"\b(?:so luong|so|ho so|hs)\b")


@dataclass(frozen=True, slots=True)
class Wordings:
    """Headings (cách viết tiêu đề) by what they mean, each as it was written.

    `columns` maps a column's key, or `ignore` and `between`, to headings; `groups` a group's key
    to headings over several columns; `rows` what a row is to the beginnings of its name.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def heading_key(heading: str) -> str:
    """Return what one heading is compared by; two wordings of one heading have one key.

    Of a heading that only says nothing (`Số hồ sơ`) all words are kept.
    """
    folded = _ASIDE.sub(" ", fold(normalise_text(heading)))
    words = _SIGN.sub(" ", folded).strip()
    return " ".join(_EMPTY_WORD.sub(" ", words).split()) or words


def path_key(wording: str) -> tuple[str, ...]:
    """Return the key of a heading and of those above it, the highest first."""
    return tuple(heading_key(level) for level in wording.split(UNDER.strip()))


def read_wordings(located: Located, path: str) -> tuple[Wordings, list[Problem]]:
    """Read a YAML file of wordings. One heading for two columns is a problem that names both."""
    checked = validate(DossierColumnsFile, located, path)
    model = checked.model
    if model is None:
        return Wordings(), list(checked.problems)
    columns = {
        key: getattr(model, key) for key in DossierColumnsFile.model_fields if key not in _PARTS
    }
    wordings = Wordings(columns, model.groups.model_dump(), model.rows.model_dump())
    return wordings, list(_collisions(wordings, located, path))


def _collisions(wordings: Wordings, located: Located, path: str) -> Iterator[Problem]:
    for prefix, headings in (("", wordings.columns), ("groups.", wordings.groups)):
        first: dict[tuple[str, ...], str] = {}
        for key, written in headings.items():
            for number, heading in enumerate(written):
                dotted = f"{prefix}{key}"
                line = located.line(f"{dotted}.{number}")
                meant = path_key(heading)
                if "" in meant:
                    message = f"“{heading}” không có chữ nào để nhận ra"
                    fix = "chép tiêu đề như trong báo cáo, ví dụ Đã giải quyết > Trước hạn"
                    yield Problem(path, line, "heading-empty", dotted, message, fix)
                elif first.setdefault(meant, dotted) != dotted:
                    message = f"“{heading}” đã chỉ cột {first[meant]}"
                    fix = "chỉ giữ ở một cột; tiêu đề nằm dưới tiêu đề khác thì viết cả hai"
                    yield Problem(path, line, "heading-collision", dotted, message, fix)
