"""`python -m plugins.preview`: build, serve, watch, until interrupted."""

from __future__ import annotations

import argparse
import contextlib
import re
import signal
import sys
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import watchfiles
from pelican.settings import read_settings

from plugins.engine.console import Console
from plugins.portal import Portal
from plugins.portal.early import Early
from plugins.portal.failures import FAILURES, ContentProblemsError, explain
from plugins.portal.report import Counts
from plugins.preview.server import Feed, start_server

_ROOT = Path(__file__).parents[2]
#: How long the watcher collects changes that belong to one save, and looks for the next, in ms.
_DEBOUNCE, _STEP, _TURN = 300, 25, 500
_DOCUMENT = re.compile(r"(?:articles|pages)/.+\.md")


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
        self._early: Early | None = None
        self._said: tuple[str, ...] = ()

    def build(self, *, whole: bool = False) -> None:
        """Build once. What is wrong is shown on the pages and goes away when it is mended."""
        places = {"PATH": self.content, "OUTPUT_PATH": self.output, "CACHE_PATH": self.cache}
        settings = read_settings(
            str(_ROOT / "pelicanconf.py"),
            override={name: str(path) for name, path in places.items()},
        )
        early = self.feed.early
        counts: Counts | None = None
        said: tuple[str, ...] = ()
        try:
            portal = Portal(settings)
            console = Console()
            counts = portal.build(console, whole=whole)
            portal.report(counts, console)
            self._early = portal.early or self._early
        except ContentProblemsError as error:
            said = tuple(str(problem) for problem in error.problems)
            self.console.complain([*said, f"{error}; trang đang xem là bản dựng trước."])
        except FAILURES as error:
            said = (explain(error),)
            self.console.complain(said)
        self.feed.drop_early(early)
        # build.json alone is new in every build.
        if said != self._said or (counts is not None and counts.written > 1):
            self._said = said
            self.feed.publish(said)

    def show_early(self, files: Iterable[Path]) -> None:
        """Show the pages of saved files at once, before the portal is built with them."""
        pages: dict[str, bytes] = {}
        for file in files:
            path = file.relative_to(self.content).as_posix()
            if self._early is None or not _DOCUMENT.fullmatch(path):
                continue
            # It may be gone again.
            with contextlib.suppress(OSError):
                found = self._early.page(path, file.read_bytes())
                pages |= {} if found is None else {found[0]: found[1]}
        if pages:
            self.feed.show_early(pages)

    def follow(self, stop: threading.Event) -> None:
        """Build after each save until `stop` is set. Raises what a build raises."""
        wanted = threading.Event()
        with ThreadPoolExecutor(1) as builder:
            building = builder.submit(self._build_when, wanted, stop)
            for changes in watchfiles.watch(
                self.content,
                _ROOT / "theme",
                stop_event=stop,
                debounce=_DEBOUNCE,
                step=_STEP,
                rust_timeout=_TURN,
                yield_on_timeout=True,
            ):
                changed = sorted(Path(path) for _, path in changes)
                self.show_early(file for file in changed if file.is_relative_to(self.content))
                if changed:
                    wanted.set()
            wanted.set()
            building.result()

    def _build_when(self, wanted: threading.Event, stop: threading.Event) -> None:
        try:
            # For what was saved between the first build and the watch; and where the first one
            # found that nothing had changed, no page can be made early yet.
            self.build(whole=True)
            while wanted.wait() and not stop.is_set():
                wanted.clear()
                self.build()
        finally:
            stop.set()


if __name__ == "__main__":
    sys.exit(main())
