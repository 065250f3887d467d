"""What helps a reader: larger letters that stay, pages on paper, and no motion unasked."""

from __future__ import annotations

from typing import Final, Literal

import pytest
from browser.kinds import DISTINCT, page_of
from browser.sample import Portal
from browser.visits import Visits
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

_LETTERS: Final = "parseFloat(getComputedStyle(document.querySelector('main p, main a')).fontSize)"
# Printers leave out grounds: every letter must be read on white (WCAG 2.2, 1.4.3).
_PALE_ON_WHITE: Final = """
() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const luminance = (colour) => {
    canvas.fillStyle = "white";
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const pale = new Set();
  while (words.nextNode()) {
    const element = words.currentNode.parentElement;
    if (!words.currentNode.data.trim() || !element.checkVisibility()) continue;
    if (element.closest(".u-visually-hidden")) continue;
    const style = getComputedStyle(element);
    const colour = element.closest("svg") ? style.fill : style.color;
    if (1.05 / (luminance(colour) + 0.05) < 4.5) pale.add(`${colour}: ${words.currentNode.data}`);
  }
  return [...pale];
}
"""


def _letters(page: Page) -> float:
    return float(page.evaluate(_LETTERS))


def _press(page: Page, text: str, times: int = 1) -> None:
    for _ in range(times):
        page.get_by_role("button", name=text, exact=False).click()


def test_larger_letters_stay_on_the_next_page(portal: Portal, visits: Visits) -> None:
    page = visits.open(page_of(portal, "home"))
    usual = _letters(page)

    _press(page, "chữ to hơn", times=2)
    larger = _letters(page)
    page.locator("main a").first.click()
    page.wait_for_url("**/tin-tuc/**")
    page.get_by_role("button", name="cỡ chữ thường").wait_for()

    assert larger > usual * 1.2
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    visits.go(page, page_of(portal, "home"))
    assert _letters(page) == larger


def test_letters_go_back_to_the_usual_size(portal: Portal, visits: Visits) -> None:
    page = visits.open(page_of(portal, "article-long"))
    usual = _letters(page)

    _press(page, "chữ to hơn", times=2)
    _press(page, "chữ nhỏ hơn")
    between = _letters(page)
    _press(page, "cỡ chữ thường")

    assert between > usual
    assert _letters(page) == usual


def test_the_buttons_say_when_there_is_nothing_larger_or_smaller(
    portal: Portal, visits: Visits
) -> None:
    page = visits.open(page_of(portal, "article-long"))
    smaller = page.get_by_role("button", name="chữ nhỏ hơn")
    larger = page.get_by_role("button", name="chữ to hơn")

    assert smaller.get_attribute("aria-disabled") == "true"
    while larger.get_attribute("aria-disabled") == "false":
        before = _letters(page)
        larger.click()
        assert _letters(page) > before
    assert smaller.get_attribute("aria-disabled") == "false"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", DISTINCT)
def test_paper_shows_the_words_in_ink(
    portal: Portal, visits: Visits, kind: str, scheme: Literal["light", "dark"]
) -> None:
    page = visits.open(page_of(portal, kind), color_scheme=scheme)
    page.emulate_media(media="print", color_scheme=scheme)

    assert page.locator("main h1").count() == 1
    assert page.locator("main").is_visible()
    assert page.evaluate(_PALE_ON_WHITE) == []


@pytest.mark.parametrize("kind", ["article-long", "article-table", "standing", "counters"])
def test_paper_leaves_out_what_only_leads_on(portal: Portal, visits: Visits, kind: str) -> None:
    page = visits.open(page_of(portal, kind))
    page.emulate_media(media="print")

    shown = [part for part in page.locator("nav, button, .u-skip").all() if part.is_visible()]
    cut_off = page.evaluate("""
() => [...document.querySelectorAll("main *")].filter((element) =>
  element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1
  && ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX)
).map((element) => element.className)""")

    assert shown == []
    assert cut_off == []
    assert page.locator("main h1").is_visible()
    assert [part for part in page.locator(".c-prose p, table").all() if not part.is_visible()] == []


@pytest.mark.parametrize("kind", DISTINCT)
def test_nothing_moves_for_a_reader_who_asked_for_rest(
    portal: Portal, visits: Visits, kind: str
) -> None:
    page = visits.open(page_of(portal, kind), reduced_motion="reduce")

    moving = page.evaluate("""
() => [...document.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element);
  const lasts = (durations) => durations.split(",").some((part) => parseFloat(part) > 0.01);
  return lasts(style.transitionDuration) || lasts(style.animationDuration)
    || style.scrollBehavior === "smooth";
}).map((element) => element.outerHTML.slice(0, 100))""")

    assert moving == []
