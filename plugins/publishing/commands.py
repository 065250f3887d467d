"""What the commands beside `publish` do."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import replace

from plugins.engine.console import Console
from plugins.portal.settings import build_time
from plugins.publishing.assemble import original_of
from plugins.publishing.deliver import deliver
from plugins.publishing.lock import locked, owner
from plugins.publishing.portals import BUSY, publish_all
from plugins.publishing.rollback import NoReleaseError, damage, roll_back
from plugins.publishing.settings import PortalsFile, PublishFile, load_settings
from plugins.publishing.state import read_state, write_state
from plugins.publishing.store import Store
from plugins.publishing.verify import running_marker, site_at, verify
from plugins.releases import MARKER, parse_sums
from plugins.vietnamese import format_datetime

#: So many differences are listed; more say no more.
_MOST_LISTED = 50
#: So many files that earlier releases had are looked for on a running site.
_MOST_GONE = 200


def run_rollback(options: argparse.Namespace, console: Console) -> int:
    """Go back to an earlier release, here and at the targets."""
    settings = load_settings(PublishFile, options.settings, is_needed=False)
    now = build_time(None, os.environ)
    store = Store(options.public)
    with locked(options.public, now):
        before = store.current
        why = f"đã lùi từ bản {before} lúc {format_datetime(now)} ({owner(now)})"
        # Before anything else: whether the targets follow is not known until they did.
        write_state(options.public, replace(read_state(options.public), settings=""))
        name = roll_back(store, options.to, why)
        console.say(f"Đã lùi về bản {name}. Lịch đăng tự động dừng lại tới khi chạy make publish.")
        deliver(store, settings.targets, now, console)
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
    if not options.url:
        found = [f"{path}: khác bản đã đăng" for path in damage(store, name)]
        place = str(store.site(name))
    else:
        sums = parse_sums(options.sums.read_bytes()) if options.sums else store.sums(name)
        get = site_at(options.url)
        gone = [] if options.sums else _gone(store, sums)
        found = [str(difference) for difference in verify(sums, gone, get)]
        place = options.url
        if found and not options.sums and (other := _running(store, running_marker(get), name)):
            console.complain([f"{place} đang chạy bản {other}, không phải {name}."])
    if not found:
        console.say(f"Đúng: {place} là trọn vẹn bản {name or options.sums}.")
        return 0
    console.complain(found[:_MOST_LISTED])
    more = len(found) - _MOST_LISTED
    rest = f" (và {more} chỗ nữa)" if more > 0 else ""
    console.complain([f"SAI: {place} khác bản {name or options.sums} ở {len(found)} chỗ{rest}."])
    return 1


def _gone(store: Store, sums: dict[str, str]) -> list[str]:
    """Return files that earlier releases had and this one has not."""
    had = {path for name in store.names() for path in store.sums(name)}
    return sorted(path for path in had - sums.keys() if original_of(path) == path)[:_MOST_GONE]


def _running(store: Store, marker: str, expected: str) -> str:
    """Return the name of the release that a site says it is, if it is another one of ours."""
    for name in store.names():
        if name != expected and store.sums(name).get(MARKER) == marker:
            return name
    return ""


def run_portals(options: argparse.Namespace, console: Console) -> int:
    """Publish the portals of a list, or one of them, or say which there are."""
    entries = list(load_settings(PortalsFile, options.list).portals)
    if options.names:
        console.say(json.dumps([entry.name for entry in entries]))
        return 0
    if options.only:
        wanted = {name for name in options.only if name}
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
    console.say(f"Đã đăng {len(statuses) - len(failed)}/{len(statuses)} cổng.")
    if failed:
        console.complain([f"Hỏng: {', '.join(failed)}; bản đang chạy của các cổng ấy giữ nguyên."])
    return 1 if failed else 0
