"""Pages weigh what they may, and the file that says so is checked as data files are."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from strategies_site_checks import ARTICLE, PNG, facts_of, page, sound_site

from plugins.site_checks import Budgets, PageType, Weights, check_budgets, read_budgets, weigh
from plugins.site_checks.srcset import picked

PATH = "theme/budgets.yaml"
ROOT = Path(__file__).parents[3]
AMPLE = Weights(10**6, 10**6, 10**6, 10**6, 10**6, 100)
ENTRY = """- name: {name}
  addresses: {addresses}
  html: 60 kB
  css: 30 kB
  script: 1,5 kB
  fonts: 110 kB
  images: 1 MB
  requests: 40
"""


def budgets(limits: Weights) -> Budgets:
    return Budgets(
        (PageType("bài viết", ("/tin-tuc/*/*/*/",), limits), PageType("khác", ("/**",), AMPLE))
    )


def codes(text: str) -> list[tuple[str, int]]:
    _, problems = read_budgets(PATH, text.encode())
    return [(problem.code, problem.line) for problem in problems]


def test_the_budgets_of_the_theme_can_be_read_and_keep_to_their_bounds() -> None:
    read, problems = read_budgets(PATH, (ROOT / PATH).read_bytes())

    assert problems == []
    assert read is not None
    for page_type in read.types:
        script = 40_000 if page_type.name == "tìm kiếm" else 15_000
        most = Weights(60_000, 30_000, script, 110_000)
        kinds = ("html", "css", "script", "fonts")
        assert all(getattr(page_type.limits, kind) <= getattr(most, kind) for kind in kinds)


def test_sizes_are_decimal_and_take_a_comma() -> None:
    read, _ = read_budgets(PATH, ENTRY.format(name="mọi trang", addresses="/**").encode())

    assert read is not None
    assert read.types[0].limits == Weights(60_000, 30_000, 1_500, 110_000, 1_000_000, 40)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("html: 60 kB", "html: 60", ("html-type", 3)),
        ("html: 60 kB", "htm: 60 kB", ("key-unknown", 3)),
        ("  css: 30 kB\n", "", ("css-missing", 1)),
        ("requests: 40", "requests: 0", ("requests-range", 8)),
        ("addresses: /**", "addresses: tin-tuc", ("addresses-invalid", 2)),
        ("addresses: /**", "addresses: /tin-tuc/*/", ("addresses-rest", 1)),
    ],
)
def test_a_fault_in_the_file_is_told_with_its_line(
    old: str, new: str, found: tuple[str, int]
) -> None:
    assert found in codes(ENTRY.format(name="mọi trang", addresses="/**").replace(old, new))


def test_entries_are_told_apart_and_the_last_one_takes_the_rest() -> None:
    rest = ENTRY.format(name="mọi trang", addresses="/**")

    assert codes(rest + rest) == [("addresses-order", 2), ("name-twice", 9)]
    assert codes("") == [("addresses-rest", 1)]


def test_a_page_is_of_the_first_type_that_fits() -> None:
    types = budgets(AMPLE)

    assert types.type_of("/tin-tuc/2026/11/cau-moi/").name == "bài viết"
    assert types.type_of("/tin-tuc/2026/11/").name == "khác"
    assert types.type_of("/").name == "khác"


def test_what_a_first_visit_fetches_is_counted() -> None:
    site = sound_site()
    rows = weigh(facts_of(site), budgets(AMPLE))
    style, home = "theme/css/portal.css", site["index.html"]
    sent = len(gzip.compress(home, 6, mtime=0))

    assert [(row.name, row.pages) for row in rows] == [("bài viết", 1), ("khác", 2)]
    assert rows[1].largest == Weights(
        html=max(sent, len(gzip.compress(site["404.html"], 6, mtime=0))),
        css=len(gzip.compress(site[style], 6, mtime=0)),
        fonts=12,
        images=len(PNG),
        requests=4,
    )


@pytest.mark.parametrize("kind", ["html", "css", "fonts", "requests"])
def test_a_page_over_a_limit_is_a_problem_that_names_it(kind: str) -> None:
    limits = dict.fromkeys(("html", "css", "script", "fonts", "images", "requests"), 10**6)
    (found,) = check_budgets(facts_of(sound_site()), budgets(Weights(**{**limits, kind: 1})))

    assert (found.path, found.code) == (ARTICLE, f"{kind}-budget")
    assert "bài viết" in found.message


def test_three_pages_are_named_and_the_others_counted() -> None:
    paths = [f"tin-tuc/2026/11/bai-{number}/index.html" for number in range(5)]
    site = {path: page(path, f"<p>{'dài ' * 40 * number}</p>") for number, path in enumerate(paths)}
    found = check_budgets(facts_of(site), budgets(Weights(1, 1, 1, 1, 1, 100)))

    assert [problem.path for problem in found] == paths[2:]
    assert sum("và 2 trang khác" in problem.message for problem in found) == 1


SRCSET = "/a-360.webp 360w, /a-640.webp 640w, /a-1280.webp 1280w"


@pytest.mark.parametrize(
    ("srcset", "sizes", "address"),
    [
        (SRCSET, "7rem", "/a-360.webp"),
        (SRCSET, "(min-width: 40em) 15rem, 90vw", "/a-1280.webp"),
        (SRCSET, "(min-width: 40em) 15rem, calc(50vw - 2rem)", "/a-360.webp"),
        (SRCSET, "(max-width: 40em) 300px, 100vw", "/a-640.webp"),
        (SRCSET, "", "/a-1280.webp"),
        ("/a.png 1x, /b.png 2x, /c.png 3x", "", "/b.png"),
        ("/a.png", "", "/a.png"),
        ("/a,b.png 1x, /c.png 2x", "", "/c.png"),
        ("/a-360.webp 360w", "100vw", "/a-360.webp"),
        ("", "", ""),
    ],
)
def test_a_phone_takes_the_smallest_picture_that_is_sharp(
    srcset: str, sizes: str, address: str
) -> None:
    assert picked(srcset, sizes) == address


def test_of_a_picture_only_the_source_that_is_taken_weighs() -> None:
    body = (
        '<picture><source type="image/webp" srcset="/media/a.webp"><img src="/media/anh/cau.png"'
        ' alt=""></picture><p><img src="/media/anh/cau.png" alt=""></p>'
    )
    site = {"index.html": page("index.html", body)}
    (facts,) = facts_of(site).values()

    assert facts.page is not None
    assert facts.page.pictures == ("/media/a.webp", "/media/anh/cau.png")
