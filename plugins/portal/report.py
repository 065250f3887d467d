"""What a build made, and how it is said: on the screen and in build.json."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from plugins.vietnamese import format_decimal, format_iso


@dataclass(frozen=True, slots=True)
class Counts:
    """What a build made.

    `read` files of content were there, `converted` of them new or changed; `html` pages, of which
    `rendered` anew; `written` files are new or changed, `kept` are those of the build before.
    """

    articles: int
    pages: int
    pictures: int
    html: int
    scheduled: int
    read: int = 0
    converted: int = 0
    rendered: int = 0
    written: int = 0
    kept: int = 0


def build_facts(now: datetime, counts: Counts, commit: str | None) -> bytes:
    """Return build.json: when the portal was built, from which commit, and how large it is."""
    facts = {
        "time": format_iso(now),
        "commit": commit,
        "articles": counts.articles,
        "pages": counts.pages,
        "pictures": counts.pictures,
        "html": counts.html,
        "scheduled": counts.scheduled,
    }
    return f"{json.dumps(facts, indent=1)}\n".encode()


def report_lines(counts: Counts, times: Mapping[str, float]) -> list[str]:
    """Return what a build says at its end. `times` are the seconds of its stages by name."""
    rounded = {name: format_decimal(Fraction(seconds), 1) for name, seconds in times.items()}
    stages = ", ".join(f"{name} {seconds} s" for name, seconds in rounded.items())
    lines = [
        f"Đã dựng {counts.html} trang từ {counts.articles} bài và {counts.pages} trang tĩnh.",
        f"Đọc lại {counts.converted}/{counts.read} tệp, {counts.pictures} ảnh; "
        f"dựng lại {counts.rendered} trang, ghi {counts.written} tệp, giữ nguyên {counts.kept}.",
    ]
    return [*lines, f"Thời gian: {stages}."] if stages else lines


def profile_lines(
    times: Mapping[str, float], costs: Mapping[str, tuple[int, float]]
) -> Iterator[str]:
    """Yield where the time of a build went: by stage, then by template, the dearest first.

    `times` are the seconds of its stages by name, `costs` how many pages of each template were
    made and their seconds on all cores together.
    """
    yield f"{'Công đoạn':<24}{'giây':>10}"
    for name, seconds in times.items():
        yield f"{name:<24}{seconds:>10.2f}"
    yield f"{'Mẫu trang':<24}{'giây':>10}{'trang':>10}{'ms/trang':>10}"
    for kind, (count, seconds) in sorted(costs.items(), key=lambda item: -item[1][1]):
        yield f"{kind:<24}{seconds:>10.2f}{count:>10}{1000 * seconds / count:>10.2f}"


def notice_lines(notices: Iterable[object]) -> tuple[str, ...]:
    """Return a line for each notice: what is worth a second look, and stops nothing."""
    return tuple(f"Lưu ý: {notice}" for notice in notices)
