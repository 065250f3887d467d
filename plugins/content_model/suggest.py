"""What an editor probably meant, among many candidates.

`nearest` compares letter by letter, which takes seconds among ten thousand long slugs or paths.
Here the candidates are few before it is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from plugins.vietnamese import fold, nearest

_SHORT = 24
_MOST_COMPARED = 300

#: Keys as editors know them from other programs or say them in Vietnamese.
_OTHER_NAMES = {
    "title": ("tiêu đề", "tên bài", "tít", "headline"),
    "date": ("ngày", "ngày đăng", "ngày giờ", "thời gian", "published", "publish_date", "pubdate"),
    "category": ("chuyên mục", "danh mục", "mục", "categories", "section"),
    "summary": ("tóm tắt", "sapo", "sa pô", "mô tả", "description", "excerpt", "lead"),
    "authors": ("tác giả", "bút danh", "người viết", "byline"),
    "source": ("nguồn", "nguồn tin"),
    "tags": ("thẻ", "từ khóa", "keywords", "nhãn"),
    "image": ("ảnh", "hình", "ảnh đại diện", "cover", "thumbnail", "picture", "featured_image"),
    "slug": ("đường dẫn", "đường dẫn tĩnh", "permalink", "alias"),
    "id": ("mã", "mã bài", "guid", "uuid"),
    "modified": ("cập nhật", "ngày cập nhật", "updated", "lastmod", "last_modified"),
    "expires": ("hết hạn", "ngày hết hạn", "expiry", "expirydate", "unpublish"),
    "status": ("trạng thái", "draft", "state"),
    "featured": ("nổi bật", "tin nổi bật", "pinned"),
    "related": ("liên quan", "tin liên quan"),
    "corrections": ("đính chính",),
    "lang": ("ngôn ngữ", "language", "locale"),
    "src": ("tệp", "file", "path", "url", "đường dẫn"),
    "alt": ("mô tả", "mô tả ảnh", "description"),
    "caption": ("chú thích", "title"),
    "credit": ("nguồn ảnh", "người chụp", "author", "nguồn"),
    "name": ("tên", "title"),
    "order": ("thứ tự", "weight", "position"),
    "parent": ("cấp trên", "chuyên mục cha"),
}

#: Values of closed sets, said in Vietnamese.
_OTHER_VALUES = {
    "published": ("đăng", "đã đăng", "xuất bản"),
    "draft": ("nháp", "bản nháp"),
    "hidden": ("ẩn",),
    "withdrawn": ("gỡ", "đã gỡ", "thu hồi"),
    "commune": ("xã",),
    "ward": ("phường",),
    "town": ("thị xã",),
    "district": ("huyện",),
    "special_zone": ("đặc khu",),
    "true": ("có", "đúng", "yes"),
    "false": ("không", "sai", "no"),
}


def near_value(written: str, choices: Iterable[str]) -> str | None:
    """Return the value of a closed set that an unknown value stands for."""
    values = list(choices)
    for value in values:
        if fold(written) in {fold(name) for name in _OTHER_VALUES.get(value, ())}:
            return value
    return nearest(written, values)


def near_key(written: str, known: Iterable[str]) -> str | None:
    """Return the key of a closed set that an unknown key stands for."""
    keys = list(known)
    spelled = fold(written).replace("-", " ").replace("_", " ").strip()
    for key in keys:
        if spelled in {fold(name).replace("_", " ") for name in _OTHER_NAMES.get(key, ())}:
            return key
    return nearest(written, keys)


def near_slug(written: str, slugs: Collection[str]) -> str | None:
    """Return the slug that is meant by one that does not exist."""
    return nearest(written, _alike(written, slugs, "-"))


def near_path(written: str, paths: Collection[str]) -> str | None:
    """Return the file that is meant by a path where there is none.

    A file of the same name in another folder, else the nearest name in the same folder, else the
    nearest path with the same beginning.
    """
    folder, _, name = written.rpartition("/")
    folded = fold(name)
    moved = sorted(path for path in paths if fold(path.rpartition("/")[2]) == folded)
    if moved:
        return nearest(written, moved[:_MOST_COMPARED]) or moved[0]
    siblings = {
        path.rpartition("/")[2]: path for path in paths if path.rpartition("/")[0] == folder
    }
    near = nearest(name, _alike(name, siblings, "-"))
    if near is not None:
        return siblings[near]
    top = written.partition("/")[0]
    return nearest(written, _alike(written, [p for p in paths if p.partition("/")[0] == top], "/"))


def _alike(written: str, candidates: Iterable[str], separator: str) -> list[str]:
    """Return the candidates that share most words with what is written, or are short as well."""
    words = Counter(fold(written).split(separator))
    shared = [
        (-(words & Counter(fold(candidate).split(separator))).total(), candidate)
        for candidate in candidates
    ]
    is_short = len(written) <= _SHORT
    likely = [
        item for item in shared if item[0] or (is_short and len(item[1]) <= len(written) + _SHORT)
    ]
    return [candidate for _, candidate in sorted(likely)[:_MOST_COMPARED]]
