from __future__ import annotations

from pathlib import Path

import pytest

from plugins.engine.templates import template_fingerprints

BASE = {
    "base.html": "<html>{% block content %}{% endblock %}",
    "a.html": '{% extends "base.html" %}{% from "c/x.html" import x %}',
    "b.html": "{%- extends 'base.html' -%}",
    "c/x.html": '{% import "c/y.html" as y %}',
    "c/y.html": "y",
}


def prints(folder: Path, changed: dict[str, str]) -> dict[str, bytes]:
    for name, text in {**BASE, **changed}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return dict(template_fingerprints(folder))


@pytest.mark.parametrize(
    ("changed", "affected"),
    [
        ("base.html", {"base.html", "a.html", "b.html"}),
        ("a.html", {"a.html"}),
        ("c/x.html", {"c/x.html", "a.html"}),
        ("c/y.html", {"c/y.html", "c/x.html", "a.html"}),
    ],
)
def test_a_change_reaches_whatever_extends_or_imports_it(
    tmp_path: Path, changed: str, affected: set[str]
) -> None:
    before = prints(tmp_path, {})
    after = prints(tmp_path, {changed: BASE[changed] + "<!-- mới -->"})
    assert {name for name in before if before[name] != after[name]} == affected


def test_a_template_that_computes_a_name_depends_on_all(tmp_path: Path) -> None:
    dynamic = {"b.html": "{% include view.part %}"}
    before = prints(tmp_path, dynamic)
    after = prints(tmp_path, {**dynamic, "c/y.html": "z"})
    assert before["b.html"] != after["b.html"]


def test_templates_that_import_each_other_end(tmp_path: Path) -> None:
    assert prints(tmp_path, {"c/y.html": '{% import "c/x.html" as x %}'})
