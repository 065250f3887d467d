"""Related articles of a portal: its facts handed to `plugins.related`, ids back to articles."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from plugins.content_model.models import Article, Status
from plugins.engine.cache import Cache, code_fingerprint, fingerprint
from plugins.engine.workers import over_all
from plugins.portal import reading
from plugins.portal.reading import Bodies
from plugins.portal.site import Site
from plugins.related import Comparison, RelatedSettings, Signature, Terms, compare, select, terms

#: The addresses of the nearest articles by address, best first.
Nearest: TypeAlias = Mapping[str, tuple[str, ...]]

#: How many the data file names; pages show the first of them.
NEAREST = 10
_SETTINGS = RelatedSettings(max_items=NEAREST)
_PLUGINS = Path(__file__).parents[1]
#: What decides who is near whom.
_CODE = (*reading.CODE, _PLUGINS / "related")


def nearest_articles(
    site: Site, bodies: Bodies, cache: Path | None = None, *, unpublished: Sequence[Article] = ()
) -> Mapping[str, tuple[Article, ...]]:
    """Return the nearest articles of each article that has a page, best first, by address.

    `unpublished` are others that have no page yet: they get what theirs would show, and stand in
    nobody's list. In the folder `cache` is kept what each article says, and who is near whom.
    """
    by_slug: dict[str, list[str]] = defaultdict(list)
    for article in site.listed:
        by_slug[article.slug].append(article.url)
    by_url = {article.url: article for article in site.listed}
    articles = [item for item in site.articles if item.status is not Status.WITHDRAWN]
    articles += unpublished
    signatures = [
        _signature(article, by_slug, is_listed=article.url in by_url) for article in articles
    ]
    said = _Said(articles, signatures, bodies)
    found = (
        _kept(signatures, said, cache, is_build=not unpublished)
        if cache
        else select(signatures, said.read(range(len(articles))), _SETTINGS)
    )
    return {url: tuple([by_url[near] for near in nearest]) for url, nearest in found.items()}


class _Said:
    """What articles say, as far as that is compared."""

    def __init__(
        self, articles: Sequence[Article], signatures: Sequence[Signature], bodies: Bodies
    ) -> None:
        self._articles = articles
        self._signatures = signatures
        self._bodies = bodies
        self._read: dict[int, Terms] = {}

    def read(self, places: Sequence[int]) -> list[Terms]:
        """Return the terms of the articles at some places."""
        missing = [place for place in places if place not in self._read]
        self._read |= zip(missing, over_all(self._terms, missing), strict=True)
        return [self._read[place] for place in places]

    def keys(self, code: bytes, folder: Path) -> list[bytes]:
        """Return a name for the terms of each article; only articles that changed are read.

        Not what an article says has its name there, but what of it is compared: a change far down
        in a text is none.
        """
        texts = [
            fingerprint(one.path, one.digest, one.title, one.lead, *signature.tags)
            for one, signature in zip(self._articles, self._signatures, strict=True)
        ]
        cache = Cache(folder, "terms")
        known: dict[bytes, bytes] = cache.load([code]).get(code, {})
        missing = [place for place, text in enumerate(texts) if text not in known]
        for place, its in zip(missing, self.read(missing), strict=True):
            known[texts[place]] = _name(its)
        if missing:
            cache.store({code: {text: known[text] for text in texts}}, keep=())
        return [known[text] for text in texts]

    def _terms(self, place: int) -> Terms:
        article, signature = self._articles[place], self._signatures[place]
        text = self._bodies(article).text
        return terms(replace(signature, title=article.title, lead=article.lead, text=text))


def _kept(signatures: Sequence[Signature], said: _Said, folder: Path, *, is_build: bool) -> Nearest:
    """Return who is near whom, comparing only what changed since the last time.

    What is asked besides a build leaves to the next one what the last one kept.
    """
    code = fingerprint(code_fingerprint(_CODE, (*reading.LIBRARIES, "numpy")), repr(_SETTINGS))
    keys = said.keys(code, folder)
    facts = [
        (one.article_id, one.category, str(one.published), one.pinned, one.banned, one.lang)
        for one in signatures
    ]
    candidates = "".join(["1" if one.candidate else "0" for one in signatures])
    whole = fingerprint(code, *keys, repr(facts), candidates)
    everything = Cache(folder, "compared")

    def compared() -> Nearest:
        known: Comparison | None = everything.load([code]).get(code)
        found = compare(known, signatures, keys, said.read, _SETTINGS, over_all)
        if is_build or known is None:
            everything.store({code: found}, keep=())
        return found.lists

    if not is_build:
        return compared()
    nearest: Nearest = Cache(folder, "related").only(whole, compared)
    return nearest


def _name(its: Terms) -> bytes:
    """Return a hash of terms; written out as text they would take ten times as long."""
    start = repr((len(its.keys), its.body_length, its.ordinals, its.figures)).encode()
    return hashlib.blake2b(b"".join((start, its.keys, its.counts)), digest_size=20).digest()


def _signature(
    article: Article, by_slug: Mapping[str, Iterable[str]], *, is_listed: bool
) -> Signature:
    return Signature(
        article_id=article.url,
        title="",
        lead="",
        text="",
        category=article.category.slug,
        published=article.published,
        pinned=tuple(url for slug in article.pinned for url in by_slug.get(slug, ())),
        banned=tuple(url for slug in article.banned for url in by_slug.get(slug, ())),
        lang=article.lang,
        candidate=is_listed,
        tags=tuple([tag.slug for tag in article.tags]),
    )
