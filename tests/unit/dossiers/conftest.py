"""Reports as offices write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from plugins.content_model.models import DossierPeriod, DossierRow
from plugins.vietnamese import VIETNAM

Report = Callable[..., DossierPeriod]


@pytest.fixture
def report() -> Report:
    """Make a report of 100 received, 80 in time and 5 late, unless told otherwise."""

    def make(
        period: str = "2023-09", as_of: datetime | None = None, **changes: Any
    ) -> DossierPeriod:
        total = DossierRow(received=100, late=5, early_or_on_time=80)
        facts: dict[str, Any] = {
            "path": f"data/dossiers/{period}.yaml",
            "cumulative": False,
            "total": total,
            **changes,
        }
        return DossierPeriod(
            period=period, as_of=as_of or datetime(2023, 9, 30, tzinfo=VIETNAM), **facts
        )

    return make


@pytest.fixture
def real_report(report: Report) -> DossierPeriod:
    """The figures of a real widget, which printed 100.0% and 0%."""
    return report(
        as_of=datetime(2023, 9, 30, 4, 14, 15, tzinfo=VIETNAM),
        cumulative=True,
        total=DossierRow(received=41736, early_or_on_time=41427, late=14),
    )


@pytest.fixture
def now() -> datetime:
    return datetime(2023, 10, 15, 8, 0, tzinfo=VIETNAM)
