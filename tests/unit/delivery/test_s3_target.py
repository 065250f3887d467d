"""The setting that names a bucket."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from plugins.delivery import DeliveryError, S3Target, read_s3_target


def test_a_bucket_of_a_provider_is_addressed_by_path() -> None:
    value = {"bucket": "cong-khe-giang", "endpoint": "https://s3.example.vn/", "prefix": "/a/b"}
    assert read_s3_target(value) == S3Target(
        "cong-khe-giang", endpoint="https://s3.example.vn", prefix="a/b/", addressing="path"
    )


def test_a_bucket_of_aws_is_addressed_by_its_host() -> None:
    target = read_s3_target({"bucket": "cong", "region": "ap-southeast-1", "grace_hours": 0})
    assert (target.addressing, target.endpoint) == ("virtual", "")
    assert target.grace == timedelta()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("cong", "cần một nhóm khóa"),
        ({}, "s3.bucket: thiếu"),
        ({"bucket": "Cổng"}, "s3.bucket: tên không hợp lệ"),
        ({"bucket": 123}, "s3.bucket: cần chữ"),
        ({"bucket": "cong", "buckt": "x"}, "s3.buckt: không có khóa này -> có phải bucket?"),
        ({"bucket": "cong", "endpoint": "http://s3.vn"}, "s3.endpoint: cần địa chỉ https"),
        ({"bucket": "cong", "endpoint": "https://s3.vn/cong"}, "s3.endpoint: cần địa chỉ https"),
        ({"bucket": "cong", "endpoint": "https://a:b@s3.vn"}, "s3.endpoint: cần địa chỉ https"),
        ({"bucket": "cong", "endpoint": "https://[s3"}, "s3.endpoint: cần địa chỉ https"),
        ({"bucket": "cong", "cdn": "ftp://x"}, "s3.cdn: cần địa chỉ https"),
        ({"bucket": "cong", "prefix": ".portal"}, "s3.prefix: chỉ gồm"),
        ({"bucket": "cong", "prefix": "a/../b"}, "s3.prefix: chỉ gồm"),
        ({"bucket": "cong", "region": "a b"}, "s3.region: tên không hợp lệ"),
        ({"bucket": "cong", "addressing": "dns"}, "s3.addressing: không có giá trị này"),
        ({"bucket": "cong", "grace_hours": -1}, "s3.grace_hours: cần số giờ"),
        ({"bucket": "cong", "grace_hours": True}, "s3.grace_hours: cần số giờ"),
        ({"bucket": "cong", "grace_hours": "24"}, "s3.grace_hours: cần số giờ"),
    ],
)
def test_a_fault_says_what_to_write(value: Any, message: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        read_s3_target(value)
    assert str(caught.value).startswith("s3")
    assert message in str(caught.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(DeliveryError) as caught:
        read_s3_target({"region": "a b", "cdn": "x"})
    assert str(caught.value).count("->") == 3


@pytest.mark.parametrize("key", ["secret_access_key", "access_key_id", "password", "mat_khau"])
def test_a_secret_is_refused_and_not_repeated(key: str) -> None:
    with pytest.raises(DeliveryError, match="không ghi khóa bí mật") as caught:
        read_s3_target({"bucket": "cong", key: "wJalrXUtn"})
    assert "wJalrXUtn" not in str(caught.value)
