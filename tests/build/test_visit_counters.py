"""The visit counters in a whole portal: shown where visits are counted, and only what is true."""

from __future__ import annotations

import pytest
from portals import EPOCH, Builder, Content, Run

DAY_S = 86_400
PAGE = "/luot-truy-cap/"


def counted(content: Content, **changes: object) -> None:
    """Write what was counted in the month of the build, up to five minutes before it."""
    content.data(
        "visits/2026-11",
        {
            "month": "2026-11",
            "as_of": "2026-11-20T07:25:00",
            "days": [
                {"day": "2026-11-19", "visitors": 1100, "views": 2400},
                {"day": "2026-11-20", "visitors": 23, "views": 61},
            ],
            "most_read": [
                {"url": "/tin-tuc/2026/11/tin-hai/", "views": 40},
                {"url": "/tin-tuc/2026/11/tin-an/", "views": 30},
                {"url": "/gioi-thieu/", "views": 20},
                {"url": "/tin-tuc/2026/11/tin-mot/", "views": 10},
            ],
            **changes,
        },
    )


@pytest.fixture
def office(content: Content) -> Content:
    """A portal of two articles, one that is in no list, and a page."""
    content.article("mot", title="Tin một")
    content.article("hai", title="Tin hai")
    content.article("an", title="Tin ẩn", status="hidden")
    content.page("gioi-thieu", title="Giới thiệu")
    return content


def figures(run: Run, page: str) -> list[str]:
    """Return the figures that a page shows, in their order."""
    parts = run.page(page).split("data-figure=")[1:]
    return [part.split(">")[1].split("<")[0] for part in parts]


def test_where_nothing_is_counted_nothing_is_shown(build: Builder, office: Content) -> None:
    run = build(office)
    assert run.status == 0, run.err
    assert "Lượt truy cập" not in run.page("/")
    assert not run.has(PAGE)
    assert PAGE not in run.all_text()


def test_the_counters_stand_on_the_home_page_and_on_their_own(
    build: Builder, office: Content
) -> None:
    counted(office)
    office.data("visits/earlier", {"visits": 5000, "source": "Cổng cũ", "until": "2026-10-31"})
    run = build(office)
    assert run.status == 0, run.err
    for page in ("/", PAGE):
        assert figures(run, page) == ["", "23", "1.123", "6.123"]
        assert "data-live" not in run.page(page), "no timer writes newer figures"
    assert "Số liệu tính đến 20/11/2026 07:25" in run.page("/")
    assert f"{PAGE}</loc>" in run.text("sitemap.xml")


def test_the_page_comes_and_goes_with_what_was_counted(build: Builder, office: Content) -> None:
    """And so does its address in the sitemap, whatever was there before."""
    build(office)
    counted(office)
    assert f"{PAGE}</loc>" in build(office).text("sitemap.xml")
    office.delete("data/visits/2026-11.yaml")
    run = build(office)
    assert not run.has(PAGE)
    assert PAGE not in run.text("sitemap.xml")


@pytest.mark.parametrize("as_of", ["9999-12-31T23:59:00", "2026-11-20T08:00:00"])
def test_a_time_to_come_is_left_out_and_said(build: Builder, office: Content, as_of: str) -> None:
    counted(office, as_of=as_of)
    run = build(office)
    assert run.status == 0, run.err
    assert "[visits-as-of-future]" in run.out
    assert not run.has(PAGE)
    assert "Traceback" not in run.err


def test_figures_of_a_clock_that_is_ahead_are_shown_when_they_can_be_true(
    build: Builder, office: Content
) -> None:
    counted(office, as_of="2026-11-20T07:45:00")
    assert not build(office).has(PAGE)
    assert build(office, epoch=EPOCH + 6 * 60).has(PAGE), "nine minutes ahead is near enough"


def test_most_read_are_articles_that_readers_may_find(build: Builder, office: Content) -> None:
    counted(office)
    page = build(office).page(PAGE)
    titles = [page.index(title) for title in ("Xem nhiều", "Tin hai", "Tin một")]
    assert titles == sorted(titles)
    assert "Tin ẩn" not in page


def test_figures_of_yesterday_are_not_called_those_of_today(
    build: Builder, office: Content
) -> None:
    """Although nothing else changed: nobody touched a file."""
    counted(office)
    assert figures(build(office), PAGE)[1:] == ["23", "1.123", "1.123"]
    assert figures(build(office, epoch=EPOCH + DAY_S), PAGE)[1:] == ["–", "1.123", "1.123"]
    later = build(office, epoch=EPOCH + 15 * DAY_S)
    assert figures(later, PAGE)[1:] == ["–", "–", "1.123"]


def test_a_figure_that_cannot_be_true_is_left_out_and_said(build: Builder, office: Content) -> None:
    days = [{"day": "2026-11-20", "visitors": 70, "views": 61}]
    counted(office, days=days)
    run = build(office)
    assert run.status == 0, run.err
    assert "Lưu ý: data/visits/2026-11.yaml:" in run.out
    assert "[visits-views-fewer]" in run.out
    assert not run.has(PAGE)


def test_a_portal_whose_server_keeps_newer_figures_asks_for_them(
    build: Builder, office: Content
) -> None:
    counted(office)
    office.data("portal", {"name": "Cổng xã Mẫu", "live_visits": True})
    assert 'data-live="/du-lieu/truy-cap.json"' in build(office).page("/")


def test_doubts_about_reports_are_said_and_stop_nothing(build: Builder, office: Content) -> None:
    report = {"early": 0, "on_time": 0, "late": 0, "pending_in_time": 5, "pending_overdue": 0}
    for month, carried in ((1, 0), (2, 4)):
        period = f"2026-0{month}"
        stated = {"period": period, "as_of": f"{period}-28T17:00", **report}
        office.data(f"dossiers/{period}", {**stated, "received": 5, "carried_over": carried})
    run = build(office)
    assert run.status == 0, run.err
    assert "Lưu ý: data/dossiers/2026-02.yaml:" in run.out
    assert "[dossiers-carried-over-differs]" in run.out
    assert "2026-01 còn đang giải quyết 5" in run.out
    again = build(office)
    assert "[dossiers-carried-over-differs]" in again.out, "also where nothing is built"
