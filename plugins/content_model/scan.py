"""What lies in the content folder, by what it is for."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.content_model.problems import Problem
from plugins.vietnamese import format_bytes, slugify

_BY_OTHER_PROGRAMS = ("~$", ".~lock")
_IGNORED = frozenset({"Thumbs.db", "desktop.ini", "ehthumbs.db"})
# What means something else in an address, is seen by nobody, or turns what is read around.
_WRONG_SIGNS = re.compile(
    r'[?#%\\:*"<>|\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f'
    r"\ufeff\ud800-\udfff]"
)
# What Windows cannot hold: names of devices, and a dot or a space at the end of a name.
_DEVICE = r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])"
_NO_WINDOWS_NAME = re.compile(rf"(?:^|/){_DEVICE}(?:\.[^/]*)?(?:/|$)|[. ](?:/|$)", re.I)
_KILOBYTE = 1000
#: Longer ones are no articles and no tables that people write; media are held in memory once.
_LARGEST = {"articles": 500, "pages": 500, "data": 1000, "media": 200_000}
_PARTING = {
    "media": "nén nhỏ lại, hoặc chia thành nhiều tệp",
    "data": "chia thành nhiều tệp, hoặc bớt mục",
}

# What most paths look like; of thousands in every build only the others are looked at.
_PLAIN = re.compile(rf"(?:articles|pages)(?:/(?!{_DEVICE}[/.])[a-z0-9_-]+)+\.md")


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
    problems += _twins((*documents, *data, *media))
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
                yield path, _size_problem(path, entry.stat().st_size)
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


def _size_problem(path: str, size: int) -> Problem | None:
    folder = path.partition("/")[0]
    largest = _LARGEST.get(folder, _LARGEST["articles"]) * _KILOBYTE
    if size <= largest:
        return None
    message = f"tệp nặng {format_bytes(size)}, giới hạn là {format_bytes(largest)}"
    fix = _PARTING.get(folder, "chia thành nhiều bài, hoặc đăng bản PDF trong thư mục media/")
    return Problem(_shown(path), 1, "file-large", "file", message, fix)


def _twins(paths: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each file whose name another computer takes for one before it."""
    taken: dict[str, str] = {}
    for path in paths:
        first = taken.setdefault(path.lower(), path)
        if first != path:
            message = f"tên chỉ khác {first} ở chữ hoa, chữ thường"
            fix = "đổi tên một trong hai tệp, vì có máy coi đó là một"
            yield Problem(path, 1, "file-name", "file", message, fix)


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
    if _NO_WINDOWS_NAME.search(path):
        message = "tên tệp hoặc thư mục mà Windows không dùng được"
        fix = "đổi tên, không kết thúc bằng dấu chấm hay dấu cách"
        return Problem(path, 1, "file-name", "file", message, fix)
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
