"""Bytes on their way into a bucket: parts of files, digests, and whether they are what is meant."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from plugins.delivery.errors import DeliveryError
from plugins.delivery.facts import Item
from plugins.delivery.parcels import Parcel

#: Larger files go in parts of this size; the smallest that S3 allows is 5 MiB.
PART_BYTES = 8 * 1024 * 1024


def etags_of(parcel: Parcel) -> frozenset[str]:
    """Return the ETags that a server may give to an object with these bytes."""
    if isinstance(parcel.source, bytes):
        return frozenset({_digest(parcel.source).hex()})
    whole, digests = hashlib.md5(usedforsecurity=False), []
    for part in parts_of(parcel.source):
        whole.update(part)
        digests.append(_digest(part))
    return frozenset({whole.hexdigest(), f"{_digest(b''.join(digests)).hex()}-{len(digests)}"})


def parts_of(source: Path) -> Iterator[bytes]:
    """Yield the parts of a file. Raises DeliveryError where it cannot be read."""
    try:
        with source.open("rb") as file:
            while part := file.read(PART_BYTES):
                yield part
    except OSError as error:
        raise _unreadable(source, error) from None


def read_all(source: Path) -> bytes:
    """Return the bytes of a file. Raises DeliveryError where it cannot be read."""
    try:
        return source.read_bytes()
    except OSError as error:
        raise _unreadable(source, error) from None


def _unreadable(source: Path, error: OSError) -> DeliveryError:
    return DeliveryError(f"{source}: không đọc được ({error.strerror}) -> chạy lại make publish")


def check_bytes(key: str, sha256: str, item: Item) -> None:
    """Raise DeliveryError unless what was read has the digest that the release states."""
    if sha256 != item.sha256:
        fix = "ai đó đã sửa thư mục bản phát hành; chạy lại make publish"
        raise DeliveryError(f"{key}: nội dung khác với bản kê của bản phát hành -> {fix}")


def _digest(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def content_md5(data: bytes) -> str:
    """Return the value of the header Content-MD5."""
    return b64encode(_digest(data)).decode()
