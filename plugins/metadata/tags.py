"""Open Graph and Dublin Core: pairs for the meta elements of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.metadata.models import ImageFacts, PageFacts
from plugins.metadata.text import absolute_url, clean_line
from plugins.vietnamese import format_iso

Pairs = tuple[tuple[str, str], ...]

# For `link` elements: what the prefixes of `dublin_core` stand for (DC-HTML, DCMI 2008).
DUBLIN_CORE_SCHEMAS: Pairs = (
    ("schema.DC", "http://purl.org/dc/elements/1.1/"),
    ("schema.DCTERMS", "http://purl.org/dc/terms/"),
)


def open_graph(facts: PageFacts) -> Pairs:
    """Return property and content of the Open Graph, `article:` and Twitter card elements.

    Source: https://ogp.me. `article:author` is a profile address there, so that only authors
    with a page of their own are named.
    """
    return _stated(
        (
            ("og:type", "article" if facts.kind == "article" else "website"),
            ("og:title", facts.title),
            ("og:description", facts.description),
            ("og:url", absolute_url(facts.url, facts.url)),
            ("og:site_name", facts.site_name or facts.publisher_name),
            ("og:locale", _locale(facts.language)),
            *(_image(facts.image, facts.url) if facts.image else ()),
            *(_article(facts) if facts.kind == "article" else ()),
            ("twitter:card", "summary_large_image" if facts.image else "summary"),
        )
    )


def _image(image: ImageFacts, base: str) -> Iterator[tuple[str, str]]:
    yield "og:image", absolute_url(image.url, base)
    yield "og:image:width", str(image.width)
    yield "og:image:height", str(image.height)
    yield "og:image:alt", image.alt


def _article(facts: PageFacts) -> Iterator[tuple[str, str]]:
    if facts.published is not None:
        yield "article:published_time", format_iso(facts.published)
    if facts.modified is not None:
        yield "article:modified_time", format_iso(facts.modified)
    for author in facts.authors:
        yield "article:author", absolute_url(author.url, facts.url)
    yield "article:section", facts.section
    for tag in facts.tags:
        yield "article:tag", tag


def dublin_core(facts: PageFacts) -> Pairs:
    """Return name and content of the Dublin Core elements, mandatory ones first.

    Circular 24/2011/TT-BTTTT, article 4, wants title, creator, date, description, publisher
    and identifier, and advises language, source and subject. Where a page states no creator
    it is the publisher, where no description it is the title; a date is never made up.
    """
    creators = [author.name for author in facts.authors] or [facts.publisher_name]
    dated = facts.published or facts.modified
    return _stated(
        (
            ("DC.title", facts.title),
            *(("DC.creator", name) for name in creators),
            ("DC.date", format_iso(dated) if dated else ""),
            ("DC.description", facts.description or facts.title),
            ("DC.publisher", facts.publisher_name),
            ("DC.identifier", absolute_url(facts.url, facts.url)),
            ("DC.identifier", facts.article_id),
            ("DC.language", facts.language),
            ("DC.source", facts.source.name if facts.source else ""),
            ("DC.source", absolute_url(facts.source.url, facts.url) if facts.source else ""),
            ("DC.subject", facts.section),
            *(("DC.subject", tag) for tag in facts.tags),
            # DCMI Type Vocabulary.
            ("DC.type", "Text" if facts.kind in {"article", "page"} else "Collection"),
            ("DC.format", "text/html"),
            ("DCTERMS.modified", format_iso(facts.modified) if facts.modified else ""),
        )
    )


def _stated(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Return each pair once, cleaned, without those that say nothing."""
    return tuple(
        dict.fromkeys([(name, clean) for name, text in pairs if (clean := clean_line(text))])
    )


def _locale(language: str) -> str:
    """Return the locale that Open Graph names as language and territory, or nothing."""
    return {"vi": "vi_VN", "en": "en_US"}.get(language, "")
