"""The addresses of one file, as they are found in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import unquote

from plugins.site_checks.addresses import resolve
from plugins.site_checks.facts import Fault

#: A path that stands free in a text, or after a host; no part of a word, a date or an end tag.
_NAMED = re.compile(r"/(?<![\w<.]/)[\w.~%/-]*+")
_SHORTEST_NAME = 3
_HARMLESS_DATA = ("data:image/",)
#: Their browsers' programs open these; nothing else of the portal is meant by them.
_RUNS = ("javascript:", "vbscript:")
_MOST_NAMES = 100_000


class Links:
    """Takes in addresses as written; `faults` are those that are wrong wherever they lead.

    `base` is the root-relative address of the file; in `is_anywhere` (404.html) what is shown at
    any address, in `wants_absolute` what is read outside of the portal.
    """

    def __init__(
        self, base: str, *, is_anywhere: bool = False, wants_absolute: bool = False
    ) -> None:
        self.base = base
        self.faults: list[Fault] = []
        self.goes: dict[str, int] = {}
        self.loads: dict[str, int] = {}
        self.sends: dict[str, int] = {}
        self.own: dict[str, int] = {}
        #: Anchors within the file itself.
        self.anchors: dict[str, int] = {}
        self._is_anywhere = is_anywhere
        self._wants_absolute = wants_absolute

    def go(self, written: str, line: int) -> str:
        """Take in a link that is followed on demand; return it resolved."""
        return self._take(self.goes, written, line)

    def load(self, written: str, line: int) -> str:
        """Take in what is fetched together with the file; return it resolved."""
        return self._take(self.loads, written, line)

    def send(self, written: str, line: int) -> None:
        """Take in where a form goes."""
        self._take(self.sends, written or self.base, line)

    def require_own(self, written: str, line: int) -> str:
        """Take in a link that has to be a whole address of the portal; return it resolved."""
        return self._take(self.own, written, line)

    def _take(self, kept: dict[str, int], written: str, line: int) -> str:
        address = resolve(written, self.base)
        if not address:
            self.faults.append(Fault("link-empty", line))
        elif address[0] == "/":
            is_relative = self._is_anywhere and not written.lstrip().startswith(("/", "#"))
            if is_relative or (self._wants_absolute and not written.lstrip().startswith("#")):
                self.faults.append(Fault("link-relative", line, written))
            path, mark, anchor = address.partition("#") if "#" in address else (address, "", "")
            if mark and path == self.base and kept is not self.own:
                self.anchors.setdefault(anchor, line)
            else:
                kept.setdefault(address, line)
        elif address.startswith(("https:", "http:")):
            kept.setdefault(address, line)
        elif address.startswith("file:"):
            self.faults.append(Fault("address-machine", line, address))
        elif address.startswith(("data:", "blob:", "filesystem:")):
            if kept is not self.loads or not address.startswith(_HARMLESS_DATA):
                self.faults.append(Fault("address-data", line, f"{address[:30]}…"))
        elif kept is not self.goes and not address.startswith(_RUNS):
            self.faults.append(Fault("address-scheme", line, address))
        return address

    def missing_anchors(self, ids: Collection[str]) -> Iterator[Fault]:
        """Yield a fault for each link to a place that the file does not have."""
        for anchor, line in self.anchors.items():
            name = unquote(anchor).partition(":~:")[0]
            if name and name not in ids and name.lower() != "top":
                yield Fault("anchor-missing", line, f"#{name}")

    def all(self) -> Iterator[str]:
        """Yield every address that was taken in and leads out of the file."""
        for kept in (self.goes, self.loads, self.sends, self.own):
            yield from kept


def names_in(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the paths that stand in a text, sorted, without the addresses that are known."""
    found = set(_NAMED.findall(text))
    found.difference_update(known)
    found.difference_update([address.partition(":")[2] for address in known])
    return tuple(sorted(name for name in found if len(name) >= _SHORTEST_NAME))[:_MOST_NAMES]
