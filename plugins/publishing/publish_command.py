"""`publish`: the one command that runs every few minutes, mostly to find nothing to do.

What a publish needs is imported when there is something to publish, as in a build.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from plugins.engine.console import Console
from plugins.portal.settings import build_time
from plugins.publishing.build import Built, Place, build_portal
from plugins.publishing.lock import locked
from plugins.publishing.state import read_state, write_state
from plugins.publishing.store import Store

#: The file of settings that need not be there; one that somebody names has to be.
DEFAULT_SETTINGS = Path(__file__).parents[2] / "deploy/publish.yaml"


def run_publish(options: argparse.Namespace, console: Console) -> int:
    """Publish one portal, and bring the release to its targets."""
    now = build_time(None, os.environ)
    store = Store(options.public)
    with locked(options.public, now):
        store.recover()
        settings = settings_data(options.settings)
        is_delivered = read_state(store.public).settings == sha256(settings).hexdigest()
        if options.scheduled and store.held:
            if not is_delivered:
                _deliver(options, settings, store, now, console)
            return 0
        place = Place(options.content, options.cache, options.public)
        built = build_portal(place, store.build, console)
        if options.scheduled and is_delivered and _is_published(built, store):
            return 0
        _publish(options, settings, store, place, built, now, console)
    return 0


def settings_data(path: Path | None) -> bytes:
    """Return the file of settings; without a path the default one, which need not be there.

    Raises OSError.
    """
    if path is None and not DEFAULT_SETTINGS.exists():
        return b""
    return (path or DEFAULT_SETTINGS).read_bytes()


def _publish(
    options: argparse.Namespace,
    settings: bytes,
    store: Store,
    place: Place,
    built: Built,
    now: datetime,
    console: Console,
) -> None:
    from plugins.publishing.publish import Wanted, prune, publish
    from plugins.publishing.rollback import damage
    from plugins.publishing.settings import PublishFile, parse_settings
    from plugins.releases import Keep

    file = parse_settings(PublishFile, settings, options.settings or DEFAULT_SETTINGS)
    wanted = Wanted(now, options.scheduled, options.trial, options.force)
    is_whole = _is_published(built, store) and (
        options.scheduled or not any(damage(store, store.current))
    )
    if options.trial or not is_whole:
        publish(place, wanted, store, built, console)
    elif not options.scheduled:
        for line in built.said:
            console.say(line)
        console.say(f"Không có gì thay đổi; vẫn là bản {store.current}.")
    if options.trial:
        return
    if not options.scheduled:
        # Somebody publishes by hand: timers may again.
        store.hold("")
    try:
        _deliver(options, settings, store, now, console)
    finally:
        prune(store, Keep(file.keep.newest, file.keep.days), console)


def _deliver(
    options: argparse.Namespace, settings: bytes, store: Store, now: datetime, console: Console
) -> None:
    from plugins.publishing.deliver import deliver
    from plugins.publishing.settings import PublishFile, parse_settings

    targets = parse_settings(PublishFile, settings, options.settings or DEFAULT_SETTINGS).targets
    # By hand also to those that have it: what is there may have been changed.
    deliver(store, targets, now, console, is_anew=not options.scheduled)
    mark = sha256(settings).hexdigest()
    write_state(store.public, replace(read_state(store.public), settings=mark))


def _is_published(built: Built, store: Store) -> bool:
    """Tell whether readers get just what was built."""
    state, current = read_state(store.public), store.current
    return bool(built.token and current) and (built.token, current) == (state.token, state.release)
