"""A portal whose network a test cuts off, slows down and mends, and whose files it changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final

from browser.server import Handler, Server

#: The time of every answer.
DATE: Final = "Fri, 20 Nov 2026 00:30:00 GMT"
SAID: Final = "07:30 ngày 20/11/2026"


class Outages:
    """Serves a folder at one address, and notes the paths that were asked for.

    `changed` are files that are other than those of the folder; None is a file that is gone.
    What `held` names is not answered before `let_go`.
    """

    def __init__(self, root: Path) -> None:
        self.asked: list[str] = []
        self.changed: dict[str, bytes | None] = {}
        self.held = ""
        self._go = Event()
        self._root = root
        self._port = 0
        self._running: tuple[Server, Thread] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def mend(self) -> None:
        """Let the network be there."""
        server = Server(("127.0.0.1", self._port), partial(_Noting, of=self, root=self._root))
        self._port = server.server_port
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        self._running = server, thread

    def cut(self) -> None:
        """Let nobody connect any more."""
        if self._running:
            server, thread = self._running
            server.shutdown()
            server.server_close()
            thread.join()
            self._running = None

    def hold(self, path: str) -> None:
        """Keep whoever asks for a path waiting."""
        self._go.clear()
        self.held = path

    def let_go(self) -> None:
        """Answer those that wait."""
        self.held = ""
        self._go.set()

    def wait(self, path: str) -> None:
        """Return when a path may be answered."""
        if path == self.held:
            self._go.wait()

    def read(self, path: str) -> bytes:
        """Return a file of the folder."""
        return (self._root / path.lstrip("/")).read_bytes()


class _Noting(Handler):
    # So that an open connection does not outlive the network.
    protocol_version = "HTTP/1.0"

    def __init__(self, *args: Any, of: Outages, root: Path) -> None:
        self._of = of
        super().__init__(*args, directory=str(root))

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self._of.asked.append(path)
        self._of.wait(path)
        if path not in self._of.changed:
            super().do_GET()
        elif (data := self._of.changed[path]) is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self.send_response(HTTPStatus.OK)
            name = f"{path}index.html" if path.endswith("/") else path
            self.send_header("Content-Type", self.guess_type(name))
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    def end_headers(self) -> None:
        is_fixed = self.path.startswith(("/theme/css/", "/theme/js/", "/theme/fonts/", "/media/"))
        self.send_header("Cache-Control", "max-age=31536000, immutable" if is_fixed else "no-cache")
        super().end_headers()

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return the time of an answer, or that of a file."""
        return DATE if timestamp is None else super().date_time_string(timestamp)


@contextmanager
def outages(root: Path) -> Iterator[Outages]:
    """Serve a folder, as long as the test lets it."""
    network = Outages(root)
    network.mend()
    try:
        yield network
    finally:
        network.let_go()
        network.cut()
