from __future__ import annotations

from strategies_portal import article, site

from plugins.content_model.models import Status
from plugins.portal.relations import nearest_articles

LUA, CAU, TIEM = "gặt lúa mùa đồng Gò Mít", "thông xe cầu Bến Lở", "tiêm chủng trạm y tế"


def portal(**of_the_first: object):
    articles = [article(1, title=f"{LUA} đợt một", lead=LUA, **of_the_first)]
    articles += [article(2, title=f"{LUA} bội thu", lead=LUA)]
    for number, subject in enumerate((CAU, TIEM, CAU, TIEM), 3):
        articles.append(article(number, title=f"{subject} kỳ {number}", lead=subject))
    articles.append(article(9, title=f"{LUA} đã gỡ", lead=LUA, status=Status.WITHDRAWN))
    articles.append(article(8, title=f"{LUA} hết hạn", lead=LUA, status=Status.EXPIRED))
    return site(articles)


def ids(shown, of: str = "1") -> list[str]:
    found = nearest_articles(shown)
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
    assert gone.url not in nearest_articles(shown)
    assert "9" not in ids(shown)


def test_an_editor_pins_and_bans_by_slug() -> None:
    slugs = {item.article_id: item.slug for item in portal().listed}
    assert ids(portal(pinned=(slugs["3"],)))[0] == "3"
    assert "2" not in ids(portal(banned=(slugs["2"],)))
