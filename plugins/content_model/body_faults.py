"""What can be wrong in the body of an article or page, and what to write instead.

`plugins.markup` finds these faults; the words are here, beside those about front matter.
"""

from __future__ import annotations

from typing import NamedTuple

LONGEST_QUOTE = 60
_PLAYERS = frozenset({"iframe", "video", "audio", "embed", "object"})
_OTHER_TAGS = frozenset(
    "script style form input button select option textarea label fieldset svg math canvas link "
    "meta base head body html title template noscript frame frameset marquee area map param source "
    "picture main nav header footer article aside".split()
)


class Fault(NamedTuple):
    """A problem that has no place yet."""

    code: str
    message: str
    fix: str


def shorten(written: str) -> str:
    """Return what an editor wrote on one line, cut where a message would grow too long."""
    line = " ".join(written.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE]}…"


def forbidden_tag(tag: str, written: str) -> Fault:
    """A tag of raw HTML that is taken away, or words in < > that look like one."""
    message, fix = f"thẻ <{shorten(tag)}> không được đăng", f"xóa <{tag}>; viết bằng Markdown"
    if tag in _PLAYERS:
        fix = "thay bằng liên kết: [Xem video](https://…)"
    elif tag not in _OTHER_TAGS:
        message = f"{shorten(written)} bị hiểu là thẻ HTML và không được đăng"
        fix = f"nếu là chữ, viết &lt; và &gt; thay cho < và >; nếu là thẻ, xóa {shorten(written)}"
    return Fault("html-tag", message, fix)


def forbidden_attribute(name: str, tag: str) -> Fault:
    """An attribute of raw HTML that is taken away."""
    name = shorten(name)
    return Fault(
        "html-attribute", f"thuộc tính {name} trong {shorten(tag)} không được đăng", f"xóa {name}"
    )


def lost_html() -> Fault:
    """Raw HTML so broken that a browser would drop a part of it."""
    return Fault(
        "html-lost",
        "một phần HTML trong bài không đọc được, chữ hoặc liên kết ở đó sẽ mất",
        "đóng mọi thẻ, dấu ngoặc kép và chú thích <!-- -->, hoặc viết bằng Markdown",
    )


def too_complex() -> Fault:
    """A body that would take for ever to read."""
    return Fault(
        "body-complex",
        "quá nhiều dấu ngoặc hoặc thẻ không đóng, hoặc lồng nhau quá sâu",
        "đóng từng ngoặc và thẻ, chia thành nhiều đoạn",
    )


def forbidden_scheme(scheme: str) -> Fault:
    """A link that could run a script or opens a program."""
    return Fault(
        "link-scheme",
        f"liên kết kiểu “{shorten(scheme)}:” không được đăng",
        "viết địa chỉ https:// hoặc đường dẫn tệp",
    )


def invalid_link() -> Fault:
    """An external address that browsers do not understand."""
    return Fault(
        "link-invalid",
        "địa chỉ liên kết viết sai",
        "viết đủ và không có dấu cách, ví dụ https://khegiang.example.vn/",
    )


def bare_link(written: str, mended: str) -> Fault:
    """A domain or a mail address in the place of a file."""
    return Fault(
        "link-bare", f"“{shorten(written)}” thiếu phần đầu của địa chỉ", f"viết {shorten(mended)}"
    )


def empty_link() -> Fault:
    """A link to nothing."""
    return Fault(
        "link-empty", "liên kết không có địa chỉ", "viết địa chỉ vào giữa ( ), hoặc bỏ [ ]"
    )


def wordless_link(written: str) -> Fault:
    """A link that nobody can see or hear."""
    return Fault(
        "link-words", f"liên kết đến {shorten(written)} không có chữ", "viết chữ vào giữa [ ]"
    )


def dead_anchor(anchor: str, near: str | None, target: str = "") -> Fault:
    """A link to a place that is not there, in the same body or in another file."""
    fix = f"có phải #{near}?" if near else "viết # và mã của một đề mục ở đó, hoặc bỏ phần #…"
    place = target or "bài này"
    return Fault("link-anchor", f"{place} không có chỗ nào tên là #{shorten(anchor)}", fix)


def outside(written: str) -> Fault:
    """A path that leaves the content folder."""
    return Fault(
        "path-outside",
        f"đường dẫn “{shorten(written)}” ra ngoài thư mục content/",
        "chỉ dùng tệp trong content/",
    )


def external_image(written: str) -> Fault:
    """A picture that the reader's browser would fetch from elsewhere."""
    if written.strip().lower().startswith("data:"):
        return Fault(
            "image-external", "ảnh dán thẳng vào bài", "lưu ảnh thành tệp trong thư mục media/"
        )
    return Fault(
        "image-external",
        f"ảnh lấy từ nơi khác: {shorten(written)}",
        "tải ảnh về thư mục media/ rồi viết đường dẫn ở đó",
    )


def pathless_image() -> Fault:
    """A picture without a path."""
    return Fault("image-missing", "ảnh không có đường dẫn", "viết đường dẫn tệp ảnh trong media/")


def lost_caption(caption: str) -> Fault:
    """A caption on a picture that stands among words."""
    return Fault(
        "image-caption",
        f"chú thích “{shorten(caption)}” không hiện được vì ảnh nằm giữa đoạn chữ",
        "đặt ảnh riêng một đoạn, cách dòng trống ở trên và dưới",
    )


def too_many_cells(row: str, cells: int, columns: int) -> Fault:
    """A row of a table that is longer than the table."""
    return Fault(
        "table-cells",
        f"dòng {shorten(row)} có {cells} ô, bảng chỉ có {columns} cột",
        "bớt ô, hoặc thêm cột vào dòng đầu và dòng |---|; dấu | trong chữ viết thành \\|",
    )


def uneven_table(cells: int, columns: int) -> Fault:
    """A table whose second row does not fit its first: it would be shown as plain words."""
    return Fault(
        "table-columns",
        f"dòng đầu của bảng có {columns} cột, dòng |---| có {cells}",
        "viết hai dòng có số cột bằng nhau",
    )


def missing_footnote(label: str) -> Fault:
    """A footnote mark without a footnote."""
    label = shorten(label)
    return Fault(
        "footnote-missing",
        f"không có chú thích cuối bài [^{label}]",
        f"thêm một dòng [^{label}]: nội dung chú thích",
    )


def unused_footnote(label: str) -> Fault:
    """A footnote without a mark."""
    label = shorten(label)
    return Fault(
        "footnote-unused",
        f"chú thích cuối bài [^{label}] không được gọi trong bài",
        f"viết [^{label}] ở chỗ cần chú thích, hoặc xóa chú thích",
    )


def unused_abbreviation(label: str) -> Fault:
    """A line `*[label]: meaning` for an abbreviation that does not occur; it is not shown."""
    label = shorten(label)
    return Fault(
        "abbreviation-unused",
        f"dòng “*[{label}]: …” giải nghĩa chữ viết tắt không có trong bài",
        f"kiểm tra cách viết {label} trong bài, hoặc xóa dòng này",
    )


def unused_reference(label: str) -> Fault:
    """A line `[label]: address` that no link uses; it is not shown."""
    label = shorten(label)
    return Fault(
        "reference-unused",
        f"dòng “[{label}]: …” khai địa chỉ mà không liên kết nào dùng, nên không hiện ra",
        f"viết [chữ][{label}] ở chỗ cần liên kết, hoặc xóa dòng này",
    )
