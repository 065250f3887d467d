"""A build into an output that already is what it would become."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.engine.output import MARKER, replace_marker
from plugins.engine.standing import NotSureError, Standing, inputs_fingerprint, inputs_stamps
from plugins.portal.report import Counts, build_facts
from plugins.portal.settings import BuildSettings
from plugins.vietnamese import VIETNAM

if TYPE_CHECKING:
    from plugins.content_model import Content

_PLUGINS = Path(__file__).parents[1]
_NEVER = datetime(9000, 1, 1, tzinfo=VIETNAM)


class Unchanged:
    """What is known of an output that nothing has happened to since it was built.

    `stated` are further settings, as text.
    """

    def __init__(self, settings: BuildSettings, stated: str) -> None:
        self._settings = settings
        self._stated = stated
        self._standing = Standing(settings.cache, settings.output, MARKER)
        self._folders = (settings.content, settings.theme, _PLUGINS)
        self._stamps = self._stamped()
        self._inputs = self._fingerprint()

    def touch(self, commit: str | None) -> tuple[Counts, tuple[str, ...]] | None:
        """Give an output that stands the time of this build.

        Return what was made when it was built, and which articles wait for their time; None where
        anything it depends on has changed, the output itself or the time of day included.
        """
        facts = self._standing.facts(self._inputs) if self._inputs else None
        if facts is None:
            return None
        since, until, counts, scheduled = facts
        now = self._settings.now
        if now != since and not since < now < until:
            return None
        written = replace_marker(self._settings.output, build_facts(now, counts, commit))
        files = counts.written + counts.kept
        counts = replace(
            counts, converted=0, rendered=0, written=int(written), kept=files - int(written)
        )
        return counts, scheduled

    def note(self, content: Content, counts: Counts, scheduled: tuple[str, ...]) -> None:
        """Note that the output is what these inputs make, until the next moment that matters."""
        # What was changed while the build read it, and changed back since, must not stay.
        if self._inputs and self._stamps and self._stamps == self._stamped():
            now = self._settings.now
            until = min((moment for moment in _moments(content) if moment >= now), default=_NEVER)
            # The portal is built; whether that is noted is no reason to say that it is not.
            with contextlib.suppress(OSError):
                self._standing.note(self._inputs, (now, until, counts, scheduled))

    def _stamped(self) -> bytes:
        try:
            return inputs_stamps(self._folders)
        except (NotSureError, OSError):
            return b""

    def _fingerprint(self) -> bytes:
        settings = self._settings
        libraries = sorted(f"{found.name} {found.version}" for found in distributions())
        try:
            return inputs_fingerprint(
                self._folders,
                settings.content / "media",
                sys.version,
                *libraries,
                str(settings.is_production),
                self._stated,
            )
        except (NotSureError, OSError):
            return b""


def _moments(content: Content) -> Iterator[datetime]:
    """Yield every moment at which the portal looks different, without anybody's doing."""
    for article in content.articles:
        yield article.published
        if article.expires:
            yield article.expires
        if article.featured_until:
            yield article.featured_until
    days = content.portal.counters.stale_after_days
    for period in content.periods:
        yield period.as_of
        if days is not None:
            yield period.as_of + timedelta(days=days)
