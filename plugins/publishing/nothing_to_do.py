"""Whether there is anything to publish at all: a timer asks every few minutes, mostly for nothing.

What a publish needs is imported when there is something to publish, as in a build.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from plugins.engine.console import Console
from plugins.publishing.build import Built, Place, build_portal
from plugins.publishing.state import read_state
from plugins.publishing.store import Store


def build_or_stand(
    place: Place, settings: Path, store: Store, console: Console, *, is_scheduled: bool
) -> Built | None:
    """Build what is to be published; None where there is nothing to do, which is said.

    By a timer nothing is said, and nothing is done while a release is held. The caller holds the
    lock. Raises ContentProblemsError, StoreError, or one of the portal's FAILURES.
    """
    store.recover()
    current = store.current
    if is_scheduled and (why := store.held):
        console.say(f"Đang giữ bản {current}: {why}. Đăng tiếp bằng make publish.")
        return None
    built = build_portal(place, store.build, console)
    is_delivered = read_state(place.public).settings == settings_hash(settings)
    if not is_delivered or not is_published(built, store):
        return built
    if not is_scheduled:
        for line in built.said:
            console.say(line)
        console.say(f"Không có gì thay đổi; vẫn là bản {current}.")
    return None


def is_published(built: Built, store: Store) -> bool:
    """Tell whether readers get just what was built."""
    state, current = read_state(store.public), store.current
    return bool(built.token and current) and (built.token, current) == (state.token, state.release)


def settings_hash(path: Path) -> str:
    """Return a hash of a file of settings, also where there is none."""
    return sha256(path.read_bytes() if path.exists() else b"").hexdigest()
