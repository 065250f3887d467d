"""The setting that names a bucket: `s3: {bucket, endpoint, region, prefix, profile, cdn}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from plugins.delivery.errors import DeliveryError
from plugins.vietnamese import nearest

_KEYS = ("bucket", "endpoint", "region", "prefix", "profile", "cdn", "addressing", "grace_hours")
_TEXTS = _KEYS[:-1]
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_REGION = re.compile(r"[A-Za-z0-9-]+")
_PREFIX = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*")
_SECRET = re.compile(r"access|secret|key|token|pass|mat_khau|khoa", re.IGNORECASE)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_YEAR_HOURS = 365 * 24
_DEFAULT_GRACE_HOURS = 24


@dataclass(frozen=True, slots=True)
class S3Target:
    """A bucket, or the part of it below `prefix` (empty, or ending in a slash).

    `endpoint` is empty for AWS itself. `addressing` is `path` or `virtual`: whether the bucket
    stands in the path or in the host name. `cdn` is the public address of the portal, where a
    CDN stands in front. `grace` is how long what left the site stays.
    """

    bucket: str
    endpoint: str = ""
    region: str = "us-east-1"
    prefix: str = ""
    profile: str = ""
    cdn: str = ""
    addressing: str = "path"
    grace: timedelta = timedelta(hours=_DEFAULT_GRACE_HOURS)

    def __str__(self) -> str:
        """Name the target in messages."""
        place = self.endpoint or f"AWS {self.region}"
        return f"s3://{self.bucket}/{self.prefix} ({place})"


def read_s3_target(value: object) -> S3Target:
    """Return the target that the setting `s3` names.

    Raises DeliveryError with every fault of the setting in one line. Secrets have no place in it.
    """
    if not isinstance(value, Mapping):
        raise DeliveryError("s3: cần một nhóm khóa -> viết s3: {bucket: ten-bucket, endpoint: …}")
    faults = list(_faults(value))
    if faults:
        raise DeliveryError("; ".join(f"s3.{fault}" for fault in faults))
    stated = {key: str(value[key]).strip() for key in _TEXTS if value.get(key) is not None}
    if "prefix" in stated:
        stated["prefix"] = _folder(stated["prefix"])
    for url in ("endpoint", "cdn"):
        stated[url] = stated.get(url, "").rstrip("/")
    # The host of AWS takes the bucket into its name; most others do not.
    stated.setdefault("addressing", "path" if stated["endpoint"] else "virtual")
    hours = value.get("grace_hours")
    grace = timedelta(hours=_DEFAULT_GRACE_HOURS if hours is None else hours)
    return S3Target(**{key: text for key, text in stated.items() if text}, grace=grace)


def _faults(value: Mapping[object, object]) -> Iterator[str]:
    for key in value:
        if key not in _KEYS:
            yield _unknown(str(key))
    for key in _TEXTS:
        if value.get(key) is not None and not isinstance(value[key], str):
            yield f"{key}: cần chữ -> đặt giá trị trong dấu ngoặc kép"
            return
    texts = {key: str(value.get(key) or "").strip() for key in _TEXTS}
    if not texts["bucket"]:
        yield "bucket: thiếu -> viết tên bucket đã tạo ở nhà cung cấp"
    elif not _BUCKET.fullmatch(texts["bucket"]):
        yield "bucket: tên không hợp lệ -> 3 đến 63 chữ thường, số, dấu - hoặc ."
    if texts["region"] and not _REGION.fullmatch(texts["region"]):
        yield "region: tên không hợp lệ -> chép từ trang của nhà cung cấp"
    if not _PREFIX.fullmatch(_folder(texts["prefix"])):
        yield "prefix: chỉ gồm chữ không dấu, số, - _ . và / -> ví dụ khe-giang/"
    if texts["addressing"] not in {"", "path", "virtual"}:
        yield "addressing: không có giá trị này -> path hoặc virtual"
    for key in ("endpoint", "cdn"):
        if texts[key] and not _is_origin(texts[key]):
            yield f"{key}: cần địa chỉ https, không có đường dẫn -> ví dụ https://s3.example.vn"
    hours = value.get("grace_hours")
    is_number = isinstance(hours, int) and not isinstance(hours, bool)
    if hours is not None and not (is_number and 0 <= int(str(hours)) <= _YEAR_HOURS):
        yield f"grace_hours: cần số giờ từ 0 đến {_YEAR_HOURS} -> ví dụ {_DEFAULT_GRACE_HOURS}"


def _unknown(key: str) -> str:
    near = nearest(key, _KEYS)
    if not near and _SECRET.search(key):
        fix = "bỏ đi; đặt AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY hoặc tệp ~/.aws/credentials"
        return f"{key}: không ghi khóa bí mật vào tệp này -> {fix}"
    return f"{key}: không có khóa này -> " + (f"có phải {near}?" if near else ", ".join(_KEYS))


def _folder(prefix: str) -> str:
    inner = prefix.strip("/")
    return f"{inner}/" if inner else ""


def _is_origin(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    is_open = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    is_bare = parts.path in {"", "/"} and not (parts.query or parts.fragment or "@" in parts.netloc)
    return is_open and bool(host) and is_bare and url.isascii() and url.isprintable()
