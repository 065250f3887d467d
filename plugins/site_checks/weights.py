"""What the pages of a site weigh, and which of them weigh too much.

Counted is what a first visit to a page fetches: the page, its stylesheets, its scripts, every font
that these stylesheets name or the page preloads, and of every picture the one file that a cheap
phone takes (`srcset`), those further down included. Left out are icons, the manifest and what
a script asks for later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from statistics import median_low

from plugins.content_model import Problem
from plugins.site_checks.addresses import address_of, split_anchor
from plugins.site_checks.budgets import Budgets, PageType, Weights
from plugins.site_checks.facts import FileFacts, PageFacts
from plugins.site_checks.kinds import suffix_of
from plugins.vietnamese import format_bytes, format_integer

#: So many pages of a type are named.
_MOST_NAMED = 3
_WORDS = {
    "html": "HTML",
    "css": "kiểu (CSS)",
    "script": "mã chạy",
    "fonts": "phông chữ",
    "images": "ảnh",
    "requests": "số tệp phải tải",
}
_FIXES = {
    "html": "chia bài thành nhiều trang ngắn hơn, hoặc bớt bảng số liệu dài",
    "css": "bớt kiểu trong theme/static/css",
    "script": "bớt mã trong theme/static/js",
    "fonts": "bớt phông chữ trong theme/static/fonts",
    "images": "bớt ảnh trong bài, hoặc đưa ảnh thành tệp đính kèm",
    "requests": "bớt ảnh trong bài",
}


@dataclass(frozen=True, slots=True)
class WeightRow:
    """The weights of one type of page: of each kind the median and the largest."""

    name: str
    pages: int
    median: Weights
    largest: Weights


def weigh(files: Mapping[str, FileFacts], budgets: Budgets) -> tuple[WeightRow, ...]:
    """Return a row for each type of page that the site has, in the order of the budgets."""
    rows = []
    for page_type, pages in _by_type(files, budgets):
        columns = list(zip(*(astuple(weights) for _, weights in pages), strict=True))
        middle = Weights(*(median_low(column) for column in columns))
        largest = Weights(*(max(column) for column in columns))
        rows.append(WeightRow(page_type.name, len(pages), middle, largest))
    return tuple(rows)


def check_budgets(files: Mapping[str, FileFacts], budgets: Budgets) -> tuple[Problem, ...]:
    """Return a problem for the heaviest pages over a limit: of each type and kind, three at most.

    The last one of them says how many more there are.
    """
    problems: list[Problem] = []
    for page_type, pages in _by_type(files, budgets):
        for field in fields(Weights):
            limit: int = getattr(page_type.limits, field.name)
            over = sorted(
                (-amount, path)
                for path, weights in pages
                if (amount := getattr(weights, field.name)) > limit
            )
            named = over[:_MOST_NAMED]
            for number, (amount, path) in enumerate(named, 1):
                is_last = number == len(named) and len(over) > len(named)
                more = len(over) - len(named) if is_last else 0
                problems.append(_over(page_type, field.name, path, -amount, limit, more))
    return tuple(sorted(problems))


def _over(page_type: PageType, kind: str, path: str, amount: int, limit: int, more: int) -> Problem:
    show = format_integer if kind == "requests" else _exact
    message = f"loại “{page_type.name}”: {_WORDS[kind]} {show(amount)}, hạn mức {show(limit)}"
    if more:
        message += f" (và {format_integer(more)} trang khác)"
    fix = f"{_FIXES[kind]}; hạn mức ở theme/budgets.yaml"
    return Problem(path, 1, f"{kind}-budget", kind, message, fix)


def _exact(size: int) -> str:
    """Return a size that never looks like the limit it is over."""
    return f"{format_bytes(size)} ({format_integer(size)} byte)"


def _by_type(
    files: Mapping[str, FileFacts], budgets: Budgets
) -> list[tuple[PageType, list[tuple[str, Weights]]]]:
    by_type: dict[PageType, list[tuple[str, Weights]]] = defaultdict(list)
    weigher = _Weigher(files)
    for path, facts in files.items():
        if facts.page is not None:
            page_type = budgets.type_of(address_of(path))
            by_type[page_type].append((path, weigher.weights(facts, facts.page)))
    return [(page_type, by_type[page_type]) for page_type in budgets.types if by_type[page_type]]


class _Weigher:
    def __init__(self, files: Mapping[str, FileFacts]) -> None:
        self.files = files
        # Pages of a portal have the same few stylesheets and scripts.
        self._fonts_of = lru_cache(maxsize=None)(self._fonts_in)

    def weights(self, facts: FileFacts, page: PageFacts) -> Weights:
        """Return what a page weighs; what it names and the site does not have weighs nothing."""
        fonts = {*page.fonts, *self._fonts_of(page.styles)}
        loaded = {*page.styles, *page.scripts, *fonts, *page.pictures}
        return Weights(
            html=facts.sent,
            css=self._sum(page.styles),
            script=self._sum(page.scripts),
            fonts=self._sum(fonts),
            images=self._sum(page.pictures),
            requests=1 + len(loaded),
        )

    def _sum(self, addresses: Iterable[str]) -> int:
        return sum(found.sent for address in addresses if (found := self._file(address)))

    def _fonts_in(self, styles: tuple[str, ...]) -> tuple[str, ...]:
        named = (found.loads for style in styles if (found := self._file(style)))
        return tuple(
            address for loads in named for address in loads if suffix_of(address) == "woff2"
        )

    def _file(self, address: str) -> FileFacts | None:
        return self.files.get(split_anchor(address)[0].lstrip("/"))
