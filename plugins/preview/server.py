"""The built portal on 127.0.0.1, with a script that follows each build and the problems found."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

EVENTS = "/_xem-thu/su-kien"
SCRIPT = "/_xem-thu/theo-doi.js"
WORKER = "/sw.js"
_NO_WORKER = Path(__file__).parents[2] / "theme/static/js/no-worker.js"
#: How long a page waits for news before the connection is checked.
_PATIENCE = 20.0

_FOLLOW = """\
new EventSource("/_xem-thu/su-kien").addEventListener("dung", () => location.reload());
"""
_BOX = """
<script src="/_xem-thu/theo-doi.js"></script>
<aside style="all: revert; position: fixed; inset: auto 0 0 0; max-height: 60vh; overflow: auto;
 padding: 1rem; background: #fff4e5; color: #1a1a1a; border-top: 4px solid #a61b1b;
 font: 16px/1.5 system-ui, sans-serif; z-index: 9999">
<h2 style="all: revert; margin: 0; font-size: 1.1rem">{count} lỗi nội dung, trang đang xem là bản
dựng trước</h2><ul style="all: revert">{items}</ul></aside>
"""
_SCRIPT_ONLY = '\n<script src="/_xem-thu/theo-doi.js"></script>\n'
_EMPTY = "<!doctype html><html lang=vi><meta charset=utf-8><title>Xem thử</title><body></body>"


class Feed:
    """The state of the preview: how many builds there were, what is wrong, what is early.

    `early` are the pages of files that the last build does not know yet, by address.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._builds = 0
        self._problems: tuple[str, ...] = ()
        self._is_closed = False
        self.early: Mapping[str, bytes] = {}

    @property
    def problems(self) -> tuple[str, ...]:
        """The problems of the last build, empty after a good one."""
        return self._problems

    def publish(self, problems: Sequence[object]) -> None:
        """Tell every open page that a build has ended."""
        with self._changed:
            self._builds += 1
            self._problems = tuple(str(problem) for problem in problems)
            self._changed.notify_all()

    def show_early(self, pages: Mapping[str, bytes]) -> None:
        """Show pages at their addresses, and tell every open page."""
        with self._changed:
            self.early = {**self.early, **pages}
        self.publish(self._problems)

    def drop_early(self, pages: Mapping[str, bytes]) -> None:
        """Show what was built at the addresses of early pages, unless they have newer ones."""
        with self._changed:
            early = self.early.items()
            self.early = {url: page for url, page in early if page is not pages.get(url)}

    def close(self) -> None:
        """Let every open page go."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def wait(self, seen: int) -> tuple[int, bool]:
        """Wait for a build after number `seen`; return the newest number and whether to stop."""
        with self._changed:
            self._changed.wait_for(lambda: self._builds > seen or self._is_closed, _PATIENCE)
            return self._builds, self._is_closed

    @property
    def builds(self) -> int:
        """How many builds have ended."""
        return self._builds


def start_server(output: Path, port: int, feed: Feed) -> ThreadingHTTPServer:
    """Serve the output on 127.0.0.1 in threads of this process; port 0 takes any free one.

    Raises OSError when the port is taken. `shutdown` and `server_close` end it.
    """
    handler = partial(_Handler, output=output, feed=feed)
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012 - as the base class has it
        **SimpleHTTPRequestHandler.extensions_map,
        ".html": "text/html; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".webmanifest": "application/manifest+json",
        ".woff2": "font/woff2",
        ".webp": "image/webp",
    }

    def __init__(self, *args: Any, output: Path, feed: Feed, **kwargs: Any) -> None:
        self._output = output
        self._feed = feed
        super().__init__(*args, directory=str(output), **kwargs)

    def do_GET(self) -> None:
        if self.path == EVENTS:
            self._send_events()
        elif self.path == SCRIPT:
            self._send(200, "text/javascript", _FOLLOW.encode())
        elif self.path == WORKER:
            # What a preview showed is not for keeping, nor for whoever has this port next.
            self._send(200, "text/javascript", _NO_WORKER.read_bytes())
        elif (early := self._feed.early.get(self.path.partition("?")[0])) is not None:
            self._send(200, "text/html; charset=utf-8", self._with_news(early.decode()))
        elif (page := self._page()) is not None:
            self._send(200, "text/html; charset=utf-8", self._with_news(page.read_text("utf-8")))
        elif Path(self.translate_path(self.path)).exists():
            super().do_GET()
        else:
            missing = self._output / "404.html"
            text = missing.read_text("utf-8") if missing.exists() else _EMPTY
            self._send(404, "text/html; charset=utf-8", self._with_news(text))

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet: what matters is said by the builds."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def _page(self) -> Path | None:
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        return path if path.suffix == ".html" and path.is_file() else None

    def _with_news(self, html: str) -> bytes:
        problems = self._feed.problems
        extra = _SCRIPT_ONLY
        if problems:
            items = "".join(f"<li>{escape(problem)}</li>" for problem in problems)
            extra = _BOX.format(count=len(problems), items=items)
        before, found, after = html.rpartition("</body>")
        return (before + extra + found + after if found else html + extra).encode()

    def _send(self, status: int, media_type: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _send_events(self) -> None:
        # Counted before the page hears anything, so that no build falls between.
        seen, is_over = self._feed.builds, False
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            while not is_over:
                number, is_over = self._feed.wait(seen)
                news = f"event: dung\ndata: {number}\n\n" if number > seen else ": .\n\n"
                seen = number
                self.wfile.write(news.encode())
                self.wfile.flush()
        except OSError:
            return
