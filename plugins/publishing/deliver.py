"""A release to its targets, and what each of them has already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from plugins.delivery import DeliveryError, RsyncTarget, deliver_rsync
from plugins.engine.console import Console
from plugins.publishing.settings import TargetFile
from plugins.publishing.state import read_state, write_state
from plugins.publishing.store import Store
from plugins.publishing.uploads import deliver_to_bucket
from plugins.releases import DamagedReleaseError


def deliver(store: Store, targets: Sequence[TargetFile], now: datetime, console: Console) -> None:
    """Bring the current release to every target that does not have it; the caller holds the lock.

    One that fails does not keep the others from it. Raises DeliveryError that names each that did;
    the next publish tries those again.
    """
    failed = []
    current = store.current
    for file in targets:
        state = read_state(store.public)
        if not current or state.delivered.get(file.name) == current:
            continue
        try:
            with console.stage(f"gửi tới {file.name}"):
                if file.rsync:
                    _over_ssh(store, file.rsync.target(file.name), state.delivered)
                elif file.s3:
                    deliver_to_bucket(store, file.s3.target(), now, console)
        except DeliveryError as error:
            failed.append(str(error))
            continue
        delivered = {**state.delivered, file.name: current}
        write_state(store.public, replace(state, delivered=delivered))
        console.say(f"Đã gửi bản {current} tới {file.name}.")
    if failed:
        raise DeliveryError(
            "\n".join([*failed, "Bản ở nơi nhận giữ nguyên; lần đăng sau gửi lại."])
        )


def _over_ssh(store: Store, target: RsyncTarget, delivered: dict[str, str]) -> None:
    sums = store.sums(store.current)
    try:
        had = store.sums(delivered[target.name])
    except (KeyError, OSError, DamagedReleaseError):
        had = {}
    changed = [path for path, value in sums.items() if had.get(path) != value]
    deliver_rsync(target, store.folder(store.current), changed, store.names())
