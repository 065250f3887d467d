"""The shape of the theme: what makes it possible to find, read and trust any part of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from golden.theme.rendering import TEMPLATES, THEME, environment
from jinja2 import meta, nodes

CSS = THEME / "static" / "css"
SCRIPTS = sorted((THEME / "static" / "js").rglob("*.js"))
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
PAGES = sorted(TEMPLATES.glob("*.html"))
SHEETS = sorted(CSS.rglob("*.css"))
LAYERS = ("tokens", "reset", "base", "layout", "components", "utilities", "print")
#: A component that has nothing to show.
WITHOUT_CSS = {"head_assets", "head_metadata"}
#: Classes that the converter and the chart write, and no template.
WRITTEN_ELSEWHERE = {
    "c-prose__note",
    "c-prose__table",
    "footnote",
    "u-align-center",
    "u-align-right",
    "c-chart",
    "c-chart__outline",
    "c-chart__swatch",
}

each_component = pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
each_template = pytest.mark.parametrize("path", [*COMPONENTS, *PAGES], ids=lambda path: path.stem)
each_sheet = pytest.mark.parametrize("path", SHEETS, ids=lambda path: str(path.relative_to(CSS)))


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def without_comments(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", read(path), flags=re.DOTALL)


def parse(path: Path) -> nodes.Template:
    return environment().parse(read(path))


def classes_of(text: str) -> set[str]:
    """Return the classes that a template writes; `c-x--*` where the variant is computed."""
    found = set()
    for value in re.findall(r'class="((?:[^"{]|{{.*?}}|{%.*?%})*)"', text):
        literal = re.sub(r"{{.*?}}", "*", re.sub(r"{%.*?%}", " ", value))
        found.update(literal.split())
    return found


def selectors_of(path: Path) -> list[str]:
    heads = re.findall(r"([^{}]+){", without_comments(path))
    return [
        selector.strip()
        for head in heads
        if not head.strip().startswith("@")
        for selector in head.split(",")
    ]


@each_component
def test_a_component_has_one_macro_named_as_its_file(path: Path) -> None:
    macros = [node.name for node in parse(path).find_all(nodes.Macro)]

    assert macros == [path.stem]


@each_component
def test_a_component_sees_its_arguments_and_nothing_else(path: Path) -> None:
    assert meta.find_undeclared_variables(parse(path)) == set()


@each_component
def test_a_component_is_documented_with_examples_that_fit_its_macro(path: Path) -> None:
    document = yaml.safe_load(read(path.with_suffix(".yaml")))
    macro = next(parse(path).find_all(nodes.Macro))
    parameters = {argument.name for argument in macro.args}

    assert list(document) == ["description", "accessibility", "examples"]
    assert document["description"].strip()
    assert all(document["accessibility"])
    assert document["examples"]
    for example in document["examples"]:
        assert set(example["arguments"]) <= parameters
        assert example["shows"] or example["elements"]


@each_component
def test_the_classes_of_a_component_bear_its_name(path: Path) -> None:
    block = "c-" + path.stem.replace("_", "-")
    own = re.compile(rf"{block}(-box)?(__[a-z-]+)?(--[a-z*-]+)?")

    strangers = {
        name
        for name in classes_of(read(path))
        if not (own.fullmatch(name) or name.startswith(("l-", "u-")))
    }

    assert strangers == set()


@each_component
def test_a_component_has_a_stylesheet_that_styles_only_it(path: Path) -> None:
    sheet = CSS / "components" / f"{path.stem}.css"
    if path.stem in WITHOUT_CSS:
        assert not sheet.exists()
        return
    block = ".c-" + path.stem.replace("_", "-")

    assert [selector for selector in selectors_of(sheet) if block not in selector] == []


def test_every_component_stylesheet_belongs_to_a_component() -> None:
    sheets = {path.stem for path in (CSS / "components").glob("*.css")}

    assert sheets == {path.stem for path in COMPONENTS} - WITHOUT_CSS


@each_template
def test_a_template_has_no_style_handler_or_unescaped_text(path: Path) -> None:
    text = read(path)

    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|autoescape", text)
    assert [node.name for node in parse(path).find_all(nodes.Filter)] == []


@each_template
def test_a_template_computes_nothing(path: Path) -> None:
    arithmetic = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)

    assert list(parse(path).find_all(arithmetic)) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_stands_on_the_base_template_and_sees_only_its_view(path: Path) -> None:
    template = parse(path)
    bases = [node.template.value for node in template.find_all(nodes.Extends)]

    assert bases == ([] if path.stem == "base" else ["base.html"])
    imported = {
        name for node in template.find_all(nodes.FromImport) for name in map(str, node.names)
    }
    assert meta.find_undeclared_variables(template) - imported <= {"view"}


def test_the_base_template_has_a_hook_before_and_after_each_region() -> None:
    blocks = {node.name for node in parse(TEMPLATES / "base.html").find_all(nodes.Block)}

    for region in ("header", "content", "footer"):
        assert {f"before_{region}", region, f"after_{region}"} <= blocks


@each_sheet
def test_colours_stand_in_the_tokens_alone(path: Path) -> None:
    if path.name == "tokens.css":
        return

    assert not re.search(
        r"#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|oklch|lab|color)\(|(?<![\w-])(white|black|red)(?![\w-])",
        without_comments(path),
        re.IGNORECASE,
    )


@each_sheet
def test_a_stylesheet_has_no_ids_and_forces_nothing(path: Path) -> None:
    assert [selector for selector in selectors_of(path) if "#" in selector] == []
    if path.parent.name != "utilities":
        assert "!important" not in read(path)


@each_sheet
def test_a_stylesheet_says_what_it_is_for(path: Path) -> None:
    assert read(path).startswith("/* ")


def test_the_main_stylesheet_declares_the_layers_and_imports_every_file_once() -> None:
    main = without_comments(CSS / "main.css").strip().splitlines()
    imports = [
        re.fullmatch(r'@import url\("([\w/.]+)"\) layer\((\w+)\);', line)
        for line in main[1:]
        if line
    ]

    assert main[0] == f"@layer {', '.join(LAYERS)};"
    assert all(imports)
    names = [found[1] for found in imports if found]
    assert sorted(names) == sorted(str(p.relative_to(CSS)) for p in SHEETS if p.name != "main.css")
    for found in filter(None, imports):
        layer = {"fonts": "tokens"}.get(stem := Path(found[1]).stem, stem)
        assert found[2] == (found[1].split("/")[0] if "/" in found[1] else layer)


def test_no_rule_is_for_a_class_that_nothing_writes() -> None:
    written = set(WRITTEN_ELSEWHERE)
    for path in [*COMPONENTS, *PAGES]:
        written |= classes_of(read(path))
    written |= {
        name
        for script in SCRIPTS
        for text in re.findall(r'"([a-z -]*[cu]-[\w -]+)"', read(script))
        for name in text.split()
    }
    prefixes = tuple(name.rstrip("*") for name in written if name.endswith("*"))

    styled = {
        name
        for path in SHEETS
        for selector in selectors_of(path)
        for name in re.findall(r"\.([a-z][\w-]*)", re.sub(r'"[^"]*"', "", selector))
    }

    assert {name for name in styled - written if not name.startswith(prefixes)} == set()


def test_every_custom_property_is_defined_and_used() -> None:
    tokens = without_comments(CSS / "tokens.css")
    rules = "".join(without_comments(path) for path in SHEETS)
    defined = set(re.findall(r"(--[\w-]+):", tokens))
    used = set(re.findall(r"var\((--[\w-]+)", rules))

    assert used <= defined
    # The chart reads its colours itself.
    assert {name for name in defined - used if not name.startswith("--chart-")} == set()


def test_the_browser_bar_has_the_colours_of_the_tokens() -> None:
    head = read(TEMPLATES / "components" / "head_assets.html")
    light, dark = re.findall(r'name="theme-color" content="(#\w+)"', head)
    first, second = read(CSS / "tokens.css").split("@media (prefers-color-scheme: dark)")

    assert f"--color-band: {light};" in first
    assert f"--color-paper: {dark};" in second


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_sets_no_styles_and_no_html(path: Path) -> None:
    assert not re.search(r"\.style\b|innerHTML|insertAdjacentHTML|eval\(|cssText", read(path))


def test_the_fonts_of_a_page_fit_the_budget_and_come_with_their_licences() -> None:
    fonts = THEME / "static" / "fonts"
    files = sorted(fonts.glob("*.woff2"))
    faces = set(re.findall(r"\.\./fonts/([\w.-]+)", read(CSS / "fonts.css")))

    assert {path.name for path in files} == faces
    assert sum(path.stat().st_size for path in files) <= 55_000
    for path in files:
        licence = fonts / f"{path.stem.rsplit('-', 1)[0]}-OFL.txt"
        assert "SIL OPEN FONT LICENSE" in read(licence).upper()
