"""`publish`: the one command that runs every few minutes, mostly to find nothing to do."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace

from plugins.engine.console import Console
from plugins.portal.settings import build_time
from plugins.publishing.build import Place
from plugins.publishing.lock import locked
from plugins.publishing.nothing_to_do import build_or_stand, is_published, settings_hash
from plugins.publishing.state import read_state, write_state
from plugins.publishing.store import Store


def run_publish(options: argparse.Namespace, console: Console) -> int:
    """Publish one portal, and bring the release to its targets."""
    now = build_time(None, os.environ)
    store = Store(options.public)
    place = Place(options.content, options.cache, options.public)
    with locked(options.public, now):
        built = build_or_stand(
            place, options.settings, store, console, is_scheduled=options.scheduled
        )
        if built is None:
            _lift_hold(store, options)
            return 0
        # Not needed where there is nothing to do.
        from plugins.publishing.deliver import deliver
        from plugins.publishing.publish import Wanted, publish
        from plugins.publishing.settings import PublishFile, load_settings
        from plugins.releases import Keep

        settings = load_settings(PublishFile, options.settings, is_needed=False)
        keep = Keep(settings.keep.newest, settings.keep.days)
        wanted = Wanted(now, keep, options.scheduled, options.trial, options.force)
        # A release that only a target lacks is not made again.
        if options.trial or not is_published(built, store):
            publish(place, wanted, store, built, console)
        _lift_hold(store, options)
        if not options.trial:
            deliver(store, settings.targets, now, console)
            mark = settings_hash(options.settings)
            write_state(options.public, replace(read_state(options.public), settings=mark))
    return 0


def _lift_hold(store: Store, options: argparse.Namespace) -> None:
    """Let timers publish again, once somebody published by hand."""
    if not options.scheduled and not options.trial:
        store.hold("")
