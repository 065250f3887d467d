"""What the commands beside `publish` do."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256

from plugins.engine.console import Console
from plugins.portal.settings import build_time
from plugins.publishing.assemble import original_of
from plugins.publishing.deliver import deliver
from plugins.publishing.lock import BUSY, locked
from plugins.publishing.portals import publish_all
from plugins.publishing.publish_command import DEFAULT_SETTINGS, settings_data
from plugins.publishing.rollback import NoReleaseError, damage, roll_back
from plugins.publishing.settings import PortalsFile, PublishFile, parse_settings
from plugins.publishing.state import read_state, write_state
from plugins.publishing.store import Store
from plugins.publishing.verify import running_marker, site_at, verify
from plugins.releases import MARKER, DamagedReleaseError, parse_sums
from plugins.vietnamese import format_datetime

#: So many differences are listed; more say no more.
_MOST_LISTED = 50
#: So many files that earlier releases had are looked for on a running site.
_MOST_GONE = 200


def run_rollback(options: argparse.Namespace, console: Console) -> int:
    """Go back to an earlier release, here and at the targets."""
    now = build_time(None, os.environ)
    store = Store(options.public)
    if not store.current:
        raise NoReleaseError(f"{options.public} chưa có bản nào đang chạy -> make publish")
    with locked(options.public, now):
        why = f"đã lùi từ bản {store.current} lúc {format_datetime(now)}"
        name = roll_back(store, options.to, why)
        console.say(f"Đã lùi về bản {name}. Lịch đăng tự động dừng lại tới khi chạy make publish.")
        # What is wrong in the settings keeps nobody from going back here.
        data = settings_data(options.settings)
        settings = parse_settings(PublishFile, data, options.settings or DEFAULT_SETTINGS)
        deliver(store, settings.targets, now, console)
        mark = sha256(data).hexdigest()
        write_state(store.public, replace(read_state(store.public), settings=mark))
    return 0


def run_releases(options: argparse.Namespace, console: Console) -> int:
    """List the releases, the newest first."""
    store = Store(options.public)
    current = store.current
    for release in reversed(store.releases()):
        mark = "*" if release.name == current else " "
        commit = (release.commit or "")[:10]
        console.say(
            f"{mark} {release.name}  {format_datetime(release.time)}  {release.pages} trang  "
            f"{release.files} tệp  {commit}".rstrip()
        )
    if not current:
        console.say("Chưa có bản nào được đăng -> make publish")
    if why := store.held:
        console.say(f"Lịch đăng tự động đang dừng: {why}")
    return 0


def run_verify(options: argparse.Namespace, console: Console) -> int:
    """Tell whether a running site, or the release on this disk, is exactly what was published."""
    store = Store(options.public)
    name = options.release or store.current
    if not options.sums and name not in store.names():
        raise NoReleaseError(f"không có bản “{name}” -> make releases, hoặc SUMS=tệp SHA256SUMS")
    sums = parse_sums(options.sums.read_bytes()) if options.sums else store.sums(name)
    if options.url:
        get = site_at(options.url)
        gone = [] if options.sums else _gone(store, sums)
        found = [str(difference) for difference in verify(sums, gone[:_MOST_GONE], get)]
        if found and not options.sums and (other := _running(store, running_marker(get), name)):
            console.complain([f"{options.url} đang chạy bản {other}, không phải {name}."])
        if len(gone) > _MOST_GONE:
            console.say(
                f"Chỉ thử {_MOST_GONE} trên {len(gone)} trang các bản trước có mà nay không."
            )
    else:
        found = [f"{path}: khác bản đã đăng" for path in damage(store, name, sums)]
    place = options.url or str(store.site(name))
    release = options.sums or name
    if not found:
        console.say(f"{place} đúng trọn vẹn bản {release}.")
        return 0
    console.complain(found[:_MOST_LISTED])
    more = len(found) - _MOST_LISTED
    rest = f" (và {more} chỗ nữa)" if more > 0 else ""
    console.complain([f"SAI: {place} khác bản {release} ở {len(found)} chỗ{rest}."])
    return 1


def _gone(store: Store, sums: Mapping[str, str]) -> list[str]:
    """Return files that earlier releases had and this one has not, pages first."""
    had = {path for name in store.names() for path in _manifest(store, name)}
    gone = (path for path in had - sums.keys() if original_of(path) == path)
    return sorted(gone, key=lambda path: (not path.endswith(".html"), path))


def _running(store: Store, marker: str, expected: str) -> str:
    """Return the name of the release that a site says it is, if it is another one of ours."""
    for name in store.names():
        if name != expected and _manifest(store, name).get(MARKER) == marker:
            return name
    return ""


def _manifest(store: Store, name: str) -> Mapping[str, str]:
    """Return the manifest of a release; nothing where it is damaged."""
    try:
        return store.sums(name)
    except (DamagedReleaseError, OSError):
        return {}


def run_portals(options: argparse.Namespace, console: Console) -> int:
    """Publish the portals of a list, or one of them, or say which there are."""
    entries = list(parse_settings(PortalsFile, options.list.read_bytes(), options.list).portals)
    if options.names:
        console.say(json.dumps([entry.name for entry in entries]))
        return 0
    if options.only:
        wanted = set(options.only)
        unknown = sorted(wanted - {entry.name for entry in entries})
        if unknown:
            raise NoReleaseError(f"{options.list} không có cổng: {', '.join(unknown)}")
        entries = [entry for entry in entries if entry.name in wanted]
    if options.index is not None:
        entries = entries[options.index : options.index + 1]
        if not entries:
            raise NoReleaseError(f"{options.list} không có cổng thứ {options.index} (đếm từ 0)")
    more = ["--scheduled"] if options.scheduled else []
    statuses = []
    for done in publish_all(entries, options.list.absolute().parent, more, options.jobs):
        for line in done.said.splitlines():
            console.say(f"{done.name}: {line}")
        statuses.append((done.name, done.status))
    failed = [name for name, status in statuses if status not in {0, BUSY}]
    busy = [name for name, status in statuses if status == BUSY]
    console.say(f"Xong {len(statuses) - len(failed) - len(busy)}/{len(statuses)} cổng.")
    if busy:
        console.say(f"Đang có lần đăng khác: {', '.join(busy)}.")
    if failed:
        console.complain([f"Hỏng: {', '.join(failed)}; bản đang chạy của các cổng ấy giữ nguyên."])
    return 1 if failed else 0


#: What each command does.
RUN: Mapping[str, Callable[[argparse.Namespace, Console], int]] = {
    "rollback": run_rollback,
    "releases": run_releases,
    "verify": run_verify,
    "portals": run_portals,
}
