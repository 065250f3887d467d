"""Newer figures of the visit counters: taken where they can be true, and left where they cannot."""

from __future__ import annotations

from typing import Any, Final

import pytest
from browser.visits import Visits
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

_NOW: Final = "2026-11-20T08:00:00+07:00"
_FIGURES: Final = {
    "as_of": "2026-11-20T07:55:00+07:00",
    "online": 3,
    "today": 41,
    "this_month": 2412,
    "all": 1234567,
}
_SHOWN: Final = """
() => [...document.querySelectorAll(".c-visits [data-figure]")]
  .filter((place) => place.checkVisibility())
  .map((place) => `${place.dataset.figure} ${place.textContent}`)
"""


def _shown_after(visits: Visits, figures: Any) -> tuple[list[str], list[str], Page]:
    """Open the home page where a server has figures; return what it shows before and after."""
    page = visits.open("/")
    before = page.evaluate(_SHOWN)
    page.clock.set_fixed_time(_NOW)
    page.route("**/du-lieu/truy-cap.json", lambda route: route.fulfill(json=figures))
    page.evaluate("document.querySelector('.c-visits').dataset.live = '/du-lieu/truy-cap.json'")
    page.add_script_tag(url=page.evaluate("document.querySelector('script[src]').src"))
    # The script asked first: when this answer is there, so is its own.
    page.evaluate(
        "() => fetch('/du-lieu/truy-cap.json').then((answer) => answer.json())"
        ".then(() => new Promise((done) => setTimeout(done)))"
    )
    return before, page.evaluate(_SHOWN), page


def test_newer_figures_are_put_in_with_their_time(visits: Visits) -> None:
    before, after, page = _shown_after(visits, _FIGURES)

    assert [text.split(" ")[0] for text in before] == ["today", "this_month", "all"]
    assert after == ["online 3", "today 41", "this_month 2.412", "all 1.234.567"]
    assert page.locator(".c-visits time").inner_text() == "Số liệu tính đến 20/11/2026 07:55"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"as_of": "2026-11-20T07:30:00+07:00"}, id="half an hour old"),
        pytest.param({"as_of": "2026-11-19T20:00:00+07:00"}, id="older than the page"),
        pytest.param({"online": 42}, id="more online than came today"),
        pytest.param({"today": 2413}, id="more today than this month"),
        pytest.param({"all": 2411}, id="fewer in all than this month"),
        pytest.param({"today": "nhiều"}, id="no number"),
    ],
)
def test_figures_that_cannot_be_true_now_are_left(
    visits: Visits, change: dict[str, object]
) -> None:
    before, after, _ = _shown_after(visits, {**_FIGURES, **change})

    assert after == before


def test_a_figure_that_is_not_known_is_not_left_from_before(visits: Visits) -> None:
    _, after, _ = _shown_after(visits, {**_FIGURES, "online": None, "today": None})

    assert after == ["today –", "this_month 2.412", "all 1.234.567"]
