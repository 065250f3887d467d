"""The page of the service-quality score: the newest period in bars and a table, and the trend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree as ET

from markupsafe import Markup

from plugins.dossiers.addresses import RESULTS_URL, SCORES_CSV_URL, SCORES_JSON_URL
from plugins.dossiers.labels import in_sentence
from plugins.dossiers.marks import add, add_bar, add_outline, new_drawing, percent
from plugins.dossiers.scores import CRITERIA, MAXIMUM, Score, format_points
from plugins.dossiers.views import ChartView, Place, TableRow, TableView
from plugins.vietnamese import format_datetime, format_iso

SCORES_TITLE = "Chất lượng phục vụ người dân, doanh nghiệp"
_MOST_DRAWN = 12
# Pixels down; positions across are percentages, so that letters keep their size.
_ROW, _NAME, _BAR_TOP, _BAR = 46, 14, 22, 14


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoresView:
    """The page of the scores: `total` of the newest period, of MAXIMUM points."""

    period: str
    total: str
    as_of_text: str
    as_of_iso: str
    source: str
    url: str
    charts: tuple[ChartView, ...]
    tables: tuple[TableView, ...]
    explanations: tuple[str, ...]
    downloads: tuple[Place, ...]
    results: Place


def scores_page(scores: Sequence[Score]) -> ScoresView:
    """Build the page. `scores` are at least one, newest first."""
    newest = scores[0]
    report = newest.report
    return ScoresView(
        period=newest.span.title,
        total=f"{format_points(newest.total)} trên {MAXIMUM} điểm",
        as_of_text=f"Điểm chốt lúc {format_datetime(report.as_of)}",
        as_of_iso=format_iso(report.as_of),
        source=report.source,
        url=report.url or "",
        charts=_charts(scores),
        tables=_tables(scores),
        explanations=(
            "Tổng điểm = " + " + ".join(in_sentence(each.label) for each in CRITERIA) + " = "
            f"{' + '.join(map(format_points, newest.points))} = {format_points(newest.total)}.",
            "Sáu tiêu chí và điểm tối đa theo Quyết định 766/QĐ-TTg.",
        ),
        downloads=(
            Place("Bảng tính CSV", SCORES_CSV_URL),
            Place("Dữ liệu JSON", SCORES_JSON_URL),
        ),
        results=Place("Kết quả giải quyết TTHC", RESULTS_URL),
    )


def _charts(scores: Sequence[Score]) -> tuple[ChartView, ...]:
    newest = scores[0]
    caption = f"Điểm từng tiêu chí, {in_sentence(newest.span.title)}"
    bars = [
        (criterion.label, points, criterion.maximum)
        for criterion, points in zip(CRITERIA, newest.points, strict=True)
    ]
    drawn = [ChartView(caption, _draw(caption, bars, "scores-now"))]
    alike = [score for score in scores if score.span.kind is newest.span.kind][:_MOST_DRAWN]
    if len(alike) > 1:
        trend = "Tổng điểm các kỳ"
        totals = [(score.span.title, score.total, MAXIMUM) for score in alike]
        drawn.append(ChartView(trend, _draw(trend, totals, "scores-trend")))
    return tuple(drawn)


def _tables(scores: Sequence[Score]) -> tuple[TableView, ...]:
    newest = scores[0]
    now = TableView(
        f"Điểm từng tiêu chí, {in_sentence(newest.span.title)}",
        ("Tiêu chí", "Điểm", "Điểm tối đa"),
        tuple(
            TableRow(criterion.label, (format_points(points), str(criterion.maximum)))
            for criterion, points in zip(CRITERIA, newest.points, strict=True)
        ),
        TableRow("Tổng điểm", (format_points(newest.total), str(MAXIMUM))),
    )
    if len(scores) < 2:
        return (now,)
    return now, TableView(
        "Điểm các kỳ",
        ("Kỳ chấm điểm", *(criterion.label for criterion in CRITERIA), "Tổng điểm"),
        tuple(
            TableRow(
                score.span.title,
                (*map(format_points, score.points), format_points(score.total)),
                score is newest,
            )
            for score in scores
        ),
    )


def _draw(caption: str, bars: Sequence[tuple[str, Decimal, int]], id_prefix: str) -> Markup:
    """Draw bars inside the frames that full points would fill."""
    longest = max(maximum for _, _, maximum in bars)
    said = "; ".join(f"{name}: {format_points(points)} trên {most}" for name, points, most in bars)
    svg = new_drawing(caption, f"{said}.", _ROW * len(bars), id_prefix)
    for index, (name, points, most) in enumerate(bars):
        row = add(svg, "svg", y=str(_ROW * index), height=str(_ROW), overflow="visible")
        add(row, "text", name, class_="c-chart__name", y=str(_NAME), font_weight="600")
        numbers = f"{format_points(points)} / {most}"
        add(row, "text", numbers, x="100%", y=str(_NAME), text_anchor="end")
        width = round(100 * Fraction(points) / longest, 2)
        bar = add_bar(row, "early_or_on_time", id_prefix, (Fraction(0), width), _BAR_TOP)
        bar.set("height", str(_BAR))
        add_outline(row, percent(most, longest), _BAR_TOP).set("height", str(_BAR))
    return Markup(ET.tostring(svg, encoding="unicode"))
