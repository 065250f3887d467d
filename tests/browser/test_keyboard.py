"""Everything can be reached, seen and pressed without a mouse, and hit with a finger."""

from __future__ import annotations

from typing import Final

import pytest
from browser.kinds import DISTINCT, KINDS, page_of
from browser.sample import Portal
from browser.visits import Visits, resize

pytestmark = pytest.mark.browser

_STOPS: Final = """
() => [...document.querySelectorAll("a[href], button, summary, input, select, [tabindex='0']")]
  .filter((element) => element.checkVisibility({visibilityProperty: true}))
"""
# Notes every place that the focus comes to.
_FOLLOW: Final = f"""
() => {{
  window.visited = [];
  const stops = ({_STOPS})();
  document.addEventListener("focusin", (event) => visited.push(stops.indexOf(event.target)));
  return stops.length;
}}
"""
# A link stretched over its card shows its outline on the stretched part.
_UNMARKED: Final = f"""
() => {{
  const look = (element) => ["", "::before", "::after"].map((part) => {{
    const style = getComputedStyle(element, part || null);
    const hasOutline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return [hasOutline && style.outlineColor, style.boxShadow].join();
  }}).join();
  return ({_STOPS})().filter((element) => {{
    document.activeElement.blur();
    const before = look(element);
    element.focus();
    return look(element) === before;
  }}).map((element) => element.outerHTML);
}}
"""
_SMALL: Final = f"""
() => {{
  // WCAG 2.2, 2.5.8: a link inside a sentence may be as high as its line.
  const inText = (element) => {{
    let box = element.parentElement;
    while (getComputedStyle(box).display === "inline") box = box.parentElement;
    return getComputedStyle(element).display === "inline"
      && box.innerText.trim() !== element.innerText.trim();
  }};
  return ({_STOPS})()
    .filter((element) => !element.matches(".u-skip") && !inText(element))
    .filter((element) => {{
      const {{width, height}} = element.getBoundingClientRect();
      return width < 24 || height < 24;
    }}).map((element) => element.outerHTML);
}}
"""


@pytest.mark.parametrize("kind", DISTINCT)
def test_the_first_stop_leads_past_the_navigation(
    portal: Portal, visits: Visits, kind: str
) -> None:
    page = visits.open(page_of(portal, kind))

    page.keyboard.press("Tab")
    first = page.locator(":focus")

    assert first.get_attribute("class") == "u-skip"
    assert first.evaluate("(link) => link.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('main')")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('header.l-page__header')")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", DISTINCT)
def test_tab_visits_everything_in_the_order_of_reading_and_is_never_caught(
    portal: Portal, visits: Visits, kind: str, width: int
) -> None:
    page = visits.open(page_of(portal, kind), width)
    count = page.evaluate(_FOLLOW)

    for _ in range(count):
        page.keyboard.press("Tab")

    assert page.evaluate("visited") == list(range(count))


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_can_be_pressed_shows_its_focus_and_is_large_enough_for_a_finger(
    portal: Portal, visits: Visits, kind: str
) -> None:
    page = visits.open(page_of(portal, kind), color_scheme="light")
    page.locator("nav summary").press("Enter")

    unmarked_by_day, small_on_a_desk = page.evaluate(_UNMARKED), page.evaluate(_SMALL)
    page.emulate_media(color_scheme="dark")
    resize(page, 360)
    unmarked_by_night, small_in_the_hand = page.evaluate(_UNMARKED), page.evaluate(_SMALL)

    assert unmarked_by_day == []
    assert unmarked_by_night == []
    assert small_on_a_desk == []
    assert small_in_the_hand == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_navigation_opens_and_closes_by_keyboard(
    portal: Portal, visits: Visits, key: str, width: int
) -> None:
    page = visits.open(page_of(portal, "home"), width)
    toggle, entry = page.locator("nav summary"), page.locator("nav details a").first

    assert not entry.is_visible()
    toggle.focus()
    page.keyboard.press(key)
    assert entry.is_visible()
    page.keyboard.press("Tab")
    assert entry.evaluate("(link) => link === document.activeElement")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press(key)
    assert not entry.is_visible()
