"""Bodies that would keep a parser busy are refused, and lines are counted whatever HTML claims."""

from __future__ import annotations

import pytest

from plugins.markup import convert


def codes(markdown: str) -> list[tuple[int, str]]:
    done = convert(markdown, path="articles/a.md", title="Bài", first_line=7)
    return [(problem.line, problem.code) for problem in done.problems]


@pytest.mark.parametrize("fence", ["```", "~~~", "  ```"])
def test_a_fence_with_a_hundred_spaces_behind_it_is_refused(fence: str) -> None:
    assert codes(f"{fence}{' ' * 99}") == []
    assert codes(f"{fence}{' ' * 100}x") == [(7, "body-complex")]


@pytest.mark.parametrize(
    "written",
    ["[bấm](//a.vn)", "[bấm](\\/a.vn)", "[bấm](/\\a.vn)", "<a href='/&Tab;/a.vn'>bấm</a>"],
)
def test_an_address_that_browsers_read_as_another_host_is_said(written: str) -> None:
    ((_, code),) = codes(written)
    assert code == codes("[bấm](//a.vn)")[0][1]


def test_a_line_that_an_editor_makes_up_is_not_believed() -> None:
    assert codes("Chữ.\n\n<v data-line='999'>x</v>") == [(9, "html-tag")]
    assert codes("Chữ.\n\n<img data-line='999' src='/media/a.png'>") == [(9, "alt-missing")]


def test_a_link_has_its_line_among_names_that_hold_its_name() -> None:
    assert codes("ba.md ca.md\n\nxa.md [x](//a.vn)\n\n[y](//a.vn)") == [
        (9, codes("[x](//a.vn)")[0][1]),
        (11, codes("[x](//a.vn)")[0][1]),
    ]


def test_an_unused_reference_has_its_line_in_any_letters() -> None:
    assert codes("Chữ İ.\n\n[Ghi Chú]: https://a.vn") == [(9, "reference-unused")]
