"""The counters of procedures in a whole portal: their pages, and what others may fetch."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import jsonschema
import pytest
from portals import Builder, Content, Run, as_json, tree

RESULTS = "/thu-tuc-hanh-chinh/ket-qua/"
SITE = "https://xamau.example.vn"


def report(content: Content, period: str, **changes: object) -> None:
    """Write a month in which 60 dossiers were early, 40 on time and 2 late."""
    stated: dict[str, object] = {
        "period": period,
        "as_of": f"{period}-28T17:00",
        "received": 120,
        "carried_over": 18,
        "early": 60,
        "on_time": 40,
        "late": 2,
        "pending_in_time": 18,
        "pending_overdue": 0,
        "breakdown": [row("Hộ tịch", 80), row("Đất đai", 40)],
        **changes,
    }
    content.data(f"dossiers/{period}", {key: it for key, it in stated.items() if it is not None})


def row(field: str, received: int) -> dict[str, object]:
    """Return a row of a breakdown: half of the two late dossiers, nine pending."""
    parts: Mapping[str, int] = {"carried_over": 9, "late": 1, "pending_in_time": 9}
    rest = received - 1 - 9
    return {"field": field, "received": received, "early": rest - 20, "on_time": 20, **parts} | {
        "pending_overdue": 0
    }


@pytest.fixture
def office(build: Builder, content: Content) -> Run:
    """A portal with the first two months of a year and one of the year before."""
    content.data("portal", {"name": "Cổng xã Mẫu", "url": SITE})
    for period in ("2025-02", "2026-01", "2026-02"):
        report(content, period)
    run = build(content)
    assert run.status == 0, run.err
    return run


def test_each_period_and_each_field_has_its_page_and_the_period_its_files(office: Run) -> None:
    for name in ("", "2025-02/", "2026-01/", "2026-02/", "linh-vuc/ho-tich/", "linh-vuc/dat-dai/"):
        page = office.page(f"{RESULTS}{name}")
        assert "<svg" in page
        assert "Cách tính" in page
    main = office.page(RESULTS)
    assert "So với cùng kỳ năm trước" in main
    assert "2 tháng đầu năm 2026" in main
    assert f'href="{RESULTS}linh-vuc/dat-dai/"' in main
    period = office.page(f"{RESULTS}2026-02/")
    for name in ("csv", "json"):
        assert f'href="/du-lieu/tthc/2026-02.{name}"' in period


def test_files_of_a_period_hold_that_period_and_keep_to_the_published_schema(office: Run) -> None:
    schema = as_json(office, "du-lieu/tthc.schema.json")
    for path in ("du-lieu/tthc.json", "du-lieu/tthc/2026-02.json"):
        jsonschema.Draft202012Validator(schema).validate(as_json(office, path))
    (period,) = as_json(office, "du-lieu/tthc/2026-02.json")["periods"]
    assert (period["period"], period["received"], period["late"]) == ("2026-02", 120, 2)
    rows = list(csv.reader(io.StringIO(office.text("du-lieu/tthc/2026-02.csv"))))
    assert [line[4] for line in rows[1:]] == ["", "Đất đai", "Hộ tịch"]


def test_a_new_month_leaves_the_pages_and_files_of_older_ones_where_they_are(
    build: Builder, content: Content, office: Run
) -> None:
    before = tree(office.output)
    report(content, "2026-03")
    run = build(content)
    assert run.status == 0, run.err
    after = tree(run.output)
    assert before.keys() <= after.keys()
    for path in ("du-lieu/tthc/2026-01.json", "du-lieu/tthc/2026-01.csv"):
        assert before[path] == after[path]


def test_the_catalogue_names_only_what_is_published(office: Run) -> None:
    catalogue = as_json(office, "du-lieu/dcat.jsonld")
    files = [
        file["dcat:downloadURL"]["@id"]
        for dataset in catalogue["dcat:dataset"]
        for file in dataset["dcat:distribution"]
    ]
    assert f"{SITE}/du-lieu/tthc.csv" in files
    assert all(office.has(url.removeprefix(SITE)) for url in files)
    listed = office.page("/du-lieu/")
    assert all(f'href="{url.removeprefix(SITE)}"' in listed for url in files)


def test_another_site_can_show_the_figures_without_any_script(office: Run) -> None:
    fragment = office.text("du-lieu/tthc-tom-tat.htm")
    assert "<script" not in fragment
    assert f'href="{SITE}{RESULTS}"' in fragment
    assert "102 trên 120 hồ sơ" in fragment
    short: Any = json.loads(office.text("du-lieu/tthc-tom-tat.json"))
    assert (short["page"], short["period"]) == (f"{SITE}{RESULTS}", "2026-02")


def test_without_reports_there_is_one_page_that_says_so(build: Builder, content: Content) -> None:
    content.article("mot")
    run = build(content)
    assert run.status == 0, run.err
    assert "Chưa có báo cáo nào." in run.page(RESULTS)
    assert not run.has("/du-lieu/tthc-tom-tat.json")
    assert as_json(run, "du-lieu/tthc.json")["periods"] == []
    assert "tthc-tom-tat" not in run.all_text()


def test_one_field_under_two_spellings_is_a_problem(build: Builder, content: Content) -> None:
    report(content, "2026-01")
    report(content, "2026-02", breakdown=[row("Hộ tịch", 80), row("đất đai", 40)])
    run = build(content)
    assert run.status == 1
    (line,) = run.problems
    assert line.startswith("data/dossiers/2026-02.yaml:")
    assert "[dossiers-name-clash]" in line
    assert "viết là “Đất đai”" in line


def test_scores_have_a_page_that_the_counters_lead_to(build: Builder, content: Content) -> None:
    report(content, "2026-02")
    points = {
        "transparency": "16,5",
        "timeliness": "19,2",
        "digitisation": "17,4",
        "online_service": "10,3",
        "online_payment": "7,9",
        "satisfaction": "17,8",
    }
    score = {"period": "2026-Q1", "as_of": "2026-04-05T09:00", **points}
    content.data("service-quality/2026-Q1", score)
    run = build(content)
    assert run.status == 0, run.err
    url = "/thu-tuc-hanh-chinh/chat-luong-phuc-vu/"
    assert f'href="{url}"' in run.page(RESULTS)
    assert "89,1 trên 100 điểm" in run.page(url)
    assert f"{url}</loc>" in run.text("sitemap.xml")
    content.data("service-quality/2026-Q1", {**score, "total": "89,2"})
    failed = build(content)
    assert failed.codes == ["scores-total-mismatch"]
    assert "89,1 trên 100 điểm" in failed.page(url), "what was published stays"
