"""Checks of a whole site, by the facts of its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plugins.content_model import Problem
from plugins.site_checks.addresses import (
    address_of,
    folders,
    host_of,
    inside,
    is_of_this_machine,
    origin_of,
    split_anchor,
)
from plugins.site_checks.facts import FileFacts, Kind
from plugins.site_checks.kinds import COMPRESSED, fault_of_name
from plugins.site_checks.rules import Rules
from plugins.site_checks.wordings import problem

#: Without these a portal is not one; a build that lost them lost more.
NEEDED = ("404.html", "index.html", "robots.txt", "sitemap.xml")
_LISTS = frozenset({Kind.FEED, Kind.SITEMAP, Kind.DATA})


def check_site(files: Mapping[str, FileFacts], rules: Rules) -> tuple[Problem, ...]:
    """Return every problem of a site, by path and line; none means that it may go live.

    `files` are all files of the site by their path in it. Files beside another of the same name
    with `.gz` or `.br` after it are that file compressed, and not looked at.
    """
    return tuple(sorted(set(_Site(files, rules).problems())))


class _Site:
    def __init__(self, files: Mapping[str, FileFacts], rules: Rules) -> None:
        self.files = {
            path: facts
            for path, facts in files.items()
            if not (path.endswith(COMPRESSED) and path[:-3] in files)
        }
        self.rules = rules
        self.host = host_of(f"{rules.origin}/")
        self.paths = {address_of(path): path for path in self.files}
        self.unseen = rules.unseen | {f"{rules.origin}{address}" for address in rules.unseen}
        self.exact = frozenset(old for old in rules.redirects if not old.endswith("*"))
        self.below = tuple(old[:-1] for old in rules.redirects if old.endswith("*"))
        self._verdicts: dict[tuple[str, str], str] = {}

    def problems(self) -> Iterator[Problem]:
        for path in NEEDED:
            if path not in self.files:
                yield problem(path, 1, "file-missing", path)
        for path, facts in self.files.items():
            for fault in facts.faults:
                yield problem(path, fault.line, fault.code, fault.detail)
            if code := fault_of_name(path):
                yield problem(path, 1, code)
            if self._is_under(address_of(path), self.rules.unseen):
                yield problem(path, 1, "unseen-published")
        yield from self._links()
        yield from self._leaks()
        yield from self._own()
        for path, facts in self.files.items():
            for enclosure in facts.enclosures:
                target = self._file_at(enclosure.address)
                if target is not None and self.files[target].size != enclosure.length:
                    detail = f"{enclosure.length} ({target}: {self.files[target].size})"
                    yield problem(path, enclosure.line, "enclosure-size", detail)

    def _links(self) -> Iterator[Problem]:
        known = self.paths.keys() | {self.rules.origin + address for address in self.paths}
        # Most addresses are known as they are; what is left is looked at one by one, once.
        for path, facts in self.files.items():
            for role, kept in (
                ("goes", facts.goes),
                ("goes", facts.own),
                ("loads", facts.loads),
                ("sends", facts.sends),
            ):
                if kept and not known.issuperset(kept):
                    for address in kept.keys() - known:
                        if code := self._verdict(role, address):
                            yield problem(path, kept[address], code, address)

    def _verdict(self, role: str, address: str) -> str:
        key = (role, address)
        if key not in self._verdicts:
            self._verdicts[key] = self._judged(role, address)
        return self._verdicts[key]

    def _judged(self, role: str, address: str) -> str:
        """Return the code of what is wrong with an address, or ""."""
        within = inside(address, self.host)
        if within is None:
            if not address.startswith(("http://", "https://")):
                return ""
            if is_of_this_machine(address):
                return "address-local"
            if role == "loads":
                return "third-party"
            is_foreign = role == "sends" and origin_of(address) not in self.rules.form_origins
            return "form-third-party" if is_foreign else ""
        path, anchor = split_anchor(within)
        if self._is_under(path, self.rules.unseen):
            return "unseen-named"
        if path in self.paths:
            page = self.files[self.paths[path]].page
            is_there = not anchor or page is None or anchor in page.ids or anchor.lower() == "top"
            return "" if is_there else "anchor-missing"
        if path in self.exact or path.startswith(self.below):
            return ""
        if path in self.rules.served:
            return ""
        return "link-slash" if f"{path}/" in self.paths else "link-missing"

    def _own(self) -> Iterator[Problem]:
        """Check what has to be a whole address of the portal, and what the sitemap lists."""
        start = f"{self.rules.origin}/"
        for path, facts in self.files.items():
            for address, line in facts.own.items():
                if not address.startswith(start):
                    yield problem(path, line, "own-other", address)
                elif facts.kind is Kind.SITEMAP and (target := self._file_at(address)):
                    page = self.files[target].page
                    if page is not None and page.is_hidden:
                        yield problem(path, line, "sitemap-hidden", address)
            page = facts.page
            if page is not None and page.canonical.startswith(start):
                here = self.rules.origin + address_of(path)
                if split_anchor(page.canonical)[0] != split_anchor(here)[0]:
                    line = facts.own.get(page.canonical, 1)
                    yield problem(path, line, "canonical-other", page.canonical)

    def _leaks(self) -> Iterator[Problem]:
        machine = tuple(folder.rstrip("/") for folder in self.rules.machine_paths)
        unseen, unlisted = self.rules.unseen, self.rules.unlisted
        for path, facts in self.files.items():
            for name in facts.names if machine or unseen else ():
                within = name
                if name.startswith("//"):
                    within = inside(f"https:{name}", self.host) or name.lstrip("/")
                place = split_anchor(within)[0]
                if self._is_under(place, unseen):
                    yield problem(path, 1, "unseen-named", place)
                place = f"/{name.lstrip('/')}"
                if (
                    place.startswith(machine)
                    and place not in self.paths
                    and any(place == folder or place.startswith(f"{folder}/") for folder in machine)
                ):
                    yield problem(path, 1, "address-machine", place)
            if unlisted and facts.kind in _LISTS:
                # In the text of an item a feed repeats what an editor wrote, links included.
                is_feed = facts.kind is Kind.FEED
                for kept in (facts.own,) if is_feed else (facts.goes, facts.own):
                    for address, line in kept.items():
                        within = inside(address, self.host) or ""
                        if split_anchor(within)[0] in unlisted:
                            yield problem(path, line, "unlisted-named", within)

    def _is_under(self, path: str, addresses: frozenset[str]) -> bool:
        return bool(addresses) and (
            path in addresses or any(folder in addresses for folder in folders(path))
        )

    def _file_at(self, address: str) -> str | None:
        within = inside(address, self.host)
        return None if within is None else self.paths.get(split_anchor(within)[0])
