"""`make new`, by examples; that its titles survive YAML is in tests/property."""

from __future__ import annotations

from pathlib import Path

import pytest
from strategies_portal import CATEGORIES, NOW, portal

from plugins.content_model import PortalData, check_front, split
from plugins.content_model.schema import ArticleFile
from plugins.portal.new_article import NewArticleError, build_new_article, write_new_article

CLOSED = PortalData(portal(byline="Tổ truyền thông"), categories=CATEGORIES)
OPEN = PortalData()


def front(title: str, category: str = "tin-xa", data: PortalData = CLOSED) -> ArticleFile:
    made = build_new_article(title, category, data, NOW)
    found, problems = check_front(split(made.text.encode(), made.path))
    assert problems == [] and isinstance(found, ArticleFile)
    return found


def test_the_file_stands_where_the_category_and_the_year_are() -> None:
    made = build_new_article("Lễ hội đình Vân Lộ", "thong-bao", CLOSED, NOW)
    assert made.path == "articles/thong-bao/2026/le-hoi-dinh-van-lo.md"


def test_it_is_a_draft_that_says_how_to_publish_it() -> None:
    made = build_new_article("Lễ hội", "tin-xa", CLOSED, NOW)
    assert "status: draft  # xóa dòng này khi đăng\n" in made.text
    assert front("Lễ hội").status == "draft"


def test_all_that_is_known_is_filled_in() -> None:
    found = front("Lễ hội")
    assert (found.title, found.category, found.authors) == (
        "Lễ hội",
        "tin-xa",
        ("Tổ truyền thông",),
    )
    assert found.date.isoformat() == "2026-11-20T07:30:00+07:00"


def test_the_title_is_normalised() -> None:
    assert front("  Lê\u0303   hội ").title == "Lễ hội"


@pytest.mark.parametrize("title", ["status: draft", "summary: ''", "Nháp: status: draft # x"])
def test_a_title_that_looks_like_a_key_stays_a_title(title: str) -> None:
    assert front(title).title == title


class TestCategory:
    @pytest.mark.parametrize("written", ["thong-bao", "Thông báo", "thông báo", "  Thông báo"])
    def test_may_be_written_as_slug_or_name(self, written: str) -> None:
        assert front("Lễ hội", written).category == "thong-bao"

    def test_that_is_unknown_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(NewArticleError, match="có phải thong-bao"):
            front("Lễ hội", "thong-bap")

    def test_that_is_like_no_other_is_refused_with_all(self) -> None:
        with pytest.raises(NewArticleError, match="tin-xa, tin-thon, thong-bao"):
            front("Lễ hội", "qqqqqqqqqqqqqqqq")

    def test_of_an_open_portal_keeps_its_name(self) -> None:
        """Its slug would be another name, and two names of one slug are a problem."""
        made = build_new_article("Lễ hội", "Thông báo", OPEN, NOW)
        assert made.path.startswith("articles/thong-bao/")
        assert front("Lễ hội", "Thông báo", OPEN).category == "Thông báo"

    def test_without_letters_is_refused(self) -> None:
        with pytest.raises(NewArticleError, match="CATEGORY"):
            front("Lễ hội", "!!!", OPEN)


@pytest.mark.parametrize("title", ["", "!!!", "«»", "lúa " * 60])
def test_a_title_that_cannot_be_published_is_refused(title: str) -> None:
    with pytest.raises(NewArticleError, match="TITLE"):
        front(title)


def test_a_file_that_exists_is_not_overwritten(tmp_path: Path) -> None:
    made = build_new_article("Lễ hội", "tin-xa", CLOSED, NOW)
    written = write_new_article(tmp_path, made)
    assert written == tmp_path / made.path
    written.write_text("đã viết", "utf-8")
    with pytest.raises(NewArticleError, match="đặt tiêu đề khác"):
        write_new_article(tmp_path, made)
    assert written.read_text("utf-8") == "đã viết"
