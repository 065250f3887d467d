"""Refusals: why a file cannot be a picture on the portal, told to the editor."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager


class ImageRefused(Exception):
    """Say why a picture is refused and what to do instead.

    `code` is stable ASCII for tests and tools; `message` and `fix` are Vietnamese. Instances
    survive pickling, so that a worker process can send them home.
    """

    def __init__(self, code: str, message: str, fix: str) -> None:
        super().__init__(code, message, fix)
        self.code = code
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        return f"[{self.code}] {self.message} -> {self.fix}"


def empty() -> ImageRefused:
    """Refuse a file without bytes or a picture without area."""
    return ImageRefused("image-empty", "tệp ảnh rỗng", "chép lại ảnh gốc rồi thay tệp này")


def truncated() -> ImageRefused:
    """Refuse a file whose end is missing."""
    return ImageRefused(
        "image-truncated",
        "tệp ảnh bị cụt, thiếu phần cuối",
        "tải hoặc chép lại ảnh gốc rồi thay tệp này",
    )


def unreadable() -> ImageRefused:
    """Refuse bytes that no decoder understands, or a file that cannot be opened."""
    return ImageRefused(
        "image-unreadable",
        "không đọc được: tệp không phải ảnh hoặc ảnh đã hỏng",
        "mở ảnh gốc trên máy, lưu lại thành JPEG hoặc PNG rồi thay tệp này",
    )


def animated() -> ImageRefused:
    """Refuse motion that nobody can pause without a script (WCAG 2.2, criterion 2.2.2)."""
    return ImageRefused(
        "image-animated",
        "ảnh động, người đọc không dừng lại được",
        "dùng một ảnh tĩnh, hoặc đăng video có nút dừng",
    )


@contextmanager
def unreadable_on_fault() -> Iterator[None]:
    """Turn whatever a decoder raises inside the block into the refusal `image-unreadable`.

    Decoders meet damaged bytes with any error that their inner loops run into, and with warnings
    that would stop a build which treats warnings as errors.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (ImageRefused, MemoryError):
        raise
    except Exception as error:
        raise unreadable() from error


def too_large(width: int, height: int, max_pixels: int) -> ImageRefused:
    """Refuse a picture of more than `max_pixels`; `width` and `height` in pixels."""
    return ImageRefused(
        "image-bomb",
        f"ảnh {width} × {height} là {_millions(width * height)} triệu điểm ảnh, "
        f"quá {_millions(max_pixels)} triệu",
        "thu nhỏ ảnh (cạnh dài 4000 điểm ảnh là đủ) rồi thay tệp này",
    )


def overloaded() -> ImageRefused:
    """Refuse a picture that would take minutes to decode."""
    return ImageRefused(
        "image-bomb",
        "ảnh chồng quá nhiều lớp dữ liệu, mở ra mất nhiều phút",
        "mở ảnh gốc trên máy, lưu lại thành JPEG hoặc PNG rồi thay tệp này",
    )


def unsupported(kind: str) -> ImageRefused:
    """Refuse a file of a known `kind` that the portal does not show as a picture."""
    if kind == "SVG":
        fix = "xuất hình ra PNG (rộng 1600 điểm ảnh trở lên) rồi dùng tệp PNG đó"
    elif kind == "video":
        fix = "chụp một khung hình, lưu thành JPEG rồi dùng tệp đó"
    else:
        fix = "lưu lại thành JPEG hoặc PNG rồi dùng tệp đó"
    return ImageRefused("image-format", f"tệp {kind} không dùng làm ảnh được", fix)


def _millions(pixels: int) -> str:
    """Return millions of pixels, rounded up to a tenth: more than the limit never reads as it."""
    tenths = -(-pixels // 100_000)
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest}" if rest else str(whole)
