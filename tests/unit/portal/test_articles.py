from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from strategies_portal import (
    CATEGORIES,
    NOW,
    TAGS,
    TOPICS,
    article,
    article_pages,
    page,
    picture,
    pictures,
    site,
)

from plugins.content_model.models import Body, Correction, Heading, Source, Status
from plugins.portal.views import ArticleView
from plugins.vietnamese import VIETNAM

BOOK = pictures("media/a.jpg")


def view(shown, *others, **more) -> ArticleView:
    return article_pages(site([shown, *others]), BOOK, **more).article(shown)


class TestAnArticle:
    def test_says_when_and_by_whom(self) -> None:
        shown = view(article(1, modified=datetime(2026, 2, 3, 4, 5, tzinfo=VIETNAM)))
        assert shown.long_date == "Thứ Sáu, 02/01/2026 08:00"
        assert shown.modified is not None and shown.modified.text == "03/02/2026 04:05"
        assert [(link.label, link.url) for link in shown.byline] == [
            ("Ban Biên tập", "/tac-gia/ban-bien-tap/")
        ]

    def test_leads_to_its_category_and_tags(self) -> None:
        shown = view(article(1, tags=TAGS[:1]))
        assert [link.url for link in shown.breadcrumb] == ["/", "/chuyen-muc/tin-xa/"]
        assert [link.url for link in shown.tags] == ["/the/lua/"]

    def test_does_not_lead_to_lists_that_are_not_there(self) -> None:
        shown = view(article(1, tags=TAGS[:1], status=Status.HIDDEN))
        assert [link.url for link in (*shown.tags, *shown.byline)] == ["", ""]

    def test_without_a_lead_does_not_say_its_first_paragraph_twice(self) -> None:
        shown = view(article(1, lead=""))
        assert shown.lead == ""
        assert shown.head.description == "Nội dung 1."

    def test_names_its_source_and_its_corrections(self) -> None:
        facts = {
            "source": Source("Báo Lam Giang", "https://bao.example.vn/1"),
            "corrections": (Correction(date(2026, 2, 1), "Sai ngày."),),
        }
        shown = view(article(1, **facts))
        assert shown.source is not None and shown.source.name == "Báo Lam Giang"
        assert [(note.time.text, note.note) for note in shown.corrections] == [
            ("01/02/2026", "Sai ngày.")
        ]

    def test_offers_its_text(self) -> None:
        assert view(article(1)).text_url == "/tin-tuc/2026/01/tin-so-1/ban-van-ban.txt"

    def test_of_a_former_unit_says_so(self) -> None:
        shown = article(1)
        former = {"name": "Mẫu", "former": [{"name": "huyện Mẫu", "until": "2026-01-02"}]}
        pages = article_pages(site([shown], unit=former))
        assert [
            (notice.kind, "huyện Mẫu" in notice.text) for notice in pages.article(shown).notices
        ] == [("former", True)]


class TestAWithdrawnArticle:
    shown = view(article(1, status=Status.WITHDRAWN, image=picture(), tags=TAGS[:1]))

    def test_has_its_title_and_a_notice(self) -> None:
        assert self.shown.heading == "Tin số 1"
        assert [notice.kind for notice in self.shown.notices] == ["withdrawn"]

    def test_has_nothing_of_what_it_said(self) -> None:
        assert (self.shown.lead, str(self.shown.body), self.shown.text_url) == ("", "", "")
        assert self.shown.figure is None and self.shown.toc == ()
        head = f"{self.shown.head}"
        assert "Lời dẫn" not in head and "/media/anh/" not in head
        assert self.shown.head.robots == "noindex"


class TestNotices:
    def test_an_expired_article_says_since_when(self) -> None:
        gone = article(1, status=Status.EXPIRED, expires=NOW - timedelta(days=1))
        (notice,) = view(gone).notices
        assert notice.kind == "expired" and "19/11/2026 07:30" in notice.text

    @pytest.mark.parametrize(
        ("status", "robots"),
        [
            (Status.PUBLISHED, ""),
            (Status.EXPIRED, ""),
            (Status.HIDDEN, "noindex"),
            (Status.WITHDRAWN, "noindex"),
        ],
    )
    def test_search_engines_keep_out_of_what_is_hidden(self, status: Status, robots: str) -> None:
        assert view(article(1, status=status)).head.robots == robots

    @pytest.mark.parametrize(
        ("status", "robots"), [(Status.PUBLISHED, ""), (Status.HIDDEN, "noindex")]
    )
    def test_so_with_standing_pages(self, status: Status, robots: str) -> None:
        shown = page(status=status)
        assert article_pages(site(pages=[shown])).standing(shown).head.robots == robots


class TestBody:
    def body(self, html: str, **more) -> str:
        other = article(2, status=Status.EXPIRED)
        shown, body = article(1), Body(html, "")
        pages = article_pages(site([shown, other]), BOOK, bodies=lambda _: body, **more)
        return str(pages.body(shown))

    def test_leads_to_other_articles_by_their_address(self) -> None:
        html = '<p><a href="content:articles/2.md#muc">kia</a></p>'
        assert 'href="/tin-tuc/2026/01/tin-so-2/#muc"' in self.body(html)

    def test_says_what_a_download_is_and_how_large(self) -> None:
        html = '<p><a href="content:media/a.pdf">bảng</a></p>'
        body = self.body(html, sizes={"media/a.pdf": 1_200_000})
        assert 'href="/media/a.pdf"' in body and "(PDF, 1,2\N{NO-BREAK SPACE}MB)" in body

    def test_leads_to_a_download_with_any_name(self) -> None:
        html = '<p><a href="content:media/báo cáo 100%.pdf">bảng</a></p>'
        assert 'href="/media/b%C3%A1o%20c%C3%A1o%20100%25.pdf"' in self.body(html)

    def test_leads_to_the_largest_rendition_of_a_picture(self) -> None:
        """The original holds where the photographer stood."""
        html = '<p><a href="content:media/a.jpg">ảnh lớn</a></p>'
        assert 'href="/media/anh/a-800w.jpeg"' in self.body(html)

    def test_shows_pictures_in_all_renditions(self) -> None:
        body = self.body('<p><img src="content:media/a.jpg" alt="Lúa chín"></p>')
        assert 'srcset="/media/anh/a-400w.webp 400w' in body and 'alt="Lúa chín"' in body


def test_a_picture_in_the_body_is_not_shown_above_it_as_well() -> None:
    inside = Body('<p><img src="content:media/a.jpg" alt="Lúa"></p>', "")
    assert view(article(1, image=picture())).figure is not None
    assert view(article(1, image=picture()), bodies=lambda _: inside).figure is None


class TestTableOfContents:
    def toc(self, *levels: int):
        headings = tuple(
            Heading(level, f"a{number}", f"Mục {number}") for number, level in enumerate(levels)
        )
        return view(article(1), bodies=lambda _: Body("", "", headings)).toc

    def test_is_for_long_articles(self) -> None:
        assert self.toc(2, 2, 2) == ()
        assert [item.anchor for item in self.toc(2, 2, 2, 2)] == ["a0", "a1", "a2", "a3"]

    def test_has_two_levels(self) -> None:
        first, *_ = self.toc(2, 3, 4, 3, 2, 2, 2)
        assert [item.anchor for item in first.children] == ["a1", "a3"]

    def test_leaves_out_what_stands_before_the_first_heading(self) -> None:
        assert [item.anchor for item in self.toc(3, 2, 2, 2, 2)] == ["a1", "a2", "a3", "a4"]


class TestBesideAnArticle:
    def beside(self, count: int = 30, near: tuple[int, ...] = (), at: int = 20, **changes):
        articles = {number: article(number, image=picture()) for number in range(1, count + 1)}
        articles[at] = article(at, image=picture(), **changes)
        shown = articles[at]
        nearest = {shown.url: tuple(articles[number] for number in near)}
        pages = article_pages(site(articles.values()), BOOK, nearest=nearest)
        found = pages.article(shown)
        return tuple(
            [int(teaser.title.removeprefix("Tin số ")) for teaser in teasers]
            for teasers in (found.related, found.more, found.latest)
        )

    def test_the_nearest_come_first_then_those_published_before_then_the_newest(self) -> None:
        related, more, latest = self.beside(near=(3, 30, 5, 7, 9, 11))
        assert related == [3, 30, 5, 7, 9]
        assert more == [11, 19, 18, 17]
        assert latest == [29, 28, 27, 26, 25, 24]

    def test_the_oldest_article_has_later_ones_beside_it(self) -> None:
        _, more, _ = self.beside(at=1)
        assert more == [2, 3, 4, 5]

    def test_a_small_portal_has_no_more_than_it_has(self) -> None:
        assert self.beside(count=3, at=2) == ([], [1, 3], [])

    def test_only_articles_with_pictures_are_shown_with_pictures(self) -> None:
        shown = view(article(1), article(2), nearest={})
        assert shown.more == ()
        assert [item.title for item in shown.latest] == ["Tin số 2"]

    def test_a_hidden_article_has_the_same_beside_it(self) -> None:
        _, more, latest = self.beside(at=20, status=Status.HIDDEN)
        assert len(more) == 4 and len(latest) == 6 and 20 not in (*more, *latest)


class TestATopic:
    def beside(self, at: int, told: range = range(1, 10), **changes):
        """Show the article `at` of a story of one article a day."""
        articles = [article(number, topic=TOPICS[0], image=picture()) for number in told]
        shown = article(at, **{"topic": TOPICS[0], "image": picture(), **changes})
        others = [item for item in articles if item.article_id != shown.article_id]
        return article_pages(site([shown, *others]), BOOK).article(shown)

    def numbers(self, teasers) -> list[int]:
        return [int(teaser.title.removeprefix("Tin số ")) for teaser in teasers]

    @pytest.mark.parametrize(
        ("at", "expected"),
        [
            (5, [7, 6, 4, 3]),
            (9, [8, 7, 6, 5]),
            (8, [9, 7, 6, 5]),
            (2, [5, 4, 3, 1]),
            (1, [5, 4, 3, 2]),
        ],
    )
    def test_shows_what_came_right_before_and_right_after(
        self, at: int, expected: list[int]
    ) -> None:
        assert self.numbers(self.beside(at).in_topic) == expected

    def test_of_few_articles_shows_all_others(self) -> None:
        assert self.numbers(self.beside(2, range(1, 4)).in_topic) == [3, 1]

    def test_of_one_article_has_a_page_and_no_box(self) -> None:
        view = self.beside(1, range(1, 2))
        assert view.topic is not None and view.topic.url == "/dong-su-kien/cau/"
        assert view.in_topic == ()

    def test_leaves_nothing_of_its_box_to_the_other_lists(self) -> None:
        view = self.beside(5)
        others = self.numbers((*view.related, *view.more, *view.latest))
        assert not {7, 6, 4, 3}.intersection(others)
        assert {1, 2, 8, 9} == set(others)

    @pytest.mark.parametrize("status", [Status.HIDDEN, Status.EXPIRED])
    def test_is_shown_by_what_it_does_not_list(self, status: Status) -> None:
        view = self.beside(5, status=status)
        assert self.numbers(view.in_topic) == [7, 6, 4, 3]

    def test_is_not_told_of_a_withdrawn_article(self) -> None:
        view = self.beside(5, status=Status.WITHDRAWN)
        assert view.topic is None and view.in_topic == ()

    @pytest.mark.parametrize(
        "status", [Status.HIDDEN, Status.EXPIRED, Status.WITHDRAWN, Status.DRAFT, Status.SCHEDULED]
    )
    def test_does_not_hold_what_is_not_listed(self, status: Status) -> None:
        shown, gone = (article(number, topic=TOPICS[0]) for number in (1, 2))
        pages = article_pages(site([shown, replace(gone, status=status)]))
        assert pages.article(shown).in_topic == ()

    def test_without_a_listed_article_is_not_named(self) -> None:
        assert view(article(1, topic=TOPICS[0], status=Status.HIDDEN)).topic is None

    def test_does_not_lead_to_the_same_article_in_another_language(self) -> None:
        both = [
            article(1, article_id="a", topic=TOPICS[0]),
            article(2, article_id="a", topic=TOPICS[0], lang="en", title="Bridge"),
        ]
        pages = article_pages(site(both))
        assert pages.article(both[1]).in_topic == ()


class TestTranslations:
    one = article(1, article_id="a")
    other = article(2, article_id="a", lang="en", title="Market")

    def test_are_offered_to_readers_and_to_machines(self) -> None:
        shown = view(self.one, self.other)
        assert [link.label for link in shown.translations] == ["English"]
        assert dict(shown.head.alternates) == {
            "vi": "https://xamau.example.vn/tin-tuc/2026/01/tin-so-1/",
            "en": "https://xamau.example.vn/tin-tuc/2026/01/market/",
        }

    def test_a_hidden_one_does_not_pose_as_an_alternate(self) -> None:
        third = article(3, article_id="a", lang="fr", status=Status.HIDDEN)
        pages = article_pages(site([self.one, self.other, third]))
        assert pages.article(third).head.alternates == ()

    def test_an_article_in_one_language_has_none(self) -> None:
        assert view(self.one).translations == () and view(self.one).head.alternates == ()


def test_the_section_of_an_article_is_the_navigation_entry_it_belongs_to() -> None:
    shown = article(1, category=CATEGORIES[1])
    pages = article_pages(site([shown]))
    assert pages.article(shown).section_url == "/chuyen-muc/tin-xa/"
