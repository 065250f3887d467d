from __future__ import annotations

import io
from pathlib import Path

import pytest
from strategies_portal import NOW, article_pages

from plugins.engine.console import Console
from plugins.engine.inputs import Inputs
from plugins.engine.render import Renderer
from plugins.portal.early import Early
from plugins.portal.prepare import prepare
from plugins.portal.settings import BuildSettings

ROOT = Path(__file__).parents[3]
TEXT = "---\ntitle: Lễ hội\ndate: 2026-11-01\ncategory: tin-xa\n{more}---\n{body}\n"


def text(body: str = "Bài đã sửa.", more: str = "") -> bytes:
    return TEXT.format(body=body, more=more).encode()


@pytest.fixture
def early(tmp_path: Path) -> Early:
    content = tmp_path / "content"
    for path, raw in {"articles/a.md": text("Một."), "pages/gioi-thieu.md": PAGE}.items():
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
    settings = BuildSettings(content, tmp_path, tmp_path, tmp_path / "cache", NOW)
    inputs = Inputs(settings.cache, content)
    prepared = prepare(settings, inputs, Console(io.StringIO(), io.StringIO()))
    pages = article_pages(prepared.site, bodies=prepared.bodies)
    return Early(prepared, pages, Renderer(ROOT / "theme/templates"))


PAGE = "---\ntitle: Giới thiệu\n---\nXã có năm thôn.\n".encode()


def test_shows_a_saved_article_at_its_address(early: Early) -> None:
    address, page = early.page("articles/a.md", text())
    assert address == "/tin-tuc/2026/11/le-hoi/"
    assert "Bài đã sửa." in page.decode()


def test_shows_an_article_that_was_never_built(early: Early) -> None:
    address, page = early.page("articles/b.md", text(more="slug: moi\n"))
    assert address == "/tin-tuc/2026/11/moi/"
    assert "Bài đã sửa." in page.decode()


def test_shows_a_page(early: Early) -> None:
    address, page = early.page("pages/gioi-thieu.md", PAGE.replace("năm".encode(), "sáu".encode()))
    assert address == "/gioi-thieu/"
    assert "Xã có sáu thôn." in page.decode()


def test_is_what_the_next_build_makes(early: Early) -> None:
    article = early.prepared.site.articles[0]
    built = early.renderer.render(early.pages.article(article))
    assert early.page("articles/a.md", text("Một."))[1] == built


@pytest.mark.parametrize(
    "more", ["status: draft\n", "status: nhap\n", "expires: hôm qua\n", "tags: [a, a]\nx: 1\n"]
)
def test_of_what_readers_do_not_see_or_what_is_wrong_there_is_none(early: Early, more: str) -> None:
    assert early.page("articles/a.md", text(more=more)) is None


def test_what_is_to_appear_later_is_not_shown_early(early: Early) -> None:
    later = text().replace(b"2026-11-01", b"2029-11-01")
    assert early.page("articles/a.md", later) is None
