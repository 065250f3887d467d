"""What is to be sent: the files of a release and the objects that stand at old addresses."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote

from plugins.delivery.errors import DeliveryError
from plugins.delivery.facts import HOME, Headers, Item, Upload

#: Where the record and the lock lie; no file of a site.
CONTROL = ".portal/"
_SAFE_IN_HEADER = "/:?#[]@!$&'()*+,;=%~"
# An old address may be taken by a page again.
_REDIRECT_CACHE = "public, max-age=300"


@dataclass(frozen=True, slots=True)
class Parcel:
    """An object as it should be, and where its bytes are: in a file or here."""

    item: Item
    source: Path | bytes


def pack(uploads: Iterable[Upload], redirects: Mapping[str, str]) -> dict[str, Parcel]:
    """Return what the bucket should hold, by key; a page wins over a redirect at its address.

    Redirects of whole folders (`/cu/*`) are left out: no object can stand for them. Raises
    DeliveryError for a release without a home page, ValueError for uploads that are none.
    """
    parcels: dict[str, Parcel] = {}
    for upload in uploads:
        if upload.key in parcels or not upload.key or upload.key.startswith(("/", CONTROL)):
            raise ValueError(f"no key for a file of a site, or one twice: {upload.key!r}")
        headers = Headers(upload.content_type, upload.cache_control, upload.encoding)
        item = Item(upload.sha256, upload.size, headers, upload.is_immutable)
        parcels[upload.key] = Parcel(item, upload.source)
    if HOME not in parcels:
        raise DeliveryError(f"bản phát hành không có {HOME}, không gửi gì -> chạy lại make publish")
    for old, new in redirects.items():
        if not is_folder(old):
            parcels.setdefault(_key_of(old), _redirect(new))
    return parcels


def is_folder(address: str) -> bool:
    """Say whether a redirect is of a folder with everything in it."""
    return address.endswith("*")


def address_of(key: str) -> str:
    """Return the root-relative address at which readers ask for a key."""
    return quote(f"/{key.removesuffix(HOME) if key == HOME or key.endswith(f'/{HOME}') else key}")


def _key_of(address: str) -> str:
    key = unquote(address.partition("?")[0].partition("#")[0]).lstrip("/")
    return key + HOME if not key or key.endswith("/") else key


def _redirect(target: str) -> Parcel:
    """Make an object that a website endpoint answers with 301, and that any other server can show.

    A bucket behind a CDN by its REST endpoint ignores the header: then the page itself leads on.
    """
    location = quote(target, safe=_SAFE_IN_HEADER)
    href = escape(location)
    body = (
        '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Trang đã chuyển</title>'
        f'<meta name="robots" content="noindex"><link rel="canonical" href="{href}">'
        f'<meta http-equiv="refresh" content="0; url={href}">'
        f'<p>Trang này đã chuyển sang <a href="{href}">địa chỉ mới</a>.</p></html>\n'
    ).encode()
    headers = Headers("text/html; charset=utf-8", _REDIRECT_CACHE, "", location)
    return Parcel(Item(hashlib.sha256(body).hexdigest(), len(body), headers), body)
