"""What axe finds on each kind of page: WCAG 2.2 A and AA, and best practice."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from browser.kinds import KINDS, page_of
from browser.sample import Portal
from browser.visits import Visits, resize
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

_AXE: Final = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
_RUN: Final = """
() => axe.run(document, {
  resultTypes: ["violations"],
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}).then((result) => result.violations.flatMap((violation) => violation.nodes.map(
  (node) => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary}`)))
"""


def axe_violations(page: Page) -> dict[str, list[str]]:
    """Return what axe finds on a telephone, a tablet and a desk, by day and by night."""
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = {}
    for width in (360, 768, 1280):
        resize(page, width)
        page.emulate_media(color_scheme="light")
        found[f"{width} px by day"] = page.evaluate(_RUN)
        page.emulate_media(color_scheme="dark")
        found[f"{width} px by night"] = page.evaluate(_RUN)
    return {where: violations for where, violations in found.items() if violations}


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(portal: Portal, visits: Visits, kind: str) -> None:
    page = visits.open(page_of(portal, kind), reduced_motion="reduce")

    assert axe_violations(page) == {}


def test_axe_finds_nothing_in_the_opened_navigation(portal: Portal, visits: Visits) -> None:
    page = visits.open(page_of(portal, "home"), reduced_motion="reduce")
    page.locator("nav summary").click()

    assert axe_violations(page) == {}
