"""What an editor probably meant, among many candidates.

`nearest` compares letter by letter, which takes seconds among ten thousand long slugs or paths.
Here the candidates are few before it is asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from plugins.vietnamese import fold, nearest

_SHORT = 24
_LONGEST = 200
_MOST_COMPARED = 300
_FEWEST_WORDS = 2

#: Anchors of headings begin so, that none is like an id of the theme's.
ANCHOR_PREFIX = "muc-"

#: Keys as editors know them from other programs or say them in Vietnamese.
_OTHER_NAMES = {
    "title": ("tiêu đề", "tên bài", "tít", "headline"),
    "date": ("ngày", "ngày đăng", "ngày giờ", "thời gian", "published", "publish_date", "pubdate"),
    "category": ("chuyên mục", "danh mục", "mục", "categories", "section"),
    "summary": ("tóm tắt", "sapo", "sa pô", "mô tả", "description", "excerpt", "lead"),
    "authors": ("tác giả", "bút danh", "người viết", "byline"),
    "source": ("nguồn", "nguồn tin"),
    "topic": ("dòng sự kiện", "sự kiện", "chủ đề", "topics", "series", "storyline"),
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
    "from": ("từ", "cũ", "source", "old", "nguồn"),
    "to": ("đến", "tới", "mới", "target", "new", "destination"),
    "permanent": ("vĩnh viễn", "chuyển hẳn", "status"),
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


def near_word(written: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that is meant; None for what is too long to be a slip."""
    return nearest(written, candidates) if len(written) <= _LONGEST else None


def near_anchor(written: str, anchors: Sequence[str]) -> str | None:
    """Return the anchor that is meant, also where its first word `muc` was left out."""
    if len(anchors) > _MOST_COMPARED:
        return None
    return near_word(written, anchors) or near_word(f"{ANCHOR_PREFIX}{written}", anchors)


def near_value(written: str, choices: Iterable[str]) -> str | None:
    """Return the value of a closed set that an unknown value stands for."""
    return _near_named(written, list(choices), _OTHER_VALUES)


def near_key(written: str, known: Iterable[str]) -> str | None:
    """Return the key of a closed set that an unknown key stands for."""
    return _near_named(written, list(known), _OTHER_NAMES)


def _near_named(
    written: str, known: Sequence[str], others: Mapping[str, Sequence[str]]
) -> str | None:
    spelled = _spelled(written)
    for word in known:
        if spelled in {_spelled(name) for name in others.get(word, ())}:
            return word
    return near_word(written, known)


def _spelled(written: str) -> str:
    return fold(written).replace("-", " ").replace("_", " ").strip()


class Slugs:
    """Many names of several words, among which to find the one that is meant.

    Only those that share most words with what is written are compared, or short ones.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._words = [(_words(name), name) for name in sorted(names)]
        self._answers: dict[str, str | None] = {}

    def near(self, written: str) -> str | None:
        """Return the name that is meant by one that does not exist.

        The nearest, else the shortest that has all its words and more.
        """
        if len(written) > _LONGEST:
            return None
        if written not in self._answers:
            near = near_word(written, self._alike(written))
            self._answers[written] = near or self._longer(_words(written))
        return self._answers[written]

    def _alike(self, written: str) -> list[str]:
        words = _words(written)
        length = len(written) + _SHORT if len(written) <= _SHORT else 0
        likely = [
            (-len(words & others), name)
            for others, name in self._words
            if len(name) <= length or not words.isdisjoint(others)
        ]
        return [name for _, name in sorted(likely)[:_MOST_COMPARED]]

    def _longer(self, words: frozenset[str]) -> str | None:
        if len(words) < _FEWEST_WORDS:
            return None
        longer = [(len(others), name) for others, name in self._words if words <= others]
        return min(longer)[1] if longer else None


class Paths:
    """The files of a content folder, among which to find the one that is meant."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_folder: dict[str, list[str]] = defaultdict(list)
        for path in sorted(paths):
            folder, _, name = path.rpartition("/")
            self._by_name[fold(name)].append(path)
            self._by_folder[folder].append(name)
        self._names: dict[str, Slugs] = {}
        self._all = Slugs(self._by_name)

    def near(self, written: str) -> str | None:
        """Return the file that is meant by a path where there is none.

        A file of the same name in another folder, else the nearest name in the same folder, else
        the nearest name anywhere.
        """
        folder, _, name = written.rpartition("/")
        if moved := self._by_name.get(fold(name)):
            return self._nearest_of(written, moved)
        if folder in self._by_folder and folder not in self._names:
            self._names[folder] = Slugs(self._by_folder[folder])
        if folder in self._names and (near := self._names[folder].near(name)):
            return f"{folder}/{near}".lstrip("/")
        near = self._all.near(name)
        return self._nearest_of(written, self._by_name[near]) if near else None

    def _nearest_of(self, written: str, paths: Sequence[str]) -> str:
        return near_word(written, paths[:_MOST_COMPARED]) or paths[0]


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(name)))
