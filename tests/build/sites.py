"""Small portals that a seed decides: what they have of everything, and what they do without."""

from __future__ import annotations

import calendar
from datetime import datetime, timedelta
from random import Random
from typing import Any

from portals import EPOCH, Content

from plugins.vietnamese import VIETNAM, slugify

ALT = "Bà con gặt lúa trên đồng Gò Mít"
TAGS = ("Lúa", "Vụ mùa", "Thủy lợi", "Chuyển đổi số", "Nông thôn mới", "Y tế")
TOPICS = ("Cầu Bến Lở", "Đê tả Khê", "Vụ cam")
AUTHORS = ("Tổ Tin tức", "Ban Nông nghiệp", "Trạm Khuyến nông")
CATEGORIES = ("Tin xã", "Tin thôn", "Thông báo", "Khuyến nông")
FIELDS = ("Tư pháp - Hộ tịch", "Đất đai", "Xây dựng", "Bảo trợ xã hội")
COLOURS = ("teal", "crimson", "gold", "navy", "olive", "coral")
_WORDS = """bà con gặt lúa mùa nước về đồng thôn xóm đường làng mương cầu cống trạm bơm giống vụ
đông xuân cam bưởi rau vườn chợ trường học bếp ăn lớp khuyến nông sổ đỏ hồ sơ đất rừng tiêm phòng
trâu bò gà hội thi văn nghệ tết trung thu quỹ khuyến học điện sáng nhà văn hóa sân bóng""".split()


def words(chance: Random, count: int) -> str:
    """Return so many words."""
    return " ".join(chance.choices(_WORDS, k=count))


def sentence(chance: Random, *, most: int = 18) -> str:
    """Return a sentence without a comma in it."""
    return f"{words(chance, chance.randint(4, most)).capitalize()}."


def prose(chance: Random) -> str:
    """Return a text: mostly a few paragraphs, sometimes many, with a heading now and then."""
    parts = [
        " ".join(sentence(chance) for _ in range(chance.randint(1, 4)))
        for _ in range(chance.choice((1, 3, 5, 40)))
    ]
    if len(parts) > 3:
        parts.insert(2, f"## {words(chance, 4).capitalize()}")
    return "\n\n".join(parts)


def figures(chance: Random, month: int) -> dict[str, object]:
    """Return a report of one month of 2026 whose numbers add up."""
    fields = chance.sample(FIELDS, k=chance.choice((0, 1, 2, 3)))
    rows = [{"field": field, **_counts(chance)} for field in fields]
    counts = _counts(chance)
    if rows:
        counts = {part: sum(row[part] for row in rows) for part in counts}
    return {
        "period": f"2026-{month:02}",
        "as_of": f"2026-{month:02}-{calendar.monthrange(2026, month)[1]}T17:00",
        **counts,
        **({"breakdown": rows} if rows else {}),
    }


def _counts(chance: Random) -> dict[str, Any]:
    parts = ("early", "on_time", "late", "pending_in_time", "pending_overdue")
    counts = {part: chance.randint(0, 60) for part in parts}
    return {"received": sum(counts.values()), **counts}


def points(chance: Random, quarter: int) -> dict[str, object]:
    """Return the service-quality score of one quarter of 2026."""
    keys = ("transparency", "timeliness", "digitisation")
    more = ("online_service", "online_payment", "satisfaction")
    return {
        "period": f"2026-Q{quarter}",
        "as_of": f"2026-{3 * quarter + 1:02}-05T09:00",
        **{key: f"{chance.randint(0, 100) / 10}" for key in (*keys, *more)},
    }


def write_site(content: Content, chance: Random) -> None:
    """Write a portal of 3 to 25 articles, with or without anything else."""
    is_closed = chance.random() < 0.6
    names = CATEGORIES[: chance.randint(1, len(CATEGORIES))]
    categories = [slugify(name) for name in names] if is_closed else list(names)
    if is_closed:
        content.data(
            "categories",
            [
                {"slug": slugify(name), "name": name, "order": place}
                for place, name in enumerate(names)
            ],
        )
    if is_closed or chance.random() < 0.7:
        _write_portal(content, chance, categories if is_closed else [])
    pictures = [
        content.picture(f"media/2026/11/anh-{number}.png", chance.choice(COLOURS))
        for number in range(chance.choice((0, 0, 1, 1, 3)))
    ]
    if chance.random() < 0.5:
        content.data("topics", [{"slug": slugify(name), "name": name} for name in TOPICS])
    for number in range(chance.randint(3, 25)):
        _write_article(content, chance, f"bai-{number}", chance.choice(categories), pictures)
    for number in range(chance.randint(0, 3)):
        content.page(f"trang-{number}", prose(chance), order=chance.randint(0, 2))
    for month in chance.sample(range(6, 11), k=chance.randint(0, 3)):
        content.data(f"dossiers/2026-{month:02}", figures(chance, month))


def _write_portal(content: Content, chance: Random, categories: list[str]) -> None:
    home: dict[str, object] = {}
    if categories:
        home["sections"] = chance.sample(categories, k=chance.randint(0, len(categories)))
        home["notices"] = chance.choice([None, *categories])
    # The smallest page there may be, so that a list soon has several.
    size = chance.choice((5, 5, 5, 7, 12))
    navigation = [{"category": slug} for slug in categories[:2]]
    feeds = {"full_text": chance.random() < 0.5}
    content.data(
        "portal",
        {"name": "Cổng xã Mẫu", "page_size": size, "home": home, "navigation": navigation}
        | {"feeds": feeds},
    )


def _write_article(
    content: Content, chance: Random, name: str, category: str, pictures: list[str]
) -> None:
    # A few at the same minute, some of them still to come; else over two years.
    hours = chance.choice((-24, -24, 3, *(-chance.randint(1, 730 * 24) for _ in range(20))))
    date = datetime.fromtimestamp(EPOCH, VIETNAM) + timedelta(hours=hours)
    front: dict[str, object] = {
        "topic": chance.choice((None, None, *TOPICS, slugify(TOPICS[0]))),
        "tags": chance.sample(TAGS, k=chance.choice((0, 1, 2, 3))),
        "authors": chance.sample(AUTHORS, k=chance.choice((0, 0, 1, 2))),
        "summary": chance.choice((None, sentence(chance))),
        "status": chance.choice((*(None,) * 12, "draft", "hidden", "withdrawn")),
    }
    if pictures and chance.random() < 0.3:
        front["image"] = {"src": chance.choice(pictures), "alt": ALT}
    if chance.random() < 0.1:
        front["expires"] = f"{date + timedelta(days=chance.randint(1, 800)):%Y-%m-%dT%H:%M}"
    content.article(
        f"{chance.choice(('', '2025/', 'xa/'))}{name}",
        prose(chance),
        title=f"{words(chance, 5).capitalize()} {name[4:]}",
        date=f"{date:%Y-%m-%dT%H:%M}",
        category=category,
        **front,
    )
