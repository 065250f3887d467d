"""Figures in their order, or left out with the reason."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest

from plugins.content_model import read_data
from plugins.content_model.visit_models import EarlierVisits, PageViews, VisitDay, VisitMonth
from plugins.vietnamese import VIETNAM
from plugins.visits import Visits, build_visits, check_visits, most_read, visits_block
from plugins.visits.months import render_month
from plugins.visits.views import now_json

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=VIETNAM)
PAGES = (PageViews("/", 40), PageViews("/a/", 9))


def month(
    *days: tuple[int, int, int],
    name: str = "2026-11",
    as_of: datetime = NOW,
    pages: tuple[PageViews, ...] = (),
) -> VisitMonth:
    year, number = map(int, name.split("-"))
    rows = tuple(
        VisitDay(date(year, number, day), visitors, views) for day, visitors, views in days
    )
    return VisitMonth(f"data/visits/{name}.yaml", name, as_of, rows, pages)


NOVEMBER = month((18, 30, 90), (20, 10, 25), pages=PAGES)
OCTOBER = month((31, 500, 900), name="2026-10", as_of=NOW - timedelta(days=20))
EARLIER = EarlierVisits("data/visits/earlier.yaml", 120_000, "Cổng cũ", date(2026, 10, 30))


def figures(visits: Visits) -> tuple[int | None, int | None, int | None]:
    return visits.today, visits.this_month, visits.all


@pytest.mark.parametrize(
    ("months", "earlier", "now", "expected"),
    [
        ([NOVEMBER, OCTOBER], None, NOW, (10, 40, 540)),
        ([OCTOBER, NOVEMBER], EARLIER, NOW, (10, 40, 120_540)),
        ([NOVEMBER], None, NOW + timedelta(hours=12), (None, 40, 40)),
        ([NOVEMBER], None, NOW + timedelta(days=11), (None, None, 40)),
        ([month((19, 3, 4))], None, NOW, (0, 3, 3)),
        ([OCTOBER], EARLIER, NOW, (None, None, 120_500)),
        ([], EARLIER, NOW, (None, None, None)),
    ],
)
def test_a_figure_is_of_its_day_and_month_or_unknown(
    months: list[VisitMonth],
    earlier: EarlierVisits | None,
    now: datetime,
    expected: tuple[int | None, ...],
) -> None:
    visits = build_visits(months, earlier, now)
    assert figures(visits) == expected
    assert visits.problems == ()


@pytest.mark.parametrize(
    ("faulty", "code", "expected"),
    [
        (month((20, 10, 9)), "visits-views-fewer", (None, None, None)),
        (month((20, -1, 9)), "visits-visitors-negative", (None, None, None)),
        (month((20, 1, 9), (20, 1, 9)), "visits-day-duplicate", (None, None, None)),
        (month((21, 1, 9)), "visits-day-future", (None, None, None)),
        (month((20, 1, 9), as_of=NOW + timedelta(days=1)), "visits-as-of-future", (None,) * 3),
        (month((20, 1, 9), pages=(PageViews("/", 10),)), "visits-page-views", (None,) * 3),
        (month((20, 1, 9), pages=(PageViews("/", 0),)), "visits-page-views", (None,) * 3),
        (month((20, 1, 9), pages=(PageViews("/", 1),) * 2), "visits-page-duplicate", (None,) * 3),
        (
            month((20, 1, 9), pages=(PageViews("https://a.vn/", 1),)),
            "visits-page-elsewhere",
            (None,) * 3,
        ),
    ],
)
def test_a_month_that_cannot_be_true_counts_for_nothing_and_is_reported(
    faulty: VisitMonth, code: str, expected: tuple[int | None, ...]
) -> None:
    visits = build_visits([faulty, OCTOBER], None, NOW)
    assert figures(visits) == expected
    assert {problem.code for problem in visits.problems} == {code}
    assert visits.days == OCTOBER.days


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "2026-13",
            "month: 2026-13\nas_of: 2026-11-20\n",
            "2026-13.yaml:1: [visits-month-invalid] month: “2026-13” không phải là tháng "
            "-> viết năm-tháng: 2026-11",
        ),
        (
            "2026-10",
            "as_of: 2026-11-20\nmonth: 2026-11\n",
            "2026-10.yaml:2: [visits-name-mismatch] month: tháng là 2026-11 nhưng tên tệp là "
            "2026-10.yaml -> đổi tên tệp thành 2026-11.yaml",
        ),
        (
            "2026-11",
            "month: 2026-11\nas_of: 2026-11-20T11:00\ndays:\n"
            "  - {day: 2026-11-19, visitors: 1, views: 2}\n"
            "  - {day: 2026-10-20, visitors: 1, views: 2}\n",
            "2026-11.yaml:5: [visits-day-outside] days.1.day: ngày 20/10/2026 không thuộc tháng "
            "2026-11 -> chạy lại lệnh đếm, đừng sửa tệp này bằng tay",
        ),
        (
            "2026-11",
            "month: 2026-11\nas_of: 2026-11-20\ndays:\n  - {day: hôm nay, visitors: ba, views: 1}",
            "2026-11.yaml:4: [visitors-type] days.0.visitors: “ba” không phải số nguyên "
            "-> chỉ viết chữ số, ví dụ 41736",
        ),
        (
            "2026-11",
            "as_of: 2026-11-20\n",
            "2026-11.yaml:1: [month-missing] month: thiếu khóa bắt buộc này "
            "-> thêm dòng month: 2026-11",
        ),
        (
            "earlier",
            "visits: 120.000\nsource: Cổng cũ\n",
            "earlier.yaml:1: [visits-grouped] visits: “120.000” có dấu ngăn cách nghìn "
            "-> viết liền: 120000",
        ),
        (
            "earlier",
            "visits: -4\nsource: Cổng cũ\n",
            "earlier.yaml:1: [visits-earlier-negative] visits: số lượt âm: -4 "
            "-> viết tổng số lượt của cổng cũ",
        ),
        (
            "earlier",
            "visits: 4\nsource: Cổng cũ\nuntil: 2026-12-01\n",
            "earlier.yaml:3: [visits-earlier-overlap] until: số liệu cũ đến hết ngày 01/12/2026, "
            "chưa tới -> viết số liệu đến hết ngày 2026-11-20 hoặc trước đó",
        ),
    ],
)
def test_a_fault_is_said_with_its_line(name: str, text: str, expected: str) -> None:
    data = read_data({f"data/visits/{name}.yaml": text.encode()})
    found = [*data.problems, *check_visits(data.months, data.earlier, NOW)]
    assert f"data/visits/{expected}" in [str(problem) for problem in found]


def test_one_month_in_two_files_and_days_counted_twice_are_said() -> None:
    twin = VisitMonth("data/visits/moi.yaml", "2026-11", NOW, NOVEMBER.days)
    codes = [problem.code for problem in check_visits([twin, NOVEMBER], EARLIER, NOW)]
    assert codes == ["visits-month-duplicate", "visits-name-mismatch"]
    overlap = EarlierVisits(EARLIER.path, 5, "Cổng cũ", date(2026, 11, 18))
    (problem,) = check_visits([NOVEMBER], overlap, NOW)
    assert "mà cổng này đã đếm từ ngày 18/11/2026" in problem.message
    assert build_visits([NOVEMBER], overlap, NOW).all is None


def test_a_clock_a_little_ahead_is_no_fault() -> None:
    assert check_visits([NOVEMBER], None, NOW - timedelta(minutes=9)) == ()


def test_what_is_written_is_read_back() -> None:
    raw = render_month(NOVEMBER)
    (back,) = read_data({NOVEMBER.path: raw}).months
    assert (back.month, back.as_of, back.days, back.most_read) == (
        *("2026-11", NOW),
        NOVEMBER.days,
        PAGES,
    )
    assert raw.startswith(b"# ")


class TestViews:
    def test_counters_are_texts_and_unknown_ones_a_dash(self) -> None:
        block = visits_block(build_visits([OCTOBER], EARLIER, NOW))
        assert block is not None
        assert [(row.key, row.value) for row in block.rows] == [
            ("today", "–"),
            ("this_month", "–"),
            ("all", "120.500"),
        ]
        assert block.as_of_text == "Số liệu tính đến 31/10/2026 12:00"
        assert block.json_url == "/du-lieu/truy-cap.json"

    def test_before_anything_was_counted_there_is_no_block(self) -> None:
        assert visits_block(build_visits([], EARLIER, NOW)) is None

    def test_the_most_read_pages_come_most_first(self) -> None:
        visits = build_visits([month((20, 9, 60), pages=PAGES[::-1])], None, NOW)
        assert most_read(visits).pages == (("/", 40), ("/a/", 9))
        assert most_read(visits, 1).pages == (("/", 40),)

    @pytest.mark.parametrize(("online", "shown"), [(0, 0), (10, 10), (11, None), (None, None)])
    def test_more_online_than_today_is_left_out(
        self, online: int | None, shown: int | None
    ) -> None:
        figures = json.loads(now_json(build_visits([NOVEMBER], None, NOW), online, NOW))
        assert figures == {
            "as_of": "2026-11-20T12:00:00+07:00",
            "online": shown,
            "today": 10,
            "this_month": 40,
            "all": 40,
        }
