"""What is wrong with a site, said to the one who publishes it, by code.

Each wording names where the fault lies (content, theme, settings, or the build itself), what is
wrong, and what to do. `{}` stands for what the fault is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from plugins.content_model import Problem

_THEME = "báo người giữ giao diện sửa mẫu trong theme/templates"
_BODY_OR_THEME = (
    "sửa trong bài viết ra trang này; nếu lỗi ở nhiều trang, sửa content/data/portal.yaml"
    " hoặc mẫu trong theme/templates"
)
_REBUILD = "xóa thư mục .cache rồi đăng lại; nếu vẫn lỗi, báo người giữ phần mềm"
_LEFTOVER = "xóa tệp này khỏi content/ hoặc theme/static/ rồi đăng lại"
_ADDRESS = "sửa url: trong content/data/portal.yaml thành địa chỉ công khai của cổng"
_DRAWING = "lưu hình lại dưới dạng SVG thuần, hoặc thay bằng PNG"


class Wording(NamedTuple):
    """Where a fault lies, what it is, and what to do about it."""

    field: str
    message: str
    fix: str


WORDINGS: Mapping[str, Wording] = MappingProxyType(
    {
        # Links
        "link-missing": Wording(
            "link", "liên kết đến {}, nơi không có trang hay tệp nào", _BODY_OR_THEME
        ),
        "link-slash": Wording("link", "liên kết đến {} thiếu dấu / ở cuối", _BODY_OR_THEME),
        "link-empty": Wording("link", "có liên kết hoặc ảnh để trống địa chỉ", _BODY_OR_THEME),
        "link-relative": Wording(
            "link",
            "địa chỉ {} phải viết đầy đủ ở đây",
            "viết từ đầu: https://… (hoặc / trong trang 404)",
        ),
        "anchor-missing": Wording(
            "link", "liên kết đến mục {}, nơi không có mục ấy", _BODY_OR_THEME
        ),
        "file-missing": Wording("file", "thiếu tệp {} mà cổng nào cũng phải có", _REBUILD),
        # HTML
        "html-doctype": Wording("theme", "trang không bắt đầu bằng <!doctype html>", _THEME),
        "html-parts": Wording(
            "theme", "trang cần đúng một <html>, một <head> rồi một <body>", _THEME
        ),
        "html-lang": Wording("theme", "trang không nói ngôn ngữ (<html lang>)", _THEME),
        "html-charset": Wording(
            "theme", '<meta charset="utf-8"> không ở đầu trang (1.024 byte đầu)', _THEME
        ),
        "html-syntax": Wording(
            "html", "thẻ HTML viết sai, từ đây trình duyệt phải đoán: {}", _BODY_OR_THEME
        ),
        "html-nesting": Wording("html", "thẻ đóng không khớp thẻ mở: {}", _BODY_OR_THEME),
        "html-unclosed": Wording("html", "thẻ {} mở ra mà không đóng", _BODY_OR_THEME),
        "html-place": Wording(
            "html", "phần tử đứng sai chỗ, trình duyệt sẽ dời nó đi: {}", _BODY_OR_THEME
        ),
        "html-attribute-twice": Wording("html", "thuộc tính viết hai lần: {}", _THEME),
        "html-embedded": Wording(
            "html",
            "nhúng trang hoặc tệp khác bằng {}, trình duyệt sẽ chặn",
            "thay bằng một liên kết",
        ),
        "html-base": Wording("theme", "có <base>, mọi liên kết của trang sẽ đổi nghĩa", _THEME),
        "title-missing": Wording("title", "trang không có tiêu đề (<title>)", _BODY_OR_THEME),
        "title-twice": Wording("title", "trang có hơn một <title>", _THEME),
        "heading-missing": Wording("title", "trang không có tiêu đề lớn (<h1>)", _THEME),
        "heading-twice": Wording("title", "trang có hơn một tiêu đề lớn (<h1>)", _BODY_OR_THEME),
        "id-twice": Wording("html", "hai phần tử của trang cùng có id “{}”", _THEME),
        "id-missing": Wording("html", "nhãn trỏ đến id “{}” mà trang không có", _THEME),
        "image-alt": Wording(
            "image",
            "ảnh {} không có lời thay thế (alt)",
            "viết alt cho ảnh trong bài; ảnh của giao diện thì sửa theme/",
        ),
        "canonical-twice": Wording("theme", "trang nêu hai địa chỉ chính tắc, thừa {}", _THEME),
        "canonical-other": Wording(
            "theme", "địa chỉ chính tắc là {}, không phải của chính trang", _REBUILD
        ),
        "linked-data-broken": Wording("theme", "dữ liệu có cấu trúc (JSON-LD) sai cú pháp", _THEME),
        "meta-relative": Wording("theme", "địa chỉ cho mạng xã hội phải đầy đủ: {}", _ADDRESS),
        # What the security policy forbids
        "inline-script": Wording(
            "theme",
            "có mã chạy viết ngay trong trang, trình duyệt sẽ chặn",
            "chuyển mã vào theme/static/js",
        ),
        "inline-style": Wording(
            "theme",
            "có kiểu viết ngay trong trang, trình duyệt sẽ chặn: {}",
            "chuyển kiểu vào theme/static/css",
        ),
        "inline-handler": Wording(
            "theme",
            "có mã chạy trong thuộc tính, trình duyệt sẽ chặn: {}",
            "chuyển mã vào theme/static/js",
        ),
        "address-runs": Wording("link", "địa chỉ chạy mã: {}", _BODY_OR_THEME),
        "address-data": Wording(
            "link",
            "địa chỉ chứa sẵn dữ liệu mà trình duyệt sẽ chặn: {}",
            "đặt dữ liệu vào một tệp rồi dẫn đến tệp ấy",
        ),
        "address-scheme": Wording("link", "không tải được từ địa chỉ {}", _BODY_OR_THEME),
        "meta-refresh": Wording(
            "theme",
            "trang tự chuyển đi nơi khác (meta refresh)",
            "bỏ đi; địa chỉ đã đổi thì khai trong content/data/redirects.yaml",
        ),
        "meta-set-cookie": Wording("theme", "trang đặt cookie (meta set-cookie)", _THEME),
        "script-cookie": Wording(
            "theme",
            "mã của giao diện dùng cookie: {}",
            "bỏ cookie: cổng hứa với bạn đọc là không đặt",
        ),
        "drawing-script": Wording("image", "hình SVG có phần chạy được: {}", _DRAWING),
        # Other hosts, this machine, what is not to be seen
        "third-party": Wording(
            "link",
            "trang bắt trình duyệt tải từ nơi khác: {}",
            "chép tệp ấy về content/media hoặc theme/static rồi dùng bản chép",
        ),
        "form-third-party": Wording(
            "link",
            "biểu mẫu gửi điều người đọc gõ đến {}",
            "chỉ gửi về cổng, hoặc khai nơi nhận trong cấu hình",
        ),
        "address-local": Wording(
            "link",
            "địa chỉ {} chỉ mở được trong mạng hoặc máy của cơ quan",
            f"thay bằng địa chỉ công khai; nếu là của chính cổng, {_ADDRESS}",
        ),
        "address-machine": Wording(
            "leak",
            "lộ đường dẫn trên máy của cơ quan: {}",
            "bỏ đường dẫn ấy khỏi bài viết, dữ liệu hoặc mẫu",
        ),
        "unseen-published": Wording(
            "leak", "trang chưa được phép đăng lại có trong bản dựng", _REBUILD
        ),
        "unseen-named": Wording(
            "leak",
            "nhắc đến địa chỉ chưa được phép đăng: {}",
            f"bỏ liên kết ấy, hoặc chờ bài kia đăng; nếu bài không nhắc, {_REBUILD}",
        ),
        "unlisted-named": Wording(
            "leak", "bài ẩn lại có trong danh sách cho máy đọc: {}", _REBUILD
        ),
        # Files
        "file-unknown": Wording("file", "loại tệp này cổng không phát hành", _LEFTOVER),
        "file-leftover": Wording("file", "tệp nguồn hoặc tệp tạm của trình soạn thảo", _LEFTOVER),
        "file-hidden": Wording("file", "tệp ẩn (tên bắt đầu bằng dấu chấm)", _LEFTOVER),
        "file-empty": Wording("file", "tệp rỗng", "xem còn chỗ trên đĩa không, rồi đăng lại"),
        "file-kind": Wording(
            "file", "nội dung tệp không phải .{} như tên của nó", "mở tệp gốc rồi lưu lại đúng loại"
        ),
        "file-encoding": Wording(
            "file", "từ dòng này tệp không phải UTF-8", "lưu lại tệp gốc theo bảng mã UTF-8"
        ),
        "xml-broken": Wording("file", "XML sai cú pháp", _REBUILD),
        "xml-doctype": Wording(
            "file",
            "XML có DOCTYPE, có thể kéo tệp khác vào",
            "lưu lại tệp gốc, không có dòng <!DOCTYPE>",
        ),
        "xml-unknown": Wording("file", "không biết loại XML này: {}", _LEFTOVER),
        "json-broken": Wording("file", "JSON sai cú pháp", _REBUILD),
        "manifest-incomplete": Wording("file", "tệp manifest thiếu {}", _REBUILD),
        # Feeds and robots
        "feed-incomplete": Wording("feed", "nguồn tin thiếu {}", _REBUILD),
        "feed-id-twice": Wording(
            "feed", "hai mục của nguồn tin cùng có mã {}", "đặt id khác nhau cho hai bài"
        ),
        "feed-date": Wording("feed", "ngày giờ không đúng mẫu hoặc thiếu múi giờ: {}", _REBUILD),
        "own-other": Wording("link", "địa chỉ {} không thuộc địa chỉ của cổng", _ADDRESS),
        "enclosure-size": Wording("feed", "tệp đính kèm ghi sai số byte: {}", _REBUILD),
        "sitemap-entry": Wording(
            "sitemap", "một mục của sitemap không có đúng một <loc>", _REBUILD
        ),
        "sitemap-twice": Wording("sitemap", "địa chỉ nêu hai lần: {}", _REBUILD),
        "sitemap-date": Wording(
            "sitemap", "lastmod không đúng mẫu hoặc thiếu múi giờ: {}", _REBUILD
        ),
        "sitemap-empty": Wording("sitemap", "sitemap không có địa chỉ nào", _REBUILD),
        "sitemap-size": Wording(
            "sitemap", "sitemap quá lớn ({} địa chỉ; nhiều nhất 50.000)", _REBUILD
        ),
        "sitemap-hidden": Wording(
            "sitemap", "nêu trang không cho máy tìm kiếm ghi lại: {}", _REBUILD
        ),
        "robots-shut": Wording(
            "robots", "robots.txt cấm mọi máy tìm kiếm vào cổng", "bỏ dòng Disallow: /"
        ),
        "robots-sitemap": Wording("robots", "robots.txt không nêu sitemap", _REBUILD),
    }
)


def problem(path: str, line: int, code: str, detail: str = "") -> Problem:
    """Return the problem that a fault is."""
    field, message, fix = WORDINGS[code]
    return Problem(path, line, code, field, message.replace("{}", detail), fix)
