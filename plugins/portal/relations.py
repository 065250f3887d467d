"""Related articles of a portal: its facts handed to `plugins.related`, ids back to articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from plugins.content_model.models import Article, Status
from plugins.portal.site import Site
from plugins.related import RelatedSettings, Signature, relate

#: How many the data file names; pages show the first of them.
NEAREST = 10


def nearest_articles(site: Site) -> Mapping[str, tuple[Article, ...]]:
    """Return the nearest articles of each article that has a page, best first, by address."""
    by_slug: dict[str, list[str]] = defaultdict(list)
    for article in site.listed:
        by_slug[article.slug].append(article.url)
    by_url = {article.url: article for article in site.listed}
    signatures = [
        _signature(article, by_slug, is_listed=article.url in by_url)
        for article in site.articles
        if article.status is not Status.WITHDRAWN
    ]
    found = relate(signatures, RelatedSettings(max_items=NEAREST))
    return {url: tuple(by_url[near] for near in nearest) for url, nearest in found.items()}


def _signature(
    article: Article, by_slug: Mapping[str, Iterable[str]], *, is_listed: bool
) -> Signature:
    return Signature(
        article_id=article.url,
        title=article.title,
        lead=article.lead,
        text=article.body.text,
        category=article.category.slug,
        published=article.published,
        pinned=tuple(url for slug in article.pinned for url in by_slug.get(slug, ())),
        banned=tuple(url for slug in article.banned for url in by_slug.get(slug, ())),
        lang=article.lang,
        candidate=is_listed,
    )
