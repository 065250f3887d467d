"""Related articles of a portal: its facts handed to `plugins.related`, ids back to articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from plugins.content_model.models import Article, Status
from plugins.engine.cache import Cache, code_fingerprint, fingerprint
from plugins.engine.workers import over_all
from plugins.portal.reading import Bodies
from plugins.portal.site import Site
from plugins.related import RelatedSettings, Signature, Terms, select, terms

#: How many the data file names; pages show the first of them.
NEAREST = 10
_SETTINGS = RelatedSettings(max_items=NEAREST)
_PLUGINS = Path(__file__).parents[1]
#: What decides who is near whom.
_CODE = (_PLUGINS / "related", _PLUGINS / "vietnamese")


def nearest_articles(
    site: Site, bodies: Bodies, cache: Path | None = None
) -> Mapping[str, tuple[Article, ...]]:
    """Return the nearest articles of each article that has a page, best first, by address.

    In the folder `cache` is kept what each article says, and who is near whom.
    """
    by_slug: dict[str, list[str]] = defaultdict(list)
    for article in site.listed:
        by_slug[article.slug].append(article.url)
    by_url = {article.url: article for article in site.listed}
    articles = [item for item in site.articles if item.status is not Status.WITHDRAWN]
    signatures = [
        _signature(article, by_slug, is_listed=article.url in by_url) for article in articles
    ]
    said = _said(articles, signatures, bodies, Cache(cache, "terms") if cache else None)
    found = _kept(signatures, said, cache) if cache else select(signatures, said, _SETTINGS)
    return {url: tuple(by_url[near] for near in nearest) for url, nearest in found.items()}


def _kept(
    signatures: Sequence[Signature], said: Sequence[Terms], folder: Path
) -> Mapping[str, tuple[str, ...]]:
    code = code_fingerprint(_CODE, ("numpy",))
    # Not what an article says, but what of it is compared: a change far down in a text is none.
    compared = [part for one in said for part in (one.keys, one.counts)]
    others = [
        repr((replace(one, title="", lead=""), replace(its, keys=b"", counts=b"")))
        for one, its in zip(signatures, said, strict=True)
    ]
    whole = fingerprint(code, repr(_SETTINGS), *compared, *others)
    lists = Cache(folder, "related")
    if (found := lists.load([whole]).get(whole)) is None:
        found = select(signatures, said, _SETTINGS, over_all)
        lists.store({whole: found}, keep=())
    nearest: Mapping[str, tuple[str, ...]] = found
    return nearest


def _said(
    articles: Sequence[Article],
    signatures: Sequence[Signature],
    bodies: Bodies,
    cache: Cache | None,
) -> list[Terms]:
    code = code_fingerprint(_CODE, ("numpy",))
    keys = [fingerprint(code, one.path, one.digest, one.title, one.lead) for one in articles]
    known = cache.load(keys) if cache else {}

    def read(place: int) -> Terms:
        return terms(replace(signatures[place], text=bodies(articles[place]).text))

    missing = [place for place, key in enumerate(keys) if key not in known]
    fresh = dict(zip((keys[place] for place in missing), over_all(read, missing), strict=True))
    if fresh and cache:
        cache.store(fresh, keep=keys)
    return [known.get(key) or fresh[key] for key in keys]


def _signature(
    article: Article, by_slug: Mapping[str, Iterable[str]], *, is_listed: bool
) -> Signature:
    return Signature(
        article_id=article.url,
        title=article.title,
        lead=article.lead,
        text="",
        category=article.category.slug,
        published=article.published,
        pinned=tuple(url for slug in article.pinned for url in by_slug.get(slug, ())),
        banned=tuple(url for slug in article.banned for url in by_slug.get(slug, ())),
        lang=article.lang,
        candidate=is_listed,
    )
