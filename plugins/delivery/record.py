"""The record of a delivery, as it is kept in the bucket: JSON, compressed."""

from __future__ import annotations

import gzip
import json
import zlib
from datetime import datetime
from typing import Any

from plugins.delivery.facts import Headers, Held, Item, Record

_FORMAT = 1


def render_record(record: Record) -> bytes:
    """Return the bytes of a record, the same for the same record."""
    state = {
        "format": _FORMAT,
        "release": record.release,
        "at": record.at.isoformat() if record.at else None,
        "deliveries": record.deliveries,
        "objects": {key: _row(held) for key, held in record.objects.items()},
        "others": dict(record.others),
    }
    text = json.dumps(state, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)


def parse_record(data: bytes) -> Record | None:
    """Return the record that bytes hold; None where they hold none of this format.

    Nothing is lost without it: the bucket is then asked about every object.
    """
    try:
        state = json.loads(gzip.decompress(data))
        if state["format"] != _FORMAT:
            return None
        return Record(
            release=str(state["release"]),
            at=_moment(state["at"]),
            deliveries=int(state["deliveries"]),
            objects={str(key): _held(row) for key, row in state["objects"].items()},
            others={str(key): str(etag) for key, etag in state["others"].items()},
        )
    except (OSError, EOFError, zlib.error, ValueError, TypeError, LookupError, AttributeError):
        return None


def _row(held: Held) -> list[Any]:
    item, headers = held.item, held.item.headers
    return [
        *(item.sha256, item.size, int(item.is_immutable), held.etag),
        *(headers.content_type, headers.cache_control, headers.encoding, headers.redirect),
        *(held.since.isoformat() if held.since else None, held.left_at),
    ]


def _held(row: list[Any]) -> Held:
    sha256, size, is_immutable, etag, *headers, since, left_at = row
    item = Item(str(sha256), int(size), Headers(*map(str, headers)), bool(is_immutable))
    return Held(item, str(etag), _moment(since), int(left_at))


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() is None:
        raise ValueError(f"expected a time with an offset, got {text}")
    return moment
