"""The search page: what it does with the answers of an engine, and what it is without a script."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import pytest
from browser.kinds import page_of
from browser.sample import Portal
from browser.test_accessibility import axe_violations
from browser.test_layout import layout_faults
from browser.visits import Visits
from playwright.sync_api import Locator, Page, Route, expect

pytestmark = pytest.mark.browser

SEARCH: Final = "/tim-kiem/"
_ENGINE: Final = (Path(__file__).parent / "fake_search.js").read_text(encoding="utf-8")
_PLACES: Final = """
[...document.querySelectorAll("main ol li, footer")].map((box) => box.getBoundingClientRect().top)
"""
_WATCH_SHIFTS: Final = """
window.shifts = [];
new PerformanceObserver((list) => shifts.push(...list.getEntries().map((entry) => entry.value)))
  .observe({type: "layout-shift", buffered: true});
"""
_HELD_EXCERPTS: Final = """
addEventListener("DOMContentLoaded", () => {
  window.fake.excerpts = new Promise((done) => { window.letExcerpts = done; });
}, {capture: true, once: true});
"""


def _open(visits: Visits, query: str = "", width: int = 1280, **options: Any) -> Page:
    """Open the search page, with an engine that knows 42 texts, as a new visitor."""
    page = visits.tab(width, **options)
    page.route("**/js/search.*.js", _answer_with_engine)
    visits.go(page, f"{SEARCH}{query}")
    return page


def _answer_with_engine(route: Route) -> None:
    route.fulfill(body=_ENGINE, content_type="text/javascript; charset=utf-8")


def _ask(page: Page, query: str) -> None:
    field = _field(page)
    field.fill(query)
    field.press("Enter")


def _status(page: Page) -> Locator:
    return page.locator("main").get_by_role("status")


def _field(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Từ khóa")


def _list(page: Page, label: str) -> Locator:
    return page.get_by_role("combobox", name=label, exact=True)


def _titles(page: Page) -> list[str]:
    return page.locator("main ol h3").all_inner_texts()


def _numbers(page: Page) -> list[int]:
    return [int(title.split(" số ")[1].split(" ")[0]) for title in _titles(page)]


def _parameters(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def _has_focus(page: Page, selector: str) -> bool:
    return bool(page.evaluate("(s) => document.activeElement.matches(s)", selector))


class TestResults:
    def test_an_address_with_a_query_is_searched_and_announced(self, visits: Visits) -> None:
        page = _open(visits, "?q=đường làng")

        expect(_status(page)).to_have_text("42 kết quả cho “đường làng”")
        expect(_field(page)).to_have_value("đường làng")
        expect(page).to_have_title("đường làng - Tìm kiếm - Trang thông tin điện tử xã Khê Giang")
        assert page.evaluate("fake.manifest") == "/tim-kiem/chi-muc.json"
        assert len(_titles(page)) == 10

    def test_a_result_leads_on_and_says_what_it_is_and_when(self, visits: Visits) -> None:
        page = _open(visits, "?q=đường")
        first, document = page.locator("main ol li").nth(0), page.locator("main ol li").nth(5)

        expect(first.locator("p").first).to_have_text("Tin bài · Y tế · 19/11/2026")
        expect(document.locator("p").first).to_have_text("Văn bản")
        assert first.get_by_role("link").get_attribute("href") == "/gioi-thieu/?bai=1"

    def test_hits_are_marked_and_no_text_becomes_html(self, visits: Visits) -> None:
        page = _open(visits, "?q=đường")

        expect(page.locator("main ol p mark").first).to_have_text("đường làng")
        assert page.locator("main ol h3 mark").all_inner_texts() == ["đường làng"] * 10
        assert _titles(page)[0] == "Mở rộng đường làng số 1 <b>&amp;"
        assert page.locator("main ol b").count() == 0

    def test_excerpts_are_fetched_when_they_are_about_to_be_seen(self, visits: Visits) -> None:
        page = _open(visits, "?q=đường", 360)
        marks = page.locator("main ol p mark")
        expect(marks.first).to_be_visible()
        at_first = marks.count()

        page.locator("main ol li").last.scroll_into_view_if_needed()
        expect(page.locator("main ol li").last.locator("p mark")).to_have_count(1)

        assert at_first < 10

    @pytest.mark.parametrize("width", [360, 1280])
    def test_excerpts_that_come_late_move_nothing(self, visits: Visits, width: int) -> None:
        page = _open(visits, "?q=đường", width, script=_HELD_EXCERPTS)
        expect(page.locator("main ol li")).to_have_count(10)
        # All are about to be seen.
        page.set_viewport_size({"width": width, "height": 5000})
        before = page.evaluate(_PLACES)

        page.evaluate("letExcerpts()")
        expect(page.locator("main ol p mark")).to_have_count(10)

        assert page.evaluate(_PLACES) == before

    def test_what_was_found_in_part_is_called_so(self, visits: Visits) -> None:
        page = _open(visits, "?q=gần đúng")

        expect(_status(page)).to_have_text(
            "Không trang nào có đủ các từ của “gần đúng”. 42 kết quả gần đúng"
        )

    def test_another_spelling_is_proposed_and_taken(self, visits: Visits) -> None:
        page = _open(visits, "?q=duong lang")
        proposal = page.get_by_text("Có phải bạn tìm: đường làng")
        expect(proposal).to_be_visible()

        proposal.get_by_role("link").click()

        expect(_status(page)).to_have_text("42 kết quả cho “đường làng”")
        expect(proposal).to_be_hidden()
        assert _parameters(page) == {"q": "đường làng"}


class TestAsking:
    def test_nothing_is_searched_while_one_types(self, visits: Visits) -> None:
        page = _open(visits)

        _field(page).press_sequentially("đường làng")

        assert page.evaluate("fake.asked") == []
        assert _has_focus(page, "[name=q]")
        assert page.url.endswith(SEARCH)

    def test_after_a_search_reading_goes_on_at_the_results(self, visits: Visits) -> None:
        page = _open(visits)

        _ask(page, "  đường làng ")
        expect(page.locator("main ol li")).to_have_count(10)

        assert _has_focus(page, "#ket-qua")
        assert _parameters(page) == {"q": "đường làng"}

    def test_who_comes_with_a_query_is_not_taken_anywhere(self, visits: Visits) -> None:
        page = _open(visits, "?q=đường")
        expect(page.locator("main ol li")).to_have_count(10)

        assert _has_focus(page, "body")

    def test_letters_in_pieces_are_asked_for_in_one(self, visits: Visits) -> None:
        page = _open(visits)

        _ask(page, "đu\u031bo\u031b\u0300ng")
        expect(page.locator("main ol li")).to_have_count(10)

        assert [asked["query"] for asked in page.evaluate("fake.asked")] == ["đường"]

    def test_blanks_are_no_query(self, visits: Visits) -> None:
        page = _open(visits)

        _ask(page, "   ")

        assert page.evaluate("fake.asked") == []
        assert page.url.endswith(SEARCH)

    def test_an_older_answer_does_not_take_the_place_of_a_newer_one(self, visits: Visits) -> None:
        page = _open(visits)

        _ask(page, "chậm")
        expect(page.get_by_text("Đang tìm…")).to_be_visible()
        _ask(page, "đường làng")
        expect(page.get_by_text("42 kết quả cho “đường làng”")).to_be_visible()
        page.evaluate(
            "async () => { fake.answer(); await new Promise((done) => setTimeout(done)); }"
        )

        expect(_status(page)).to_have_text("42 kết quả cho “đường làng”")

    def test_results_are_busy_until_the_answer_is_there(self, visits: Visits) -> None:
        page = _open(visits, "?q=chậm")
        expect(page.locator("[aria-busy=true]")).to_have_count(1)

        page.evaluate("fake.answer()")

        expect(page.locator("main ol li")).to_have_count(10)
        expect(page.locator("[aria-busy]")).to_have_count(0)


class TestFilters:
    def test_offer_what_there_is_with_how_many(self, visits: Visits) -> None:
        page = _open(visits, "?q=đường")
        expect(_list(page, "Loại")).to_be_visible()

        offered = {
            label: _list(page, label).locator("option").all_inner_texts()
            for label in ("Loại", "Chuyên mục", "Năm", "Sắp xếp")
        }

        assert offered == {
            "Loại": ["Tất cả", "Tin bài (35)", "Văn bản (7)"],
            "Chuyên mục": ["Tất cả", "Y tế (21)", "Kinh tế (14)"],
            "Năm": ["Tất cả", "2026 (30)", "2025 (12)"],
            "Sắp xếp": ["Liên quan nhất", "Mới nhất trước"],
        }

    def test_narrow_the_results_and_stand_in_the_address(self, visits: Visits) -> None:
        page = _open(visits, "?q=đường&trang=2")
        expect(page.locator("main ol li")).to_have_count(10)

        _list(page, "Năm").select_option("2025")
        expect(_status(page)).to_have_text("12 kết quả cho “đường”")
        _list(page, "Loại").select_option("documents")
        expect(_status(page)).to_have_text("2 kết quả cho “đường”")
        _list(page, "Sắp xếp").focus()
        _list(page, "Sắp xếp").select_option("ngay")
        expect(_status(page)).to_have_text("2 kết quả cho “đường”, mới nhất trước")

        assert _parameters(page) == {
            "q": "đường",
            "loai": "documents",
            "nam": "2025",
            "sap": "ngay",
        }
        assert _numbers(page) == [42, 36]
        assert _has_focus(page, "[name=sap]")

    def test_are_taken_from_the_address(self, visits: Visits) -> None:
        page = _open(visits, "?q=đường&muc=y-te&nam=2025")

        expect(_list(page, "Chuyên mục")).to_have_value("y-te")
        expect(_list(page, "Năm")).to_have_value("2025")
        expect(_status(page)).to_have_text("6 kết quả cho “đường”")

    def test_that_leave_nothing_can_be_seen_and_undone(self, visits: Visits) -> None:
        page = _open(visits, "?q=đường&muc=khong-co")
        expect(_list(page, "Chuyên mục")).to_have_value("khong-co")

        page.get_by_role("link", name="Bỏ lọc").click()

        expect(_status(page)).to_have_text("42 kết quả cho “đường”")
        assert _parameters(page) == {"q": "đường"}


class TestPages:
    def test_lead_on_and_back(self, visits: Visits) -> None:
        page = _open(visits, "?q=đường")
        expect(page.get_by_text("Trang 1/5")).to_be_visible()
        expect(page.get_by_role("link", name="Trang trước")).to_have_count(0)

        page.get_by_role("link", name="Trang sau").click()
        expect(page.get_by_text("Trang 2/5")).to_be_visible()

        assert _numbers(page) == list(range(11, 21))
        assert _parameters(page) == {"q": "đường", "trang": "2"}
        assert _has_focus(page, "#ket-qua")
        page.get_by_role("link", name="Trang trước").click()
        expect(page.get_by_text("Trang 1/5")).to_be_visible()
        assert _parameters(page) == {"q": "đường"}

    def test_the_last_leads_no_further_and_stands_for_those_behind_it(self, visits: Visits) -> None:
        page = _open(visits, "?q=đường&trang=99")

        expect(page.get_by_text("Trang 5/5")).to_be_visible()
        expect(page.get_by_role("link", name="Trang sau")).to_have_count(0)
        assert _numbers(page) == [41, 42]
        assert _parameters(page)["trang"] == "5"

    @pytest.mark.parametrize("number", ["0", "-1", "hai", "1e3"])
    def test_what_is_no_number_is_the_first(self, visits: Visits, number: str) -> None:
        page = _open(visits, f"?q=đường&trang={number}")

        expect(page.get_by_text("Trang 1/5")).to_be_visible()

    def test_one_page_has_no_pager(self, visits: Visits) -> None:
        page = _open(visits, "?q=đường&loai=documents")
        expect(page.locator("main ol li")).to_have_count(7)

        expect(page.get_by_role("navigation", name="Các trang kết quả")).to_be_hidden()


class TestHistory:
    def test_back_and_forward_show_what_was_there(self, visits: Visits) -> None:
        page = _open(visits)
        browse = page.get_by_role("heading", name="Lưu trữ theo năm")
        status = _status(page)
        _ask(page, "đường")
        expect(status).to_have_text("42 kết quả cho “đường”")
        _list(page, "Năm").select_option("2025")
        expect(status).to_have_text("12 kết quả cho “đường”")

        page.go_back()
        expect(status).to_have_text("42 kết quả cho “đường”")
        expect(_list(page, "Năm")).to_have_value("")
        page.go_back()
        expect(browse).to_be_visible()
        expect(_field(page)).to_have_value("")
        expect(page.locator("main ol li")).to_have_count(0)
        page.go_forward()
        expect(status).to_have_text("42 kết quả cho “đường”")

    def test_the_same_search_again_is_no_further_step_back(self, visits: Visits) -> None:
        page = _open(visits)
        _ask(page, "đường")
        _ask(page, "đường")

        page.go_back()

        expect(page.get_by_role("heading", name="Lưu trữ theo năm")).to_be_visible()

    def test_who_comes_back_from_a_result_finds_the_list_where_it_was(self, visits: Visits) -> None:
        page = _open(visits, "?q=chậm", reduced_motion="reduce")
        page.evaluate("fake.answer()")
        link = page.locator("main ol a").nth(8)
        link.scroll_into_view_if_needed()
        left = page.evaluate("scrollY")
        link.click()
        page.wait_for_url("**/gioi-thieu/**")

        page.go_back()
        expect(page.locator("[aria-busy]")).to_have_count(1)
        page.evaluate("fake.answer()")
        expect(page.locator("main ol li")).to_have_count(10)

        assert left > 600
        assert page.evaluate("scrollY") == pytest.approx(left, abs=2)


class TestKeyboard:
    def test_escape_empties_the_field(self, visits: Visits) -> None:
        page = _open(visits, "?q=đường")
        _field(page).press("Escape")

        expect(_field(page)).to_have_value("")
        assert _has_focus(page, "[name=q]")


class TestNothing:
    def test_found_says_what_to_try_and_where_to_go_on(self, visits: Visits) -> None:
        page = _open(visits, "?q=vắng")

        expect(_status(page)).to_have_text("Không tìm thấy gì cho “vắng”")
        expect(page.get_by_text("Bớt từ")).to_be_visible()
        expect(page.get_by_role("heading", name="Chuyên mục")).to_be_visible()
        expect(page.get_by_role("heading", name="Lưu trữ theo năm")).to_be_visible()
        elsewhere = page.get_by_role("link", name="bằng Google").get_attribute("href")
        assert parse_qs(urlsplit(elsewhere or "").query) == {"q": ["site:khegiang.example.vn vắng"]}

    def test_found_is_forgotten_by_the_next_search(self, visits: Visits) -> None:
        page = _open(visits, "?q=vắng")
        expect(page.get_by_text("Bớt từ")).to_be_visible()

        _ask(page, "đường")

        expect(page.locator("main ol li")).to_have_count(10)
        expect(page.get_by_text("Bớt từ")).to_be_hidden()
        expect(page.get_by_role("heading", name="Lưu trữ theo năm")).to_be_hidden()


class TestFailure:
    def test_offers_a_general_search_engine_and_can_be_tried_again(self, visits: Visits) -> None:
        page = _open(visits, "?q=đứt")
        status = _status(page)
        expect(status).to_have_text("Chưa tìm được: không mở được chỉ mục tìm kiếm")
        elsewhere = page.get_by_role("link", name="bằng Google")

        expect(elsewhere).to_be_visible()
        assert "%C4%91%E1%BB%A9t" in (elsewhere.get_attribute("href") or "")
        _ask(page, "đường")
        expect(status).to_have_text("42 kết quả cho “đường”")
        expect(elsewhere).to_be_hidden()

    def test_of_the_engine_itself_is_said_too(self, visits: Visits) -> None:
        page = visits.tab()
        page.route("**/js/search.*.js", lambda route: route.fulfill(body=""))
        visits.go(page, f"{SEARCH}?q=đường")

        expect(page.get_by_role("link", name="bằng Google")).to_be_visible()
        expect(page.get_by_role("heading", name="Chuyên mục")).to_be_visible()


class TestWithoutScript:
    def test_a_general_search_engine_is_asked_about_this_portal_alone(self, visits: Visits) -> None:
        page = visits.open(SEARCH, java_script_enabled=False)
        page.route("https://www.google.com/**", lambda route: route.fulfill(body="Google"))

        _ask(page, "đường làng")
        page.wait_for_url("https://www.google.com/**")

        assert _parameters(page) == {"q": "đường làng", "sitesearch": "khegiang.example.vn"}
        # What the reader asked for, and nothing before that.
        assert [text.partition("asked for ")[2] for text in visits.complaints] == [page.url]
        visits.complaints.clear()

    def test_there_is_one_form_and_the_ways_to_all_articles(self, visits: Visits) -> None:
        page = visits.open(f"{SEARCH}?q=đường", java_script_enabled=False)

        assert [form.is_visible() for form in page.locator("form").all()].count(True) == 1
        for url in ("/chuyen-muc/", "/luu-tru/", "/the/", "/luu-tru/2026/", "/chuyen-muc/y-te/"):
            assert page.locator(f"main a[href='{url}']").first.is_visible()


class TestBox:
    @pytest.mark.parametrize("kind", ["home", "article-long", "not-found"])
    @pytest.mark.parametrize("has_script", [True, False])
    def test_leads_from_every_page_to_the_results(
        self, portal: Portal, visits: Visits, kind: str, has_script: bool
    ) -> None:
        page = visits.open(page_of(portal, kind), java_script_enabled=has_script)

        _ask(page, "đường làng")
        page.wait_for_url(f"**{SEARCH}**")

        assert _parameters(page) == {"q": "đường làng"}

    def test_is_a_link_on_a_telephone_large_enough_for_a_thumb(
        self, portal: Portal, visits: Visits
    ) -> None:
        page = visits.open(page_of(portal, "home"), 360)
        link = page.locator("header").get_by_role("link", name="Tìm kiếm")
        box = link.bounding_box()

        assert box and box["width"] >= 44 and box["height"] >= 44
        expect(page.locator("header form")).to_be_hidden()
        link.click()
        page.wait_for_url(f"**{SEARCH}")

    def test_is_not_shown_beside_the_search_page_own_form(self, visits: Visits) -> None:
        page = _open(visits)

        expect(page.get_by_role("search")).to_have_count(1)
        expect(page.locator("header").get_by_role("link", name="Tìm kiếm")).to_have_count(0)


@pytest.mark.parametrize("query", ["?q=duong lang&trang=2", "?q=vắng&nam=2025", "?q=đứt"])
def test_axe_finds_nothing(visits: Visits, query: str) -> None:
    page = _open(visits, query, reduced_motion="reduce")
    expect(_status(page)).not_to_be_empty()

    assert axe_violations(page) == {}


@pytest.mark.parametrize("query", ["?q=duong lang&trang=2", "?q=vắng&nam=2025", "?q=đứt"])
def test_results_fit_every_window_whatever_the_size_of_the_letters(
    visits: Visits, query: str
) -> None:
    page = _open(visits, query)
    expect(_status(page)).not_to_be_empty()

    usual = layout_faults(page)
    page.evaluate("document.documentElement.dataset.textSize = '160'")

    assert usual == {}
    assert layout_faults(page) == {}


def test_controls_are_large_enough_for_a_thumb(visits: Visits) -> None:
    page = _open(visits, "?q=đường&trang=2", 360)
    expect(page.get_by_text("Trang 2/5")).to_be_visible()
    controls = page.locator("main input, main button, main select, main nav a").all()
    controls = [control for control in controls if control.is_visible()]

    assert len(controls) == 8
    assert [c.inner_text() for c in controls if (c.bounding_box() or {})["height"] < 44] == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("query", ["", "?q=đường"])
def test_the_page_stands_still_when_its_scripts_come_late(
    visits: Visits, query: str, width: int
) -> None:
    page = visits.tab(width, script=_WATCH_SHIFTS)
    late: list[Route] = []
    page.route("**/*.woff2", lambda route: route.fulfill(body=""))
    page.route("**/js/*.js", lambda route: late.append(route))
    page.goto(f"{SEARCH}{query}", wait_until="commit")
    page.get_by_role("heading", name="Chuyên mục").wait_for()

    for route in late:
        if "/search." in route.request.url:
            _answer_with_engine(route)
        else:
            route.continue_()
    page.wait_for_load_state()
    expect(page.locator("main ol li")).to_have_count(10 if query else 0)

    assert len(late) == 3
    assert page.evaluate("shifts") == []


def test_paper_shows_the_results_and_no_forms(visits: Visits) -> None:
    page = _open(visits, "?q=đường")
    expect(page.locator("main ol li")).to_have_count(10)
    page.emulate_media(media="print")

    assert page.locator("main ol li").last.is_visible()
    shown = page.locator("form, select, nav, button").all()
    assert [part.inner_text() for part in shown if part.is_visible()] == []
