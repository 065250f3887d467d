"""What two files may not both have, and what one names that no other has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plugins.content_model.documents import Document
from plugins.content_model.facts import address_of, identity_of
from plugins.content_model.problems import Problem
from plugins.content_model.schema import ArticleFile, PageFile
from plugins.content_model.suggest import Slugs


@dataclass(frozen=True, slots=True)
class Item:
    """An article or page as others may refer to it; None where its file does not say so yet."""

    doc: Document
    front: ArticleFile | PageFile
    slug: str | None
    url: str | None
    identity: tuple[str, str, str] | None

    @property
    def slug_key(self) -> str:
        """The key that decides the slug."""
        return "slug" if "slug" in self.doc.lines else "title"


def item_of(doc: Document, front: ArticleFile | PageFile) -> Item:
    """Look at a document, whose front matter may have faults, as others see it."""
    has_slug = doc.states("slug") and (front.slug is not None or doc.states("title"))
    slug = doc.slug if has_slug else None
    url = address_of(front, doc.slug) if slug and doc.states("date") else None
    kind = "article" if isinstance(front, ArticleFile) else "page"
    identity = (kind, identity_of(front, doc.path), front.lang)
    return Item(doc, front, slug, url, identity if doc.states("id", "lang") else None)


def check_collisions(items: Sequence[Item]) -> Iterator[Problem]:
    """Yield a problem for each address, id or slug that is taken, missing or unknown."""
    for item in items:
        if item.slug == "":
            message = "tiêu đề không có chữ cái hay chữ số để làm đường dẫn"
            line = item.doc.line("title")
            yield Problem(item.doc.path, line, "slug-missing", "slug", message, "thêm khóa slug")
    yield from _same_address(items)
    yield from _same_identity(items)
    yield from _unknown_related(items)


def _same_address(items: Sequence[Item]) -> Iterator[Problem]:
    by_url: dict[str, list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda item: item.doc.path):
        if item.url is not None:
            by_url[item.url].append(item)
    for url, (first, *others) in by_url.items():
        for item in others:
            place = f"{first.doc.path}:{first.doc.line(first.slug_key)}"
            message = f"cùng địa chỉ {url} với {place}"
            fix = "thêm khóa slug khác cho một trong hai bài"
            line = item.doc.line(item.slug_key)
            yield Problem(item.doc.path, line, "slug-collision", "slug", message, fix)


def _same_identity(items: Sequence[Item]) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], Document] = {}
    for item in sorted(items, key=lambda item: item.doc.path):
        if item.identity is None:
            continue
        first = seen.setdefault(item.identity, item.doc)
        if first is not item.doc:
            message = f"mã “{item.identity[1]}” đã dùng ở {first.path}:{first.line('id')}"
            fix = "đặt mã khác; nếu là bản dịch thì thêm khóa lang"
            line = item.doc.line("id")
            yield Problem(item.doc.path, line, "id-collision", "id", message, fix)


def _unknown_related(items: Sequence[Item]) -> Iterator[Problem]:
    articles = [item for item in items if isinstance(item.front, ArticleFile)]
    slugs = {item.slug for item in articles if item.slug}
    # Where a title cannot be read, anything could be the slug that is named elsewhere.
    is_complete = all(item.slug is not None for item in articles)
    unknown: list[tuple[Item, str, int, str]] = []
    for item in articles:
        assert isinstance(item.front, ArticleFile)
        named = (("pin", item.front.related.pin), ("ban", item.front.related.ban))
        for key, values in named:
            for number, slug in enumerate(values):
                field = f"related.{key}"
                line = item.doc.line(f"{field}.{number}")
                if slug == item.slug:
                    message, fix = f"“{slug}” là chính bài này", "viết slug của bài khác, hoặc xóa"
                    yield Problem(item.doc.path, line, "related-self", field, message, fix)
                elif slug not in slugs and is_complete:
                    unknown.append((item, field, line, slug))
    known = Slugs(slugs if unknown else ())
    for item, field, line, slug in unknown:
        near = known.near(slug)
        fix = f"có phải {near}?" if near else "viết slug của một bài đang có"
        message = f"không có bài nào có slug “{slug}”"
        yield Problem(item.doc.path, line, "related-unknown", field, message, fix)
