"""Open data: the same numbers for programs and for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import plugins.dossiers
from plugins.content_model.models import DossierPeriod, DossierRow
from plugins.dossiers import (
    build_results,
    period_json,
    results_csv,
    results_json,
    schema_json,
    summary_json,
)

Report = Callable[..., DossierPeriod]
SCHEMA = Path(plugins.dossiers.__file__).with_name("tthc.schema.json")


def read_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture
def schema() -> Any:
    loaded = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(loaded)
    return jsonschema.Draft202012Validator(loaded)


def test_json_carries_the_exact_numbers(
    real_report: DossierPeriod, now: datetime, schema: Any
) -> None:
    data = json.loads(results_json(build_results([real_report], now)))
    schema.validate(data)
    period = data["periods"][data["current"]]
    assert (period["received"], period["resolved"], period["unexplained"]) == (41736, 41441, 295)
    assert period["as_of"] == "2023-09-30T04:14:15+07:00"
    assert (period["first_day"], period["last_day"]) == ("2023-01-01", "2023-09-30")
    assert period["late_rate"] == {
        "part": 14,
        "whole": 41441,
        "exact": "14/41441",
        "text": "0,03\u00a0%",
    }
    assert period["pending"] is None


def test_json_without_reports_is_valid(now: datetime, schema: Any) -> None:
    data = json.loads(results_json(build_results([], now)))
    schema.validate(data)
    assert data == {"version": 1, "current": None, "periods": []}


def test_json_with_a_breakdown_and_nothing_resolved_is_valid(
    report: Report, now: datetime, schema: Any
) -> None:
    row = DossierRow(received=0, late=0, early=0, on_time=0, pending=0, field="Đất đai")
    data = json.loads(results_json(build_results([report(total=row, breakdown=(row,))], now)))
    schema.validate(data)
    (part,) = data["periods"][0]["breakdown"]
    assert (part["field"], part["agency"]) == ("Đất đai", None)
    assert part["on_time_rate"] == {"part": 0, "whole": 0, "exact": None, "text": "–"}


@pytest.mark.parametrize(
    "spoil",
    [
        {"late": -1},
        {"late": "14"},
        {"received": 41736.5},
        {"period": "9/2023"},
        {"as_of": "2023-09-30T04:14:15"},
        {"surprise": 1},
    ],
)
def test_the_schema_refuses_what_is_no_count(
    real_report: DossierPeriod, now: datetime, schema: Any, spoil: dict[str, object]
) -> None:
    data = json.loads(results_json(build_results([real_report], now)))
    data["periods"][0].update(spoil)
    assert not schema.is_valid(data)


def test_csv_is_what_excel_can_read(real_report: DossierPeriod, now: datetime) -> None:
    data = results_csv(build_results([real_report], now).periods)
    assert data.startswith("\ufeffKỳ báo cáo,".encode())
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    (row,) = read_csv(data)
    assert row["Kỳ báo cáo"] == "Lũy kế đến tháng 9/2023"
    assert (row["Đã tiếp nhận"], row["Trễ hạn"], row["Chưa rõ kết quả"]) == ("41736", "14", "295")
    assert row["Tỷ lệ trễ hạn"] == "0,03\u00a0%"
    assert row["Đang giải quyết"] == "", "not stated is not 0"


def test_csv_has_the_rows_of_a_breakdown_below_their_period(report: Report, now: datetime) -> None:
    half = DossierRow(received=50, early_or_on_time=40, late=2, field="Hộ tịch")
    other = DossierRow(received=50, early_or_on_time=40, late=3, field="Đất đai")
    results = build_results([report(breakdown=(half, other))], now)
    rows = read_csv(results_csv(results.periods))
    assert [(row["Lĩnh vực"], row["Trễ hạn"]) for row in rows] == [
        ("", "5"),
        ("Đất đai", "3"),
        ("Hộ tịch", "2"),
    ]


@pytest.mark.parametrize(
    ("source", "cell"),
    [
        ('=HYPERLINK("https://x.example")', '\'=HYPERLINK("https://x.example")'),
        ("+84", "'+84"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ('Cổng "Dịch vụ công", tỉnh', 'Cổng "Dịch vụ công", tỉnh'),
    ],
)
def test_a_text_is_never_a_formula(report: Report, now: datetime, source: str, cell: str) -> None:
    (row,) = read_csv(results_csv(build_results([report(source=source)], now).periods))
    assert row["Nguồn"] == cell


def test_one_period_is_data_of_the_same_form(report: Report, now: datetime) -> None:
    reports = [report("2023-08"), report("2023-09")]
    results = build_results(reports, now)
    document = json.loads(period_json(results.periods[0]))
    jsonschema.validate(document, json.loads(schema_json()))
    assert document["current"] == 0
    assert document["periods"] == [json.loads(results_json(results))["periods"][0]]


def test_other_sites_get_the_current_figures_in_short(report: Report, now: datetime) -> None:
    results = build_results([report("2023-08"), report("2023-09")], now)
    document = json.loads(summary_json(results, "https://xa.example.vn/ket-qua/"))
    assert document["period"] == "2023-09"
    assert document["page"] == "https://xa.example.vn/ket-qua/"
    assert (document["received"], document["late"]) == (100, 5)
    assert document["is_stale"] is False
    assert "breakdown" not in document
    with pytest.raises(ValueError, match="no report"):
        summary_json(build_results([], now), "https://xa.example.vn/ket-qua/")
