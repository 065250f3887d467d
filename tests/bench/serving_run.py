"""The published portal as nginx serves it: how many requests a second, and how late the last."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import quote

from plugins.publishing.assemble import original_of
from plugins.publishing.store import Store
from plugins.releases import address_of
from plugins.serving import ServerFacts
from plugins.site_checks import Budgets
from tests.bench.measure import CommandFailed
from tests.web_servers import find_nginx, run_nginx, sign_certificate

#: wrk asks by this name, which needs no resolver; nginx answers to names that it has.
_HOST: Final = "127.0.0.1"
_SCRIPT: Final = Path(__file__).with_name("load.lua")
_CONNECTIONS, _THREADS, _SECONDS = 64, 2, 3
#: More would not make another figure: nginx keeps no file open, the system keeps them all.
_ADDRESSES: Final = 200
_NEEDED: Final = ("wrk", "openssl")
#: Never sent under its own address.
_NOT_FOUND: Final = "404.html"
#: Addresses by what they are of.
Kinds: TypeAlias = Mapping[str, Sequence[str]]
ALL_KINDS, NO_PAGES = "all of these in turn", "files that are no pages"


@dataclass(frozen=True, slots=True)
class Load:
    """What came of asking for addresses of one kind as fast as they are answered.

    `p99_ms`: 99 of 100 answers took no longer. `kilobytes` is what one answer weighs on average,
    compressed, its headers included. `failed`: errors of connections, and answers with an error.
    """

    kind: str
    per_second: float
    p99_ms: float
    kilobytes: float
    failed: int


@dataclass(frozen=True, slots=True)
class ServingResult:
    """How the server answered, and how it was asked: over TLS, each connection kept open."""

    connections: int
    cores: int
    loads: tuple[Load, ...]


def measure_serving(public: Path, budgets: Budgets, folder: Path) -> ServingResult | None:
    """Serve the current release below `public` from an empty folder, and load the server.

    None where nginx, wrk or openssl is missing. Raises CommandFailed, ServerFailed.
    """
    if find_nginx() is None or not all(map(shutil.which, _NEEDED)):
        return None
    folder.mkdir()
    certificate, key = sign_certificate(folder, _HOST)
    store = Store(public)
    facts = ServerFacts(
        host=_HOST,
        public=str(public),
        certificate=str(certificate),
        key=str(key),
        challenges=str(folder),
        address="127.0.0.1",
    )
    with run_nginx(folder, facts, workers="auto") as running:
        loads = tuple(
            _load(running, kind, addresses, folder / "addresses.txt")
            for kind, addresses in _in_turn(addresses_by_kind(store.sums(store.current), budgets))
        )
    return ServingResult(_CONNECTIONS, os.cpu_count() or 1, loads)


def addresses_by_kind(paths: Collection[str], budgets: Budgets) -> Kinds:
    """Return addresses of each type of page and of other files, evenly taken from a release.

    `paths` are all of its files; compressed twins have no address.
    """
    of: dict[str, list[str]] = {page_type.name: [] for page_type in budgets.types}
    of[NO_PAGES] = []
    for path in paths:
        if path == _NOT_FOUND or (original_of(path) != path and original_of(path) in paths):
            continue
        address = quote(address_of(path))
        is_page = path.endswith(".html")
        of[budgets.type_of(address).name if is_page else NO_PAGES].append(address)
    return {kind: _even(found) for kind, found in of.items() if found}


def parse_load(kind: str, said: str) -> Load:
    """Return what wrk said at last, in the line of load.lua. Raises ValueError without one."""
    lines = said.splitlines() or [""]
    found = json.loads(lines[-1])
    requests = found["requests"]
    if not requests:
        raise ValueError("no answer")
    return Load(
        kind=kind,
        per_second=requests / (found["microseconds"] / 1e6),
        p99_ms=found["p99_microseconds"] / 1e3,
        kilobytes=found["bytes"] / requests / 1e3,
        failed=found["failed"],
    )


def _in_turn(kinds: Kinds) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield all kinds together, each as often as the others, then each by itself."""
    each = [islice(cycle(addresses), _ADDRESSES) for addresses in kinds.values()]
    yield ALL_KINDS, list(chain.from_iterable(zip(*each, strict=True)))
    yield from kinds.items()


def _even(found: Sequence[str]) -> Sequence[str]:
    step = max(len(found) // _ADDRESSES, 1)
    return found[::step][:_ADDRESSES]


def _load(facts: ServerFacts, kind: str, addresses: Sequence[str], file: Path) -> Load:
    file.write_text("".join(f"{address}\n" for address in addresses), "ascii")
    command = [
        *("wrk", f"-c{_CONNECTIONS}", f"-t{_THREADS}", f"-d{_SECONDS}s", "-s", str(_SCRIPT)),
        *("-H", "Accept-Encoding: br", f"{facts.origin}/", "--", str(file)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return parse_load(kind, done.stdout)
    except ValueError as error:
        raise CommandFailed(f"{' '.join(command)}: {error}\n{done.stdout}{done.stderr}") from None
