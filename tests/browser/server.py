"""A web server on the loopback, with the headers of the real one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

from plugins.serving import content_security_policy, content_type

POLICY: Final = content_security_policy("google", is_secure=False)


class Handler(SimpleHTTPRequestHandler):
    """Answers as the real server does."""

    # One connection for a page, as a real server would keep it.
    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return content_type(os.fspath(path))

    def log_message(self, *_: object) -> None:
        """Say nothing: what matters is what the browser got."""


class Server(ThreadingHTTPServer):
    """Serves several connections at a time."""

    def handle_error(self, *_: object) -> None:
        """Say nothing of a browser that left in the middle of an answer."""


@contextmanager
def serve(root: Path) -> Iterator[str]:
    """Serve a folder and yield its address, without a slash at the end."""
    handler = partial(Handler, directory=str(root))
    with Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
