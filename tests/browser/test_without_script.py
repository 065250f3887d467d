"""Scripts add conveniences: nothing that is to be read or followed needs them."""

from __future__ import annotations

from typing import Final

import pytest
from browser.kinds import KINDS, page_of
from browser.sample import Portal
from browser.visits import Visits, resize
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# Buttons are what the script brings: without it there is nothing to press but what sends a form.
# A noscript element says what only those need to know who have none.
_BROUGHT: Final = "button[type='button']"
_TEXT: Final = """
() => {
  document.querySelectorAll("button, noscript, [role='status']")
    .forEach((element) => element.remove());
  document.querySelectorAll("main form").forEach((element) => element.remove());
  return document.body.innerText.replace(/\\s+/g, " ").trim();
}
"""


def _hidden(page: Page, selector: str) -> list[str]:
    found = page.locator(selector).all()
    assert found
    return [item.inner_text() for item in found if not item.is_visible()]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_says_the_same_without_script(portal: Portal, visits: Visits, kind: str) -> None:
    url = page_of(portal, kind)

    with_script = visits.open(url)
    without = visits.open(url, java_script_enabled=False)

    assert with_script.locator(_BROUGHT).count() > 0
    assert without.locator(_BROUGHT).count() == 0
    assert without.evaluate(_TEXT) == with_script.evaluate(_TEXT)


@pytest.mark.parametrize(
    ("kind", "selectors"),
    [
        ("home", ["main a", ".c-widget"]),
        ("home-numbered", ["main h2 a", ".c-pager a"]),
        ("category", ["main h2 a"]),
        ("article-long", [".c-prose p", ".c-toc a", ".c-related a"]),
        ("article-table", [".c-prose table"]),
        ("article-pictures", ["article img"]),
        ("counters", ["main table", "main dl", "main svg"]),
        ("feeds", ["main a"]),
        ("search", ["main form[action^='https:']", "main h2 a", "main li a"]),
        ("site-map", ["main a"]),
    ],
)
def test_content_is_visible_without_script(
    portal: Portal, visits: Visits, kind: str, selectors: list[str]
) -> None:
    page = visits.open(page_of(portal, kind), java_script_enabled=False)

    on_a_desk = [_hidden(page, selector) for selector in selectors]
    resize(page, 360)
    in_the_hand = [_hidden(page, selector) for selector in selectors]

    assert on_a_desk == [[]] * len(selectors)
    assert in_the_hand == [[]] * len(selectors)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_navigation_opens_without_script(portal: Portal, visits: Visits, width: int) -> None:
    page = visits.open(page_of(portal, "home"), width, java_script_enabled=False)

    page.locator("nav summary").click()

    assert _hidden(page, "nav details a") == []
