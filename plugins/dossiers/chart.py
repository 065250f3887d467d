"""The charts of the counters: each one static SVG, finished on the server.

Widths are percentages and heights are pixels, without a viewBox: on a phone and on a wide
screen the bars stretch while the letters keep their size. Everything is said three times, so
that neither colour nor fine sight is needed: by hatching, by a number under the bar and in the
description. Colours are custom properties with fallbacks (`--chart-in-time`, `--chart-late`,
`--chart-pending`, `--chart-unexplained`, `--chart-paper`); lines and letters take the colour of
the text around the chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from markupsafe import Markup

from plugins.dossiers.core import PeriodResult, Results, comparable, series_name
from plugins.dossiers.figures import Figures
from plugins.dossiers.labels import LABELS, in_sentence
from plugins.dossiers.marks import (
    SWATCH,
    add,
    add_bar,
    add_outline,
    add_patterns,
    add_pointer,
    add_swatch,
    length,
    new_drawing,
    percent,
)
from plugins.vietnamese import format_integer

# Pixels down, percent across; chosen so that nothing touches at 288 pixels of width.
_LEGEND_HEIGHT, _LEGEND_LINE, _LEGEND_TOP, _LEGEND_COLUMN = 64, 25, 18, 58
_ROW_HEIGHT, _NAME, _BAR_TOP, _BAR_HEIGHT, _NUMBERS = 79, 14, 27, 16, 61
_NUMBER_COLUMNS = (0, 29, 58, 79)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: whose figures it shows."""

    name: str
    figures: Figures


def history(results: Results) -> tuple[str, tuple[Bar, ...]]:
    """Return the caption and the bars of the latest periods, newest first.

    Only those of the current period's kind: a month beside a cumulative year would mislead.
    """
    if results.current is None:
        return "", ()
    periods = comparable(results)[: results.settings.chart_periods]
    bars = tuple(Bar(_name(period), period.figures) for period in periods)
    return f"Kết quả giải quyết hồ sơ {series_name(results.current)}", bars


def render_chart(
    caption: str, bars: Sequence[Bar], each: str, id_prefix: str = "dossiers-chart"
) -> Markup:
    """Draw stacked bars, first on top; empty where there are none.

    `each` says in the description what a bar stands for ("một kỳ báo cáo"). `id_prefix` begins
    every id in the picture: give each chart of one page its own.
    """
    if not bars:
        return Markup("")
    keys = _keys([bar.figures for bar in bars])
    height = _LEGEND_HEIGHT + _ROW_HEIGHT * len(bars)
    svg = new_drawing(caption, _describe(bars, each, keys), height, id_prefix)
    add_patterns(svg, id_prefix, keys)
    _add_legend(svg, keys, id_prefix)
    longest = max(bar.figures.received for bar in bars)
    for index, bar in enumerate(bars):
        top = str(_LEGEND_HEIGHT + _ROW_HEIGHT * index)
        row = add(svg, "svg", y=top, height=str(_ROW_HEIGHT), overflow="visible")
        _add_row(row, bar, keys, longest, id_prefix)
    return Markup(ET.tostring(svg, encoding="unicode"))


def _keys(figures: Sequence[Figures]) -> tuple[str, ...]:
    keys = ["early_or_on_time", "late"]
    if any(each.pending is not None for each in figures):
        keys.append("pending")
    if any(each.unexplained for each in figures):
        keys.append("unexplained")
    return tuple(keys)


def _name(period: PeriodResult) -> str:
    return f"Đến {period.span.name_in_sentence}" if period.span.cumulative else period.span.name


def _number(figures: Figures, key: str) -> str:
    if key == "pending" and figures.pending is None:
        return "–"
    return format_integer(dict(figures.parts)[key])


def _describe(bars: Sequence[Bar], each: str, keys: Sequence[str]) -> str:
    sentences = [f"Mỗi thanh là {each}, dài theo số hồ sơ đã tiếp nhận."]
    for bar in bars:
        numbers = [f"đã tiếp nhận {format_integer(bar.figures.received)}"]
        numbers += [f"{in_sentence(LABELS[key])} {_number(bar.figures, key)}" for key in keys]
        sentences.append(f"{bar.name}: {', '.join(numbers)}.")
    return " ".join(sentences)


def _add_legend(svg: ET.Element, keys: Sequence[str], id_prefix: str) -> None:
    legend = add(svg, "g", class_="c-chart__legend", font_size="12")
    for index, key in enumerate(keys):
        # The first column says what is resolved, the second what is not.
        column, line = divmod(index, 2)
        baseline = _LEGEND_TOP + _LEGEND_LINE * line
        add_swatch(legend, key, id_prefix, _LEGEND_COLUMN * column, baseline, LABELS[key])
        if key == "late":
            add_pointer(legend, str(SWATCH // 2), baseline - SWATCH - 1)


def _add_row(row: ET.Element, bar: Bar, keys: Sequence[str], longest: int, id_prefix: str) -> None:
    figures = bar.figures
    total = f"{format_integer(figures.received)} hồ sơ"
    add(row, "text", bar.name, class_="c-chart__name", y=str(_NAME), font_weight="600")
    add(row, "text", total, class_="c-chart__total", x="100%", y=str(_NAME), text_anchor="end")
    left = 0
    for key, count in figures.parts:
        if count:
            edges = percent(left, longest), percent(left + count, longest)
            add_bar(row, key, id_prefix, edges, _BAR_TOP).set("height", str(_BAR_HEIGHT))
        left += count
    if figures.received:
        whole = percent(figures.received, longest)
        add_outline(row, whole, _BAR_TOP).set("height", str(_BAR_HEIGHT))
    if figures.late:
        # A few late dossiers among many are thinner than a pixel.
        middle = percent(2 * figures.early_or_on_time + figures.late, 2 * longest)
        add_pointer(row, length(middle), _BAR_TOP - 1)
    for key, column in zip(keys, _NUMBER_COLUMNS, strict=False):
        add_swatch(row, key, id_prefix, column, _NUMBERS, _number(figures, key))
