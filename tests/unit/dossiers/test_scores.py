"""The service-quality score: points that fit their criteria and add up, shown as they are."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from plugins.content_model.models import ServiceScore
from plugins.dossiers import (
    build_scores,
    check_scores,
    scores_csv,
    scores_json,
    scores_page,
)
from plugins.vietnamese import VIETNAM

SCORE = ServiceScore(
    path="data/service-quality/2023-Q3.yaml",
    period="2023-Q3",
    as_of=datetime(2023, 10, 5, 9, 0, tzinfo=VIETNAM),
    transparency=Decimal("16.5"),
    timeliness=Decimal("19.25"),
    digitisation=Decimal(17),
    online_service=Decimal("10.3"),
    online_payment=Decimal("7.9"),
    satisfaction=Decimal("17.8"),
    total=Decimal("88.75"),
    source="Cổng Dịch vụ công quốc gia",
    lines={"period": 1, "satisfaction": 8, "total": 9},
)


def test_points_that_fit_and_add_up_have_no_problem(now: datetime) -> None:
    assert check_scores([SCORE], now) == ()
    assert check_scores([replace(SCORE, total=None)], now) == ()


@pytest.mark.parametrize(
    ("changes", "code", "line", "words"),
    [
        ({"total": Decimal("88.7")}, "scores-total-mismatch", 9, ("88,7", "88,75")),
        (
            {"satisfaction": Decimal("18.5"), "total": None},
            "scores-points-range",
            8,
            ("18,5", "từ 0 đến 18"),
        ),
        (
            {"satisfaction": Decimal(-1), "total": None},
            "scores-points-range",
            8,
            ("−1", "từ 0 đến 18"),
        ),
        ({"period": "Quý III/2023"}, "scores-period-invalid", 1, ("viết 2023-Q3",)),
        ({"period": "2023-11"}, "scores-as-of-before-period", 1, ("05/10/2023", "01/11/2023")),
        (
            {"as_of": datetime(2024, 1, 1, tzinfo=VIETNAM)},
            "scores-as-of-future",
            1,
            ("01/01/2024",),
        ),
    ],
)
def test_what_cannot_be_is_named_with_its_numbers(
    now: datetime,
    changes: dict[str, object],
    code: str,
    line: int,
    words: tuple[str, ...],
) -> None:
    (problem,) = check_scores([replace(SCORE, **changes)], now)  # type: ignore[arg-type]
    assert (problem.code, problem.line) == (code, line)
    assert all(word in str(problem) for word in words)


def test_one_period_is_stated_once(now: datetime) -> None:
    twice = replace(SCORE, path="data/service-quality/lai.yaml")
    (problem,) = check_scores([SCORE, twice], now)
    assert (problem.path, problem.code) == (twice.path, "scores-period-duplicate")
    assert SCORE.path in str(problem)


def test_the_page_shows_points_as_they_are_and_says_how_they_add_up() -> None:
    page = scores_page(build_scores([SCORE]))
    assert page.total == "88,75 trên 100 điểm"
    (table,) = page.tables
    assert [row.cells for row in table.rows] == [
        ("16,5", "18"),
        ("19,25", "20"),
        ("17", "22"),
        ("10,3", "12"),
        ("7,9", "10"),
        ("17,8", "18"),
    ]
    assert table.total is not None
    assert table.total.cells == ("88,75", "100")
    assert "16,5 + 19,25 + 17 + 10,3 + 7,9 + 17,8 = 88,75" in page.explanations[0]
    (chart,) = page.charts
    assert "Số hóa hồ sơ: 17 trên 22" in chart.drawing


def test_the_trend_is_drawn_from_the_second_period_on_newest_first() -> None:
    earlier = replace(SCORE, period="2023-Q2", path="data/service-quality/2023-Q2.yaml")
    # A whole year, stated when half of it was over, stands for less than a quarter stated later.
    year = replace(SCORE, period="2023", path="data/service-quality/2023.yaml")
    year = replace(year, as_of=datetime(2023, 6, 30, tzinfo=VIETNAM))
    page = scores_page(build_scores([earlier, SCORE, year]))
    assert page.period == "Quý III/2023"
    trend = page.charts[1].drawing
    assert trend.index("Quý III/2023") < trend.index("Quý II/2023")
    assert "Năm 2023" not in trend, "a year is not compared with quarters"
    assert [row.heading for row in page.tables[1].rows] == [
        "Quý III/2023",
        "Quý II/2023",
        "Năm 2023",
    ]


def test_programs_get_the_points_exactly() -> None:
    scores = build_scores([SCORE])
    document = json.loads(scores_json(scores))
    assert sum(document["maxima"].values()) == 100
    (period,) = document["periods"]
    points = period["points"]
    assert sum(map(Decimal, points.values())) == Decimal(period["total"]) == Decimal("88.75")
    header, row = csv.reader(io.StringIO(scores_csv(scores).decode("utf-8-sig"), newline=""))
    assert len(header) == len(row)
    assert row[2:9] == ["16.5", "19.25", "17", "10.3", "7.9", "17.8", "88.75"]
