"""One bucket over the S3 protocol: what a delivery asks of it, object by object."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from plugins.delivery.errors import DeliveryError
from plugins.delivery.facts import Headers, Held, Item, Listed
from plugins.delivery.parcels import CONTROL, Parcel
from plugins.delivery.s3_bytes import PART_BYTES, check_bytes, content_md5, parts_of, read_all
from plugins.delivery.s3_target import S3Target

_JSON = "application/json"
# What a server answers that cannot do what was asked: then it is done without.
_CANNOT = frozenset({"NotImplemented", "InvalidRequest", "InvalidArgument", "501", "405"})
_CHANGED = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "412", "409"})
_ABSENT = frozenset({"NoSuchKey", "404", "NotFound"})


@dataclass(frozen=True, slots=True)
class Limits:
    """How patient a delivery is: seconds, tries of one request, requests at once."""

    connect_s: float = 10
    read_s: float = 60
    attempts: int = 5
    threads: int = 8


@dataclass(frozen=True, slots=True)
class Note:
    """A small object beside the site, and how long ago it was written by the server's own clock."""

    data: bytes
    etag: str
    age: timedelta


class ChangedError(Exception):
    """A note is not, or no more, what the writer took it to be."""


def connect(target: S3Target, limits: Limits) -> Bucket:
    """Return the bucket of a target. Nothing is asked of it yet.

    Raises DeliveryError where boto3 is not installed, and what botocore raises for a setting.
    """
    try:
        import boto3
        from botocore.config import Config
    except ImportError:
        raise DeliveryError(
            "thiếu thư viện boto3 để gửi lên kho S3 -> chạy: "
            "tools/make-environment python3 .venv requirements/s3.txt"
        ) from None
    session = boto3.Session(profile_name=target.profile or None)
    config = Config(
        connect_timeout=limits.connect_s,
        read_timeout=limits.read_s,
        retries={"mode": "standard", "total_max_attempts": limits.attempts},
        max_pool_connections=limits.threads + 1,
        s3={"addressing_style": target.addressing},
        # Not every server knows the newer checksums; Content-MD5 is known to all.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    client = session.client(
        "s3", region_name=target.region, endpoint_url=target.endpoint or None, config=config
    )
    return Bucket(client, target.bucket, target.prefix)


class Bucket:
    """The objects of a portal: keys are paths in its site, `prefix` stays inside."""

    def __init__(self, client: Any, name: str, prefix: str) -> None:
        """Speak through a boto3 client; it may be shared by threads."""
        self._client = client
        self._name = name
        self._prefix = prefix

    def list(self) -> dict[str, Listed]:
        """Return every object of the portal's part of the bucket but its notes."""
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._name, Prefix=self._prefix
        )
        return {
            row["Key"].removeprefix(self._prefix): Listed(_plain(row.get("ETag")), row["Size"])
            for page in pages
            for row in page.get("Contents", ())
            if not row["Key"].startswith(CONTROL)
        }

    def ask(self, key: str) -> Held | None:
        """Return what an object is; None if it is gone or was not put there by this portal."""
        try:
            answer = self._client.head_object(**self._at(key))
        except self._client.exceptions.ClientError as error:
            if _code(error) in _ABSENT:
                return None
            raise
        # Some servers give the names of metadata back with other capitals.
        marks = {name.lower(): text for name, text in answer.get("Metadata", {}).items()}
        if marks.get("portal") != f"/{self._prefix}":
            return None
        headers = Headers(
            answer.get("ContentType", ""),
            answer.get("CacheControl", ""),
            answer.get("ContentEncoding", ""),
            answer.get("WebsiteRedirectLocation", ""),
        )
        size = answer["ContentLength"]
        item = Item(marks.get("sha256", ""), size, headers, marks.get("immutable") == "1")
        return Held(item, _plain(answer.get("ETag")))

    def put(self, key: str, parcel: Parcel) -> str:
        """Put an object in one step, checked by the server; return its ETag.

        Raises DeliveryError where the file is no longer what the release says it is.
        """
        if isinstance(parcel.source, Path) and parcel.item.size > PART_BYTES:
            return self._put_parts(key, parcel.item, parcel.source)
        data = parcel.source if isinstance(parcel.source, bytes) else read_all(parcel.source)
        check_bytes(key, hashlib.sha256(data).hexdigest(), parcel.item)
        answer = self._client.put_object(
            **self._at(key), **self._stated(parcel.item), Body=data, ContentMD5=content_md5(data)
        )
        return _plain(answer.get("ETag"))

    def stamp(self, key: str, parcel: Parcel) -> str:
        """Give an object other headers, by a copy onto itself; return its ETag if it is told."""
        place = self._at(key)
        try:
            answer = self._client.copy_object(
                **place, **self._stated(parcel.item), CopySource=place, MetadataDirective="REPLACE"
            )
        except self._client.exceptions.ClientError as error:
            if _code(error) in _CANNOT | _ABSENT:
                return self.put(key, parcel)
            raise
        return _plain(answer.get("CopyObjectResult", {}).get("ETag"))

    def delete(self, key: str) -> None:
        """Delete an object; one that is gone already is no fault."""
        self._client.delete_object(**self._at(key))

    def read(self, name: str) -> Note | None:
        """Return a note; None if there is none."""
        try:
            answer = self._client.get_object(**self._note(name))
        except self._client.exceptions.ClientError as error:
            if _code(error) in _ABSENT:
                return None
            raise
        with answer["Body"] as body:
            data = body.read()
        return Note(data, _plain(answer.get("ETag")), _age(answer))

    def write(self, name: str, data: bytes, over: str) -> str:
        """Write a note over the one with the ETag `over`, empty where there is none; say its own.

        Raises ChangedError where the server knows that another was there. Not all servers look.
        """
        place = {**self._note(name), "Body": data, "ContentMD5": content_md5(data)}
        place |= {"ContentType": _JSON, "CacheControl": "no-store"}
        condition = {"IfMatch": f'"{over}"'} if over else {"IfNoneMatch": "*"}
        try:
            answer = self._client.put_object(**place, **condition)
        except self._client.exceptions.ClientError as error:
            if _code(error) in _CHANGED | (_ABSENT if over else frozenset()):
                # A try whose answer was lost may have succeeded.
                note = self.read(name)
                if note is None or note.data != data:
                    raise ChangedError from None
                return note.etag
            if _code(error) not in _CANNOT:
                raise
            answer = self._client.put_object(**place)
        return _plain(answer.get("ETag"))

    def remove(self, name: str) -> None:
        """Delete a note."""
        self._client.delete_object(**self._note(name))

    def _at(self, key: str) -> dict[str, str]:
        return {"Bucket": self._name, "Key": f"{self._prefix}{key}"}

    def _note(self, name: str) -> dict[str, Any]:
        # Not below the prefix: what is public there can be said without an exception.
        return {"Bucket": self._name, "Key": f"{CONTROL}{self._prefix}{name}"}

    def _stated(self, item: Item) -> dict[str, Any]:
        marks = {"sha256": item.sha256, "portal": f"/{self._prefix}"}
        marks |= {"immutable": "1"} if item.is_immutable else {}
        stated = {
            "ContentType": item.headers.content_type,
            "CacheControl": item.headers.cache_control,
            "ContentEncoding": item.headers.encoding,
            "WebsiteRedirectLocation": item.headers.redirect,
        }
        return {"Metadata": marks, **{name: text for name, text in stated.items() if text}}

    def _put_parts(self, key: str, item: Item, source: Path) -> str:
        whole = hashlib.sha256()
        for part in parts_of(source):
            whole.update(part)
        check_bytes(key, whole.hexdigest(), item)
        place = self._at(key)
        upload = {
            **place,
            "UploadId": self._client.create_multipart_upload(**place, **self._stated(item))[
                "UploadId"
            ],
        }
        try:
            sent = [
                {
                    "PartNumber": number,
                    "ETag": self._client.upload_part(
                        **upload, PartNumber=number, Body=part, ContentMD5=content_md5(part)
                    )["ETag"],
                }
                for number, part in enumerate(parts_of(source), 1)
            ]
            answer = self._client.complete_multipart_upload(
                **upload, MultipartUpload={"Parts": sent}
            )
        except BaseException as error:
            # What is left, the lifecycle rule of the bucket clears away.
            if not is_line_down(error):
                with suppress(Exception):
                    self._client.abort_multipart_upload(**upload)
            raise
        return _plain(answer.get("ETag"))


def is_line_down(error: BaseException) -> bool:
    """Say whether the server gave no answer: to ask for more would only take long."""
    from botocore.exceptions import BotoCoreError

    return isinstance(error, BotoCoreError)


def _plain(etag: str | None) -> str:
    return (etag or "").strip('"')


def _code(error: Any) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def _age(answer: Mapping[str, Any]) -> timedelta:
    stated = answer["ResponseMetadata"]["HTTPHeaders"].get("date")
    written = answer.get("LastModified")
    return parsedate_to_datetime(stated) - written if stated and written else timedelta()
