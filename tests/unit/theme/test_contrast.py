"""Contrast of the tokens' pairs, by day and by night (WCAG 2.2: 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re

import pytest
from golden.theme.rendering import THEME

TEXT = 4.5
MARK = 3.0
GROUNDS = ("paper", "sunk")
PAIRS = [
    *((letter, ground, 7.0) for letter in ("ink",) for ground in (*GROUNDS, "warn", "surface")),
    *(
        (letter, ground, TEXT)
        for letter in ("ink-soft", "lacquer", "link", "link-hover")
        for ground in GROUNDS
    ),
    ("ink-soft", "warn", TEXT),
    ("on-band", "band", TEXT),
    ("on-foot", "foot", 7.0),
    ("on-foot-soft", "foot", TEXT),
    *((mark, ground, MARK) for mark in ("edge", "focus", "rule-ink") for ground in GROUNDS),
    ("warn-rule", "warn", MARK),
    ("band", "paper", 2.0),
]
CHART = ["in-time", "late", "pending", "unexplained"]


def schemes() -> dict[str, dict[str, str]]:
    text = (THEME / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    light, dark = text.split("@media (prefers-color-scheme: dark)")
    dark = dark.split("@media")[0]
    colours = {
        name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
        for name, part in (("light", light), ("dark", dark))
    }
    colours["dark"] = colours["light"] | colours["dark"]
    return colours


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2, definition)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_a_pair_can_be_read(scheme: str, front: str, ground: str, least: float) -> None:
    colours = schemes()[scheme]

    assert contrast(colours[f"color-{front}"], colours[f"color-{ground}"]) >= least


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("part", CHART)
def test_a_part_of_the_chart_stands_out_from_its_paper(scheme: str, part: str) -> None:
    colours = schemes()[scheme]

    assert contrast(colours[f"chart-{part}"], colours["chart-paper"]) >= MARK
