"""What axe finds on each kind of page: WCAG 2.2 A and AA, and best practice."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from browser.kinds import KINDS, page_of
from browser.sample import Portal
from browser.visits import Visits

pytestmark = pytest.mark.browser

_AXE: Final = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
_RUN: Final = """
() => axe.run(document, {
  resultTypes: ["violations"],
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}).then((result) => result.violations.flatMap((violation) => violation.nodes.map(
  (node) => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary}`)))
"""


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_by_day_or_by_night(
    portal: Portal, visits: Visits, kind: str, width: int
) -> None:
    page = visits.open(page_of(portal, kind), width, color_scheme="light", reduced_motion="reduce")
    page.evaluate(_AXE.read_text(encoding="utf-8"))

    by_day = page.evaluate(_RUN)
    page.emulate_media(color_scheme="dark")
    by_night = page.evaluate(_RUN)

    assert by_day == []
    assert by_night == []


@pytest.mark.parametrize("open_at", [360, 1280])
def test_axe_finds_nothing_in_the_opened_navigation(
    portal: Portal, visits: Visits, open_at: int
) -> None:
    page = visits.open(page_of(portal, "home"), open_at, reduced_motion="reduce")
    page.locator("nav summary").click()
    page.evaluate(_AXE.read_text(encoding="utf-8"))

    assert page.evaluate(_RUN) == []
