"""Somebody who reads a portal all along, while others publish it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Event, Thread

from publishing_desk import Desk

_EDITION = re.compile("Cổng xã Mẫu, ấn bản ([0-9]+)")


class Reader:
    """Reads the site as a web server does: every path through the link, at its own moment."""

    def __init__(self, public: Path) -> None:
        self.link = public / "current"
        self.pages = 0
        self.faults: list[str] = []

    def read(self, chance: Random) -> None:
        """Read one page, and see whether it belongs to the release that stands there."""
        before = self.link.readlink()
        sums = (self.link / "SHA256SUMS").read_text("utf-8").splitlines()
        listed = {line[66:]: line[:64] for line in sums}
        path = chance.choice([path for path in sorted(listed) if path.endswith(".html")])
        data = (self.link / "site" / path).read_bytes()
        if self.link.readlink() != before:
            # The switch came in between: what was listed is another release's.
            return
        self.pages += 1
        if hashlib.sha256(data).hexdigest() != listed[path]:
            self.faults.append(f"{before.name}: {path}")

    def editions(self) -> set[str]:
        """Return the numbers that the pages of the site carry: one, if they belong together."""
        site = self.link.resolve() / "site"
        texts = (path.read_text("utf-8") for path in site.rglob("index.html"))
        return {number for text in texts for number in _EDITION.findall(text)[:1]}


@contextmanager
def reading(reader: Reader) -> Iterator[None]:
    """Read all along."""
    stop, chance = Event(), Random(3)

    def read() -> None:
        while not stop.wait(0.005):
            try:
                reader.read(chance)
            except OSError as error:
                reader.faults.append(str(error))

    thread = Thread(target=read)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def new_edition(desk: Desk, number: int) -> None:
    """Change something on every page, and some articles."""
    portal = desk.content.root / "data/portal.yaml"
    name = f"name: Cổng xã Mẫu, ấn bản {number}"
    portal.write_text(re.sub("(?m)^name: .*$", name, portal.read_text("utf-8")), "utf-8")
    desk.content.article(f"moi-{number % 3}", f"Tin của ấn bản {number}.", tags=["Lúa"])
