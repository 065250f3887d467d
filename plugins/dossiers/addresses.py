"""Where each page and data file of the counters stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.content_model.models import DossierPeriod
from plugins.dossiers.core import Axis
from plugins.vietnamese import slugify

RESULTS_URL = "/thu-tuc-hanh-chinh/ket-qua/"
DATA_URL = "/du-lieu/tthc/"
JSON_URL, CSV_URL = "/du-lieu/tthc.json", "/du-lieu/tthc.csv"
SCHEMA_URL = "/du-lieu/tthc.schema.json"
#: The second is no page: whatever looks at every .html of a portal wants whole pages.
WIDGET_JSON_URL, WIDGET_HTML_URL = "/du-lieu/tthc-tom-tat.json", "/du-lieu/tthc-tom-tat.htm"
SCORES_URL = "/thu-tuc-hanh-chinh/chat-luong-phuc-vu/"
SCORES_JSON_URL, SCORES_CSV_URL = (
    "/du-lieu/chat-luong-phuc-vu.json",
    "/du-lieu/chat-luong-phuc-vu.csv",
)
_AXES = {Axis.FIELD: "linh-vuc", Axis.AGENCY: "don-vi"}


def period_name(report: DossierPeriod) -> str:
    """Return what a report is called in addresses: `2026-10`, `2026-q3`, `2026-10-luy-ke`."""
    return report.period.lower() + ("-luy-ke" if report.cumulative else "")


def period_url(report: DossierPeriod) -> str:
    """Return the address of a report's own page."""
    return f"{RESULTS_URL}{period_name(report)}/"


def subject_url(axis: Axis, name: str) -> str:
    """Return the address of the page of one field or one agency."""
    return f"{RESULTS_URL}{_AXES[axis]}/{slugify(name)}/"


def data_urls(report: DossierPeriod) -> tuple[str, str]:
    """Return the addresses of a report as a spreadsheet and as JSON."""
    name = f"{DATA_URL}{period_name(report)}"
    return f"{name}.csv", f"{name}.json"


def subjects(reports: Iterable[DossierPeriod]) -> dict[Axis, list[str]]:
    """Return the fields and the agencies that have figures of their own, each once."""
    found: dict[Axis, dict[str, None]] = {Axis.FIELD: {}, Axis.AGENCY: {}}
    for report in reports:
        for row in report.breakdown:
            if row.field and not row.agency:
                found[Axis.FIELD][row.field] = None
            elif row.agency and not row.field:
                found[Axis.AGENCY][row.agency] = None
    return {axis: list(names) for axis, names in found.items()}


def page_addresses(reports: Iterable[DossierPeriod]) -> Iterator[str]:
    """Yield the address of every page that reports give."""
    known = list(reports)
    yield RESULTS_URL
    yield from map(period_url, known)
    for axis, names in subjects(known).items():
        yield from (subject_url(axis, name) for name in names)


def addresses(reports: Iterable[DossierPeriod]) -> Iterator[str]:
    """Yield the address of every page and data file that reports give."""
    known = list(reports)
    yield from page_addresses(known)
    yield from (JSON_URL, CSV_URL, SCHEMA_URL)
    if known:
        yield from (WIDGET_JSON_URL, WIDGET_HTML_URL)
    for report in known:
        yield from data_urls(report)
