"""The procedure counters (TTHC): what became of the dossiers that citizens filed.

Reports are `DossierPeriod`s of data/dossiers. `check_periods` finds every number that cannot be
true; `build_results` computes exact figures and rates from what remains; `widget`,
`plan_pages`, `results_json` and `results_csv` show them. Nothing that is not
zero is shown as 0, nothing short of all as 100 %, and dossiers of which a report says nothing
are counted as unexplained.

`notices` finds what is possible but worth a second look. `python -m plugins.dossiers import` reads
a report from a spreadsheet (`importing`).

`Settings` are what data/portal.yaml states under `counters`.
"""

from __future__ import annotations

from plugins.dossiers.addresses import (
    CSV_URL,
    JSON_URL,
    RESULTS_URL,
    SCHEMA_URL,
    SCORES_CSV_URL,
    SCORES_JSON_URL,
    SCORES_URL,
    WIDGET_HTML_URL,
    WIDGET_JSON_URL,
    addresses,
    data_urls,
    page_addresses,
    period_url,
)
from plugins.dossiers.chart import Bar, history, render_chart
from plugins.dossiers.checks import check_periods
from plugins.dossiers.compare import change, year_before, year_so_far
from plugins.dossiers.core import (
    Axis,
    Breakdown,
    BreakdownRow,
    PeriodResult,
    Results,
    build_results,
)
from plugins.dossiers.export import (
    period_json,
    results_csv,
    results_json,
    schema_json,
    scores_csv,
    scores_json,
    summary_json,
)
from plugins.dossiers.figures import Figures, Rate, build_figures
from plugins.dossiers.notices import notices
from plugins.dossiers.pages import plan_pages
from plugins.dossiers.score_page import SCORES_TITLE, ScoresView, scores_page
from plugins.dossiers.scores import Score, build_scores, check_scores
from plugins.dossiers.settings import Settings
from plugins.dossiers.spans import Kind, Span, parse_period
from plugins.dossiers.views import (
    TITLE,
    ChartView,
    FigureRow,
    Place,
    ReportView,
    TableRow,
    TableView,
    WidgetView,
    widget,
)

__all__ = [
    "CSV_URL",
    "JSON_URL",
    "RESULTS_URL",
    "SCHEMA_URL",
    "SCORES_CSV_URL",
    "SCORES_JSON_URL",
    "SCORES_TITLE",
    "SCORES_URL",
    "TITLE",
    "WIDGET_HTML_URL",
    "WIDGET_JSON_URL",
    "Axis",
    "Bar",
    "Breakdown",
    "BreakdownRow",
    "ChartView",
    "FigureRow",
    "Figures",
    "Kind",
    "PeriodResult",
    "Place",
    "Rate",
    "ReportView",
    "Results",
    "Score",
    "ScoresView",
    "Settings",
    "Span",
    "TableRow",
    "TableView",
    "WidgetView",
    "addresses",
    "build_figures",
    "build_results",
    "build_scores",
    "change",
    "check_periods",
    "check_scores",
    "data_urls",
    "history",
    "notices",
    "page_addresses",
    "parse_period",
    "period_json",
    "period_url",
    "plan_pages",
    "render_chart",
    "results_csv",
    "results_json",
    "schema_json",
    "scores_csv",
    "scores_json",
    "scores_page",
    "summary_json",
    "widget",
    "year_before",
    "year_so_far",
]
