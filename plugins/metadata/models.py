"""The facts of a page that machines may know: frozen, plain, one source for all formats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

PageKind = Literal["article", "page", "list", "home"]


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """A picture: absolute or root-relative address, size in pixels, alternative text."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class AuthorFacts:
    """A byline (bút danh): a desk or a body unless `is_person`. `url` is the author's page."""

    name: str
    url: str = ""
    is_person: bool = False


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """Where a republished item came from (nguồn tin)."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """A dated public note of what was wrong (đính chính)."""

    noted: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page is, for machines.

    `url` is the absolute canonical address; other addresses may be root-relative. Texts are
    plain. `published` and `modified` are aware; an article has the former, a list has in
    `modified` the change of its newest item. `publisher_url` is the home page of the portal,
    `site_name` its name (default: the publisher's). `breadcrumb` holds name and address from
    home to this page. Raise ValueError where these promises are broken.
    """

    kind: PageKind
    title: str
    description: str
    url: str
    language: str
    publisher_name: str
    publisher_url: str
    publisher_logo: str = ""
    site_name: str = ""
    image: ImageFacts | None = None
    published: datetime | None = None
    modified: datetime | None = None
    authors: tuple[AuthorFacts, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()
    breadcrumb: tuple[tuple[str, str], ...] = ()
    article_id: str = ""
    source: SourceFacts | None = None
    corrections: tuple[CorrectionFacts, ...] = ()

    def __post_init__(self) -> None:
        if not self.url.startswith(("http://", "https://")):
            raise ValueError(f"expected an absolute http(s) address, got {self.url!r}")
        if self.kind == "article" and self.published is None:
            raise ValueError(f"an article needs the time of its publication: {self.url}")
        for moment in (self.published, self.modified):
            if moment is not None and moment.utcoffset() is None:
                raise ValueError(f"expected a datetime with an offset, got {moment}: {self.url}")

    @property
    def updated(self) -> datetime | None:
        """The time of the last change that a reader should know of."""
        return self.modified or self.published
