"""A seeded corpus of Vietnamese articles, for measuring builds. Same seed, same bytes."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

from plugins.vietnamese import VIETNAM

CATEGORIES, TAGS, AUTHORS = 10, 200, 20
_WORDS = (
    "xã thôn bản làng dân bà con cán bộ đảng viên chi bộ hội nghị nghị quyết kế hoạch mùa vụ "
    "lúa cam vườn đồng ruộng nước kênh mương đê sông cầu đường trường lớp học sinh thầy cô "
    "trạm y tế tiêm phòng dịch bệnh an ninh trật tự giao thông phòng cháy chữa cháy mưa bão "
    "lũ rét nắng hạn chợ hàng hóa giá bán mua hợp tác thu nhập hộ nghèo khá giàu vay vốn ngân "
    "sách dự án công trình khởi công hoàn thành bàn giao nghiệm thu kiểm tra giám sát báo cáo "
    "kết quả tỷ lệ phần trăm số hồ sơ thủ tục hành chính một cửa trực tuyến căn cước đăng ký "
    "khai sinh đất đai xây dựng văn hóa lễ hội đình chùa hát chèo bóng chuyền thể thao thanh "
    "niên phụ nữ nông dân cựu chiến binh mặt trận "
).split()
_START = datetime(2016, 1, 4, 7, 0, tzinfo=VIETNAM)


def write_corpus(root: Path, articles: int, seed: int, *, picture: bytes | None = None) -> None:
    """Write `articles` articles of 350 to 600 words, half of them with a picture reference.

    Categories, tags and authors are drawn with falling frequency, as in real newsrooms.
    """
    random_source = random.Random(seed)
    if picture is not None:
        target = root / "media/2026/11/canh-dong.jpg"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(picture)
    for number in range(articles):
        _write_article(root, number, random_source, has_picture=picture is not None)


def _write_article(root: Path, number: int, source: random.Random, *, has_picture: bool) -> None:
    moment = _START + timedelta(minutes=570 * number)
    category = min(int(source.expovariate(0.35)), CATEGORIES - 1)
    tags = sorted({min(int(source.expovariate(0.03)), TAGS - 1) for _ in range(3)})
    author = min(int(source.expovariate(0.2)), AUTHORS - 1)
    title = f"{_sentence(source, 9)[:-1]} số {number}"
    lines = [
        "---",
        f"title: {title}",
        f"date: {moment:%Y-%m-%dT%H:%M:%S}+07:00",
        f"category: Chuyên mục {category + 1}",
        f"summary: {_sentence(source, 28)}",
        f"authors: [Tác giả {author + 1}]",
        "tags: [" + ", ".join(f"thẻ {tag + 1}" for tag in tags) + "]",
    ]
    if has_picture and number % 2 == 0:
        lines += [
            "image:",
            "  src: media/2026/11/canh-dong.jpg",
            "  alt: Cánh đồng lúa chín dưới chân đê",
        ]
    paragraphs = [_paragraph(source) for _ in range(source.randint(7, 11))]
    paragraphs.insert(3, f"## {_sentence(source, 6)[:-1]}")
    folder = root / f"articles/chuyen-muc-{category + 1}/{moment:%Y}"
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join([*lines, "---", "", "\n\n".join(paragraphs), ""])
    (folder / f"bai-{number:05}.md").write_text(text, encoding="utf-8")


def _paragraph(source: random.Random) -> str:
    return " ".join(_sentence(source, source.randint(9, 17)) for _ in range(4))


def _sentence(source: random.Random, words: int) -> str:
    text = " ".join(source.choice(_WORDS) for _ in range(words))
    return f"{text[0].upper()}{text[1:]}."
