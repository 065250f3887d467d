from __future__ import annotations

from datetime import date

import pytest
from strategies_portal import article, frame, page, picture, pictures, portal, site

from plugins.portal.frame import build_layout, former_unit
from plugins.portal.view_parts import Asset, Link

HOME = Link("Trang chủ", "/")


class TestHead:
    def head(self, *args: object, **kwargs: object):
        return frame(site()).head(*args, **kwargs)

    def test_the_title_names_the_portal(self) -> None:
        assert self.head("page", "Liên hệ", "", "/lien-he/").title == "Liên hệ - Cổng xã Mẫu"

    def test_the_home_page_is_the_portal(self) -> None:
        assert self.head("home", "Cổng xã Mẫu", "", "/").title == "Cổng xã Mẫu"

    def test_the_canonical_address_is_public(self) -> None:
        head = self.head("page", "Liên hệ", "", "/lien-he/")
        assert head.canonical == "https://xamau.example.vn/lien-he/"
        assert ("og:url", head.canonical) in head.open_graph

    def test_a_page_without_an_address_tells_machines_nothing(self) -> None:
        head = self.head("page", "Không tìm thấy trang", "", "")
        assert head.robots == "noindex"
        assert head.canonical == ""
        assert head.open_graph == head.dublin_core == head.json_ld == ()

    def test_a_long_description_is_cut(self) -> None:
        assert len(self.head("page", "A", "lúa " * 200, "/a/").description) <= 300

    def test_the_way_from_home_ends_at_the_page(self) -> None:
        head = self.head("page", "Liên hệ", "", "/lien-he/", breadcrumb=(HOME,))
        trail = next(block for block in head.json_ld if "BreadcrumbList" in block)
        assert "https://xamau.example.vn/lien-he/" in trail


class TestTeaser:
    def test_says_what_the_article_is(self) -> None:
        teaser = frame(site()).teaser(article(5))
        assert teaser.title == "Tin số 5"
        assert teaser.lead == "Lời dẫn của tin số 5."
        assert teaser.category == Link("Tin xã", "/chuyen-muc/tin-xa/")
        assert teaser.lang == ""

    def test_has_a_picture_that_does_not_repeat_the_title(self) -> None:
        shown = frame(site(), pictures("media/a.jpg"))
        teaser = shown.teaser(article(5, image=picture()))
        assert teaser.image is not None and teaser.image.alt == ""
        assert shown.teaser(article(5, image=picture()), has_image=False).image is None
        assert shown.teaser(article(5, image=picture()), has_lead=False).lead == ""

    def test_says_the_language_where_it_is_another(self) -> None:
        assert frame(site()).teaser(article(5, lang="en")).lang == "en"


class TestLayout:
    def layout(self, **stated: object):
        return build_layout(site([article(1)], [page()], **stated), Asset("/a.css", "/a.js"))

    def test_an_office_that_stated_nothing_has_navigation_by_category(self) -> None:
        assert [item.url for item in self.layout().navigation] == [
            "/chuyen-muc/tin-xa/",
            "/chuyen-muc/thong-bao/",
        ]

    def test_stated_navigation_wins(self) -> None:
        layout = self.layout(
            navigation=[
                {"category": "tin-xa", "children": [{"category": "tin-thon", "label": "Thôn"}]},
                {"label": "Giới thiệu", "url": "/gioi-thieu/"},
            ]
        )
        first, second = layout.navigation
        assert (first.label, first.url) == ("Tin xã", "/chuyen-muc/tin-xa/")
        assert first.children == (Link("Thôn", "/chuyen-muc/tin-thon/"),)
        assert (second.label, second.url) == ("Giới thiệu", "/gioi-thieu/")

    @pytest.mark.parametrize(
        ("kind", "shown"), [("commune", "Xã"), ("ward", "Phường"), ("special_zone", "Đặc khu")]
    )
    def test_the_kind_of_unit_is_in_vietnamese(self, kind: str, shown: str) -> None:
        assert self.layout(unit={"type": kind, "name": "Mẫu"}).unit_kind == shown

    def test_the_publisher_is_the_committee_unless_stated(self) -> None:
        unit = {"type": "ward", "name": "Mẫu"}
        assert self.layout(unit=unit).imprint.unit == "Ủy ban nhân dân phường Mẫu"
        stated = self.layout(unit=unit, imprint={"authority": "Văn phòng Mẫu"})
        assert stated.imprint.unit == "Văn phòng Mẫu"

    def test_a_telephone_number_can_be_called(self) -> None:
        layout = self.layout(imprint={"phone": "0298 3700 100"})
        assert layout.imprint.phone_url == "tel:02983700100"
        assert self.layout().imprint.phone_url == ""

    def test_only_a_sample_says_that_it_is_one(self) -> None:
        assert self.layout(sample="true").sample_notice
        assert not self.layout().sample_notice


class TestFormerUnit:
    stated = portal(
        unit={
            "name": "Khê Giang",
            "former": [
                {"name": "huyện Khê Giang", "until": "2025-06-30"},
                {"name": "huyện Khê", "until": "2010-12-31"},
            ],
        }
    )

    @pytest.mark.parametrize(
        ("day", "name"),
        [
            (date(2025, 7, 1), None),
            (date(2025, 6, 30), "huyện Khê Giang"),
            (date(2011, 1, 1), "huyện Khê Giang"),
            (date(2010, 12, 31), "huyện Khê"),
        ],
    )
    def test_is_the_one_that_existed_on_the_day(self, day: date, name: str | None) -> None:
        found = former_unit(self.stated, day)
        assert (found[0] if found else None) == name

    def test_is_nothing_for_an_office_without_a_past(self) -> None:
        assert former_unit(portal(), date(1990, 1, 1)) is None
