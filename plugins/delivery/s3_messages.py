"""What went wrong between here and a bucket, said to the one who can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from plugins.delivery.errors import DeliveryError
from plugins.delivery.s3_target import S3Target

_KEYS = "đặt AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, hoặc s3.profile với ~/.aws/credentials"
_CLOCK = "đồng hồ máy này lệch quá 15 phút -> chỉnh giờ: timedatectl set-ntp true"
_REGION = "sai vùng (region) -> sửa s3.region, s3.endpoint theo trang của nhà cung cấp"
_DENIED = (
    "khóa này không được phép làm việc đó -> cho nó quyền ListBucket, GetObject, PutObject, "
    "DeleteObject, AbortMultipartUpload trên bucket"
)
_FULL = "kho đã đầy hoặc hết hạn mức -> tăng hạn mức ở nhà cung cấp, hoặc giảm s3.grace_hours"
_SLOW = "máy chủ đang quá tải -> lần gửi sau sẽ làm tiếp"
_NO_BUCKET = "không có bucket này ở đó -> tạo bucket, hoặc sửa s3.bucket, s3.endpoint"
_EXPIRED = "khóa tạm đã hết hạn -> lấy khóa mới"
_NO_KEY = "không có khóa truy cập này -> xem lại AWS_ACCESS_KEY_ID"
_BAD_SECRET = "khóa bí mật không khớp -> xem lại AWS_SECRET_ACCESS_KEY"
_UNREADABLE = re.compile(r"[^\x20-\x7e\u00a0-\u1eff]+")
_LONGEST_DETAIL = 160


@contextmanager
def explained(target: S3Target) -> Iterator[None]:
    """Turn what boto3 raises inside the block into a DeliveryError of one line."""
    try:
        yield
    except DeliveryError as error:
        raise type(error)(f"{target}: {error}") from None
    except Exception as error:
        message = _explain(error, target)
        if message is None:
            raise
        raise DeliveryError(f"{target}: {message}") from None


def _explain(error: Exception, target: S3Target) -> str | None:
    """Return what an error means and what to do; None where it is none of boto3's."""
    from boto3.exceptions import Boto3Error
    from botocore import exceptions as faults

    if isinstance(error, faults.ClientError):
        return _answered(error.response)
    if isinstance(error, ValueError) and "endpoint" in str(error):
        return f"s3.endpoint không dùng được -> viết https://máy-chủ ({_detail(error)})"
    if not isinstance(error, faults.BotoCoreError | Boto3Error):
        return None
    for kind, message in (
        (faults.NoCredentialsError, f"chưa có khóa truy cập -> {_KEYS}"),
        (faults.PartialCredentialsError, f"khóa truy cập thiếu một nửa -> {_KEYS}"),
        (faults.ProfileNotFound, "không có s3.profile này -> xem ~/.aws/credentials"),
        (faults.CredentialRetrievalError, f"không lấy được khóa truy cập -> {_KEYS}"),
        (faults.SSLError, _tls(error)),
        (faults.ProxyConnectionError, "không qua được proxy -> xem biến HTTPS_PROXY"),
        (faults.EndpointConnectionError, _unreachable(error, target)),
        (faults.ConnectTimeoutError, _late("không nối được máy chủ")),
        (faults.ReadTimeoutError, _late("máy chủ không trả lời")),
        (faults.HTTPClientError, _late("mất kết nối giữa chừng")),
        (faults.ParamValidationError, f"cấu hình s3 không hợp lệ -> xem lại ({_detail(error)})"),
        (faults.NoRegionError, "thiếu s3.region -> chép từ trang của nhà cung cấp"),
    ):
        if isinstance(error, kind):
            return message
    return f"không gửi được -> thử lại; còn lỗi thì hỏi nhà cung cấp ({_detail(error)})"


def _answered(response: dict[str, Any]) -> str:
    fault = response.get("Error", {})
    code = str(fault.get("Code", ""))
    status = int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    known = {
        "NoSuchBucket": _NO_BUCKET,
        "InvalidBucketName": _NO_BUCKET,
        "InvalidAccessKeyId": _NO_KEY,
        "SignatureDoesNotMatch": _BAD_SECRET,
        "ExpiredToken": _EXPIRED,
        "InvalidToken": _EXPIRED,
        "AccessDenied": _DENIED,
        "AllAccessDisabled": _DENIED,
        "AccountProblem": _DENIED,
        "RequestTimeTooSkewed": _CLOCK,
        "RequestExpired": _CLOCK,
        "PermanentRedirect": _REGION,
        "AuthorizationHeaderMalformed": _REGION,
        "IllegalLocationConstraintException": _REGION,
        "QuotaExceeded": _FULL,
        "XMinioStorageFull": _FULL,
        "XMinioAdminBucketQuotaExceeded": _FULL,
        "InsufficientStorage": _FULL,
        "ServiceQuotaExceededException": _FULL,
        "SlowDown": _SLOW,
        "ServiceUnavailable": _SLOW,
        "RequestTimeout": _late("máy chủ không nhận được dữ liệu"),
        "BadDigest": "dữ liệu hỏng trên đường gửi -> lần gửi sau sẽ làm tiếp",
    }
    by_status = {301: _REGION, 403: _DENIED, 404: _NO_BUCKET, 507: _FULL, 503: _SLOW}
    message = known.get(code) or by_status.get(status)
    if message is None:
        message = "máy chủ báo lỗi -> thử lại; còn lỗi thì hỏi nhà cung cấp"
    return f"{message} ({_short(f'{code} {status}')})"


def _tls(error: Exception) -> str:
    fix = "kiểm tra s3.endpoint và giờ của máy; chứng thư riêng thì đặt AWS_CA_BUNDLE"
    return f"kết nối TLS không an toàn -> {fix} ({_detail(error)})"


def _unreachable(error: Exception, target: S3Target) -> str:
    cause = str(getattr(error, "kwargs", {}).get("error", ""))
    if "resolve" in cause or "Name or service" in cause:
        return "không tìm thấy tên máy chủ này -> xem lại s3.endpoint, mạng và DNS của máy này"
    if not target.endpoint:
        return "không nối được máy chủ -> kiểm tra mạng và s3.region"
    return "không nối được máy chủ -> kiểm tra mạng, tường lửa và s3.endpoint"


def _late(what: str) -> str:
    return f"{what} -> kiểm tra mạng; lần gửi sau sẽ làm tiếp"


def _detail(error: Exception) -> str:
    return _short(str(error))


def _short(text: str) -> str:
    """Return text of a server fit for one line of a terminal."""
    line = " ".join(_UNREADABLE.sub(" ", text).split())
    return line if len(line) <= _LONGEST_DETAIL else f"{line[:_LONGEST_DETAIL]}…"
