from __future__ import annotations

from datetime import timedelta

from strategies_portal import CATEGORIES, NOW, article, frame, picture, pictures, site

from plugins.portal.list_views import build_home
from plugins.portal.views import HomeView


def home(articles: list, **stated: object) -> HomeView:
    return build_home(frame(site(articles, **stated), pictures("media/a.jpg")), None)


def titles(teasers: object) -> list[str]:
    return [teaser.title.removeprefix("Tin số ") for teaser in teasers]


def test_a_portal_without_articles_has_a_home_page() -> None:
    view = home([])
    assert view.lead is None and view.featured == () and view.latest.items == ()
    assert view.latest.url == ""
    assert view.notices is None and view.sections == ()


def test_the_newest_with_a_picture_leads() -> None:
    articles = [
        article(number, image=picture() if number in {3, 5} else None) for number in range(1, 8)
    ]
    view = home(articles)
    assert view.lead is not None and view.lead.title == "Tin số 5"
    assert titles(view.featured) == ["7", "6", "4", "3"]


def test_without_pictures_the_newest_leads() -> None:
    view = home([article(number) for number in range(1, 4)])
    assert view.lead is not None and view.lead.title == "Tin số 3"


def test_a_placed_article_stands_before_newer_ones() -> None:
    articles = [article(number) for number in range(1, 30)]
    articles[0] = article(1, featured_until=NOW + timedelta(days=1), image=picture())
    view = home(articles)
    assert view.lead is not None and view.lead.title == "Tin số 1"


def test_a_place_that_ran_out_is_none() -> None:
    articles = [article(number) for number in range(1, 30)]
    articles[0] = article(1, featured_until=NOW - timedelta(days=1), image=picture())
    view = home(articles)
    assert "1" not in titles([view.lead, *view.featured, *view.latest.items])


class TestNotices:
    def view(self, **changes: object) -> HomeView:
        articles = [article(number, category=CATEGORIES[2]) for number in range(1, 9)]
        articles += [article(number) for number in range(11, 20)]
        articles[7] = article(8, category=CATEGORIES[2], **changes)
        return home(articles, home={"notices": "thong-bao"})

    def test_stand_in_a_block_of_their_own(self) -> None:
        notices = self.view().notices
        assert notices is not None
        assert titles(notices.items) == ["8", "7", "6", "5", "4"]
        assert notices.url == "/chuyen-muc/thong-bao/"

    def test_stand_at_the_top_when_an_editor_placed_them_there(self) -> None:
        view = self.view(featured_until=NOW + timedelta(days=1), image=picture())
        assert view.lead is not None and view.lead.title == "Tin số 8"
        assert view.notices is not None
        assert titles(view.notices.items) == ["7", "6", "5", "4", "3"]

    def test_are_not_repeated_as_a_section(self) -> None:
        assert "/chuyen-muc/thong-bao/" not in [section.url for section in self.view().sections]


def test_sections_are_those_that_an_editor_chose() -> None:
    articles = [article(number) for number in range(1, 20)]
    articles += [article(number, category=CATEGORIES[1]) for number in range(30, 50)]
    chosen = home(articles, home={"sections": ["tin-thon", "tin-xa", "thong-bao"]})
    assert [section.heading for section in chosen.sections] == ["Tin thôn", "Tin xã"]
    assert [section.heading for section in home(articles).sections] == ["Tin xã"]


def test_the_latest_lead_on_to_the_newest_page() -> None:
    assert home([article(number) for number in range(13)]).latest.url == "/trang/2/"
    assert home([article(number) for number in range(12)]).latest.url == "/trang/1/"
