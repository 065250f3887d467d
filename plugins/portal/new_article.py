"""A new article's file, with its front matter filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import yaml

from plugins.content_model import PortalData
from plugins.content_model.models import Term
from plugins.content_model.vocabulary import closed
from plugins.vietnamese import nearest, normalise_text, slugify

_LONGEST_TITLE = 200
_TEMPLATE = """\
---
{filled_in}summary:
tags: []
status: draft  # xóa dòng này khi đăng
---

Viết nội dung ở đây. Dòng trống ngăn các đoạn; đề mục bắt đầu bằng ##.
"""


class NewArticleError(Exception):
    """The article cannot be made as asked; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class NewArticle:
    """A file to be written: its path in the content folder and its text."""

    path: str
    text: str


def build_new_article(title: str, category: str, data: PortalData, now: datetime) -> NewArticle:
    """Build a draft with title, date, category and byline filled in.

    Raises NewArticleError for a title that gives no address or is too long, and for an unknown
    category.
    """
    title = normalise_text(title)
    slug = slugify(title)
    if not slug:
        raise NewArticleError("TITLE: tiêu đề cần có chữ cái hay chữ số")
    if len(title) > _LONGEST_TITLE:
        message = f"TITLE: tiêu đề dài {len(title)} ký tự -> viết tối đa {_LONGEST_TITLE} ký tự"
        raise NewArticleError(message)
    chosen = _category(category, data)
    front = {
        "title": title,
        "date": now.strftime("%Y-%m-%dT%H:%M"),
        "category": chosen.slug if data.categories is not None else chosen.name,
        "authors": [data.portal.byline],
    }
    filled_in = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=1000)
    return NewArticle(
        f"articles/{chosen.slug}/{now:%Y}/{slug}.md", _TEMPLATE.format(filled_in=filled_in)
    )


def _category(written: str, data: PortalData) -> Term:
    written = normalise_text(written)
    if data.categories is None:
        slug = slugify(written)
        if not slug:
            raise NewArticleError("CATEGORY: tên chuyên mục cần có chữ cái hay chữ số")
        return Term(slug, written)
    terms = tuple(Term(category.slug, category.name) for category in data.categories)
    found = closed("category", terms).find(written)
    if found is not None:
        return found
    slugs = [category.slug for category in data.categories]
    near = nearest(written, slugs)
    hint = f"có phải {near}?" if near else f"chọn một trong: {', '.join(slugs)}"
    raise NewArticleError(f"CATEGORY: không có chuyên mục “{written}” -> {hint}")


def write_new_article(root: Path, article: NewArticle) -> Path:
    """Write the file. Raises NewArticleError when there is one already."""
    target = root / article.path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("x", encoding="utf-8") as handle:
            handle.write(article.text)
    except FileExistsError:
        raise NewArticleError(f"TITLE: đã có tệp {article.path} -> đặt tiêu đề khác") from None
    return target
