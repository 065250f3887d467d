"""The procedure counters (TTHC): what became of the dossiers that citizens filed.

Reports are `DossierPeriod`s of data/dossiers. `check_periods` finds every number that cannot be
true; `build_results` computes exact figures and rates from what remains; `widget`,
`results_page`, `render_chart`, `results_json` and `results_csv` show them. Nothing that is not
zero is shown as 0, nothing short of all as 100 %, and dossiers of which a report says nothing
are counted as unexplained.

| setting | default | meaning |
|---|---|---|
| `DOSSIERS_STALE_AFTER_DAYS` | 45 | figures older than this are marked; None marks none |
| `DOSSIERS_LATE_URL` | `""` | where the apologies for late dossiers stand |
| `DOSSIERS_CHART_PERIODS` | 12 | how many of the latest periods the chart draws, 1 to 12 |
"""

from __future__ import annotations

from plugins.dossiers.chart import chart_caption, render_chart
from plugins.dossiers.checks import check_periods
from plugins.dossiers.core import (
    Axis,
    Breakdown,
    BreakdownRow,
    PeriodResult,
    Results,
    build_results,
)
from plugins.dossiers.export import results_csv, results_json
from plugins.dossiers.figures import Figures, Rate, build_figures
from plugins.dossiers.settings import Settings
from plugins.dossiers.spans import Kind, Span, parse_period
from plugins.dossiers.views import (
    RESULTS_URL,
    TITLE,
    FigureRow,
    ResultsView,
    TableRow,
    TableView,
    WidgetView,
    results_page,
    widget,
)

__all__ = [
    "RESULTS_URL",
    "TITLE",
    "Axis",
    "Breakdown",
    "BreakdownRow",
    "FigureRow",
    "Figures",
    "Kind",
    "PeriodResult",
    "Rate",
    "Results",
    "ResultsView",
    "Settings",
    "Span",
    "TableRow",
    "TableView",
    "WidgetView",
    "build_figures",
    "build_results",
    "chart_caption",
    "check_periods",
    "parse_period",
    "render_chart",
    "results_csv",
    "results_json",
    "results_page",
    "widget",
]
