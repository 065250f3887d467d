"""What is fuzzed: the doors through which files of other people come in."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from plugins.content_model import Problem, read_data
from plugins.content_model.documents import read_document
from plugins.dossiers.importing import Wishes
from plugins.dossiers.importing.command import Task, run_import
from plugins.images.check import examine
from plugins.images.core import Recipe
from plugins.images.refusals import ImageRefused
from plugins.images.render import render
from plugins.markup import convert
from plugins.vietnamese import VIETNAM
from tests.security import attacks, bombs
from tests.security.scanner import dangers

_ROOT = Path(__file__).parents[2]
_NOW = datetime(2026, 11, 20, 8, tzinfo=VIETNAM)
_DATA = (
    *("portal", "categories", "tags", "topics", "dossier-columns", "visits/earlier"),
    *("dossiers/2026-10", "service-quality/2026-Q3", "visits/2026-10"),
)
_RECIPE = Recipe(widths=(64,), fallback_widths=(64,), webp_effort=0, max_pixels=4_000_000)
_LARGEST_DOCUMENT = 500_000


@dataclass(frozen=True, slots=True)
class Target:
    """A door: its seeds, and what says of an input what is wrong with how it was taken, or "".

    `read` may raise nothing.
    """

    name: str
    seeds: Callable[[], list[bytes]]
    read: Callable[[bytes], str]


def _read_document(raw: bytes) -> str:
    if len(raw) > _LARGEST_DOCUMENT:
        return ""
    lines = len(re.split(rb"\r\n?|\n", raw))
    for path in ("articles/a/x.md", "pages/x.md"):
        document, body = read_document(path, raw, convert)
        html = re.sub(r'(href|src)="content:', r'\1="/', body.html)
        if found := dangers(html):
            return f"nguy hiểm: {found[0]}"
        if fault := _fault(document.problems, lines):
            return fault
    return ""


def _read_data(raw: bytes) -> str:
    lines = len(re.split(rb"\r\n?|\n", raw))
    for name in _DATA:
        if fault := _fault(read_data({f"data/{name}.yaml": raw}).problems, lines):
            return f"{name}: {fault}"
    return ""


def _fault(problems: Iterable[Problem], lines: int) -> str:
    for problem in problems:
        said = str(problem)
        if not said.isprintable() or len(said) > 3000:
            return f"không in được: {said[:200]!r}"
        # What else breaks lines, such as U+2028, is counted as the editor's program counts it.
        if not 1 <= problem.line <= lines + 1:
            return f"dòng {problem.line} không có trong tệp {lines} dòng: {said[:200]}"
        if not problem.message or not problem.fix:
            return f"không nói gì: {said[:200]}"
    return ""


def _import(raw: bytes) -> str:
    said: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bao-cao.xlsx"
        file.write_bytes(raw)
        task = Task(file, Path(folder), Wishes(period="2026-10"), is_writing=True)
        status = run_import(task, _NOW, said.append, said.append)
        written = list(Path(folder).glob("data/**/*"))
    if (status == 0) is not bool(written):
        return f"mã {status}, ghi {len(written)} tệp"
    return next((f"không in được: {line[:200]!r}" for line in said if len(line) > 5000), "")


def _see(raw: bytes) -> str:
    try:
        render(raw, examine(raw, _RECIPE.max_pixels), _RECIPE, "key")
    except ImageRefused as refused:
        return "" if refused.message and refused.fix else "không nói gì"
    return ""


def _files(pattern: str, most: int = 60, largest: int = 40_000) -> list[bytes]:
    found = [file for file in sorted(_ROOT.glob(pattern)) if file.stat().st_size <= largest]
    return [file.read_bytes() for file in found[:: max(1, len(found) // most)]]


def _documents() -> list[bytes]:
    head = b"---\ntitle: A\ndate: 2026-11-01\ncategory: a\n---\n"
    bodies = [head + body.encode() for body in (*attacks.HTML, *attacks.MARKDOWN)]
    fronts = [f"---\n{front}---\nx".encode() for front in attacks.FRONT_MATTER if len(front) < 5000]
    return [*_files("content/**/*.md"), *bodies, *fronts]


def _pictures() -> list[bytes]:
    forms = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF", "BMP", "ICO")
    plain = [bombs.saved(form) for form in forms]
    more = [
        bombs.saved("JPEG", progressive=True, exif=b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0"),
        bombs.saved("JPEG", icc_profile=b"\0" * 200),
        bombs.saved("WEBP", lossless=True),
        bombs.saved("HEIF"),
    ]
    return [*plain, *more, *bombs.polyglots().values()]


def _reports() -> list[bytes]:
    small = [table[:3000] for table in bombs.tables().values()]
    row: list[object] = ["Đất đai", 10, 6, 3, 1]
    return [*_files("tests/data/dossier-reports/*"), bombs.workbook(row), *small]


@cache
def words() -> tuple[bytes, ...]:
    """Return what attackers write, to be put anywhere."""
    texts = (*attacks.TEXTS, *attacks.HTML, *attacks.MARKDOWN, *attacks.LINKS[::9])
    return tuple(text.encode() for text in texts)


TARGETS = (
    Target("reader", _documents, _read_document),
    Target("data", lambda: _files("content/data/**/*.yaml"), _read_data),
    Target("importer", _reports, _import),
    Target("images", _pictures, _see),
)
