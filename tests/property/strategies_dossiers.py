"""Reports for property tests: rows that add up, rows that may not, and sets of reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hypothesis import strategies as st

from plugins.content_model.models import DossierPeriod, DossierRow
from plugins.dossiers.labels import STATED
from plugins.vietnamese import VIETNAM

NOW = datetime(2024, 6, 1, 9, 0, tzinfo=VIETNAM)

COUNTS = st.one_of(st.integers(0, 9), st.integers(0, 60_000), st.integers(0, 10**9))
NAMES = st.sampled_from(["", "Đất đai", "Hộ tịch", "=Xây dựng", "Y tế, dân số", "@Cư trú", 'A "B"'])


@st.composite
def rows(draw: st.DrawFn, counts: st.SearchStrategy[int] = COUNTS) -> DossierRow:
    """A row that adds up, in every form in which an office may state it."""
    early, on_time, late, in_time, overdue, rest = (draw(counts) for _ in range(6))
    received = early + on_time + late + in_time + overdue + rest
    carried_over = draw(st.none() | st.integers(0, received))
    split, pending = draw(st.booleans()), draw(st.sampled_from(["parts", "together", "unsaid"]))
    if pending != "unsaid":
        received -= rest
        carried_over = None if carried_over is None else min(carried_over, received)
    return DossierRow(
        received=received,
        late=late,
        early=early if split else None,
        on_time=on_time if split else None,
        early_or_on_time=None if split else early + on_time,
        carried_over=carried_over,
        pending=in_time + overdue if pending == "together" else None,
        pending_in_time=in_time if pending == "parts" else None,
        pending_overdue=overdue if pending == "parts" else None,
    )


@st.composite
def bent_rows(draw: st.DrawFn) -> DossierRow:
    """A row that adds up, with up to two columns changed, added or struck out."""
    row = draw(rows(st.integers(0, 12)))
    number = st.integers(-1, 40)
    for column in draw(st.lists(st.sampled_from(STATED), max_size=2, unique=True)):
        is_needed = column in ("received", "late")
        count = draw(number if is_needed else st.none() | number)
        row = replace(row, **{column: count})  # type: ignore[arg-type]
    return row


def make_report(
    period: str, row: DossierRow, *, cumulative: bool = False, **facts: object
) -> DossierPeriod:
    """A report whose path tells it from all others."""
    kind = "-luy-ke" if cumulative else ""
    return DossierPeriod(
        path=f"data/dossiers/{period}{kind}.yaml",
        period=period,
        cumulative=cumulative,
        total=row,
        **{"as_of": datetime(2024, 5, 31, tzinfo=VIETNAM), **facts},  # type: ignore[arg-type]
    )


@st.composite
def reports(draw: st.DrawFn) -> list[DossierPeriod]:
    """Up to sixteen reports of different periods, some with a breakdown of one row."""
    periods = st.sampled_from(
        [f"2023-{month:02}" for month in range(1, 13)] + ["2023-Q1", "2023-Q4", "2022", "2023"]
    )
    made = []
    keys = draw(st.lists(st.tuples(periods, st.booleans()), max_size=16, unique=True))
    for period, cumulative in keys:
        row = draw(rows())
        part = replace(row, field=draw(NAMES))
        as_of = datetime(2024, draw(st.integers(1, 5)), draw(st.integers(1, 28)), tzinfo=VIETNAM)
        facts = {
            "as_of": as_of,
            "source": draw(NAMES),
            "breakdown": (part,) if part.field else (),
        }
        made.append(make_report(period, row, cumulative=cumulative, **facts))
    return made
