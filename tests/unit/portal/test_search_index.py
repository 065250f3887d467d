"""What of a portal search can find, and the index that a build keeps for the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from strategies_portal import article, body, site

from plugins.content_model.models import Article, Body, Category, Page, Picture, Status, Term
from plugins.portal.search_documents import KINDS, Document, find_documents
from plugins.portal.search_index import search_jobs
from plugins.portal.site import Site
from plugins.vietnamese import VIETNAM

DOCUMENTS = Category("tin-xa", "Tin xã", 1, kind="documents")


def documents(shown: Site, bodies=body) -> list[Document]:
    return list(find_documents(shown, (), bodies))


def urls(shown: Site) -> list[str]:
    return [document.entry.url for document in documents(shown)]


def index(found: Sequence[Document], folder: Path) -> dict[str, bytes]:
    """Return the files of an index, made with what a folder keeps."""
    jobs = search_jobs(found, (), folder / "cache", folder / "content")
    return {job.paths[0]: next(iter(job.make())) for job in jobs}


class TestDocuments:
    @pytest.mark.parametrize("status", [*Status])
    def test_are_articles_that_lists_show(self, status: Status) -> None:
        shown = site([article(1), article(2, status=status)])
        assert (article(2).url in urls(shown)) is (status is Status.PUBLISHED)

    def test_are_translations_too(self) -> None:
        english = article(2, lang="en", article_id="1", url="/tin-tuc/2026/01/english/")
        assert english.url in urls(site([article(1), english]))

    def test_stand_by_date_the_oldest_first(self) -> None:
        days = [3, 1, 2]
        moments = [datetime(2026, 1, day, 8, tzinfo=VIETNAM) for day in days]
        shown = site(
            article(day, published=moment) for day, moment in zip(days, moments, strict=True)
        )
        dates = [document.entry.date for document in documents(shown) if document.entry.date]
        assert dates == ["2026-01-01", "2026-01-02", "2026-01-03"]

    def test_are_what_their_category_says_they_are(self) -> None:
        shown = site([article(1, category=DOCUMENTS)], categories=(DOCUMENTS,))
        (found,) = [one for one in documents(shown) if one.entry.date]
        assert KINDS[found.entry.kind][0] == "documents"

    def test_are_found_by_tags_and_by_what_their_picture_shows(self) -> None:
        picture = Picture("media/a.jpg", "Con đường làng", "Ảnh chụp ở Gò Mít")
        shown = site([article(1, tags=(Term("ocop", "OCOP"),), image=picture)])
        said = next(one for one in documents(shown) if one.entry.date).wording()
        assert said.tags == "OCOP"
        assert "Con đường làng" in said.text and "Gò Mít" in said.text

    def test_have_another_key_when_a_tag_is_renamed(self) -> None:
        one, other = (
            next(
                found.key
                for found in documents(site([article(1, tags=(Term("a", name),))]))
                if found.entry.date
            )
            for name in ("Cũ", "Mới")
        )
        assert one != other


class TestIndex:
    """An index that is kept is what it would be from nothing."""

    @pytest.fixture
    def portals(self) -> list[list[Document]]:
        articles = [article(number, title=f"Bài {number} ở thôn") for number in range(1, 30)]
        late = article(40, title="Bài mới nhất")
        early = article(0, title="Bài cũ nhất", published=datetime(2020, 1, 1, tzinfo=VIETNAM))
        edited = article(7, title="Đường làng", digest=b"other")
        editions = (
            articles,
            [*articles, late],
            [*articles[:6], edited, *articles[7:], late],
            [early, *articles[:6], edited, *articles[7:]],
            articles[1:],
            [],
        )
        return [documents(site(edition)) for edition in editions]

    def test_follows_what_is_added_edited_dated_back_and_removed(
        self, portals: list[list[Document]], tmp_path: Path
    ) -> None:
        for number, found in enumerate(portals):
            assert index(found, tmp_path / "kept") == index(found, tmp_path / f"{number}")

    def test_reads_only_what_changed(self, portals: list[list[Document]], tmp_path: Path) -> None:
        read: list[str] = []

        def noted(item: Article | Page) -> Body:
            read.append(item.url)
            return body(item)

        index(portals[0], tmp_path)
        articles = [article(number, title=f"Bài {number} ở thôn") for number in range(1, 30)]
        late = article(40, title="Bài mới nhất")
        index(documents(site([*articles, late]), noted), tmp_path)
        assert set(read) - {page.url for page in site([]).pages} == {late.url}

    @pytest.mark.parametrize("name", ["search", "search-terms"])
    def test_is_made_again_where_the_cache_is_damaged(
        self, portals: list[list[Document]], tmp_path: Path, name: str
    ) -> None:
        index(portals[0], tmp_path)
        for file in (tmp_path / "cache").glob(f"{name}-*.sqlite"):
            with sqlite3.connect(file) as base:
                base.execute("UPDATE kept SET value = zeroblob(40)")
        assert index(portals[1], tmp_path) == index(portals[1], tmp_path / "clean")

    def test_is_made_again_where_only_a_piece_is_lost(
        self, portals: list[list[Document]], tmp_path: Path
    ) -> None:
        """What is known of the pieces is still there, as if a disk had lost the rest."""
        index(portals[0], tmp_path)
        for file in (tmp_path / "cache").glob("search-*.sqlite"):
            with sqlite3.connect(file) as base:
                base.execute("DELETE FROM kept WHERE length(value) < 4000")
        assert index(portals[0], tmp_path) == index(portals[0], tmp_path / "clean")
        assert index(portals[1], tmp_path) == index(portals[1], tmp_path / "clean")
