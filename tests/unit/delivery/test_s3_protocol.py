"""What the server of the other tests cannot do: conditional writes, refusals, odd answers."""

from __future__ import annotations

import builtins
import hashlib
import io
import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import boto3
import pytest
from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ReadTimeoutError,
    SSLError,
)
from botocore.response import StreamingBody
from botocore.stub import ANY, Stubber

from plugins.delivery import DeliveryBusyError, DeliveryError, Limits, S3Target
from plugins.delivery.facts import Headers, Item
from plugins.delivery.parcels import Parcel
from plugins.delivery.s3_bucket import Bucket, ChangedError, connect
from plugins.delivery.s3_lock import LOCK, Owner, holding
from plugins.delivery.s3_messages import explained

NOW = datetime(2026, 11, 21, 7, 40, tzinfo=UTC)
TARGET = S3Target("cong", endpoint="https://s3.example.vn")
OWN = Owner("may-1", 41, "cong", NOW.isoformat())
OTHER = Owner("may-2", 42, "cong", NOW.isoformat())
DIGEST = hashlib.sha256(b"xy").hexdigest()
PARCEL = Parcel(Item(DIGEST, 2, Headers("text/html", "max-age=60", "gzip", "/moi/"), True), b"xy")


@pytest.fixture
def stub() -> Iterator[Stubber]:
    client = boto3.client(
        "s3", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b"
    )
    with Stubber(client) as stub:
        yield stub
        stub.assert_no_pending_responses()


@pytest.fixture
def bucket(stub: Stubber) -> Bucket:
    return Bucket(stub.client, "cong", "xa/")


def lock_text(owner: Owner) -> bytes:
    state = {"host": owner.host, "pid": owner.pid, "user": owner.user, "since": owner.since}
    return json.dumps(state, sort_keys=True).encode()


def note(data: bytes, age: timedelta = timedelta()) -> dict[str, Any]:
    body = StreamingBody(io.BytesIO(data), len(data))
    date = {"date": format_datetime(NOW + age, usegmt=True)}
    meta = {"HTTPHeaders": date, "HTTPStatusCode": 200}
    return {"Body": body, "ETag": '"e"', "LastModified": NOW, "ResponseMetadata": meta}


def refuse(stub: Stubber, method: str, code: str, status: int) -> None:
    stub.add_client_error(method, code, http_status_code=status)


def put(**condition: str) -> dict[str, Any]:
    return {
        "Bucket": "cong",
        "Key": ".portal/xa/lock.json",
        "Body": ANY,
        "ContentMD5": ANY,
        "ContentType": "application/json",
        "CacheControl": "no-store",
        **condition,
    }


def test_an_object_carries_its_headers_digest_and_owner(stub: Stubber, bucket: Bucket) -> None:
    expected = {
        "Bucket": "cong",
        "Key": "xa/cu/index.html",
        "Body": b"xy",
        "ContentMD5": b64encode(hashlib.md5(b"xy").digest()).decode(),
        "ContentType": "text/html",
        "CacheControl": "max-age=60",
        "ContentEncoding": "gzip",
        "WebsiteRedirectLocation": "/moi/",
        "Metadata": {"sha256": DIGEST, "portal": "/xa/", "immutable": "1"},
    }
    stub.add_response("put_object", {"ETag": '"e"'}, expected)
    assert bucket.put("cu/index.html", PARCEL) == "e"


def test_where_copies_in_place_are_not_known_the_bytes_are_sent(
    stub: Stubber, bucket: Bucket
) -> None:
    refuse(stub, "copy_object", "NotImplemented", 501)
    stub.add_response("put_object", {"ETag": '"e"'})
    assert bucket.stamp("cu/index.html", PARCEL) == "e"


def test_an_object_of_another_portal_is_not_ours(stub: Stubber, bucket: Bucket) -> None:
    head = {"ContentLength": 2, "ETag": '"e"', "Metadata": {"sha256": "a", "portal": "/"}}
    stub.add_response("head_object", head)
    assert bucket.ask("index.html") is None


def test_a_note_is_written_only_over_the_one_that_was_read(stub: Stubber, bucket: Bucket) -> None:
    stub.add_response("put_object", {"ETag": '"f"'}, put(IfMatch='"e"'))
    assert bucket.write(LOCK, b"1", "e") == "f"
    refuse(stub, "put_object", "PreconditionFailed", 412)
    stub.add_response("get_object", note(b"other"))
    with pytest.raises(ChangedError):
        bucket.write(LOCK, b"1", "e")


def test_a_write_whose_answer_was_lost_is_not_taken_for_that_of_another(
    stub: Stubber, bucket: Bucket
) -> None:
    refuse(stub, "put_object", "PreconditionFailed", 412)
    stub.add_response("get_object", note(b"1"))
    assert bucket.write(LOCK, b"1", "") == "e"


def test_a_server_without_conditions_is_asked_without(stub: Stubber, bucket: Bucket) -> None:
    refuse(stub, "put_object", "NotImplemented", 501)
    stub.add_response("put_object", {"ETag": '"f"'}, put())
    assert bucket.write(LOCK, b"1", "") == "f"


def test_of_two_machines_that_saw_no_lock_one_gets_it(stub: Stubber, bucket: Bucket) -> None:
    refuse(stub, "get_object", "NoSuchKey", 404)
    refuse(stub, "put_object", "PreconditionFailed", 412)
    for _ in range(2):
        stub.add_response("get_object", note(lock_text(OTHER)))
    with (
        pytest.raises(DeliveryBusyError, match=r"máy may-2, .* tiến trình 42"),
        holding(bucket, OWN),
    ):
        pytest.fail("both have the lock")


def take(stub: Stubber) -> None:
    """Answer as a server does that lets the lock be taken, looked at and given back."""
    stub.add_response("put_object", {"ETag": '"f"'}, put(IfMatch='"e"'))
    for _ in range(2):
        stub.add_response("get_object", note(lock_text(OWN)))
    stub.add_response("delete_object", {})


def test_the_lock_of_a_process_that_is_no_more_is_taken_over(stub: Stubber, bucket: Bucket) -> None:
    dead = Owner(OWN.host, 42, "cong", OWN.since)
    stub.add_response("get_object", note(lock_text(dead)))
    take(stub)
    with holding(bucket, OWN, lambda pid: pid != dead.pid) as lock:
        assert lock.etag == "f"


@pytest.mark.parametrize("minutes", [11, 60])
@pytest.mark.parametrize("holder", [OTHER, Owner("may-1", 42, "cong", OWN.since)])
def test_a_lock_that_nobody_renewed_is_taken_over(
    stub: Stubber, bucket: Bucket, holder: Owner, minutes: int
) -> None:
    stub.add_response("get_object", note(lock_text(holder), timedelta(minutes=minutes)))
    take(stub)
    with holding(bucket, OWN, lambda _: True):
        pass


@pytest.mark.parametrize("text", [lock_text(OTHER), b"?", b"[1]"])
def test_a_fresh_lock_of_another_is_respected(stub: Stubber, bucket: Bucket, text: bytes) -> None:
    stub.add_response("get_object", note(text, timedelta(minutes=9)))
    with pytest.raises(DeliveryBusyError), holding(bucket, OWN, lambda _: False):
        pytest.fail("the lock of another was taken")


def test_a_lock_that_another_took_is_noticed_and_left_alone(stub: Stubber, bucket: Bucket) -> None:
    stub.add_response("get_object", note(lock_text(OWN)))
    stub.add_response("put_object", {"ETag": '"f"'})
    stub.add_response("get_object", note(lock_text(OWN)))
    for _ in range(2):
        stub.add_response("get_object", note(lock_text(OTHER)))
    with pytest.raises(DeliveryBusyError, match="may-2"), holding(bucket, OWN) as lock:
        lock.renew()


def answered(code: str, status: int) -> ClientError:
    response: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response, "PutObject")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (answered("NoSuchBucket", 404), "tạo bucket"),
        (answered("404", 404), "tạo bucket"),
        (answered("InvalidAccessKeyId", 403), "AWS_ACCESS_KEY_ID"),
        (answered("SignatureDoesNotMatch", 403), "AWS_SECRET_ACCESS_KEY"),
        (answered("AccessDenied", 403), "cho nó quyền ListBucket"),
        (answered("403", 403), "cho nó quyền ListBucket"),
        (answered("RequestTimeTooSkewed", 403), "chỉnh giờ"),
        (answered("AuthorizationHeaderMalformed", 400), "sửa s3.region"),
        (answered("PermanentRedirect", 301), "sửa s3.region"),
        (answered("QuotaExceeded", 403), "tăng hạn mức"),
        (answered("XMinioStorageFull", 507), "tăng hạn mức"),
        (answered("SlowDown", 503), "quá tải"),
        (answered("Teapot\n\x1b[2J", 418), "hỏi nhà cung cấp"),
        (NoCredentialsError(), "chưa có khóa truy cập"),
        (SSLError(endpoint_url="https://x", error="certificate verify failed"), "AWS_CA_BUNDLE"),
        (ConnectTimeoutError(endpoint_url="https://x"), "kiểm tra mạng"),
        (ReadTimeoutError(endpoint_url="https://x"), "không trả lời"),
        (
            EndpointConnectionError(endpoint_url="https://x", error="Failed to resolve 'x'"),
            "không tìm thấy tên máy chủ",
        ),
        (ValueError("Invalid endpoint: https://"), "s3.endpoint không dùng được"),
    ],
)
def test_an_error_says_where_and_what_to_do_in_one_line(error: Exception, message: str) -> None:
    with pytest.raises(DeliveryError) as caught, explained(TARGET):
        raise error
    text = str(caught.value)
    assert text.startswith("s3://cong/ (https://s3.example.vn): ")
    assert message in text
    assert " -> " in text
    assert text.isprintable()


def test_a_fault_of_ours_is_not_dressed_up() -> None:
    with pytest.raises(ZeroDivisionError), explained(TARGET):
        raise ZeroDivisionError


def test_without_the_library_the_operator_is_told_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real: Callable[..., Any] = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "boto3":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(DeliveryError, match=r"make-environment .* requirements/s3\.txt"):
        connect(TARGET, Limits())
