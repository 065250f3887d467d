"""The sample portal, built and served once, and a browser to look at it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser.sample import Portal, build_sample
from browser.server import serve
from browser.visits import Visits, chromium
from playwright.sync_api import Browser


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser's tests last.

    The quick ones speak first, and Playwright's event loop, which runs in this thread as long as
    the browser is open, is in nobody's way.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """Return the sample portal, freshly built."""
    return build_sample(tmp_path_factory.mktemp("portal"))


@pytest.fixture(scope="session")
def served(portal: Portal) -> Iterator[str]:
    """Serve the sample portal; return its address."""
    with serve(portal.root) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a running Chromium."""
    with chromium() as running:
        yield running


@pytest.fixture
def visits(browser: Browser, served: str) -> Iterator[Visits]:
    """Open pages; in the end none may have complained or asked another host for anything."""
    opened = Visits(browser, served)
    yield opened
    opened.close()
    assert opened.complaints == []
