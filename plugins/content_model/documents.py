"""One Markdown file: decoded, split, its front matter validated."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from plugins.content_model.located import Located, line_of, read_yaml
from plugins.content_model.models import Body, Picture, Reference
from plugins.content_model.opening import first_paragraph, first_picture
from plugins.content_model.problems import Problem
from plugins.content_model.rules import check_together
from plugins.content_model.schema import ArticleFile, FileModel, PageFile
from plugins.content_model.validate import Checked, validate
from plugins.vietnamese import normalise_markup, slugify

_FENCE = re.compile(r"^---[ \t]*$", re.M)
_OLD_METADATA = re.compile(r"\A(?:Title|Tiêu đề|Date|Category)\s*:", re.I)


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a Markdown file in its two parts. `body_line` is where the body begins.

    `problems` are those of the file itself; then `front` may hold no value.
    """

    path: str
    front: Located
    body: str
    body_line: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown file, read and validated by itself; what it shares with others is not checked.

    `front` is None where the front matter has a problem; `salvaged` is what of it can be checked
    against other files all the same, without the top-level keys in `dropped`. `lines` maps dotted
    keys to lines; `slug` is as stated, or from the title, '' where a title has no letter or digit;
    `digest` is the hash of the file. Of the body there is the first paragraph, the first picture
    and every place in it that a link may lead to.
    """

    path: str
    front: FileModel | None
    opening: str = ""
    picture: Picture | None = None
    anchors: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    problems: tuple[Problem, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    salvaged: FileModel | None = None
    dropped: frozenset[str] = frozenset()
    slug: str = ""
    digest: bytes = b""

    def __reduce__(self) -> tuple[type[Document], tuple[object, ...]]:
        # Thousands are read from a cache in every build: ten times as fast as by default.
        return Document, tuple([getattr(self, name) for name in self.__slots__])

    def line(self, dotted: str) -> int:
        """Return the line of a key, or of the nearest key above it, or 1."""
        return line_of(self.lines, dotted)

    def states(self, *keys: str) -> bool:
        """Tell whether `known` holds what the editor wrote for these top-level keys."""
        return self.known is not None and not self.dropped.intersection(keys)

    @property
    def known(self) -> FileModel | None:
        """The front matter as far as it can be checked against other files."""
        return self.front or self.salvaged


class _Converted(Protocol):
    @property
    def body(self) -> Body: ...
    @property
    def references(self) -> tuple[Reference, ...]: ...
    @property
    def problems(self) -> tuple[Problem, ...]: ...


class Convert(Protocol):
    """How a Markdown body becomes HTML: `plugins.markup.convert`."""

    def __call__(
        self, markdown: str, *, path: str, title: str, first_line: int = 1
    ) -> _Converted: ...


def read_document(path: str, raw: bytes, convert: Convert) -> tuple[Document, Body]:
    """Turn a Markdown file into a document and its body: a function of its path and its bytes."""
    source = split(raw, path)
    checked = _check(source)
    known = checked.model or checked.salvaged
    is_titled = isinstance(known, ArticleFile | PageFile) and "title" not in checked.dropped
    title = getattr(known, "title", "") if is_titled else ""
    converted = convert(source.body, path=path, title=title, first_line=source.body_line)
    body = converted.body
    document = Document(
        path,
        checked.model,
        first_paragraph(body),
        first_picture(body),
        tuple(heading.anchor for heading in body.headings),
        converted.references,
        (*checked.problems, *converted.problems),
        dict(source.front.lines),
        checked.salvaged,
        checked.dropped,
        _slug(known),
        hashlib.blake2b(raw, digest_size=20).digest(),
    )
    return document, body


def _slug(front: FileModel | None) -> str:
    if not isinstance(front, ArticleFile | PageFile):
        return ""
    return front.slug or slugify(front.title)


def check_front(source: Source) -> tuple[FileModel | None, list[Problem]]:
    """Validate a source's front matter as an article's or a page's, by its folder."""
    checked = _check(source)
    return checked.model, list(checked.problems)


def decode(raw: bytes, path: str) -> tuple[str, list[Problem]]:
    """Decode a file's bytes as UTF-8, and mend what is mended at the door (law 8)."""
    fix = "mở tệp, chọn Lưu thành (Save as) với bảng mã UTF-8"
    try:
        text = raw.decode("utf-8-sig")
        at = raw.find(b"\0")
    except UnicodeDecodeError as error:
        text, at = "", error.start
    if at < 0:
        return normalise_markup(text), []
    line = raw.count(b"\n", 0, at) + 1
    return "", [Problem(path, line, "file-encoding", "file", "tệp không phải UTF-8", fix)]


def split(raw: bytes, path: str) -> Source:
    """Split a Markdown file into front matter and body."""
    text, problems = decode(raw, path)
    if problems:
        return Source(path, Located(None), "", 1, tuple(problems))
    fences = list(_FENCE.finditer(text))
    if not fences or fences[0].start() != 0:
        what = "tệp không mở đầu bằng dòng ---"
        if _OLD_METADATA.match(text):
            what = "phần khai báo không nằm giữa hai dòng ---"
        fix = "đặt các khóa title, date, category giữa hai dòng ---"
        return _without_front(path, what, fix)
    if len(fences) < 2:
        what = "phần khai báo không có dòng --- kết thúc"
        return _without_front(path, what, "thêm một dòng --- ngay trước nội dung bài")
    front, found = read_yaml(text[fences[0].end() + 1 : fences[1].start()], path, first_line=2)
    body = text[fences[1].end() :].lstrip("\n")
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    return Source(path, front, body, body_line, tuple(found))


def _without_front(path: str, message: str, fix: str) -> Source:
    problem = Problem(path, 1, "front-matter-missing", "yaml", message, fix)
    return Source(path, Located(None), "", 1, (problem,))


def _check(source: Source) -> Checked[FileModel]:
    model: type[FileModel] = PageFile if source.path.startswith("pages/") else ArticleFile
    checked = validate(model, source.front, source.path)
    problems = (*source.problems, *checked.problems, *check_together(source.front, source.path))
    if not problems:
        return checked
    return Checked(None, problems, checked.model or checked.salvaged, checked.dropped)
