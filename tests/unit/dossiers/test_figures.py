"""Figures are computed from their parts, and rates are rounded towards the truth."""

from __future__ import annotations

from fractions import Fraction

import pytest

from plugins.content_model.models import DossierPeriod, DossierRow
from plugins.dossiers import Rate, build_figures

NBSP = "\u00a0"


def test_a_real_widget_shows_what_its_source_left_unsaid(real_report: DossierPeriod) -> None:
    figures = build_figures(real_report.total)
    assert figures.unexplained == 295
    assert figures.solved_rate.text == f"99,3{NBSP}%"
    assert figures.on_time_rate.text == f"99,97{NBSP}%"
    assert figures.late_rate.text == f"0,03{NBSP}%"
    assert figures.late_rate.exact == Fraction(14, 41441)


def test_parts_stated_one_by_one_are_added() -> None:
    row = DossierRow(
        received=100, early=60, on_time=20, late=5, pending_in_time=9, pending_overdue=4
    )
    figures = build_figures(row)
    assert (figures.early_or_on_time, figures.resolved, figures.pending) == (80, 85, 13)
    assert figures.unexplained == 2


def test_what_is_not_stated_stays_unstated() -> None:
    figures = build_figures(DossierRow(received=10, early_or_on_time=10, late=0))
    assert (figures.pending, figures.carried_over, figures.early) == (None, None, None)


@pytest.mark.parametrize(
    ("received", "solved"), [(0, "–"), (7, f"0{NBSP}%")], ids=["nothing received", "none solved"]
)
def test_rates_of_nothing_are_a_dash(received: int, solved: str) -> None:
    figures = build_figures(DossierRow(received=received, early_or_on_time=0, late=0))
    assert figures.on_time_rate.text == figures.late_rate.text == "–"
    assert figures.on_time_rate.exact is None
    assert figures.solved_rate.text == solved


@pytest.mark.parametrize(
    ("in_time", "late", "on_time_text", "late_text"),
    [
        (1999, 1, "99,95", "0,05"),
        (399, 1, "99,75", "0,25"),
        (2, 1, "66,7", "33,3"),
        (2501, 1, "99,96", "0,04"),
        (3, 1, "75", "25"),
        (5, 0, "100", "0"),
    ],
)
def test_the_two_outcomes_are_shown_alike_and_add_up(
    in_time: int, late: int, on_time_text: str, late_text: str
) -> None:
    figures = build_figures(
        DossierRow(received=in_time + late, early_or_on_time=in_time, late=late)
    )
    assert figures.on_time_rate.text == f"{on_time_text}{NBSP}%"
    assert figures.late_rate.text == f"{late_text}{NBSP}%"


@pytest.mark.parametrize(
    ("rate", "is_rounded"),
    [(Rate(1, 4), False), (Rate(1, 3), True), (Rate(0, 9), False), (Rate(0, 0), False)],
)
def test_a_rate_knows_whether_its_text_is_exact(rate: Rate, is_rounded: bool) -> None:
    assert rate.is_rounded is is_rounded


@pytest.mark.parametrize(
    "row",
    [
        DossierRow(received=10, late=1),
        DossierRow(received=10, late=1, early=5),
        DossierRow(received=10, late=3, early_or_on_time=8),
        DossierRow(received=10, late=3, early_or_on_time=7, pending=1),
        DossierRow(received=10, late=-1, early_or_on_time=7),
    ],
    ids=["nothing in time", "only early", "resolved too many", "pending too many", "negative"],
)
def test_rows_that_cannot_be_true_have_no_figures(row: DossierRow) -> None:
    with pytest.raises(ValueError, match=r"stated|whole"):
        build_figures(row)
