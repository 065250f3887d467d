"""From validated front matter to the facts of one article or page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from plugins.content_model.documents import Document
from plugins.content_model.models import (
    Article,
    Category,
    Correction,
    Page,
    Picture,
    Source,
    Status,
    Target,
    Term,
    Topic,
)
from plugins.content_model.schema import ArticleFile, PageFile, PictureFile
from plugins.content_model.vocabulary import Vocabulary
from plugins.vietnamese import VIETNAM


def address_of(front: ArticleFile | PageFile, slug: str) -> str:
    """Return the address that an article or page has on the portal."""
    if isinstance(front, PageFile):
        return f"/{slug}/"
    return f"/tin-tuc/{front.date.year}/{front.date.month:02}/{slug}/"


def identity_of(front: ArticleFile | PageFile, path: str) -> str:
    """Return the permanent id: as stated, or the file's path in its folder without suffix."""
    folder = "pages/" if isinstance(front, PageFile) else "articles/"
    return front.id or path.removeprefix(folder).removesuffix(".md")


def article(
    doc: Document,
    front: ArticleFile,
    category: Category,
    topic: Topic | None,
    tags: Vocabulary,
    authors: Vocabulary,
    byline: str,
    now: datetime,
) -> Article:
    """Return an article's facts as of `now`. `byline` signs what has neither author nor source."""
    # What another newsroom wrote is not signed with our name.
    own_byline = () if front.source else (byline,)
    return Article(
        path=doc.path,
        article_id=identity_of(front, doc.path),
        slug=doc.slug,
        url=address_of(front, doc.slug),
        title=front.title,
        lead=front.summary or "",
        published=front.date.astimezone(VIETNAM),
        status=status_of(front, now),
        category=category,
        opening=doc.opening,
        modified=front.modified,
        expires=front.expires,
        topic=topic,
        tags=_terms(tags, front.tags),
        authors=_terms(authors, front.authors or front.author or own_byline),
        source=Source(front.source.name, front.source.url) if front.source else None,
        image=_picture(front.image) or doc.picture,
        pinned=front.related.pin,
        banned=front.related.ban,
        featured_until=front.featured.until if front.featured else None,
        corrections=tuple(
            Correction(item.date, item.note)
            for item in sorted(front.corrections, key=lambda item: item.date)
        ),
        lang=front.lang,
        targets=_targets(doc),
        digest=doc.digest,
    )


def page(doc: Document, front: PageFile) -> Page:
    """Return a page's facts."""
    return Page(
        path=doc.path,
        page_id=identity_of(front, doc.path),
        slug=doc.slug,
        url=address_of(front, doc.slug),
        title=front.title,
        summary=front.summary or "",
        status=Status(front.status),
        opening=doc.opening,
        modified=front.modified,
        image=_picture(front.image),
        order=front.order,
        lang=front.lang,
        targets=_targets(doc),
        digest=doc.digest,
    )


def status_of(front: ArticleFile, now: datetime) -> Status:
    """Return what an article is at this moment; draft and withdrawn win over any date."""
    if front.status in {"draft", "withdrawn"}:
        return Status(front.status)
    if front.date > now:
        return Status.SCHEDULED
    if front.expires and front.expires <= now:
        return Status.EXPIRED
    return Status(front.status)


def _targets(doc: Document) -> tuple[str, ...]:
    kinds = (Target.CONTENT, Target.PICTURE)
    return tuple(reference.target for reference in doc.references if reference.kind in kinds)


def _terms(vocabulary: Vocabulary, names: Iterable[str]) -> tuple[Term, ...]:
    found = [vocabulary.find(name) for name in names]
    return tuple(dict.fromkeys(term for term in found if term is not None))


def _picture(picture: PictureFile | None) -> Picture | None:
    if picture is None:
        return None
    return Picture(picture.src, picture.alt, picture.caption, picture.credit)
