"""From a located YAML value to a validated model, or problems in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from plugins.content_model.located import Located, Value
from plugins.content_model.problems import Problem
from plugins.content_model.schema import FileModel
from plugins.content_model.suggest import near_key, near_value

Model = TypeVar("Model", bound=FileModel)

_EXAMPLES = {
    "title": "title: Xã Khê Giang mở lớp khuyến nông",
    "date": "date: 2026-11-20T07:30",
    "category": "category: thong-bao",
    "period": "period: 2026-10",
    "as_of": "as_of: 2026-10-31T17:00",
    "received": "received: 1250",
    "late": "late: 3",
    "transparency": "transparency: 17,5",
    "month": "month: 2026-11",
    "visits": "visits: 125000",
    "alt": "alt: điều thấy trong ảnh, viết thành một câu",
    "from": "from: /tin-cu/bai-1.html",
    "to": "to: /gioi-thieu/",
    "src": "src: media/2026/11/ten-anh.jpg",
}


@dataclass(frozen=True, slots=True)
class Checked(Generic[Model]):
    """What validation makes of a mapping.

    `model` is None where there is a problem. `salvaged` is the model all the same, without the
    top-level keys in `dropped`, for checks that concern other keys; None if nothing is left.
    """

    model: Model | None
    problems: tuple[Problem, ...] = ()
    salvaged: Model | None = None
    dropped: frozenset[str] = frozenset()


def validate(model: type[Model], located: Located, path: str) -> Checked[Model]:
    """Validate a YAML mapping; every problem in it is found at once."""
    if located.value is None:
        return Checked(None)
    if not isinstance(located.value, dict):
        message = "phần này không phải các cặp khóa và giá trị"
        fix = "viết từng dòng theo mẫu khóa: giá trị"
        return Checked(None, (Problem(path, located.line(""), "yaml-shape", "yaml", message, fix),))
    broken = {dotted.partition(".")[0] for dotted in located.broken}
    value = {key: child for key, child in located.value.items() if key not in broken}
    value = _without_empty(value)
    try:
        valid = model.model_validate(value)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    else:
        # What is broken has been reported where it was read.
        return Checked(None, (), valid, frozenset(broken)) if broken else Checked(valid)
    problems = tuple(_Explainer(model, located, path, broken).problems(errors))
    dropped = broken | {str(error["loc"][0]) for error in errors if error["loc"]}
    return Checked(None, problems, _salvage(model, value, dropped), frozenset(dropped))


def _salvage(model: type[Model], value: dict[str, Value], dropped: set[str]) -> Model | None:
    kept = {key: child for key, child in value.items() if key not in dropped}
    try:
        return model.model_validate({**model.stand_ins, **kept})
    except ValidationError:
        return None


def _without_empty(value: dict[str, Value]) -> dict[str, Value]:
    """Drop keys that were written without a value: they state nothing."""

    def clean(child: Value) -> Value:
        if isinstance(child, dict):
            return _without_empty(child)
        return [clean(item) for item in child] if isinstance(child, list) else child

    return {key: clean(child) for key, child in value.items() if child is not None}


class _Explainer:
    """Turns pydantic's errors in one mapping into problems."""

    def __init__(
        self, model: type[FileModel], located: Located, path: str, broken: set[str]
    ) -> None:
        self.model = model
        self.located = located
        self.path = path
        self.broken = broken

    def problems(self, errors: list[ErrorDetails]) -> Iterator[Problem]:
        # A required key that is there under another name is not missing.
        meant = {
            (*error["loc"][:-1], near)
            for error in errors
            if error["type"] == "extra_forbidden" and (near := self._near(error))
        }
        for error in errors:
            is_there = error["loc"] in meant or error["loc"][:1] in {(key,) for key in self.broken}
            if error["type"] != "missing" or not is_there:
                yield self._problem(error)

    def _near(self, error: ErrorDetails) -> str | None:
        return near_key(str(error["loc"][-1]), _keys_at(self.model, error["loc"]))

    def _problem(self, error: ErrorDetails) -> Problem:
        context: dict[str, Any] = error.get("ctx", {})
        parts = [str(part) for part in error["loc"]]
        if context.get("field"):
            parts.append(context["field"])
        dotted = ".".join(parts)
        key = next((part for part in reversed(parts) if not part.isdigit()), "yaml")
        code, message, fix = self._explain(key, error, context)
        line = self.located.line(dotted)
        return Problem(self.path, line, code, dotted or "yaml", message, fix)

    def _explain(
        self, key: str, error: ErrorDetails, context: dict[str, Any]
    ) -> tuple[str, str, str]:
        kind, code = error["type"], key.replace("_", "-")
        if "fix" in context:
            return context["code"] or f"{code}-{kind}", context["message"], context["fix"]
        if kind == "extra_forbidden":
            near = self._near(error)
            known = ", ".join(_keys_at(self.model, error["loc"]))
            fix = f"có phải {near}?" if near else f"chỉ dùng các khóa: {known}"
            return "key-unknown", f"không có khóa “{key}”", fix
        if kind == "missing":
            example = _EXAMPLES.get(key, f"{key}: …")
            return f"{code}-missing", "thiếu khóa bắt buộc này", f"thêm dòng {example}"
        if kind == "literal_error":
            return (f"{code}-invalid", *_choice(error, context))
        if kind in {"greater_than_equal", "less_than_equal"}:
            limit = context.get("ge", context.get("le"))
            word = "nhỏ nhất" if kind == "greater_than_equal" else "lớn nhất"
            return f"{code}-range", f"ngoài giới hạn, {word} là {limit}", f"viết {limit}"
        if kind in {"model_type", "dict_type"}:
            keys = ", ".join(_keys_at(self.model, (*error["loc"], "")))
            fix = f"viết các khóa {keys} thụt vào dưới {key}:"
            return f"{code}-type", "cần một nhóm khóa", fix
        if kind in {"tuple_type", "list_type"}:
            fix = "viết mỗi mục một dòng, bắt đầu bằng dấu -"
            return f"{code}-type", "cần một danh sách", fix
        return f"{code}-invalid", "giá trị không hợp lệ", "xem bảng khóa trong tài liệu"


def _choice(error: ErrorDetails, context: dict[str, Any]) -> tuple[str, str]:
    expected = str(context["expected"]).replace("'", "").replace(" or ", ", ")
    if not isinstance(error["input"], str):
        return "cần một giá trị", f"chọn một trong: {expected}"
    near = near_value(error["input"], expected.split(", "))
    fix = f"có phải {near}?" if near else f"chọn một trong: {expected}"
    return f"không có giá trị “{error['input']}”", fix


def _keys_at(model: type[FileModel], loc: tuple[int | str, ...]) -> list[str]:
    """Return the keys that the (nested) model at a place of the file knows, in their order."""
    current: Any = model
    for part in loc[:-1]:
        if not isinstance(part, int):
            current = model_in(current.model_fields[part].annotation)
    return list(current.model_fields)


def model_in(annotation: Any) -> Any:
    """Return the model that a field's type holds, or None."""
    if isinstance(annotation, type) and issubclass(annotation, FileModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = model_in(argument)
        if found is not None:
            return found
    return None
