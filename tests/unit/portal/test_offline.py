from __future__ import annotations

import json
import re
from typing import Any

import pytest
from golden.theme.cases import html_escape
from golden.theme.rendering import TEMPLATES, THEME, environment
from strategies_portal import article, frame, page, site

from plugins.assets import Assets, build_assets
from plugins.engine.jobs import Job
from plugins.engine.render import Renderer
from plugins.portal.files import files_below
from plugins.portal.machines import build_sitemaps
from plugins.portal.offline import (
    FIGURES_MARK,
    NOTICE_MARK,
    build_offline_page,
    offline_job,
    worker_url,
)

STATIC = files_below(THEME / "static")
IMPRINT = {"phone": "0298 3700 100", "email": "ubnd@xamau.example.vn"}


@pytest.fixture(scope="module")
def assets() -> Assets:
    return build_assets(STATIC)


def job(assets: Assets, articles: tuple[Any, ...] = (), **stated: object) -> Job:
    return offline_job(frame(site(articles, **stated)), assets, Renderer(TEMPLATES))


def worker(assets: Assets, articles: tuple[Any, ...] = (), **stated: object) -> bytes:
    made = job(assets, articles, **stated)
    return dict(zip(made.paths, made.make(), strict=True))["sw.js"]


def settings(script: bytes) -> dict[str, Any]:
    first = script.decode().partition("\n")[0]
    return dict(json.loads(first.partition("SETTINGS=")[2].removesuffix(";")))


class TestWorker:
    def test_is_light(self, assets: Assets) -> None:
        assert len(worker(assets, imprint=IMPRINT)) < 8192

    def test_names_no_other_host(self, assets: Assets) -> None:
        assert b"://" not in worker(assets, imprint=IMPRINT)

    def test_stands_at_the_root_whose_pages_it_is_for(self, assets: Assets) -> None:
        assert f"/{job(assets).paths[1]}" == worker_url(site()) == "/sw.js"

    def test_keeps_what_pages_need_of_the_theme_and_not_what_searches(self, assets: Assets) -> None:
        kept = settings(worker(assets))["theme"]
        assert {assets.stylesheet, assets.script, *assets.every_font} < set(kept)
        assert [path for path in kept if path[1:] not in assets.files] == []
        assert not set(assets.search_scripts) & set(kept)

    def test_stays_the_same_when_an_article_is_published(self, assets: Assets) -> None:
        assert worker(assets, (article(1),)) == worker(assets)

    @pytest.mark.parametrize("file", ["css/base.css", "js/portal.js", "js/worker/store.js"])
    def test_is_another_when_the_theme_is(self, assets: Assets, file: str) -> None:
        more = b".x{}" if file.endswith(".css") else b"var x;"
        changed = build_assets({**STATIC, file: STATIC[file] + more})
        assert worker(changed) != worker(assets)

    @pytest.mark.parametrize("stated", [{"imprint": IMPRINT}, {"name": "Cổng xã Khác"}])
    def test_is_another_when_its_page_is(self, assets: Assets, stated: dict[str, object]) -> None:
        assert worker(assets, **stated) != worker(assets)

    def test_escapes_what_the_office_is_called(self, assets: Assets) -> None:
        imprint = {**IMPRINT, "authority": "<b>Văn phòng</b>"}
        assert b"<b>" not in worker(assets, imprint=imprint)


class TestWhereNoneIsWanted:
    def test_the_worker_takes_itself_away_and_there_is_no_page(self, assets: Assets) -> None:
        made = job(assets, offline="false")
        assert made.paths == ("sw.js",)
        (script,) = made.make()
        assert b"unregister()" in script and b"caches.delete" in script
        assert b'"fetch"' not in script

    def test_pages_name_none(self) -> None:
        assert worker_url(site(offline="false")) == ""

    def test_nothing_leads_to_the_page(self) -> None:
        shown = site(offline="false")
        assert "/khong-co-mang/" not in set(shown.addresses())
        links = frame(shown).layout.footer_links
        assert "/khong-co-mang/" not in {link.url for link in links}


class TestOfflinePage:
    def test_is_no_page_for_robots_but_readers_find_it(self) -> None:
        shown = frame(site())
        assert build_offline_page(shown, "/a.js").head.robots == "noindex"
        assert b"khong-co-mang" not in b"".join(build_sitemaps(shown).values())
        assert "/khong-co-mang/" in {link.url for link in shown.layout.footer_links}
        assert "/khong-co-mang/" in set(shown.site.addresses())

    def test_says_how_to_reach_the_office(self) -> None:
        found = build_offline_page(frame(site(imprint=IMPRINT)), "/a.js").contacts
        assert [link.url for link in found] == ["tel:02983700100", "mailto:ubnd@xamau.example.vn"]
        assert "0298 3700 100" in found[0].label
        assert build_offline_page(frame(site()), "/a.js").contacts == ()

    def test_holds_nothing_that_grows_old(self, assets: Assets) -> None:
        def shown(*articles: Any) -> bytes:
            view = build_offline_page(frame(site(articles, [page()])), "/a.js")
            return Renderer(TEMPLATES).render(view)

        assert shown(article(1)) == shown()


@pytest.mark.parametrize("view", [pytest.param(it, id=it.template) for it in html_escape()])
def test_every_page_has_one_place_for_the_notice_and_every_block_of_counters_one(view: Any) -> None:
    made = environment().get_template(view.template).render(view=view)
    blocks = re.findall(r'class="c-(?:widget|counters|visits|headline-figure)"', made)
    assert made.count(NOTICE_MARK) == 1
    assert made.index('href="#noi-dung"') < made.index(NOTICE_MARK) < made.index("<header")
    assert made.count(FIGURES_MARK) == len(blocks)
