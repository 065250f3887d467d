"""Field types of the schema: from the text an editor wrote to a value, or a message.

Every type takes the strings-only values of `located.read_yaml`.
"""

from __future__ import annotations

import posixpath
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from plugins.vietnamese import (
    DateProblem,
    normalise_text,
    parse_date,
    parse_datetime,
    slugify,
)

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,199}")
_INTEGER = re.compile(r"-?[0-9]{1,12}")
_DECIMAL = re.compile(r"-?[0-9]{1,9}(?:[.,][0-9]{1,2})?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[., ][0-9]{3})+")
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+\.[^\s]+|https?://localhost(?::[0-9]+)?/?")
_ADDRESS = re.compile(r"/(?![/\\])[^\s]*|mailto:[^\s]+@[^\s]+|tel:[+0-9.-]+|https?://[^\s]+")
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 .()-]*")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_PELICAN = re.compile(r"[{|](?:filename|static|attach)[}|]")
_LANGUAGE = re.compile(r"[a-z]{2}")
_TRUE = frozenset({"true", "yes", "có", "1"})
_FALSE = frozenset({"false", "no", "không", "0"})
_DATE_JSON = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$",
    "examples": ["2026-11-20T07:30", "2026-11-20T07:30:00+07:00"],
}


def wrong(
    kind: str, message: str, fix: str, *, code: str = "", field: str = ""
) -> PydanticCustomError:
    """Return the error that becomes a problem with code `<field>-<kind>`, or with `code`.

    `field` names the key where the error is one of a whole model.
    """
    context = {"message": message, "fix": fix, "code": code, "field": field}
    return PydanticCustomError(kind, "{message}", context)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return normalise_text(value)
    if value is None:
        raise wrong("empty", "mục này để trống", "viết giá trị, hoặc xóa dấu -")
    shape = "một danh sách" if isinstance(value, list) else "một nhóm khóa"
    raise wrong("type", f"cần một dòng chữ, nhưng đang là {shape}", "viết trên một dòng")


def _datetime(value: Any, *, end_of_day: bool = False) -> datetime:
    try:
        return parse_datetime(_text(value), end_of_day=end_of_day)
    except DateProblem as problem:
        raise _date_error(problem) from None


def _date(value: Any) -> date:
    try:
        return parse_date(_text(value))
    except DateProblem as problem:
        raise _date_error(problem) from None


def _date_error(problem: DateProblem) -> PydanticCustomError:
    fix = f"viết {problem.suggestion}" if problem.suggestion else "viết theo mẫu 2026-11-20T07:30"
    return wrong("invalid", problem.message, fix)


def _integer(value: Any) -> int:
    text = _text(value)
    if _INTEGER.fullmatch(text):
        return int(text)
    if _GROUPED.fullmatch(text):
        plain = re.sub(r"[^0-9]", "", text)
        raise wrong("grouped", f"“{text}” có dấu ngăn cách nghìn", f"viết liền: {plain}")
    raise wrong("type", f"“{text}” không phải số nguyên", "chỉ viết chữ số, ví dụ 41736")


def _decimal(value: Any) -> Decimal:
    text = _text(value)
    if _DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise wrong("type", f"“{text}” không phải một số", "viết số, nhiều nhất hai số lẻ, ví dụ 17,5")


def _boolean(value: Any) -> bool:
    text = _text(value).casefold()
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise wrong("type", f"“{text}” không phải có hoặc không", "viết true hoặc false")


def _slug(text: str) -> str:
    if _SLUG.fullmatch(text):
        return text
    near = slugify(text)
    fix = f"viết {near}" if near else "chỉ dùng chữ a-z, chữ số và dấu -"
    raise wrong("invalid", f"“{text}” không dùng làm địa chỉ được", fix)


def _identifier(text: str) -> str:
    if _IDENTIFIER.fullmatch(text):
        return text
    raise wrong(
        "invalid",
        f"mã “{text}” có ký tự lạ",
        "chỉ dùng chữ không dấu, chữ số và các dấu . _ / -",
    )


def _language(text: str) -> str:
    if _LANGUAGE.fullmatch(text):
        return text
    raise wrong("invalid", f"“{text}” không phải mã ngôn ngữ", "viết hai chữ cái: vi, en")


def _web_address(text: str) -> str:
    if _WEB_ADDRESS.fullmatch(text):
        return text
    raise wrong(
        "invalid",
        f"“{text}” không phải địa chỉ đầy đủ",
        "viết cả phần đầu, ví dụ https://khegiang.example.vn/",
    )


def _address(text: str) -> str:
    if _ADDRESS.fullmatch(text):
        return text
    raise wrong(
        "invalid",
        f"“{text}” không phải địa chỉ",
        "viết /duong-dan/ của trang trong cổng, hoặc https://…",
    )


def _email(text: str) -> str:
    if not text or _EMAIL.fullmatch(text):
        return text
    raise wrong("invalid", f"“{text}” không phải địa chỉ thư", "viết ubnd@ten-mien, hoặc để trống")


def _phone(text: str) -> str:
    if not text or (_PHONE.fullmatch(text) and 8 <= len(re.sub(r"\D", "", text)) <= 13):
        return text
    raise wrong("invalid", f"“{text}” không phải một số máy", "viết một số, ví dụ 0298 3700 100")


def _content_path(text: str) -> str:
    if not text:
        raise wrong(
            "missing", "chưa có đường dẫn", "viết đường dẫn tệp, ví dụ media/2026/11/cau.jpg"
        )
    if _ELSEWHERE.match(text):
        fix = "tải ảnh về thư mục media/ rồi viết đường dẫn ở đó"
        raise wrong("external", f"ảnh lấy từ nơi khác: {text}", fix, code="image-external")
    plain = _PELICAN.sub("", text, count=1).replace("\\", "/").lstrip("/")
    path = posixpath.normpath(plain)
    if path.startswith(".."):
        message = f"đường dẫn “{text}” ra ngoài thư mục content/"
        raise wrong("outside", message, "chỉ dùng tệp trong content/", code="path-outside")
    return path


def _one_or_many(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if "," in value or ";" in value:
        parts = [part.strip() for part in re.split(r"[,;]", value) if part.strip()]
        raise wrong(
            "type",
            "nhiều giá trị viết trên một dòng",
            f"viết thành danh sách: [{', '.join(parts)}]",
        )
    return [value]


def _limit(low: int, high: int) -> AfterValidator:
    def check(text: str) -> str:
        if low <= len(text) <= high:
            return text
        if not text:
            raise wrong("missing", "đang để trống", "viết nội dung")
        raise wrong("length", f"dài {len(text)} ký tự", f"viết từ {low} đến {high} ký tự")

    return AfterValidator(check)


_String: dict[str, Any] = {"type": "string"}
# YAML takes 2026 for a number; here it is a text like any other.
_Words: dict[str, Any] = {"type": ["string", "number"]}
Text = Annotated[str, BeforeValidator(_text), WithJsonSchema(_Words)]
Title = Annotated[
    Text, _limit(1, 200), WithJsonSchema({**_Words, "minLength": 1, "maxLength": 200})
]
Name = Annotated[Text, _limit(1, 120), WithJsonSchema({**_Words, "minLength": 1, "maxLength": 120})]
Lead = Annotated[
    Text, _limit(1, 1000), WithJsonSchema({**_Words, "minLength": 1, "maxLength": 1000})
]
Slug = Annotated[
    Text, AfterValidator(_slug), WithJsonSchema({**_Words, "pattern": f"^{_SLUG.pattern}$"})
]
Identifier = Annotated[
    Text,
    AfterValidator(_identifier),
    WithJsonSchema({**_Words, "pattern": f"^{_IDENTIFIER.pattern}$"}),
]
Language = Annotated[
    Text, AfterValidator(_language), WithJsonSchema({**_String, "pattern": "^[a-z]{2}$"})
]
ContentPath = Annotated[Text, AfterValidator(_content_path), WithJsonSchema(_String)]
WebAddress = Annotated[Text, AfterValidator(_web_address), WithJsonSchema(_String)]
Address = Annotated[Text, AfterValidator(_address), WithJsonSchema(_String)]
Email = Annotated[Text, AfterValidator(_email), WithJsonSchema(_String)]
Phone = Annotated[Text, AfterValidator(_phone), WithJsonSchema(_String)]
DateTime = Annotated[datetime, BeforeValidator(_datetime), WithJsonSchema(_DATE_JSON)]
EndOfDay = Annotated[
    datetime,
    BeforeValidator(lambda value: _datetime(value, end_of_day=True)),
    WithJsonSchema(_DATE_JSON),
]
Date = Annotated[
    date,
    BeforeValidator(_date),
    WithJsonSchema({**_String, "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
Integer = Annotated[int, BeforeValidator(_integer), WithJsonSchema({"type": "integer"})]
Points = Annotated[Decimal, BeforeValidator(_decimal), WithJsonSchema({"type": "number"})]
Boolean = Annotated[bool, BeforeValidator(_boolean), WithJsonSchema({"type": "boolean"})]
Names = Annotated[
    tuple[Name, ...],
    BeforeValidator(_one_or_many),
    WithJsonSchema({"type": ["array", "string"], "items": _Words}),
]
Slugs = Annotated[
    tuple[Slug, ...],
    BeforeValidator(_one_or_many),
    WithJsonSchema({"type": ["array", "string"], "items": _Words}),
]
