"""`python -m plugins.preview`: build, serve, watch, until interrupted."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import watchfiles
from pelican.settings import read_settings

from plugins.engine.console import Console
from plugins.portal import Portal
from plugins.portal.failures import FAILURES, ContentProblemsError, explain
from plugins.portal.report import Counts
from plugins.preview.server import Feed, start_server

_ROOT = Path(__file__).parents[2]
#: How long the watcher collects changes that belong to one save, and looks for the next, in ms.
_DEBOUNCE, _STEP, _TURN = 300, 50, 500


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the preview until interrupted; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m plugins.preview")
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--cache", type=Path, default=Path(".cache"))
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args(arguments)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    preview = Preview(options.content.absolute(), options.cache.absolute())
    preview.build()
    try:
        server = start_server(preview.output, options.port, preview.feed)
    except OSError:
        preview.console.complain([f"cổng mạng {options.port} đang bận -> make serve PORT=8001"])
        return 1
    preview.console.say(f"Xem thử: http://127.0.0.1:{server.server_port}/ (dừng: Ctrl+C)")
    try:
        preview.follow(stop)
    finally:
        preview.feed.close()
        server.shutdown()
        server.server_close()
    return 0


class Preview:
    """Builds one content folder again and again, and tells the open pages."""

    def __init__(self, content: Path, cache: Path) -> None:
        self.content = content
        self.cache = cache
        self.output = cache / "preview"
        self.feed = Feed()
        self.console = Console()
        self._said: tuple[str, ...] = ()

    def build(self) -> None:
        """Build once. What is wrong is shown on the pages and goes away when it is mended."""
        places = {"PATH": self.content, "OUTPUT_PATH": self.output, "CACHE_PATH": self.cache}
        settings = read_settings(
            str(_ROOT / "pelicanconf.py"),
            override={name: str(path) for name, path in places.items()},
        )
        counts: Counts | None = None
        said: tuple[str, ...] = ()
        try:
            counts = Portal(settings).build(self.console)
        except ContentProblemsError as error:
            said = tuple(str(problem) for problem in error.problems)
            self.console.complain([*said, f"{error}; trang đang xem là bản dựng trước."])
        except FAILURES as error:
            said = (explain(error),)
            self.console.complain(said)
        # build.json alone is new in every build.
        if said != self._said or (counts is not None and counts.written > 1):
            self._said = said
            self.feed.publish(said)

    def follow(self, stop: threading.Event) -> None:
        """Build after each save until `stop` is set."""
        is_caught_up = False
        for changes in watchfiles.watch(
            self.content,
            _ROOT / "theme",
            stop_event=stop,
            debounce=_DEBOUNCE,
            step=_STEP,
            rust_timeout=_TURN,
            yield_on_timeout=True,
        ):
            # The first turn catches what was saved between the first build and the watch.
            if changes or not is_caught_up:
                is_caught_up = True
                self.build()


if __name__ == "__main__":
    sys.exit(main())
