"""`make suggest`: what to put into the front matter of new articles, and putting it there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from plugins.content_model.models import Article, Body, Status, Term
from plugins.content_model.suggest import Paths
from plugins.content_model.writing import write_whole
from plugins.engine.inputs import digest_of
from plugins.portal.beside import RELATED
from plugins.portal.failures import ContentProblemsError
from plugins.portal.prepare import Prepared
from plugins.portal.relations import nearest_articles
from plugins.portal.settings import BuildSettings
from plugins.portal.site import Site
from plugins.suggest import (
    Addition,
    Corpus,
    FrontMatterError,
    Listed,
    Proposals,
    Subject,
    build_corpus,
    complete,
    pin_line,
    propose,
    tag_line,
    topic_line,
    written,
)

#: So many articles an editor looks through in one go.
MOST = 10
_STATUSES = {
    Status.DRAFT: ", bản nháp",
    Status.SCHEDULED: ", hẹn giờ",
    Status.HIDDEN: ", ẩn",
    Status.EXPIRED: ", hết hạn",
}
#: The name of the running story of an article, by its id.
Topics: TypeAlias = Mapping[str, str]


class SuggestError(Exception):
    """Suggestions cannot be made or written as asked; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What one article may get, by key, and the lines that say it and why."""

    article: Article
    additions: Mapping[str, Addition]
    lines: tuple[str, ...]


def suggest(
    prepared: Prepared, settings: BuildSettings, file: Path | None, *, is_written: bool
) -> list[str]:
    """Return what is to be said: the newest articles without tags, or the one of a file.

    The lines can be pasted into a front matter: what is no key is a comment. With `is_written`
    the suggestions for one file are put into it. Raises SuggestError for a file that is no
    article, ContentProblemsError for one into which nothing can be put.
    """
    if is_written and file is None:
        raise SuggestError("WRITE: mỗi lần chỉ ghi một bài -> thêm FILE=content/articles/….md")
    articles = prepared.site.content.articles
    if file is not None:
        chosen: Sequence[Article] = (find_article(settings.content, file, articles),)
    else:
        chosen = [one for one in articles if not one.tags and one.status is not Status.WITHDRAWN]
    left = len(chosen) - MOST
    if not chosen:
        return ["Không có gì để gợi ý: bài nào cũng đã có thẻ."]
    topics = {article.article_id: article.topic.name for article in articles if article.topic}
    found = make_suggestions(prepared, chosen[:MOST], topics, settings.cache)
    lines = [line for one in found for line in (*one.lines, "")]
    if left > 0:
        lines.append(f"# Còn {left} bài cũ hơn chưa có thẻ; xem từng bài bằng FILE=đường-dẫn-tệp.")
    if is_written:
        lines += [_write(settings.content, one) for one in found]
    return lines


def find_article(root: Path, file: Path, articles: Sequence[Article]) -> Article:
    """Return the article of a file, named from where the command runs or in the content folder."""
    by_path = {article.path: article for article in articles}
    for path in (file.absolute(), file.resolve(), root / file):
        inside = path.relative_to(root).as_posix() if path.is_relative_to(root) else ""
        if inside in by_path:
            return by_path[inside]
    near = Paths(by_path).near(file.as_posix())
    hint = f"có phải {near}?" if near else "viết đường dẫn một tệp trong content/articles/"
    raise SuggestError(f"FILE: không có bài “{file}” -> {hint}")


def make_suggestions(
    prepared: Prepared, articles: Sequence[Article], topics: Topics, cache: Path | None
) -> list[Suggestion]:
    """Make the suggestions for some articles, in their order.

    `topics` are those of all articles, published or not; what is kept of builds is in `cache`.
    """
    site = prepared.site
    waiting = {Status.DRAFT, Status.SCHEDULED}
    unpublished = [article for article in articles if article.status in waiting]
    nearest = nearest_articles(site, prepared.bodies, cache, unpublished=unpublished)
    corpus = build_corpus(map(_listed, site.listed), prepared.data.tags or (), topics)
    desk = _Desk(site, corpus)
    return [
        desk.suggestion(one, prepared.bodies(one), nearest.get(one.url, ())) for one in articles
    ]


def _listed(article: Article) -> Listed:
    return Listed(article.article_id, article.category.slug, article.tags)


class _Desk:
    """Where articles and what is proposed for them meet."""

    def __init__(self, site: Site, corpus: Corpus) -> None:
        self._corpus = corpus
        self._by_id = {article.article_id: article for article in site.listed}
        self._by_path = {article.path: article.article_id for article in site.listed}
        self._by_slug = {article.slug: article.article_id for article in site.listed}
        self._slugs = Counter(article.slug for article in site.listed)

    def suggestion(self, article: Article, body: Body, near: Sequence[Article]) -> Suggestion:
        """Make the suggestion for one article, given the articles nearest to it."""
        subject = Subject(
            article_id=article.article_id,
            title=article.title,
            lead=article.lead,
            text=body.text,
            category=article.category.slug,
            tags=article.tags,
            topic=self._corpus.topics.get(article.article_id, ""),
            linked=self._ids(self._by_path, article.targets),
            pinned=self._ids(self._by_slug, article.pinned),
            banned=self._ids(self._by_slug, article.banned),
        )
        # A slug that two articles have would pin both.
        pinnable = {
            key
            for key, other in self._by_id.items()
            if other.lang == article.lang and self._slugs[other.slug] == 1
        }
        ids = [other.article_id for other in near]
        proposals = propose(subject, ids, self._corpus, shown=RELATED, pinnable=pinnable)
        additions = self._additions(article, proposals)
        return Suggestion(
            article, additions, tuple(self._lines(article, subject.topic, proposals, additions))
        )

    @staticmethod
    def _ids(known: Mapping[str, str], names: Sequence[str]) -> tuple[str, ...]:
        return tuple(known[name] for name in names if name in known)

    def _additions(self, article: Article, proposals: Proposals) -> dict[str, Addition]:
        """Return each key with its value, what the article has already before what is new."""
        additions: dict[str, Addition] = {}
        if proposals.tags:
            tags: tuple[Term, ...] = (*article.tags, *(one.tag for one in proposals.tags))
            additions["tags"] = [tag.name for tag in tags]
        if proposals.topic:
            additions["topic"] = proposals.topic.name
        if proposals.pins:
            pins = [self._by_id[pin.article_id].slug for pin in proposals.pins]
            related = {"pin": [*article.pinned, *pins]}
            additions["related"] = related | ({"ban": [*article.banned]} if article.banned else {})
        return additions

    def _lines(
        self, article: Article, topic: str, proposals: Proposals, additions: Mapping[str, Addition]
    ) -> Iterator[str]:
        yield f"# {article.path}: “{article.title}”{_STATUSES.get(article.status, '')}"
        reasons = {
            "tags": [tag_line(one) for one in proposals.tags],
            "topic": [topic_line(proposals.topic)] if proposals.topic else [],
            "related": [pin_line(one, self._by_id[one.article_id].title) for one in proposals.pins],
        }
        nothing = {
            "tags": "tags: không có gì để gợi ý",
            "topic": f"topic: đã có “{topic}”" if topic else "",
            "related": "related: không cần ghim bài nào",
        }
        for key, why in reasons.items():
            if key in additions:
                yield written(key, additions[key])
                yield from (f"#   {reason}" for reason in why)
            elif nothing[key]:
                yield f"# {nothing[key]}"


def _write(root: Path, suggestion: Suggestion) -> str:
    """Put into the file what its article lacks, and say so. Raises as `suggest` does."""
    article = suggestion.article
    target = (root / article.path).resolve()
    raw = target.read_bytes()
    if digest_of(raw) != article.digest:
        raise SuggestError(f"FILE: {article.path} vừa đổi trong lúc xem -> chạy lại lệnh này")
    has = {
        "tags": bool(article.tags),
        "topic": article.topic is not None,
        "related": bool(article.pinned or article.banned),
    }
    lacking = {key: value for key, value in suggestion.additions.items() if not has.get(key)}
    try:
        is_changed = write_whole(target, complete(raw, article.path, lacking))
    except FrontMatterError as error:
        raise ContentProblemsError(error.problems) from None
    if not is_changed:
        return f"Không ghi gì vào {article.path}: khóa đã có thì để nguyên."
    return f"Đã ghi vào {article.path}: {', '.join(lacking)}."
