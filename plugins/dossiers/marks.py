"""The marks of the chart: bars, swatches, pointers and the hatchings that fill them.

Everything here writes SVG elements with presentation attributes only: a strict content
security policy allows neither style attributes nor style elements. Positions across are
percentages of the nearest viewport, all else is pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from xml.etree import ElementTree as ET

SWATCH = 10

_VARIANTS = {
    "early_or_on_time": "in-time",
    "late": "late",
    "pending": "pending",
    "unexplained": "unexplained",
}
_COLOURS = {
    "early_or_on_time": "var(--chart-in-time, #0b6148)",
    "late": "var(--chart-late, #a3271c)",
    "pending": "var(--chart-pending, #1b3a68)",
    "unexplained": "var(--chart-unexplained, #4a5568)",
}
_PAPER = "var(--chart-paper, #fff)"


def add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """Append an element; `class_` and `font_size` stand for `class` and `font-size`."""
    names = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    child = ET.SubElement(parent, tag, names)
    child.text = text or None
    return child


def new_drawing(caption: str, description: str, height: int, id_prefix: str) -> ET.Element:
    """Return an empty picture `height` pixels high, with its name and its description."""
    svg = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "c-chart",
            "role": "img",
            "aria-labelledby": f"{id_prefix}-title {id_prefix}-desc",
            "width": "100%",
            "height": str(height),
            "overflow": "visible",
            "font-family": "system-ui, sans-serif",
            "font-size": "13",
            "fill": "currentColor",
        },
    )
    add(svg, "title", caption, id=f"{id_prefix}-title")
    add(svg, "desc", description, id=f"{id_prefix}-desc")
    return svg


def percent(part: int, whole: int) -> Fraction:
    """Return `part` of `whole` in percent, rounded to two decimals."""
    return round(Fraction(100 * part, whole), 2)


def length(percentage: Fraction) -> str:
    """Return a percentage as an SVG length: `99.27%`."""
    return f"{float(percentage):.2f}".rstrip("0").rstrip(".") + "%"


def add_bar(
    parent: ET.Element, key: str, id_prefix: str, edges: tuple[Fraction, Fraction], top: int
) -> ET.Element:
    """Append one part of a bar, from one percentage to another; the caller adds its height."""
    return add(
        parent,
        "rect",
        class_=f"c-chart__bar c-chart__bar--{_VARIANTS[key]}",
        x=length(edges[0]),
        y=str(top),
        width=length(edges[1] - edges[0]),
        fill=_fill(key, id_prefix),
    )


def add_outline(parent: ET.Element, whole: Fraction, top: int) -> ET.Element:
    """Append the frame of a bar, from 0 to a percentage; the caller adds its height."""
    outline = add(parent, "rect", class_="c-chart__outline", fill="none", stroke="currentColor")
    outline.set("shape-rendering", "crispEdges")
    outline.set("y", str(top))
    outline.set("width", length(whole))
    return outline


def add_swatch(
    parent: ET.Element, key: str, id_prefix: str, column: int, baseline: int, text: str
) -> None:
    """Append a sample of a hatching with a text beside it; `column` in percent."""
    # A nested viewport carries the percentage, so that what is in it can count in pixels.
    group = add(parent, "svg", x=f"{column}%", y=str(baseline - SWATCH), overflow="visible")
    add(
        group,
        "rect",
        class_=f"c-chart__swatch c-chart__swatch--{_VARIANTS[key]}",
        width=str(SWATCH),
        height=str(SWATCH),
        fill=_fill(key, id_prefix),
        stroke="currentColor",
        shape_rendering="crispEdges",
    )
    add(group, "text", text, x=str(SWATCH + 6), y=str(SWATCH))


def add_pointer(parent: ET.Element, x: str, tip: int) -> None:
    """Append a small arrow that points down to where late dossiers are."""
    group = add(parent, "svg", x=x, y=str(tip), overflow="visible")
    shape = "M0 0L-4 -6H4Z"
    add(group, "path", class_="c-chart__pointer", d=shape, fill=_COLOURS["late"])


def add_patterns(svg: ET.Element, id_prefix: str, keys: Sequence[str]) -> None:
    """Append the hatchings of some parts, told apart without colour.

    In time is plain and dark, late is dark with light stripes, pending is light with dots,
    unexplained is light with thin lines.
    """
    defs = add(svg, "defs")
    for key in keys[1:]:
        pattern = add(
            defs,
            "pattern",
            id=f"{id_prefix}-{_VARIANTS[key]}",
            width="5",
            height="5",
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        )
        ground, ink = _PAPER, _COLOURS[key]
        if key == "late":
            ground, ink = ink, ground
        add(pattern, "rect", width="5", height="5", fill=ground)
        if key == "pending":
            add(pattern, "circle", cx="2.5", cy="2.5", r="1.6", fill=ink)
        else:
            stripe = "1.5" if key == "late" else "1"
            add(pattern, "rect", width=stripe, height="5", fill=ink)


def _fill(key: str, id_prefix: str) -> str:
    if key == "early_or_on_time":
        return _COLOURS[key]
    return f"url(#{id_prefix}-{_VARIANTS[key]})"
