"""A seeded corpus of Vietnamese articles, for measuring builds. Same seed, same articles."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image

from plugins.vietnamese import VIETNAM

CATEGORIES, TAGS, AUTHORS = 10, 200, 20
#: The one picture of the corpus, and small: making pictures is not what is measured.
PICTURE = "media/2026/01/canh-dong.jpg"
PICTURE_ALT = "Cánh đồng lúa chín dưới chân đê"
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
_SHORTEST, _LONGEST, _HEADING = 350, 600, 6
#: Articles on one subject share phrases; without them no article would be related to another.
_ARTICLES_PER_SUBJECT, _PHRASES = 12, 8
#: In the past, however many articles there are: what is dated later is not published yet.
_START, _SPAN = datetime(2016, 1, 4, 7, 0, tzinfo=VIETNAM), timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """What one article says; `category` counts from 1, `body` is Markdown of 350 to 600 words."""

    number: int
    title: str
    published: datetime
    category: int
    summary: str
    author: str
    tags: tuple[str, ...]
    body: str

    @property
    def path(self) -> str:
        """Where the article stands, below the folder of articles."""
        return f"chuyen-muc-{self.category}/{self.published:%Y}/bai-{self.number:05}.md"

    @property
    def has_picture(self) -> bool:
        """Every second article refers to the picture."""
        return self.number % 2 == 0


def draw_articles(count: int, seed: int) -> Iterator[SampleArticle]:
    """Yield `count` articles, oldest first, evenly over ten years.

    Categories, tags and authors are drawn with falling frequency, as in real newsrooms.
    """
    source = random.Random(seed)
    subjects = [
        [" ".join(source.sample(_WORDS, 2)) for _ in range(_PHRASES)]
        for _ in range(1 + count // _ARTICLES_PER_SUBJECT)
    ]
    for number in range(count):
        phrases = source.choice(subjects)
        yield SampleArticle(
            number=number,
            title=_sentence(source, phrases, 10)[:-1],
            published=_START + timedelta(minutes=_SPAN / count * number // timedelta(minutes=1)),
            category=1 + _falling(source, 0.35, CATEGORIES),
            summary=_sentence(source, phrases, 28),
            author=f"Tác giả {1 + _falling(source, 0.2, AUTHORS)}",
            tags=tuple(
                f"thẻ {tag}" for tag in sorted({1 + _falling(source, 0.03, TAGS) for _ in range(3)})
            ),
            body=_body(source, phrases),
        )


def write_article(content: Path, article: SampleArticle) -> Path:
    """Write an article as editors of this project do; return its file."""
    lines = [
        "---",
        f"title: {article.title}",
        f"date: {article.published.isoformat()}",
        f"category: Chuyên mục {article.category}",
        f"summary: {article.summary}",
        f"authors: [{article.author}]",
        f"tags: [{', '.join(article.tags)}]",
    ]
    if article.has_picture:
        lines += ["image:", f"  src: {PICTURE}", f"  alt: {PICTURE_ALT}"]
    return write_text(
        content / "articles" / article.path, "\n".join([*lines, "---", "", article.body])
    )


def write_portal(content: Path) -> None:
    """Write what stands beside the articles: the picture, the categories, the navigation."""
    write_picture(content / PICTURE)
    slugs = [f"chuyen-muc-{number}" for number in range(1, CATEGORIES + 1)]
    write_text(
        content / "data/categories.yaml",
        "".join(
            f"- {{slug: {slug}, name: Chuyên mục {number}, order: {number}}}\n"
            for number, slug in enumerate(slugs, 1)
        ),
    )
    write_text(
        content / "data/portal.yaml",
        "name: Cổng thông tin để đo\nurl: https://do.example.vn\nnavigation:\n"
        + "".join(f"  - category: {slug}\n" for slug in slugs)
        + f"home:\n  sections: [{', '.join(slugs[:6])}]\n",
    )


def write_picture(path: Path) -> None:
    """Write the picture of the corpus."""
    data = BytesIO()
    Image.radial_gradient("L").resize((800, 533)).convert("RGB").save(data, "JPEG")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.getvalue())


def write_text(path: Path, text: str) -> Path:
    """Write a file and the folders above it; return the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def _falling(source: random.Random, rate: float, limit: int) -> int:
    return min(int(source.expovariate(rate)), limit - 1)


def _body(source: random.Random, phrases: list[str]) -> str:
    heading = _sentence(source, phrases, _HEADING)[:-1]
    left, sentences = source.randint(_SHORTEST, _LONGEST) - _HEADING, []
    while left:
        words = min(left, source.randint(9, 17))
        sentences.append(_sentence(source, phrases, words))
        left -= words
    paragraphs = [" ".join(sentences[start : start + 4]) for start in range(0, len(sentences), 4)]
    paragraphs.insert(3, f"## {heading}")
    return "\n\n".join(paragraphs) + "\n"


def _sentence(source: random.Random, phrases: list[str], words: int) -> str:
    """Make a sentence of so many words, two in five of them from phrases of the subject."""
    chosen = source.choices(_WORDS, k=words)
    for place in range(0, words - 4, 5):
        chosen[place + 1 : place + 3] = source.choice(phrases).split()
    text = " ".join(chosen)
    return f"{text[0].upper()}{text[1:]}."
