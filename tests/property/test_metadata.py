"""Whatever is pasted into an article, machines read it as text."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given
from jsonschema import Draft202012Validator
from markupsafe import escape
from strategies_metadata import pages

from plugins.metadata import PageFacts, dublin_core, json_ld, open_graph

SCHEMA = Path(__file__).parents[1] / "data" / "schemas" / "json-ld.json"
VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_bytes()))


class ScriptReader(HTMLParser):
    """Collect the text of scripts and every other tag that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(pages())
def test_json_ld_stays_inside_its_script_element_and_meets_the_schema(facts: PageFacts) -> None:
    for text in json_ld(facts):
        reader = ScriptReader()
        reader.feed(f'<script type="application/ld+json">{text}</script>')
        reader.close()

        assert reader.tags == ["script"]
        VALIDATOR.validate(json.loads(reader.text))


@given(pages())
def test_pairs_are_single_lines_that_say_something_and_fit_into_utf_8(facts: PageFacts) -> None:
    for name, content in (*open_graph(facts), *dublin_core(facts)):
        assert content == content.strip(" ") != ""
        assert content.splitlines() == [content], name
        assert str(escape(content)).encode()
