"""Links and pictures lead to what readers see, or the editor is told where and what to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

Files = Mapping[str, str | bytes]
Check = Callable[[Files], list[str]]


def article(title: str, body: str = "Nội dung.", **keys: str) -> str:
    front = {"date": "2026-11-01T07:30", "category": "nong-nghiep", **keys}
    rows = [f"title: {title}", *(f"{key}: {value}" for key, value in front.items())]
    return "\n".join(["---", *rows, "---", body, ""])


PICTURE = "\n  src: media/2026/11/cua.jpg\n  alt: Cầu bắc qua sông"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {
                "articles/a.md": article("Một", image=PICTURE),
                "media/2026/11/cau.jpg": b"x",
            },
            "6: [image-missing] image.src: không có tệp media/2026/11/cua.jpg "
            "-> có phải media/2026/11/cau.jpg?",
        ),
        (
            {
                "articles/a.md": article(
                    "Một", "Đoạn.\n\n![Cầu bắc qua sông](/media/2026/1/cau.jpg)"
                ),
                "media/2026/11/cau.jpg": b"x",
            },
            "8: [image-missing] body: không có tệp media/2026/1/cau.jpg "
            "-> có phải media/2026/11/cau.jpg?",
        ),
        (
            {
                "articles/a.md": article("Một", "Xem\n[bài](le-hoi-dinh.md)."),
                "articles/le-hoi-dinh-lang.md": article("Hai"),
            },
            "7: [link-broken] body: không có tệp articles/le-hoi-dinh.md "
            "-> có phải articles/le-hoi-dinh-lang.md?",
        ),
        (
            {"articles/a.md": article("Một", "[đơn](media/don.pdf)")},
            "6: [link-broken] body: không có tệp media/don.pdf "
            "-> kiểm tra lại tên tệp, hoặc chép tệp vào thư mục media/",
        ),
        (
            {"articles/a.md": article("Một", "[x](media/a.exe)"), "media/a.exe": b"x"},
            "6: [attachment-type] body: loại tệp .exe không cho tải về "
            "-> chuyển thành PDF rồi đặt trong thư mục media/",
        ),
        (
            {"articles/a.md": article("Một", "[x](media/a.html)"), "media/a.html": b"x"},
            "6: [attachment-type] body: loại tệp .html không cho tải về "
            "-> chuyển thành PDF rồi đặt trong thư mục media/",
        ),
        (
            {
                "articles/a.md": article("Một", "[x](b.md)"),
                "articles/b.md": article("Hai", status="draft"),
            },
            "6: [link-unpublished] body: liên kết đến bài chưa đăng articles/b.md "
            "-> bỏ liên kết, hoặc đăng bài kia trước",
        ),
        (
            {
                "articles/a.md": article("Một", "[x](b.md)"),
                "articles/b.md": article("Hai", date="2026-12-01"),
            },
            "6: [link-unpublished] body: liên kết đến bài chưa đăng articles/b.md "
            "-> bỏ liên kết, hoặc đăng bài kia trước",
        ),
        (
            {
                "articles/a.md": article("Một", "[x](b.md)", date="2026-12-01"),
                "articles/b.md": article("Hai", date="2026-12-02"),
            },
            "6: [link-unpublished] body: liên kết đến bài chưa đăng articles/b.md "
            "-> bỏ liên kết, hoặc đăng bài kia trước",
        ),
        (
            {
                "articles/a.md": article("Một", "[x](b.md#muc-thoi-gan)"),
                "articles/b.md": article("Hai", "## Thời gian\n\nSáng nay."),
            },
            "6: [link-anchor] body: articles/b.md không có chỗ nào tên là #muc-thoi-gan "
            "-> có phải #muc-thoi-gian?",
        ),
        (
            {"articles/a.md": article("Một", "[x](../../bi-mat.md)")},
            "6: [path-outside] body: đường dẫn “../../bi-mat.md” ra ngoài thư mục content/ "
            "-> chỉ dùng tệp trong content/",
        ),
        (
            {"articles/a.md": article("Một", "[x](/media/../../etc/passwd)")},
            "6: [path-outside] body: đường dẫn “/media/../../etc/passwd” ra ngoài thư mục content/ "
            "-> chỉ dùng tệp trong content/",
        ),
    ],
)
def test_a_reference_to_nothing_is_said_with_what_was_meant(
    check: Check, files: Files, expected: str
) -> None:
    assert check(files) == [f"articles/a.md:{expected}"]


@pytest.mark.parametrize(
    "files",
    [
        {
            "articles/a.md": article("Một", "[x](b.md)", status="draft"),
            "articles/b.md": article("Hai", status="draft"),
        },
        {
            "articles/a.md": article("Một", "[x](b.md)", date="2026-12-02"),
            "articles/b.md": article("Hai", date="2026-12-01"),
        },
        {
            "articles/a.md": article("Một", "[x](b.md)"),
            "articles/b.md": article("Hai", status="withdrawn"),
        },
        {
            "articles/a.md": article("Một", "[x](b.md#muc-hai)"),
            "articles/b.md": article("Hai", "## Hai"),
        },
        {"articles/a.md": article("Một", "[x](<media/tên tệp.pdf>)"), "media/tên tệp.pdf": b"x"},
        {"articles/a.md": article("Một", "[x](media/t%C3%AAn.pdf#page=2)"), "media/tên.pdf": b"x"},
        {"articles/a.md": article("Một", "[x](media/cau.jpg)"), "media/cau.jpg": b"x"},
        {"articles/a.md": article("Một", "[x](/thu-tuc-hanh-chinh/ket-qua/?nam=2026#muc-a)")},
    ],
    ids=[
        "from draft to draft",
        "to what will be there by then",
        "to a notice of withdrawal",
        "to a heading",
        "to a name with a space",
        "to a page of a PDF",
        "to a picture",
        "to an address, which the portal checks",
    ],
)
def test_a_reference_that_readers_can_follow_is_no_problem(check: Check, files: Files) -> None:
    assert check(files) == []
