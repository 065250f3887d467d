"""What readers see: finished Vietnamese texts that say of what each share is a share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from plugins.content_model.models import DossierPeriod, DossierRow
from plugins.dossiers import (
    RESULTS_URL,
    ReportView,
    Settings,
    TableView,
    WidgetView,
    build_results,
    page_addresses,
    plan_pages,
    widget,
)
from plugins.vietnamese import VIETNAM

Report = Callable[..., DossierPeriod]
NBSP = "\u00a0"
RECEIVED, RESOLVED = "số hồ sơ đã tiếp nhận", "số hồ sơ đã giải quyết"


def short(
    reports: list[DossierPeriod], now: datetime, settings: Settings | None = None
) -> WidgetView:
    view = widget(build_results(reports, now, settings))
    assert view is not None
    return view


def pages(reports: list[DossierPeriod], now: datetime) -> dict[str, ReportView]:
    return {url: build() for url, build in plan_pages(build_results(reports, now))}


def full(reports: list[DossierPeriod], now: datetime) -> ReportView:
    return pages(reports, now)[RESULTS_URL]


def table(page: ReportView, caption: str) -> TableView:
    (found,) = [table for table in page.tables if table.caption.startswith(caption)]
    return found


def test_without_reports_there_is_nothing_to_show(now: datetime) -> None:
    results = build_results([], now)
    assert widget(results) is None
    assert list(plan_pages(results)) == []


def test_the_widget_of_the_real_report(real_report: DossierPeriod, now: datetime) -> None:
    view = short([real_report], now)
    assert view.headline == f"Đã giải quyết 99,3{NBSP}%"
    assert view.headline_detail == "41.441 trên 41.736 hồ sơ"
    assert view.period == "Lũy kế đến tháng 9/2023"
    assert view.as_of_text == "Số liệu tính đến 30/09/2023 04:14"
    assert [(row.label, row.value, row.share, row.share_of) for row in view.rows] == [
        ("Đã tiếp nhận", "41.736", "", ""),
        ("Trước hạn và đúng hạn", "41.427", f"99,97{NBSP}%", RESOLVED),
        ("Trễ hạn", "14", f"0,03{NBSP}%", RESOLVED),
        ("Chưa rõ kết quả", "295", f"0,7{NBSP}%", RECEIVED),
    ]
    assert view.rows[-1].note.startswith("Báo cáo không cho biết")


def test_shares_of_the_two_outcomes_add_up_to_all(report: Report, now: datetime) -> None:
    row = DossierRow(received=2000, early_or_on_time=1999, late=1)
    shares = {each.key: each.share for each in short([report(total=row)], now).rows}
    assert shares["early_or_on_time"] == f"99,95{NBSP}%"
    assert shares["late"] == f"0,05{NBSP}%"


def test_parts_are_shown_on_the_page_and_left_out_of_the_widget(
    report: Report, now: datetime
) -> None:
    row = DossierRow(
        received=100,
        carried_over=4,
        early=60,
        on_time=20,
        late=5,
        pending_in_time=9,
        pending_overdue=6,
    )
    reports = [report(total=row)]
    assert [(each.key, each.is_part) for each in full(reports, now).figures.rows] == [
        ("received", False),
        ("carried_over", True),
        ("early_or_on_time", False),
        ("early", True),
        ("on_time", True),
        ("late", False),
        ("pending", False),
        ("pending_in_time", True),
        ("pending_overdue", True),
    ]
    assert [each.key for each in short(reports, now).rows] == [
        "received",
        "early_or_on_time",
        "late",
        "pending",
    ]


def test_nothing_received_is_said_in_words(report: Report, now: datetime) -> None:
    row = DossierRow(received=0, early_or_on_time=0, late=0)
    view = full([report(total=row)], now)
    assert view.figures.headline == "Chưa tiếp nhận hồ sơ nào"
    assert view.figures.headline_detail == ""
    assert [each.share for each in view.figures.rows] == ["", "–", "–"]
    assert any("chưa tính được tỷ lệ" in line for line in view.explanations)


def test_stale_figures_are_marked_in_words(report: Report) -> None:
    stated = report()
    fresh = short([stated], stated.as_of + timedelta(days=30), Settings(stale_after_days=30))
    stale = short([stated], stated.as_of + timedelta(days=31), Settings(stale_after_days=30))
    assert (fresh.is_stale, fresh.stale_text) == (False, "")
    assert stale.is_stale
    assert "30 ngày" in stale.stale_text


def test_apologies_are_linked_only_where_a_dossier_is_late(report: Report, now: datetime) -> None:
    settings = Settings(late_url="/xin-loi/")
    nobody = DossierRow(received=10, early_or_on_time=10, late=0)
    assert short([report()], now, settings).late_url == "/xin-loi/"
    assert short([report(total=nobody)], now, settings).late_url == ""


def test_every_rate_is_explained_with_its_numbers(
    real_report: DossierPeriod, now: datetime
) -> None:
    text = "\n".join(full([real_report], now).explanations)
    assert "41.427 + 14 = 41.441 hồ sơ" in text
    assert f"41.441 ÷ 41.736 ≈ 99,3{NBSP}%" in text
    assert f"41.427 ÷ 41.441 ≈ 99,97{NBSP}%" in text
    assert f"14 ÷ 41.441 ≈ 0,03{NBSP}%" in text
    assert "41.736 − 41.441 = 295 hồ sơ" in text


def test_an_exact_rate_is_said_to_be_equal_and_a_boundless_one_less(
    report: Report, now: datetime
) -> None:
    exact = DossierRow(received=4, early_or_on_time=3, late=1)
    assert f"1 ÷ 4 = 25{NBSP}%" in "\n".join(full([report(total=exact)], now).explanations)
    tiny = DossierRow(received=10**7 + 1, early_or_on_time=10**7, late=1)
    text = "\n".join(full([report(total=tiny)], now).explanations)
    assert f"1 ÷ 10.000.001 <{NBSP}0,0001{NBSP}%" in text


def test_the_table_has_all_periods_newest_first(report: Report, now: datetime) -> None:
    stated = DossierRow(received=100, early_or_on_time=80, late=5, pending=15)
    page = full([report("2023-08", total=stated), report("2023-09")], now)
    found = table(page, "Kết quả các kỳ báo cáo")
    assert [(row.heading, row.is_current, row.url) for row in found.rows] == [
        ("Tháng 9/2023", True, f"{RESULTS_URL}2023-09/"),
        ("Tháng 8/2023", False, f"{RESULTS_URL}2023-08/"),
    ]
    pending = found.headers.index("Đang giải quyết") - 1
    unexplained = found.headers.index("Chưa rõ kết quả") - 1
    assert [row.cells[pending] for row in found.rows] == ["–", "15"]
    assert [row.cells[unexplained] for row in found.rows] == ["15", "0"]
    assert all(len(row.cells) == len(found.headers) - 1 for row in found.rows)


def test_columns_of_which_nothing_is_known_are_left_out(report: Report, now: datetime) -> None:
    balanced = DossierRow(received=85, early_or_on_time=80, late=5)
    headers = table(full([report(total=balanced)], now), "Kết quả các kỳ").headers
    assert "Đang giải quyết" not in headers
    assert "Chưa rõ kết quả" not in headers


def test_breakdowns_are_tables_with_a_total(report: Report, now: datetime) -> None:
    rows = (
        DossierRow(received=60, early_or_on_time=50, late=5, field="Hộ tịch"),
        DossierRow(received=40, early_or_on_time=30, late=0, field="Đất đai"),
        DossierRow(received=100, early_or_on_time=80, late=5, agency="Xã Hạ Khê"),
    )
    page = full([report(breakdown=rows)], now)
    by_field, by_agency = table(page, "Theo lĩnh vực"), table(page, "Theo đơn vị")
    assert by_field.caption == "Theo lĩnh vực, tháng 9/2023"
    assert by_agency.headers[0] == "Đơn vị"
    assert [row.heading for row in by_field.rows] == ["Đất đai", "Hộ tịch"]
    assert by_field.total is not None
    assert by_field.total.cells[0] == "100"


def test_source_and_official_page_are_passed_on(report: Report, now: datetime) -> None:
    view = short([report(source="Cổng Dịch vụ công", url="https://dvc.example/kq")], now)
    assert (view.source, view.url) == ("Cổng Dịch vụ công", "https://dvc.example/kq")
    assert short([report()], now).url == ""


FIELDS = (
    DossierRow(received=60, early_or_on_time=50, late=5, field="Hộ tịch"),
    DossierRow(received=40, early_or_on_time=30, late=0, field="Đất đai"),
)


def test_every_period_and_every_field_has_a_page_at_a_lasting_address(
    report: Report, now: datetime
) -> None:
    reports = [
        report("2023-08"),
        report("2023-09", breakdown=FIELDS),
        report("2023-09", cumulative=True, path="data/dossiers/2023-09-luy-ke.yaml"),
        report("2023-Q3"),
    ]
    found = pages(reports, now)
    assert sorted(url.removeprefix(RESULTS_URL) for url in found) == [
        "",
        "2023-08/",
        "2023-09-luy-ke/",
        "2023-09/",
        "2023-q3/",
        "linh-vuc/dat-dai/",
        "linh-vuc/ho-tich/",
    ]
    assert sorted(found) == sorted(page_addresses(reports))
    assert all(page.url == url for url, page in found.items())


def test_the_page_of_a_period_leads_to_the_ones_of_its_kind_beside_it(
    report: Report, now: datetime
) -> None:
    reports = [report("2023-07"), report("2023-08"), report("2023-09"), report("2023-Q2")]
    page = pages(reports, now)[f"{RESULTS_URL}2023-08/"]
    assert page.older is not None
    assert page.newer is not None
    assert (page.older.label, page.newer.label) == ("Tháng 7/2023", "Tháng 9/2023")
    first = pages(reports, now)[f"{RESULTS_URL}2023-07/"]
    assert first.older is None


def test_the_page_of_a_field_has_its_own_figures_and_history(report: Report, now: datetime) -> None:
    reports = [report("2023-08", breakdown=FIELDS), report("2023-09", breakdown=FIELDS[:1])]
    page = pages(reports, now)[f"{RESULTS_URL}linh-vuc/dat-dai/"]
    assert page.figures.period == "Tháng 8/2023", "the last in which the field had figures"
    assert page.figures.headline_detail == "30 trên 40 hồ sơ"
    assert [row.heading for row in table(page, "Kết quả các kỳ").rows] == ["Tháng 8/2023"]
    other = pages(reports, now)[f"{RESULTS_URL}linh-vuc/ho-tich/"]
    assert [row.heading for row in table(other, "Kết quả các kỳ").rows] == [
        "Tháng 9/2023",
        "Tháng 8/2023",
    ]


def test_fields_are_drawn_largest_first_and_every_number_drawn_stands_in_a_table(
    report: Report, now: datetime
) -> None:
    page = full([report(breakdown=tuple(reversed(FIELDS)))], now)
    fields = page.charts[0]
    assert fields.caption == "Theo lĩnh vực, tháng 9/2023"
    drawing = str(fields.drawing)
    assert drawing.index("Hộ tịch") < drawing.index("Đất đai")
    cells = {cell for row in table(page, "Theo lĩnh vực").rows for cell in row.cells}
    assert {"60", "50", "5", "40", "30", "0"} <= cells


def test_charts_of_one_page_share_no_id(report: Report, now: datetime) -> None:
    rows = (*FIELDS, *(replace(row, field="", agency=row.field) for row in FIELDS))
    page = full([report(breakdown=rows)], now)
    assert len(page.charts) == 3
    ids = [found for chart in page.charts for found in re.findall(r' id="([^"]+)"', chart.drawing)]
    assert len(ids) == len(set(ids)) > 0


def test_a_field_is_shown_as_of_its_newest_report_and_told_to_be_old(report: Report) -> None:
    late = DossierRow(received=40, early_or_on_time=30, late=10, field="Đất đai")
    reports = [
        report("2023-05", datetime(2023, 5, 31, tzinfo=VIETNAM), breakdown=(late,)),
        report("2023-Q2", datetime(2023, 6, 30, tzinfo=VIETNAM), breakdown=FIELDS),
        report("2023-10", datetime(2023, 10, 31, tzinfo=VIETNAM)),
    ]
    found = pages(reports, datetime(2023, 11, 1, tzinfo=VIETNAM))
    page = found[f"{RESULTS_URL}linh-vuc/dat-dai/"]
    assert page.figures.period == "Quý II/2023"
    assert page.figures.is_stale, "nobody stated anything of it for four months"
    assert not found[RESULTS_URL].figures.is_stale
    assert not found[f"{RESULTS_URL}2023-05/"].figures.is_stale, "history is not old"
