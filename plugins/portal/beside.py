"""What stands beside an article: its topic's box, Tin liên quan, Đọc thêm, Tin mới."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from plugins.content_model import newest_first
from plugins.content_model.models import Article, Status
from plugins.portal.site import Site

#: How many related articles a page shows.
RELATED = 5
_IN_TOPIC, _MORE, _LATEST = 4, 4, 6
#: How far from an article its category is searched for others with pictures.
_FARTHEST = 40


class Beside(NamedTuple):
    """The articles in the lists of an article's page: none is the article itself, none is twice."""

    topic: Sequence[Article]
    related: Sequence[Article]
    more: Sequence[Article]
    latest: Sequence[Article]


def choose_beside(site: Site, article: Article, nearest: Sequence[Article]) -> Beside:
    """Choose what stands beside an article; `nearest` are its related articles, best first."""
    topic = _around_in_topic(site, article)
    used = {article.article_id, *(item.article_id for item in topic)}
    related = _unused(nearest, used, RELATED)
    candidates = chain(nearest, _around(site, article))
    more = _unused((item for item in candidates if item.image), used, _MORE)
    latest = _unused(site.listed, used, _LATEST)
    return Beside(topic, related, more, latest)


def _around_in_topic(site: Site, article: Article) -> Sequence[Article]:
    """Return the articles of a topic that are nearest to one of them in time, newest first.

    As many from before it as from after it, where there are. It need not be listed itself; of a
    withdrawn one nothing is told, neither what it belonged to.
    """
    if article.topic is None or article.status is Status.WITHDRAWN:
        return ()
    same = site.by_topic.get(article.topic.slug, ())
    place = bisect_left(same, newest_first(article), key=newest_first)
    # One more each way: the article, or its translation, may be among them.
    newer, older = (
        [item for item in part if item.article_id != article.article_id]
        for part in (
            same[max(place - _IN_TOPIC - 1, 0) : place],
            same[place : place + _IN_TOPIC + 1],
        )
    )
    from_after = min(len(newer), max(_IN_TOPIC // 2, _IN_TOPIC - len(older)))
    return (*newer[len(newer) - from_after :], *older[: _IN_TOPIC - from_after])


def _around(site: Site, article: Article) -> Iterator[Article]:
    """Yield near articles of the category: those before it, newest first, then those after.

    What came before an article does not change when others are published, so neither does
    most of this list.
    """
    same = site.by_category.get(article.category.slug, ())
    place = site.places.get(article.url, -1)
    yield from islice(same, place + 1, place + 1 + _FARTHEST)
    yield from (same[at] for at in range(place - 1, max(place - 1 - _FARTHEST, -1), -1))


def _unused(articles: Iterable[Article], used: set[str], most: int) -> list[Article]:
    """Take articles that are not used yet, and count them as used."""
    chosen: list[Article] = []
    for article in articles:
        if len(chosen) == most:
            break
        if article.article_id not in used:
            used.add(article.article_id)
            chosen.append(article)
    return chosen
