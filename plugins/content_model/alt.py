"""Alternative texts that say nothing, and why.

The rules are those of portals that refuse lazy texts when an editor saves: no file name, no
word such as "ảnh" or "logo" in the place of a description, not the title once more.
"""

from __future__ import annotations

import re

from plugins.vietnamese import fold

LONGEST_ALT = 250
ALT_FIX = "tả trong một câu điều người xem thấy trong ảnh, ví dụ: Bà con gặt lúa trên đồng Gò Mít"
_FEWEST_LETTERS = 3
_FILE_NAME = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|heic|bmp|tiff?)$"
    r"|^(?:img|dsc[nf]?|image|photo|screenshot|anh|hinh|pic|picture)?[\d _.-]*\d$"
)
# With their marks: "anh bộ đội" describes a person, "ảnh bộ đội" repeats that it is a picture.
_EMPTY_WORDS = re.compile(
    r"(?:ảnh(?! hưởng)|hình ảnh|bức ảnh|tấm ảnh|hình minh họa|hình minh hoạ|hình chụp|image|"
    r"picture|photo|logo|icon|banner)\b|(?:hình|anh|hinh anh)$"
)


def lazy_alt(alt: str, src: str, title: str) -> str | None:
    """Return what is wrong with an alternative text, in Vietnamese, or None.

    `src` is the picture's path, `title` the title of the item that shows it.
    """
    folded = fold(alt).strip(" .")
    # With its marks: a good description may be what the file is named after.
    plain = alt.lower().strip(" .")
    stem = src.rpartition("/")[2].rpartition(".")[0].lower()
    if not any(letter.isalnum() for letter in folded):
        return "thiếu mô tả ảnh"
    if _FILE_NAME.search(folded) or plain in {stem, re.sub(r"[-_]+", " ", stem)}:
        return "mô tả ảnh chỉ là tên tệp"
    if title and folded == fold(title).strip(" ."):
        return "mô tả ảnh chép lại tiêu đề"
    if _EMPTY_WORDS.match(plain):
        return "mô tả ảnh mở đầu bằng chữ “ảnh”, “hình” hay chỉ gọi tên loại tệp"
    if len(folded) < _FEWEST_LETTERS:
        return "mô tả ảnh quá ngắn"
    if len(alt) > LONGEST_ALT:
        return f"mô tả ảnh dài {len(alt)} ký tự, trên {LONGEST_ALT}"
    return None
