"""Pages come light and stand still."""

from __future__ import annotations

import gzip
from typing import Final

import pytest
from browser.kinds import page_of
from browser.sample import Portal
from browser.visits import Visits
from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

PAGE_BUDGET: Final = 40_000
BUDGET_WITH_FONTS: Final = 90_000
# Of the 0.1 that counts as good (https://web.dev/articles/cls), what fonts may use that come late.
SHIFT_BY_FONTS: Final = 0.025
_WATCH_SHIFTS: Final = """
window.shifts = [];
new PerformanceObserver((list) => shifts.push(...list.getEntries().map((entry) =>
  ({by: entry.value, of: entry.sources.map(({node}) => node && (node.className || node.nodeName))})
))).observe({type: "layout-shift", buffered: true});
"""
_FIRST_PAINT: Final = """
() => new Promise((done, fail) => {
  setTimeout(fail, 10000, "nothing was painted");
  new PerformanceObserver((list) => {
    if (list.getEntriesByName("first-contentful-paint").length) done();
  }).observe({type: "paint", buffered: true});
})
"""
_LARGEST_IN: Final = """
() => new Promise((done) => {
  setTimeout(done, 10000, "nothing");
  new PerformanceObserver((list) => {
    const {element} = list.getEntries().at(-1);
    done(element ? element.closest("body > *, main").tagName : "nothing");
  }).observe({type: "largest-contentful-paint", buffered: true});
})
"""
# Down to the end, until every picture on the way has come.
_SCROLL: Final = """
async () => {
  for (const image of [...document.images].filter((image) => image.checkVisibility())) {
    image.scrollIntoView({behavior: "instant", block: "center"});
    await image.decode();
  }
  scrollTo({top: document.body.scrollHeight, behavior: "instant"});
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}
"""
# Both too large, which wastes a reader's data, and too small, which is blurred.
_WRONG_SIZES: Final = """
() => [...document.querySelectorAll("img[sizes]")]
  .filter((image) => image.checkVisibility())
  .map((image) => {
    const ruler = document.createElement("div");
    const size = image.sizes.split(",").map((part) => part.trim()).find((part) =>
      !part.startsWith("(") || matchMedia(part.slice(0, part.indexOf(")") + 1)).matches);
    ruler.style.inlineSize = size.slice(size.startsWith("(") ? size.indexOf(")") + 1 : 0);
    document.body.append(ruler);
    const said = ruler.getBoundingClientRect().width;
    ruler.remove();
    return {said, shown: image.getBoundingClientRect().width, of: image.currentSrc};
  })
  .filter(({said, shown}) => said < shown * 0.8 || said > shown * 1.5)
"""
KINDS: Final = ["home", "article-long", "article-pictures", "counters"]


def _open_with_late(page: Page, url: str, pattern: str) -> None:
    """Open a page and hold back what matches the pattern until something was painted."""
    late: list[Route] = []
    is_painted = False

    def hold(route: Route) -> None:
        if is_painted:
            route.continue_()
        else:
            late.append(route)

    page.route(pattern, hold)
    page.goto(url, wait_until="commit")
    page.evaluate(_FIRST_PAINT)
    is_painted = True
    for route in late:
        route.continue_()
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate(_SCROLL)
    assert late


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_jumps_when_scripts_and_pictures_come_late(
    portal: Portal, visits: Visits, kind: str, width: int
) -> None:
    page = visits.tab(width, script=_WATCH_SHIFTS)
    page.route("**/*.woff2", lambda route: route.fulfill(body=""))

    _open_with_late(page, page_of(portal, kind), "**/*.js")

    assert page.evaluate("shifts") == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_lines_hardly_move_when_fonts_come_late(
    portal: Portal, visits: Visits, kind: str, width: int
) -> None:
    page = visits.tab(width, script=_WATCH_SHIFTS)

    _open_with_late(page, page_of(portal, kind), "**/*.woff2")

    shifts = page.evaluate("shifts")
    assert sum(shift["by"] for shift in shifts) <= SHIFT_BY_FONTS, shifts


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", ["home", "article-long", "article-pictures"])
def test_the_largest_thing_painted_is_content(
    portal: Portal, visits: Visits, kind: str, width: int
) -> None:
    page = visits.open(page_of(portal, kind), width)

    assert page.evaluate(_LARGEST_IN) == "MAIN"


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_light(portal: Portal, visits: Visits, kind: str) -> None:
    visits.open(page_of(portal, kind))

    weights = {"document": 0, "stylesheet": 0, "script": 0, "font": 0}
    for response in visits.responses:
        part = response.request.resource_type
        if part in weights:
            body = response.body()
            weights[part] += len(body if part == "font" else gzip.compress(body, 6, mtime=0))

    assert all(weights.values())
    assert sum(weights.values()) - weights["font"] <= PAGE_BUDGET, weights
    assert sum(weights.values()) <= BUDGET_WITH_FONTS, weights


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("kind", ["home", "category", "article-long", "article-pictures"])
def test_a_picture_is_fetched_about_as_large_as_it_is_shown(
    portal: Portal, visits: Visits, kind: str, width: int
) -> None:
    page = visits.open(page_of(portal, kind), width)

    assert page.evaluate(_WRONG_SIZES) == []
