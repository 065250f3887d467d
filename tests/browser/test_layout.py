"""Pages fit their windows, whatever the width and the size of the letters."""

from __future__ import annotations

from typing import Final

import pytest
from browser.kinds import KINDS, page_of
from browser.sample import Portal
from browser.visits import Visits, resize
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

WIDTHS: Final = (320, 360, 768, 1280, 1920)
# Whatever sticks out of the window though no box of its own scrolls, and letters that are cut
# off, except where lines are counted on purpose.
_FAULTS: Final = """
() => {
  const name = (element) => `${element.tagName}.${element.getAttribute("class")}`;
  const scrolls = (element) => element && element !== document.body
    && (["auto", "scroll"].includes(getComputedStyle(element).overflowX)
        || scrolls(element.parentElement));
  const cuts = (element) => {
    const style = getComputedStyle(element);
    return ["hidden", "clip"].includes(style.overflowY) && style.webkitLineClamp === "none"
      && (element.scrollHeight > element.clientHeight + 1
          || element.scrollWidth > element.clientWidth + 1);
  };
  const faults = [];
  const full = document.documentElement.scrollWidth;
  if (full > innerWidth) faults.push(`the page scrolls to ${full} px`);
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest(".u-visually-hidden") || !element.checkVisibility()) continue;
    if (element.getBoundingClientRect().right > innerWidth + 1 && !scrolls(element)) {
      faults.push(`${name(element)} sticks out`);
    }
    if (element.innerText && cuts(element)) faults.push(`${name(element)} is cut off`);
  }
  return faults;
}
"""


def layout_faults(page: Page, widths: tuple[int, ...] = WIDTHS) -> dict[int, list[str]]:
    """Return what sticks out of windows of these widths, or is cut off."""
    found = {}
    for width in widths:
        resize(page, width)
        if faults := page.evaluate(_FAULTS):
            found[width] = faults[:5]
    return found


def _double_letters(page: Page) -> None:
    """Do what a reader does who sets the browser's own letters to twice their size."""
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_every_window_whatever_the_size_of_the_letters(
    portal: Portal, visits: Visits, kind: str
) -> None:
    page = visits.open(page_of(portal, kind))

    usual = layout_faults(page)
    page.evaluate("document.documentElement.dataset.textSize = '160'")
    as_large_as_the_portal_offers = layout_faults(page)
    page.evaluate("delete document.documentElement.dataset.textSize")
    _double_letters(page)
    twice_as_large = layout_faults(page, WIDTHS[1:])

    assert usual == {}
    assert as_large_as_the_portal_offers == {}
    assert twice_as_large == {}
