"""From documents and data files to the facts of the portal, with every check between files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from plugins.content_model import facts
from plugins.content_model.collisions import check_collisions, item_of
from plugins.content_model.data import PORTAL, PortalData
from plugins.content_model.documents import Document
from plugins.content_model.located import Located
from plugins.content_model.models import (
    Article,
    Category,
    DossierPeriod,
    Page,
    Redirect,
    ServiceScore,
    Term,
    Topic,
)
from plugins.content_model.problems import Problem
from plugins.content_model.schema import ArticleFile, PageFile
from plugins.content_model.schema_portal import PortalFile
from plugins.content_model.visit_models import EarlierVisits, VisitMonth
from plugins.content_model.vocabulary import Use, Vocabulary, check_closed, closed, opened
from plugins.vietnamese import sort_key

_Sources: TypeAlias = Sequence[tuple[Document, ArticleFile]]


@dataclass(frozen=True, slots=True)
class Content:
    """The facts of a portal. Articles are newest first, pages in the order of the site map.

    `topics` are those that data/topics.yaml declares, or, without it, those that articles name.
    """

    portal: PortalFile
    categories: tuple[Category, ...]
    articles: tuple[Article, ...]
    pages: tuple[Page, ...]
    periods: tuple[DossierPeriod, ...]
    scores: tuple[ServiceScore, ...] = ()
    months: tuple[VisitMonth, ...] = ()
    earlier: EarlierVisits | None = None
    topics: tuple[Topic, ...] = ()
    redirects: tuple[Redirect, ...] = ()


def newest_first(article: Article) -> tuple[float, str]:
    """Return the key that sorts articles newest first, then by id and language: a total order."""
    return (-article.published.timestamp(), f"{article.article_id}\x00{article.lang}")


def assemble(
    documents: Sequence[Document], data: PortalData, now: datetime
) -> tuple[Content, list[Problem]]:
    """Put documents and data together as of `now` (aware).

    Documents whose front matter has a problem are left out of the content; what is known of them
    is checked against the others all the same.
    """
    sources = [(doc, doc.known) for doc in documents if isinstance(doc.known, ArticleFile)]
    categories, problems = _vocabulary(sources, "category", _terms_of(data.categories))
    topics, found = _vocabulary(sources, "topic", _terms_of(data.topics))
    problems += found
    tags, found = _vocabulary(sources, "tags", data.tags)
    problems += found
    authors, found = _vocabulary(sources, "authors", None, data)
    problems += found
    by_slug = {category.slug: category for category in data.categories or ()}
    stories = {topic.slug: topic for topic in data.topics or ()}
    articles: list[Article] = []
    for doc in documents:
        term = categories.find(doc.front.category) if isinstance(doc.front, ArticleFile) else None
        if not isinstance(doc.front, ArticleFile) or term is None or not doc.slug:
            continue
        category = by_slug.setdefault(term.slug, Category(term.slug, term.name))
        named = topics.find(doc.front.topic) if doc.front.topic else None
        topic = stories.setdefault(named.slug, Topic(named.slug, named.name)) if named else None
        byline = data.portal.byline
        articles.append(facts.article(doc, doc.front, category, topic, tags, authors, byline, now))
    pages = [
        facts.page(doc, doc.front)
        for doc in documents
        if isinstance(doc.front, PageFile) and doc.slug
    ]
    known = [(doc, doc.known) for doc in documents]
    problems += check_collisions(
        [item_of(doc, front) for doc, front in known if isinstance(front, ArticleFile | PageFile)]
    )
    used = sorted({article.category.slug for article in articles}, key=sort_key)
    return Content(
        portal=data.portal,
        categories=data.categories or tuple(by_slug[slug] for slug in used),
        articles=tuple(sorted(articles, key=newest_first)),
        pages=tuple(sorted(pages, key=lambda page: (page.order, page.url, page.lang))),
        periods=data.periods,
        scores=data.scores,
        months=data.months,
        earlier=data.earlier,
        topics=tuple(stories[slug] for slug in sorted(stories)),
        redirects=data.redirects,
    ), problems


def _terms_of(named: Iterable[Category | Topic] | None) -> tuple[Term, ...] | None:
    if named is None:
        return None
    return tuple(Term(item.slug, item.name) for item in named)


def _vocabulary(
    sources: _Sources, field: str, terms: tuple[Term, ...] | None, data: PortalData | None = None
) -> tuple[Vocabulary, list[Problem]]:
    uses = [use for doc, front in sources for use in _uses(doc, front, field)]
    if terms is None:
        return opened(field, [*uses, *_byline(data)])
    vocabulary = closed(field, terms)
    # An unreadable data file has been reported; blaming every article for it would hide that.
    return vocabulary, list(check_closed(vocabulary, uses)) if terms else []


def _uses(doc: Document, front: ArticleFile, field: str) -> Iterable[Use]:
    key = "author" if field == "authors" and not front.authors else field
    if not doc.states(key):
        return []
    named: str | tuple[str, ...] | None = getattr(front, key)
    names = (named,) if isinstance(named, str) else named or ()
    return [Use(doc.path, doc.line(f"{key}.{n}"), name) for n, name in enumerate(names)]


def _byline(data: PortalData | None) -> Iterable[Use]:
    """The portal's own byline is an author like any other."""
    if data is None:
        return []
    return [Use(PORTAL, Located(None, data.lines).line("byline"), data.portal.byline)]
