from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from strategies_portal import (
    CATEGORIES,
    NOW,
    TAGS,
    TOPICS,
    article,
    body,
    frame,
    page,
    picture,
    pictures,
    site,
)

from plugins.content_model.models import Article, Correction, Source, Status, Term
from plugins.portal.machines import (
    build_article_data,
    build_feed,
    build_manifest,
    build_robots,
    build_sitemaps,
    build_text,
    permanent_id,
    plan_feeds,
)
from plugins.portal.relations import nearest_articles

PORTAL = "https://xamau.example.vn"


class TestPermanentId:
    plain = article(1)

    @pytest.mark.parametrize(
        "change",
        [
            {"title": "Tên mới"},
            {"published": NOW},
            {"slug": "khac", "url": "/tin-tuc/2026/11/khac/"},
            {"category": CATEGORIES[2]},
            {"path": "articles/2026/khac.md"},
            {"status": Status.HIDDEN},
        ],
    )
    def test_outlives_every_edit(self, change: dict[str, object]) -> None:
        changed = replace(self.plain, **change)
        assert permanent_id(PORTAL, changed) == permanent_id(PORTAL, self.plain)

    def test_outlives_a_change_of_protocol_and_port(self) -> None:
        assert permanent_id("http://XAMAU.example.vn:80", self.plain) == permanent_id(
            PORTAL, self.plain
        )

    def test_is_another_for_another_article_language_or_portal(self) -> None:
        found = {
            permanent_id(PORTAL, self.plain),
            permanent_id(PORTAL, replace(self.plain, article_id="2")),
            permanent_id(PORTAL, replace(self.plain, lang="en")),
            permanent_id("https://xakhac.example.vn", self.plain),
        }
        assert len(found) == 4

    def test_is_a_name_that_feeds_may_use(self) -> None:
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", permanent_id(PORTAL, self.plain))


class TestFeeds:
    def feeds(self, articles: list, **stated: object) -> dict[str, str]:
        shown = frame(site(articles, **stated), pictures("media/a.jpg"))

        def whole(item: Article) -> str:
            return f"<p>Cả bài {item.article_id}</p>"

        return {plan.path: build_feed(shown, plan, whole).decode() for plan in plan_feeds(shown)}

    def test_there_is_one_for_the_portal_and_one_for_each_category(self) -> None:
        found = self.feeds([article(1), article(2, category=CATEGORIES[2])])
        categories = [
            f"chuyen-muc/{category.slug}/{kind}.xml"
            for category in CATEGORIES
            for kind in ("rss", "atom")
        ]
        assert sorted(found) == sorted(["rss.xml", "atom.xml", "feed.json", *categories])
        assert "Tin số 2" in found["chuyen-muc/thong-bao/rss.xml"]
        assert "Tin số 1" not in found["chuyen-muc/thong-bao/rss.xml"]

    def test_hold_the_newest(self) -> None:
        articles = [article(number) for number in range(1, 40)]
        items = json.loads(self.feeds(articles, feeds={"items": "20"})["feed.json"])["items"]
        assert [item["title"] for item in items] == [f"Tin số {n}" for n in range(39, 19, -1)]

    def test_hold_the_whole_text_unless_the_office_wants_leads_only(self) -> None:
        assert "Cả bài 1" in self.feeds([article(1)])["atom.xml"]
        short = self.feeds([article(1)], feeds={"full_text": "false"})["atom.xml"]
        assert "Cả bài 1" not in short and "Lời dẫn của tin số 1." in short

    def test_say_where_pictures_and_republished_items_come_from(self) -> None:
        shown = article(
            1, image=picture(), source=Source("Báo Lam Giang", "https://bao.example.vn/")
        )
        found = self.feeds([shown])["rss.xml"]
        assert f'url="{PORTAL}/media/anh/a-1200w.jpeg"' in found
        assert "Báo Lam Giang" in found

    def test_of_a_portal_without_articles_are_feeds(self) -> None:
        assert "<channel>" in self.feeds([])["rss.xml"]


class TestArticleData:
    def rows(self, articles: list) -> list[dict[str, object]]:
        shown = site(articles)
        return json.loads(build_article_data(shown.listed, nearest_articles(shown, body)))

    def test_has_what_the_contract_names(self) -> None:
        (row,) = self.rows([article(1, tags=TAGS[:2])])
        assert row == {
            "id": "1",
            "url": "/tin-tuc/2026/01/tin-so-1/",
            "title": "Tin số 1",
            "date": "2026-01-02T08:00:00+07:00",
            "category": "tin-xa",
            "topic": None,
            "tags": ["lua", "cho"],
            "related": [],
        }

    def test_names_the_topic_of_an_article_by_its_slug(self) -> None:
        (row,) = self.rows([article(1, topic=TOPICS[0])])
        assert row["topic"] == "cau"

    def test_names_related_articles_by_ids_that_exist(self) -> None:
        subjects = ["gặt lúa mùa đồng Gò Mít", "tiêm chủng trạm y tế", "thông xe cầu Bến Lở"]
        articles = [
            article(number, title=f"{subjects[number % 3]} đợt {number}", lead=subjects[number % 3])
            for number in range(12)
        ]
        rows = self.rows([*articles, article(20, status=Status.HIDDEN, title=subjects[0])])
        ids = {row["id"] for row in rows}
        assert any(row["related"] for row in rows)
        for row in rows:
            assert ids.issuperset(row["related"]) and row["id"] not in row["related"]
            assert len(row["related"]) <= 10

    def test_of_a_portal_without_articles_is_an_empty_list(self) -> None:
        assert self.rows([]) == []

    def test_has_one_article_a_line(self) -> None:
        shown = site([article(1), article(2)])
        lines = build_article_data(shown.listed, {}).decode().splitlines()
        assert len(lines) == 4 and lines[0] == "["


class TestText:
    def text(self, **changes: object) -> str:
        return build_text(frame(site()), article(1, **changes), "Nội dung 1.").decode()

    def test_says_all_that_the_page_says(self) -> None:
        text = self.text(
            source=Source("Báo Lam Giang"),
            corrections=(Correction(date(2026, 2, 1), "Sai ngày."),),
            authors=(Term("ha", "Hà"), Term("an", "An")),
        )
        assert text.removeprefix("\ufeff").split("\n\n") == [
            "Tin số 1",
            "Cổng xã Mẫu - 02/01/2026 08:00",
            "Lời dẫn của tin số 1.",
            "Nội dung 1.",
            "Hà, An",
            "Nguồn: Báo Lam Giang",
            "Đính chính 01/02/2026: Sai ngày.",
            f"{PORTAL}/tin-tuc/2026/01/tin-so-1/\n",
        ]

    def test_begins_with_the_mark_by_which_old_programs_know_utf8(self) -> None:
        assert build_text(frame(site()), article(1), "").startswith(b"\xef\xbb\xbf")

    def test_leaves_out_what_there_is_not(self) -> None:
        assert "\n\n\n" not in self.text(lead="", authors=())


class TestSitemaps:
    def addresses(self, articles: list, pages: list | None = None, **stated: object) -> set[str]:
        shown = frame(site(articles, pages or [], page_size="5", **stated), pictures("media/a.jpg"))
        files = build_sitemaps(shown)
        text = b"".join(files[name] for name in files).decode()
        return {address.removeprefix(PORTAL) for address in re.findall(r"<loc>([^<]+)", text)}

    def test_hold_what_search_engines_may_show(self) -> None:
        found = self.addresses(
            [article(1), article(2, status=Status.EXPIRED, expires=NOW)], [page()]
        )
        assert {
            "/",
            "/tin-tuc/2026/01/tin-so-1/",
            "/tin-tuc/2026/01/tin-so-2/",
            "/gioi-thieu/",
        } <= found

    @pytest.mark.parametrize(
        "status", [Status.HIDDEN, Status.WITHDRAWN, Status.DRAFT, Status.SCHEDULED]
    )
    def test_hold_nothing_else(self, status: Status) -> None:
        later = article(1, status=status, published=NOW + timedelta(days=1))
        assert not [url for url in self.addresses([later]) if url.startswith("/tin-tuc/")]

    def test_hold_full_pages_of_lists_and_not_the_one_being_filled(self) -> None:
        found = self.addresses([article(number) for number in range(7)])
        assert "/chuyen-muc/tin-xa/trang/1/" in found
        assert "/chuyen-muc/tin-xa/trang/2/" not in found

    def test_hold_only_addresses_of_the_portal(self) -> None:
        articles = [article(number, tags=TAGS) for number in range(7)]
        known = set(site(articles, [page()], page_size="5").addresses())
        assert self.addresses(articles, [page()]) <= known


def test_robots_are_told_of_the_sitemap() -> None:
    assert f"Sitemap: {PORTAL}/sitemap.xml" in build_robots(frame(site())).decode()


def test_the_manifest_names_the_portal() -> None:
    manifest = json.loads(build_manifest(frame(site())))
    assert manifest["name"] == "Cổng xã Mẫu"
