"""A release to its targets, and what each of them has already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from plugins.delivery import DeliveryError, RsyncTarget, deliver_rsync
from plugins.engine.console import Console
from plugins.publishing.settings import TargetFile
from plugins.publishing.state import read_state, write_state
from plugins.publishing.store import Store
from plugins.publishing.uploads import deliver_to_bucket
from plugins.releases import DamagedReleaseError


def deliver(
    store: Store,
    targets: Sequence[TargetFile],
    now: datetime,
    console: Console,
    *,
    is_anew: bool = False,
) -> None:
    """Bring the current release to every target that does not have it; the caller holds the lock.

    With `is_anew` also to those that got it: what is wrong there is mended. One that fails does not
    keep the others from it. Raises DeliveryError that names each that did; the next publish tries
    those again.
    """
    failed = []
    current = store.current
    for file in targets:
        state = read_state(store.public)
        # One that moved to another place has nothing there.
        place = sha256(file.model_dump_json().encode()).hexdigest()[:12]
        had = state.delivered.get(file.name) == f"{current} {place}"
        if not current or (had and not is_anew):
            continue
        try:
            with console.stage(f"gửi tới {file.name}"):
                if file.rsync:
                    _over_ssh(store, file.rsync.target(file.name))
                elif file.s3:
                    deliver_to_bucket(store, file.s3.target(), now, console)
        except DeliveryError as error:
            failed.append(str(error))
            continue
        delivered = {**state.delivered, file.name: f"{current} {place}"}
        write_state(store.public, replace(state, delivered=delivered))
        console.say(f"Đã gửi bản {current} tới {file.name}." if not had else f"{file.name}: đủ.")
    if failed:
        last = "Nơi ấy giữ nguyên bản nó đang có; lần đăng sau, hay bộ hẹn giờ, gửi lại."
        raise DeliveryError("\n".join([*failed, last]))


def _over_ssh(store: Store, target: RsyncTarget) -> None:
    def manifest(name: str) -> Mapping[str, str]:
        try:
            return store.sums(name) if name in store.names() else {}
        except (OSError, DamagedReleaseError):
            return {}

    deliver_rsync(target, store.folder(store.current), store.names(), manifest)
