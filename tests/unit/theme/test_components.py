"""The examples of each component are what it promises: they are rendered and looked at."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from golden.theme.rendering import TEMPLATES, render_component
from lxml import html
from markupsafe import Markup

EXAMPLES = [
    pytest.param(path.stem, example, id=f"{path.stem}: {example['name']}")
    for path in sorted((TEMPLATES / "components").glob("*.yaml"))
    for example in yaml.safe_load(path.read_text(encoding="utf-8"))["examples"]
]


def render(name: str, example: dict[str, Any]) -> Any:
    arguments = dict(example["arguments"])
    for key in example.get("markup", ()):
        arguments[key] = Markup(arguments[key])
    return html.document_fromstring(f"<main>{render_component(name, arguments)}</main>")


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_shows_what_it_says(name: str, example: dict[str, Any]) -> None:
    shown = words(render(name, example))

    assert [text for text in example["shows"] if text not in shown] == []


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_has_the_elements_that_it_promises(name: str, example: dict[str, Any]) -> None:
    page = render(name, example)

    found = {path: len(page.xpath(path)) for path in example["elements"]}

    assert found == example["elements"]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_is_sound_for_assistive_technology(name: str, example: dict[str, Any]) -> None:
    page = render(name, example)
    ids = page.xpath("//@id")

    assert [image for image in page.xpath("//img") if image.get("alt") is None] == []
    assert [image for image in page.xpath("//img") if not image.get("width")] == []
    assert [link.get("href") for link in page.xpath("//a") if not words(link)] == []
    assert page.xpath("//a[@href='']") == []
    assert len(ids) == len(set(ids))
    assert set(" ".join(page.xpath("//@aria-labelledby")).split()) <= set(ids)
    assert [time for time in page.xpath("//time") if not time.get("datetime")] == []
