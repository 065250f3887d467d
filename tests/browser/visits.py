"""Chromium, and pages that are watched while they are open."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    ViewportSize,
    sync_playwright,
)

_FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # No name resolves: whatever asks for another host fails, and is seen to fail.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Debian's Chromium without a window.

    Raises FileNotFoundError when there is none.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise FileNotFoundError("chromium is missing; on Debian: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_FLAGS))
        yield browser
        browser.close()


def resize(page: Page, width: int) -> None:
    """Make a page's window as wide as a device, in CSS pixels."""
    page.set_viewport_size({"width": width, "height": 800})


class Visits:
    """Opens pages of a served portal, notes what came and what none of them may do."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.complaints: list[str] = []
        self.responses: list[Response] = []
        self._browser = browser
        self._address = address
        self._contexts: list[BrowserContext] = []

    def tab(self, width: int = 1280, script: str = "", **options: Any) -> Page:
        """Open an empty tab as a new visitor.

        `script` runs before those of each page; `options` are those of a Playwright context.
        Unless these say so, no worker steps between the page and what a test watches.
        """
        options = {"service_workers": "block", **options}
        size = ViewportSize(width=width, height=800)
        context = self._browser.new_context(viewport=size, base_url=self._address, **options)
        self._contexts.append(context)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("request", self._note_request)
        page.on("response", self._note_response)
        return page

    def open(self, url: str, width: int = 1280, **options: Any) -> Page:
        """Open an address as a new visitor, in a tab with these options."""
        page = self.tab(width, **options)
        self.go(page, url)
        return page

    def go(self, page: Page, url: str) -> None:
        """Go to an address of the portal, and wait until its fonts are there."""
        page.goto(url)
        page.evaluate("document.fonts.ready.then(() => true)")

    def close(self) -> None:
        """Close every page that is still open."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self.complaints.append(f"{message.location['url']}: {message.text}")

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme != "data" and f"{parts.scheme}://{parts.netloc}" != self._address:
            self.complaints.append(f"{request.frame.url}: asked for {request.url}")

    def _note_response(self, response: Response) -> None:
        self.responses.append(response)
        if response.status >= 400:
            self.complaints.append(f"{response.url}: {response.status}")
