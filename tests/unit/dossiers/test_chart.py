"""The chart: readable without colour, style sheets or scripts, and true to its numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from lxml import etree
from markupsafe import Markup

from plugins.content_model.models import DossierPeriod, DossierRow
from plugins.dossiers import Results, Settings, build_results, history, render_chart
from plugins.vietnamese import VIETNAM

Report = Callable[..., DossierPeriod]
SVG = "{http://www.w3.org/2000/svg}"


def draw(results: Results, id_prefix: str = "dossiers-chart") -> etree._Element:
    caption, bars = history(results)
    return etree.fromstring(str(render_chart(caption, bars, "một kỳ báo cáo", id_prefix)))


def classed(svg: etree._Element, name: str) -> list[etree._Element]:
    return [node for node in svg.iter() if name in (node.get("class") or "").split()]


def texts(svg: etree._Element) -> list[str]:
    return [node.text or "" for node in svg.iter(f"{SVG}text")]


def monthly(report: Report, months: int, year: int = 2022) -> list[DossierPeriod]:
    return [
        report(f"{year}-{month:02}", datetime(year, month, 28, tzinfo=VIETNAM))
        for month in range(1, months + 1)
    ]


def test_without_reports_nothing_is_drawn(now: datetime) -> None:
    results = build_results([], now)
    assert history(results) == ("", ())
    assert render_chart("", (), "một kỳ báo cáo") == Markup("")


def test_a_few_late_dossiers_among_many_are_pointed_at_and_numbered(
    real_report: DossierPeriod, now: datetime
) -> None:
    svg = draw(build_results([real_report], now))
    assert {"41.427", "14", "295", "41.736 hồ sơ"} <= set(texts(svg))
    _, on_bar = classed(svg, "c-chart__pointer")
    (late,) = classed(svg, "c-chart__bar--late")
    pointed = float((on_bar.getparent().get("x") or "").removesuffix("%"))
    start = float((late.get("x") or "").removesuffix("%"))
    assert start <= pointed <= start + float((late.get("width") or "").removesuffix("%"))


def test_no_late_dossiers_are_shown_as_zero_without_a_bar(report: Report, now: datetime) -> None:
    row = DossierRow(received=9, early_or_on_time=9, late=0)
    svg = draw(build_results([report(total=row)], now))
    assert classed(svg, "c-chart__bar--late") == []
    assert len(classed(svg, "c-chart__pointer")) == 1, "the legend's only"
    assert "0" in texts(svg)


def test_pending_dossiers_that_are_not_stated_are_a_dash(report: Report, now: datetime) -> None:
    stated = DossierRow(received=100, early_or_on_time=80, late=5, pending=15)
    reports = [report("2023-08", total=stated), report("2023-09")]
    assert "–" in texts(draw(build_results(reports, now)))
    assert "–" not in texts(draw(build_results(reports[1:], now)))


def test_an_empty_period_draws_no_bar(report: Report, now: datetime) -> None:
    row = DossierRow(received=0, early_or_on_time=0, late=0)
    svg = draw(build_results([report(total=row)], now))
    assert classed(svg, "c-chart__bar") == []
    assert "0 hồ sơ" in texts(svg)


def test_parts_are_told_apart_without_colour(report: Report, now: datetime) -> None:
    row = DossierRow(received=100, early_or_on_time=80, late=5, pending=10)
    reports = [report("2023-08"), report(total=DossierRow(90, 5, early_or_on_time=80, pending=5))]
    svg = draw(build_results([*reports, report("2023-07", total=row)], now))
    shapes = [
        [(shape.tag, shape.get("width")) for shape in pattern]
        for pattern in svg.iter(f"{SVG}pattern")
    ]
    assert len(shapes) == 3
    assert len({str(shape) for shape in shapes}) == 3
    labels = {"Trước hạn và đúng hạn", "Trễ hạn", "Đang giải quyết", "Chưa rõ kết quả"}
    assert labels <= set(texts(svg))


def test_only_the_latest_periods_of_one_kind_are_drawn(report: Report, now: datetime) -> None:
    reports = [*monthly(report, 12), *monthly(report, 9, 2023)]
    year = report("2022", datetime(2022, 12, 30, tzinfo=VIETNAM))
    svg = draw(build_results([*reports, year], now))
    names = [node.text for node in classed(svg, "c-chart__name")]
    assert len(names) == 12
    assert (names[0], names[-1]) == ("Tháng 9/2023", "Tháng 10/2022")
    few = build_results(reports, now, Settings(chart_periods=3))
    assert len(classed(draw(few), "c-chart__name")) == 3


def test_cumulative_bars_say_so(real_report: DossierPeriod, now: datetime) -> None:
    results = build_results([real_report], now)
    assert history(results)[0] == "Kết quả giải quyết hồ sơ theo tháng, lũy kế từ đầu năm"
    assert "Đến tháng 9/2023" in texts(draw(results))


def test_the_longest_bar_is_the_width_of_the_chart(report: Report, now: datetime) -> None:
    half = DossierRow(received=50, early_or_on_time=45, late=5)
    svg = draw(build_results([report("2023-08", total=half), report("2023-09")], now))
    widths = [outline.get("width") for outline in classed(svg, "c-chart__outline")]
    assert widths == ["100%", "50%"]


def test_it_is_one_picture_with_a_name_and_a_description(
    real_report: DossierPeriod, now: datetime
) -> None:
    svg = draw(build_results([real_report], now))
    assert svg.get("role") == "img"
    named = {node.get("id"): node for node in svg.iter() if node.get("id")}
    title, description = (svg.get("aria-labelledby") or "").split()
    assert named[title].tag == f"{SVG}title"
    assert named[description].tag == f"{SVG}desc"
    assert "trễ hạn 14, chưa rõ kết quả 295" in (named[description].text or "")


def test_two_charts_on_one_page_share_no_id(real_report: DossierPeriod, now: datetime) -> None:
    results = build_results([real_report], now)
    first, second = (draw(results, prefix) for prefix in ("a", "b"))
    ids = [node.get("id") for svg in (first, second) for node in svg.iter() if node.get("id")]
    assert len(ids) == len(set(ids)) > 2
    for svg, prefix in ((first, "a"), (second, "b")):
        fills = [node.get("fill") or "" for node in svg.iter()]
        urls = [fill for fill in fills if fill.startswith("url(")]
        assert urls
        assert all(url.startswith(f"url(#{prefix}-") for url in urls)
