"""A release as objects of a storage: what each is, and how it is served."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from plugins.content_model.models import Redirect
from plugins.delivery import S3Target, Upload, deliver_s3
from plugins.engine.console import Console
from plugins.publishing.assemble import original_of
from plugins.publishing.store import Store
from plugins.serving import cache_control, content_type, is_immutable
from plugins.vietnamese import format_bytes

#: Beside the site of a release: where readers of old addresses are sent.
REDIRECTS = "redirects.json"
#: So many addresses that a CDN may hold an old answer for are named.
_MOST_SHOWN = 10


def deliver_to_bucket(store: Store, target: S3Target, now: datetime, console: Console) -> None:
    """Bring the current release to a bucket. Raises DeliveryError."""
    name = store.current
    redirects = json.loads((store.folder(name) / REDIRECTS).read_bytes())
    done = deliver_s3(target, name, uploads_of(store, name), redirects, now, console.say)
    console.say(
        f"Kho {target.bucket}: gửi {done.sent} tệp ({format_bytes(done.bytes)}), giữ {done.kept}, "
        f"xóa {done.deleted}, chờ xóa {done.waiting}."
    )
    if target.cdn and done.changed:
        shown = " ".join(f"{target.cdn}{address}" for address in done.changed[:_MOST_SHOWN])
        console.say(f"{len(done.changed)} địa chỉ đổi; cần thấy ngay thì xóa ở CDN: {shown}")


def format_redirects(redirects: Iterable[Redirect]) -> bytes:
    """Return the redirects of a release as JSON: the new address by the old; `*` is the rest."""
    rest = {False: "", True: "*"}
    found = {
        f"{it.source}{rest[it.is_folder]}": f"{it.target}{rest[it.is_folder]}" for it in redirects
    }
    return f"{json.dumps(found, ensure_ascii=False, indent=1)}\n".encode()


def uploads_of(store: Store, name: str) -> Iterator[Upload]:
    """Yield every file of a release; texts as their gzip twin, which every client understands."""
    site, sums = store.site(name), store.sums(name)
    for path in sums:
        if original_of(path) != path and original_of(path) in sums:
            continue
        twin = f"{path}.gz"
        source = twin if twin in sums else path
        yield Upload(
            key=path,
            source=site / source,
            size=(site / source).stat().st_size,
            sha256=sums[source],
            content_type=content_type(path),
            cache_control=cache_control(path),
            encoding="gzip" if source == twin else "",
            is_immutable=is_immutable(path),
        )
