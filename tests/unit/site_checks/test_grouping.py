"""A fault of every page is said once; a site that lost most of its pages does not go out."""

from __future__ import annotations

from strategies_site_checks import problems_of

from plugins.content_model import Problem
from plugins.site_checks import grouped, losses

PAGES = [f"tin-tuc/{number}/index.html" for number in range(10)]


def fault(path: str, line: int = 1, message: str = "liên kết hỏng") -> Problem:
    return Problem(path, line, "link-missing", "link", message, "sửa")


def test_a_fault_of_every_page_is_said_once_with_how_many_others() -> None:
    found = grouped(fault(f"{number}/index.html") for number in range(17_173))

    assert [problem.message for problem in found] == ["liên kết hỏng (và 17.172 trang khác)"]
    assert found[0].path == "0/index.html"


def test_a_page_with_a_fault_twice_is_one_page() -> None:
    assert grouped([fault("a.html", 9), fault("a.html", 4)]) == (fault("a.html", 4),)


def test_different_faults_stay_apart_in_the_order_of_files() -> None:
    one, other = fault("b.html"), fault("a.html", message="liên kết khác")

    assert grouped([one, other]) == (other, one)


def test_files_are_not_called_pages() -> None:
    (found,) = grouped([fault("rss.xml"), fault("a.html")])

    assert found.message.endswith("(và 1 tệp khác)")


def test_losing_half_of_the_pages_is_let_pass_and_more_is_not() -> None:
    assert losses(PAGES, PAGES[:5]) is None
    lost = losses(PAGES, PAGES[:4])
    assert lost is not None
    assert "6 trên 10 trang" in lost.message


def test_new_pages_do_not_make_up_for_lost_ones() -> None:
    assert losses(PAGES, [f"khac/{path}" for path in PAGES]) is not None


def test_files_that_are_no_pages_are_not_counted() -> None:
    assert losses([*PAGES, *(f"{number}.bin" for number in range(99))], PAGES) is None
    assert losses([], PAGES) is None


def test_problems_of_a_site_can_be_grouped() -> None:
    assert len(grouped(problems_of({"index.html": None}))) < len(problems_of({"index.html": None}))
