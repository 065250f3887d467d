"""The portal as it would go public, built step by step into the folder of releases."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pelican.settings import read_settings

from plugins.engine.console import Console
from plugins.portal import Portal
from plugins.portal.report import Counts

if TYPE_CHECKING:
    from plugins.portal.prepare import Prepared

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a portal lies: its content, its theme's cache, the folder of its releases."""

    content: Path
    cache: Path
    public: Path
    settings: Path = ROOT / "publishconf.py"


@dataclass(frozen=True, slots=True)
class Built:
    """A built site. `token` is what no other build has, empty where that is not known.

    `prepared` is what it was built from, None where nothing had changed. `said` is what whoever
    publishes should know.
    """

    token: str
    counts: Counts
    said: tuple[str, ...]
    prepared: Prepared | None


def build_portal(place: Place, output: Path, console: Console, *, whole: bool = False) -> Built:
    """Build a portal for publishing; with `whole` also where nothing changed.

    Raises ContentProblemsError, or one of the portal's FAILURES.
    """
    places = {"PATH": place.content, "OUTPUT_PATH": output, "CACHE_PATH": place.cache}
    settings = read_settings(
        str(place.settings), override={name: str(path) for name, path in places.items()}
    )
    portal = Portal(settings)
    counts = portal.build(console, whole=whole)
    prepared = portal.early.prepared if portal.early else None
    return Built(portal.token.hex(), counts, portal.said, prepared)
