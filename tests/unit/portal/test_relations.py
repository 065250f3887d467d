from __future__ import annotations

from pathlib import Path

import pytest
from strategies_portal import article, body, site

from plugins.content_model.models import Article, Body, Page, Status
from plugins.portal import relations as module
from plugins.portal.relations import nearest_articles

LUA, CAU, TIEM = "gặt lúa mùa đồng Gò Mít", "thông xe cầu Bến Lở", "tiêm chủng trạm y tế"


def portal(**of_the_first: object):
    articles = [article(1, **{"title": f"{LUA} đợt một", "lead": LUA, **of_the_first})]
    articles += [article(2, title=f"{LUA} bội thu", lead=LUA)]
    for number, subject in enumerate((CAU, TIEM, CAU, TIEM), 3):
        articles.append(article(number, title=f"{subject} kỳ {number}", lead=subject))
    articles.append(article(9, title=f"{LUA} đã gỡ", lead=LUA, status=Status.WITHDRAWN))
    articles.append(article(8, title=f"{LUA} hết hạn", lead=LUA, status=Status.EXPIRED))
    return site(articles)


def ids(shown, of: str = "1") -> list[str]:
    found = nearest_articles(shown, body)
    url = next(item.url for item in shown.articles if item.article_id == of)
    return [item.article_id for item in found[url]]


def test_articles_of_one_matter_are_near() -> None:
    assert ids(portal())[0] == "2"


def test_an_expired_article_has_related_ones_and_is_nobodys() -> None:
    assert "2" in ids(portal(), "8")
    assert "8" not in ids(portal()) and "8" not in ids(portal(), "2")


def test_a_withdrawn_article_has_none_and_is_nobodys() -> None:
    shown = portal()
    gone = next(item for item in shown.articles if item.article_id == "9")
    assert gone.url not in nearest_articles(shown, body)
    assert "9" not in ids(shown)


def test_an_editor_pins_and_bans_by_slug() -> None:
    slugs = {item.article_id: item.slug for item in portal().listed}
    assert ids(portal(pinned=(slugs["3"],)))[0] == "3"
    assert "2" not in ids(portal(banned=(slugs["2"],)))


def test_an_unpublished_article_has_what_its_page_would_show_and_is_nobodys() -> None:
    shown = portal()
    draft = article(20, title=f"{LUA} sắp đăng", lead=LUA, status=Status.DRAFT)
    found = nearest_articles(shown, body, unpublished=[draft])
    assert {item.article_id for item in found[draft.url]} == {"1", "2"}
    assert all(draft not in near for near in found.values())


class TestKept:
    """With a folder to keep it in, the answer is the same, and not looked for twice."""

    def near(self, folder: Path, text: str = "", **of_the_first: object) -> list[str]:
        shown = portal(**of_the_first)
        url = next(item.url for item in shown.articles if item.article_id == "1")

        def bodies(item: Article | Page) -> Body:
            return Body("", text) if text and item.url == url else body(item)

        assert nearest_articles(shown, bodies, folder) == nearest_articles(shown, bodies)
        return [item.article_id for item in nearest_articles(shown, bodies, folder)[url]]

    @pytest.fixture
    def compared(self, monkeypatch: pytest.MonkeyPatch) -> list[int]:
        """How many articles were read each time that any were compared."""
        counted: list[int] = []
        whole = module.compare

        def compare(known, signatures, keys, read, *rest):
            def counting(places):
                counted[-1] += len(places)
                return read(places)

            counted.append(0)
            return whole(known, signatures, keys, counting, *rest)

        monkeypatch.setattr(module, "compare", compare)
        return counted

    def test_where_nothing_changed(self, tmp_path: Path, compared: list[int]) -> None:
        assert self.near(tmp_path) == self.near(tmp_path)
        assert compared == [7]

    def test_where_only_the_end_of_a_long_text_changed(
        self, tmp_path: Path, compared: list[int]
    ) -> None:
        for end in ("hết", "xong"):
            text = f"{LUA} " * 100 + end
            self.near(tmp_path, text, digest=end.encode())
        assert compared == [7]

    def test_but_what_changed_where_words_a_pin_or_a_status_did(
        self, tmp_path: Path, compared: list[int]
    ) -> None:
        assert "4" in self.near(tmp_path, title=TIEM, lead=TIEM)
        assert self.near(tmp_path, pinned=("tiem-chung-tram-y-te-ky-4",))[0] == "4"
        assert "2" in self.near(tmp_path, status=Status.HIDDEN)
        assert compared == [7, 1, 0]

    def test_and_unpublished_articles_leave_to_the_next_build_what_was_kept(
        self, tmp_path: Path, compared: list[int]
    ) -> None:
        shown = portal()
        draft = article(20, title=f"{LUA} sắp đăng", lead=LUA, status=Status.DRAFT)
        before = nearest_articles(shown, body, tmp_path)
        asked = nearest_articles(shown, body, tmp_path, unpublished=[draft])
        assert asked == nearest_articles(shown, body, unpublished=[draft])
        assert nearest_articles(shown, body, tmp_path) == before
        assert compared == [7, 1]
