"""Render the theme for tests, and write pages so that two of them can be compared."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from lxml import etree, html

from plugins.engine.environment import build_environment

ROOT = Path(__file__).parents[3]
THEME = ROOT / "theme"
TEMPLATES = THEME / "templates"
GOLDENS = Path(__file__).parent


@cache
def environment() -> Environment:
    """Return the environment that pages are rendered in."""
    return build_environment(TEMPLATES)


def render_component(name: str, arguments: dict[str, Any]) -> str:
    """Render one macro of `components/` with explicit arguments."""
    module = environment().get_template(f"components/{name}.html").module
    return str(getattr(module, name)(**arguments))


def normalise(page: str) -> str:
    """Return a page as a tree: an element or a text a line, attributes in order, no layout."""
    lines = ["<!doctype html>"] if page.lstrip().lower().startswith("<!doctype html>") else []
    _write(html.document_fromstring(page), 0, lines)
    return "\n".join(lines) + "\n"


def _write(element: Any, depth: int, lines: list[str]) -> None:
    if element.tag is etree.Comment:
        lines.append(f"{' ' * depth}<!--{element.text}-->")
        return
    attributes = "".join(
        f' {name}="{escape(value)}"' for name, value in sorted(element.attrib.items())
    )
    lines.append(f"{' ' * depth}<{element.tag}{attributes}>")
    _write_text(element.text, depth + 1, lines)
    for child in element:
        _write(child, depth + 1, lines)
        _write_text(child.tail, depth + 1, lines)


def _write_text(text: str | None, depth: int, lines: list[str]) -> None:
    if text and (words := " ".join(text.split())):
        lines.append(f"{' ' * depth}{escape(words, quote=False)}")
