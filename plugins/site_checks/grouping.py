"""Problems made short, and the guard against a site that lost most of its pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from plugins.content_model import Problem
from plugins.vietnamese import format_integer

_INDEX = "index.html"


def grouped(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each fault once: at its first file, with the number of other files that have it.

    Two problems are one fault where code, message and fix are the same. Order is by path and line.
    """
    by_fault: dict[tuple[str, str, str, str], list[Problem]] = defaultdict(list)
    for problem in sorted(set(problems)):
        key = (problem.code, problem.field, problem.message, problem.fix)
        by_fault[key].append(problem)
    shown: list[Problem] = []
    for found in by_fault.values():
        others = len({problem.path for problem in found}) - 1
        is_of_pages = all(problem.path.endswith(".html") for problem in found)
        what = "trang" if is_of_pages else "tệp"
        more = f" (và {format_integer(others)} {what} khác)" if others else ""
        shown.append(replace(found[0], message=f"{found[0].message}{more}"))
    return tuple(sorted(shown))


def losses(before: Collection[str], after: Collection[str]) -> Problem | None:
    """Return a problem where more than half of the pages of the running release would be gone.

    Both are paths of files of a site. Pages that are new do not make up for those that are lost.
    """
    pages = {path for path in before if _is_page(path)}
    gone = pages.difference(after)
    if 2 * len(gone) <= len(pages):
        return None
    message = (
        f"bản mới mất {format_integer(len(gone))} trên {format_integer(len(pages))} trang"
        " đang có trên cổng"
    )
    fix = "xem lại thư mục content/ có đủ bài không (git status); nếu cố ý: make publish FORCE=1"
    return Problem(_INDEX, 1, "pages-lost", "site", message, fix)


def _is_page(path: str) -> bool:
    return path == _INDEX or path.endswith(f"/{_INDEX}")
