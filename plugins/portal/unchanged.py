"""A build into an output that already is what it would become."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.engine.cache import fingerprint
from plugins.engine.inputs import Inputs
from plugins.engine.output import replace_marker
from plugins.engine.standing import (
    NotSureError,
    Standing,
    inputs_fingerprint,
    inputs_stamps,
    installed_libraries,
)
from plugins.engine.trees import Tree
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

    def __init__(self, settings: BuildSettings, inputs: Inputs, stated: str) -> None:
        self._settings = settings
        self._stated = stated
        self._standing = Standing(settings.cache, settings.output)
        self._folders = (settings.content, settings.theme, _PLUGINS)
        self._stamps = self._stamped()
        self._inputs = self._fingerprint(inputs)

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

    @property
    def tree(self) -> Tree | None:
        """What the last build left in the output."""
        return self._standing.tree

    @property
    def token(self) -> bytes:
        """What the output was made from, and what it is; empty where that is not known for sure."""
        tree = self._standing.tree
        return fingerprint(self._inputs, tree.fingerprint) if self._inputs and tree else b""

    def note(self, content: Content, tree: Tree, counts: Counts, waiting: tuple[str, ...]) -> None:
        """Note that the output is what these inputs make, until the next moment that matters.

        `tree` is the output as it is now, `waiting` is said of the articles that wait.
        """
        # What was changed while the build read it, and changed back since, must not stay.
        is_sure = self._stamps and self._stamps == self._stamped()
        now = self._settings.now
        until = min((moment for moment in _moments(content) if moment >= now), default=_NEVER)
        # The portal is built; whether that is noted is no reason to say that it is not.
        with contextlib.suppress(OSError):
            facts = (now, until, counts, waiting)
            self._standing.note(self._inputs if is_sure else b"", tree, facts)

    def _stamped(self) -> bytes:
        try:
            return inputs_stamps(self._folders)
        except (NotSureError, OSError):
            return b""

    def _fingerprint(self, inputs: Inputs) -> bytes:
        settings = self._settings
        try:
            return inputs_fingerprint(
                self._folders,
                settings.content / "media",
                inputs,
                sys.version,
                *installed_libraries(),
                str(settings.is_production),
                self._stated,
            )
        except (NotSureError, OSError):
            return b""


def _moments(content: Content) -> Iterator[datetime]:
    """Yield every moment at which the portal looks different, without anybody's doing."""
    # Not needed where nothing is built.
    from plugins.visits import moments

    for article in content.articles:
        yield article.published
        if article.expires:
            yield article.expires
        if article.featured_until:
            yield article.featured_until
    yield from moments(content.months, content.earlier)
    days = content.portal.counters.stale_after_days
    for period in content.periods:
        yield period.as_of
        if days is not None:
            yield period.as_of + timedelta(days=days)
