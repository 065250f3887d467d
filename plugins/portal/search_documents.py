"""What search can find: articles, standing pages and the pages of the counters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from plugins import dossiers
from plugins.content_model.models import Article, Status
from plugins.dossiers import ReportView, Results
from plugins.engine.cache import fingerprint
from plugins.portal.reading import Bodies
from plugins.portal.site import Site
from plugins.portal.texts import lead_of, summary_of
from plugins.search import Entry, Wording
from plugins.vietnamese import format_iso

#: What results can be narrowed down to, in this order.
KINDS = (
    ("news", "Tin bài"),
    ("documents", "Văn bản"),
    ("procedures", "Thủ tục hành chính"),
    ("pages", "Trang thông tin"),
)
_KIND = {kind: place for place, (kind, _) in enumerate(KINDS)}
_NO_CATEGORY = -1


@dataclass(frozen=True, slots=True)
class Document:
    """Something to be found. `key` names what it says, `wording` reads it."""

    key: bytes
    entry: Entry
    wording: Callable[[], Wording]


@dataclass(frozen=True, slots=True)
class Report:
    """What a page of the counters says, without its figures."""

    url: str
    heading: str
    summary: str
    text: str


def read_reports(results: Results) -> list[Report]:
    """Read the pages of the counters. To tell their words all their charts are drawn: keep them."""
    return [
        Report(url, report.heading, report.summary, _words_of(report))
        for url, build in dossiers.plan_pages(results)
        for report in (build(),)
    ]


def find_documents(site: Site, reports: Iterable[Report], bodies: Bodies) -> Iterator[Document]:
    """Yield everything that readers may find: what has no date first, then by date, oldest first.

    Of articles, those that lists show, and their translations.
    """
    undated = [*_pages(site, bodies), *_reports(reports)]
    yield from sorted(undated, key=lambda document: document.entry.url)
    places = {category.slug: place for place, category in enumerate(site.content.categories)}
    articles = [item for item in site.articles if item.status is Status.PUBLISHED]
    for article in sorted(articles, key=lambda item: (item.published, item.url)):
        category = article.category
        entry = Entry(
            url=article.url,
            title=article.title,
            date=format_iso(article.published)[:10],
            kind=_KIND[category.kind],
            category=places[category.slug],
            lang="" if article.lang == "vi" else article.lang,
        )
        topic = (article.topic,) if article.topic else ()
        tags = ". ".join([term.name for term in (*article.tags, *topic)])
        own = (article.url, article.digest, f"{article.published}", tags)
        yield Document(fingerprint(*own), entry, partial(_article, article, tags, bodies))


def _article(article: Article, tags: str, bodies: Bodies) -> Wording:
    picture = f"{article.image.alt}\n{article.image.caption}" if article.image else ""
    text = f"{bodies(article).text}\n{picture}"
    return Wording(article.title, lead_of(article), tags, text)


def _pages(site: Site, bodies: Bodies) -> Iterator[Document]:
    for page in site.pages:
        if page.status is Status.PUBLISHED:
            text = bodies(page).text
            entry = _undated(page.url, page.title, "pages", text)
            yield _document(entry, Wording(page.title, summary_of(page), "", text))


def _reports(reports: Iterable[Report]) -> Iterator[Document]:
    for report in reports:
        shown = f"{report.summary}\n{report.text}"
        entry = _undated(report.url, report.heading, "procedures", shown)
        yield _document(entry, Wording(report.heading, report.summary, "", report.text))


def _words_of(report: ReportView) -> str:
    """Return the words of a report's tables; nobody looks for its figures."""
    lines: list[str] = []
    for table in report.tables:
        lines += [table.caption, *[row.heading for row in table.rows]]
    return "\n".join(lines)


def _undated(url: str, title: str, kind: str, text: str) -> Entry:
    return Entry(url, title, "", _KIND[kind], _NO_CATEGORY, text)


def _document(entry: Entry, wording: Wording) -> Document:
    return Document(fingerprint(entry.url, repr(wording)), entry, lambda: wording)
