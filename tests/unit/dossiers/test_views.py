"""What readers see: finished Vietnamese texts that say of what each share is a share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from plugins.content_model.models import DossierPeriod, DossierRow
from plugins.dossiers import (
    ResultsView,
    Settings,
    WidgetView,
    build_results,
    results_page,
    widget,
)

Report = Callable[..., DossierPeriod]
NBSP = "\u00a0"
RECEIVED, RESOLVED = "số hồ sơ đã tiếp nhận", "số hồ sơ đã giải quyết"


def short(
    reports: list[DossierPeriod], now: datetime, settings: Settings | None = None
) -> WidgetView:
    view = widget(build_results(reports, now, settings))
    assert view is not None
    return view


def full(reports: list[DossierPeriod], now: datetime) -> ResultsView:
    view = results_page(build_results(reports, now))
    assert view is not None
    return view


def test_without_reports_there_is_nothing_to_show(now: datetime) -> None:
    results = build_results([], now)
    assert widget(results) is None
    assert results_page(results) is None


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
    assert [(each.key, each.is_part) for each in full(reports, now).rows] == [
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
    assert view.headline == "Chưa tiếp nhận hồ sơ nào"
    assert view.headline_detail == ""
    assert [each.share for each in view.rows] == ["", "–", "–"]
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
    table = full([report("2023-08", total=stated), report("2023-09")], now).table
    assert [(row.heading, row.is_current) for row in table.rows] == [
        ("Tháng 9/2023", True),
        ("Tháng 8/2023", False),
    ]
    pending = table.headers.index("Đang giải quyết") - 1
    unexplained = table.headers.index("Chưa rõ kết quả") - 1
    assert [row.cells[pending] for row in table.rows] == ["–", "15"]
    assert [row.cells[unexplained] for row in table.rows] == ["15", "0"]
    assert all(len(row.cells) == len(table.headers) - 1 for row in table.rows)


def test_columns_of_which_nothing_is_known_are_left_out(report: Report, now: datetime) -> None:
    balanced = DossierRow(received=85, early_or_on_time=80, late=5)
    headers = full([report(total=balanced)], now).table.headers
    assert "Đang giải quyết" not in headers
    assert "Chưa rõ kết quả" not in headers


def test_breakdowns_are_tables_with_a_total(report: Report, now: datetime) -> None:
    rows = (
        DossierRow(received=60, early_or_on_time=50, late=5, field="Hộ tịch"),
        DossierRow(received=40, early_or_on_time=30, late=0, field="Đất đai"),
        DossierRow(received=100, early_or_on_time=80, late=5, agency="Xã Hạ Khê"),
    )
    by_field, by_agency = full([report(breakdown=rows)], now).breakdowns
    assert by_field.caption == "Theo lĩnh vực, tháng 9/2023"
    assert by_agency.headers[0] == "Đơn vị"
    assert [row.heading for row in by_field.rows] == ["Đất đai", "Hộ tịch"]
    assert by_field.total is not None
    assert by_field.total.cells[0] == "100"


def test_source_and_official_page_are_passed_on(report: Report, now: datetime) -> None:
    view = short([report(source="Cổng Dịch vụ công", url="https://dvc.example/kq")], now)
    assert (view.source, view.url) == ("Cổng Dịch vụ công", "https://dvc.example/kq")
    assert short([report()], now).url == ""
