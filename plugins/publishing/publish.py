"""One publish, from content to the site that readers get."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from plugins.engine.console import Console
from plugins.portal.failures import ContentProblemsError, explain
from plugins.publishing.assemble import Past, assemble, carry, original_of
from plugins.publishing.build import Built, Place, build_portal
from plugins.publishing.checking import Checked, check_built
from plugins.publishing.inventory import SiteFile
from plugins.publishing.rollback import damage
from plugins.publishing.state import State, read_state, write_state
from plugins.publishing.store import Store
from plugins.publishing.uploads import REDIRECTS, format_redirects
from plugins.releases import (
    MARKER,
    DamagedReleaseError,
    Keep,
    Release,
    content_hash,
    release_name,
    to_prune,
)
from plugins.serving import compressed, is_compressible, is_immutable
from plugins.vietnamese import format_datetime

#: What is in the software that made a release, beside it.
_SBOM = Path(__file__).parents[2] / "requirements/sbom.cdx.json"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How one publish is to go.

    `is_scheduled`: started by a timer, so that nothing to do is nothing to say. `is_trial`: build
    and check only. `is_forced`: even where most of the pages would be gone.
    """

    now: datetime
    is_scheduled: bool = False
    is_trial: bool = False
    is_forced: bool = False


def publish(place: Place, wanted: Wanted, store: Store, built: Built, console: Console) -> None:
    """Check what was built, make a release of it and switch to it; the caller holds the lock.

    Raises ContentProblemsError, ForeignFileError or one of the portal's FAILURES; readers then get
    what they got before.
    """
    if built.prepared is None:
        built = build_portal(place, store.build, console, whole=True)
    assert built.prepared is not None
    current = store.current
    before = _known(store, current)
    with console.stage("kiểm tra trang đã dựng"):
        checked = check_built(place, store, built, before, is_forced=wanted.is_forced)
    if checked.problems:
        raise ContentProblemsError(checked.problems)
    content = content_hash(checked.sums, checked.server)
    is_same = before is not None and before.release.content == content
    if is_same and any(damage(store, current)):
        is_same = False
        console.complain([f"Lưu ý: tệp của bản {current} bị sửa hay mất -> làm lại bản khác."])
    changes = "giống hệt bản đang chạy" if is_same else _changes(before, checked.sums)
    if not wanted.is_scheduled or not is_same:
        for line in built.said:
            console.say(line)
    if wanted.is_trial:
        console.say(f"Thử: qua mọi kiểm tra, {changes}; chưa đăng gì.")
        return
    if is_same:
        _note(place, built, current)
        if not wanted.is_scheduled:
            console.say(f"Không có gì thay đổi; vẫn là bản {current}.")
    else:
        release = _made_before(store, content, before)
        if release is None:
            release = _describe(store, checked, content, wanted.now)
            more = {
                _SBOM.name: _SBOM.read_bytes(),
                REDIRECTS: format_redirects(built.prepared.data.redirects),
            }
            with console.stage("ghi bản mới"):
                _add(store, release, checked.items, before, more)
        _say_clock(before, wanted.now, console)
        store.switch(release.name)
        _note(place, built, release.name)
        console.say(f"Đã đăng bản {release.name}: {release.pages} trang, {changes}.")
        _say_server(before, release, console)


def prune(store: Store, keep: Keep, console: Console) -> None:
    """Remove the releases that the rule does not keep; one that cannot be removed is only named."""
    for release in to_prune(store.releases(), store.current, keep):
        try:
            store.remove(release.name)
        except OSError as error:
            console.complain([f"Lưu ý: không xóa được bản cũ {release.name}: {explain(error)}"])


def _note(place: Place, built: Built, release: str) -> None:
    """Note which build a release was made of; whether all targets have it is not known yet."""
    delivered = read_state(place.public).delivered
    write_state(place.public, State(built.token, release, "", delivered))


def _known(store: Store, current: str) -> Past | None:
    """Return what is known of the current release; with damaged facts that is nothing."""
    try:
        return Past(store.release(current), store.site(current), store.sums(current))
    except (DamagedReleaseError, OSError):
        return None


def _made_before(store: Store, content: str, before: Past | None) -> Release | None:
    """Return a whole release after the current one that is the same site, if there is one.

    It was made and never switched to, or taken back.
    """
    after = before.release.number if before else 0
    for release in store.releases():
        if release.content == content and release.number > after:
            return None if any(damage(store, release.name)) else release
    return None


def _describe(store: Store, checked: Checked, content: str, now: datetime) -> Release:
    items = checked.items
    marker = json.loads((store.build / MARKER).read_bytes())
    return Release(
        name=release_name(now, content),
        number=max((release.number for release in store.releases()), default=0) + 1,
        before=store.current,
        time=now,
        commit=marker["commit"],
        content=content,
        server=checked.server,
        pages=sum(path.endswith(".html") for path in items),
        files=len(items),
        size=sum(item.size for item in items.values()),
    )


def _add(
    store: Store,
    release: Release,
    items: Mapping[str, SiteFile],
    before: Past | None,
    more: Mapping[str, bytes],
) -> None:
    # What was taken back was read, too.
    newest = max(store.releases(), key=lambda other: other.number, default=None)
    others = [newest.name] if newest and newest.name != store.current else []
    past = [before, *(_known(store, name) for name in others)]
    with store.adding() as new:
        sums = assemble(new, store.build, items, before, is_compressible, _twins)
        carried = carry(new, sums, [it for it in past if it], release.time, is_immutable)
        new.finish(replace(release, carried=carried), sums, more)


def _twins(path: str, data: bytes) -> Mapping[str, bytes]:
    return compressed(data, is_lasting=is_immutable(path))


def _changes(before: Past | None, sums: Mapping[str, str]) -> str:
    if before is None:
        return f"{len(sums)} tệp mới"
    was = before.own
    new = sum(path not in was for path in sums)
    other = sum(path in was and was[path] != value for path, value in sums.items())
    gone = sum(path not in sums for path in was if original_of(path) == path)
    return f"{new} tệp mới, {other} tệp đổi, {gone} tệp bỏ"


def _say_clock(before: Past | None, now: datetime, console: Console) -> None:
    if before and now < before.release.time:
        was = format_datetime(before.release.time)
        message = f"đồng hồ máy chỉ {format_datetime(now)}, trước lúc dựng bản trước ({was})"
        console.complain([f"Lưu ý: {message} -> kiểm tra giờ máy: timedatectl"])


def _say_server(before: Past | None, release: Release, console: Console) -> None:
    if before and before.release.server != release.server:
        console.say(
            "Cấu hình máy chủ web đã đổi (chuyển hướng, địa chỉ, máy tìm kiếm) -> "
            "make server-config, rồi cài lại như server/README.md."
        )
