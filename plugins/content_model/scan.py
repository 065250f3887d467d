"""What lies in the content folder, by what it is for."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.content_model.problems import Problem
from plugins.vietnamese import slugify

_BY_OTHER_PROGRAMS = ("~$", ".~lock")
_IGNORED = frozenset({"Thumbs.db", "desktop.ini", "ehthumbs.db"})
# What means something else in an address, or is seen by nobody.
_WRONG_SIGNS = re.compile(r'[?#%\\:*"<>|\x00-\x1f\x7f\u200b-\u200f\ufeff\ud800-\udfff]')


# What most paths look like; of thousands in every build only the others are looked at.
_PLAIN = re.compile(r"(?:articles|pages)(?:/[a-z0-9_-]+)+\.md")


@dataclass(frozen=True, slots=True)
class Scan:
    """Paths in the content folder, sorted, with forward slashes.

    `documents` are Markdown files, `data` the files of data/, `media` those of media/.
    """

    documents: tuple[str, ...]
    data: tuple[str, ...]
    media: tuple[str, ...]
    problems: tuple[Problem, ...]


def scan(root: Path) -> Scan:
    """Sort the files of a content folder; a file that has no place there is a problem.

    Links are followed as long as they stay inside and lead to no folder above themselves.
    """
    documents, data, media = [], [], []
    problems: list[Problem] = []
    for path, problem in sorted(_walk(root, "", (root.resolve(),))):
        if problem or (problem := check_path(path)):
            problems.append(problem)
        elif path.startswith("data/"):
            data.append(path)
        elif path.startswith("media/"):
            media.append(path)
        else:
            documents.append(path)
    return Scan(tuple(documents), tuple(data), tuple(media), tuple(problems))


def _walk(
    folder: Path, prefix: str, above: tuple[Path, ...]
) -> Iterator[tuple[str, Problem | None]]:
    """Yield each file below a folder with what is wrong with it.

    `above` are the folder and those above it, as they really are, the content folder first.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            if _is_ignored(entry.name):
                continue
            path = prefix + entry.name
            if entry.is_symlink() and (problem := _link_problem(Path(entry.path), path, above)):
                yield path, problem
            elif entry.is_dir():
                real = Path(entry.path).resolve()
                yield from _walk(Path(entry.path), f"{path}/", (*above, real))
            elif entry.is_file():
                yield path, None
            else:
                message, fix = "không phải một tệp thường", "xóa, hoặc thay bằng tệp thật"
                yield path, Problem(_shown(path), 1, "file-unreadable", "file", message, fix)


def _is_ignored(name: str) -> bool:
    return name.startswith((".", *_BY_OTHER_PROGRAMS)) or name.endswith("~") or name in _IGNORED


def _link_problem(link: Path, path: str, above: tuple[Path, ...]) -> Problem | None:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        message = "liên kết tượng trưng không dẫn đến đâu"
        return Problem(_shown(path), 1, "file-unreadable", "file", message, "xóa liên kết")
    if not target.is_relative_to(above[0]):
        message = "liên kết tượng trưng ra ngoài thư mục content/"
        fix = "chép tệp vào thư mục content/"
        return Problem(_shown(path), 1, "path-outside", "file", message, fix)
    if target in above:
        message = "liên kết tượng trưng quay lại thư mục chứa nó"
        return Problem(_shown(path), 1, "file-unreadable", "file", message, "xóa liên kết")
    return None


def check_path(path: str) -> Problem | None:
    """Return what is wrong with the path of a file in the content folder.

    That is a name that other computers or addresses spell differently, or no place for the file.
    """
    if _PLAIN.fullmatch(path):
        return None
    folder, _, name = path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    fix = f"đổi tên thành {slugify(stem) or 'tep'}{dot}{slugify(suffix)}"
    if _WRONG_SIGNS.search(path) or path != path.strip():
        message = "tên tệp hoặc thư mục có ký tự không dùng được trong địa chỉ"
        fix = f"{fix}; tên thư mục cũng vậy" if _WRONG_SIGNS.search(folder) else fix
        return Problem(_shown(path), 1, "file-name", "file", message, fix)
    if unicodedata.normalize("NFC", path) != path:
        message = "tên tệp hoặc thư mục viết dấu tách rời, máy khác sẽ không tìm thấy"
        return Problem(path, 1, "file-name", "file", message, fix)
    if path.startswith(("data/", "media/")) or path.endswith(".md"):
        return None
    return _misplaced(path)


def _shown(path: str) -> str:
    """Return a path that can be printed."""
    return _WRONG_SIGNS.sub("�", path) if not path.isprintable() else path


def _misplaced(path: str) -> Problem:
    stem, _, suffix = path.rpartition(".")
    suffix = suffix.lower()
    if suffix in {"md", "markdown", "mkd", "mdown", "txt"}:
        fix = f"nếu là bài viết, đổi tên thành {stem}.md"
    elif suffix in {"doc", "docx", "odt"}:
        fix = "chép nội dung vào một tệp .md; tệp gốc đặt trong media/ để tải về"
    else:
        fix = "chuyển tệp vào thư mục media/"
    return Problem(path, 1, "file-misplaced", "file", "tệp này không phải bài viết .md", fix)
