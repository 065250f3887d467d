"""Checks of the names in breakdowns: one field or agency has one name, and an address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plugins.content_model.models import DossierPeriod
from plugins.content_model.problems import Problem
from plugins.dossiers.row_checks import Place
from plugins.vietnamese import slugify


def check_names(periods: Sequence[DossierPeriod]) -> Iterator[Problem]:
    """Yield a problem for each name that gives no address, or that of another name.

    The figures of one field would else stand divided under two names.
    """
    first: dict[tuple[str, str], tuple[str, DossierPeriod]] = {}
    for report in sorted(periods, key=lambda report: report.path):
        for index, row in enumerate(report.breakdown):
            for column, name in (("field", row.field), ("agency", row.agency)):
                if not name:
                    continue
                place, slug = Place(report, f"breakdown.{index}.", name), slugify(name)
                if not slug:
                    yield place.problem(
                        "dossiers-name-invalid",
                        column,
                        f"tên “{name}” không có chữ hay số nào",
                        "viết tên bằng chữ",
                    )
                    continue
                known, other = first.setdefault((column, slug), (name, report))
                if known != name:
                    yield place.problem(
                        "dossiers-name-clash",
                        column,
                        f"“{name}” và “{known}” ({other.path}) là một tên viết hai cách",
                        f"viết là “{known}” ở mọi kỳ",
                    )
