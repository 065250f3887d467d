"""What other sites take into their pages: sound by itself, and nothing of theirs is touched."""

from __future__ import annotations

from typing import Any

import pytest
from golden.theme.cases import EVIL, WIDGET
from golden.theme.rendering import environment
from lxml import html

from plugins.portal import views


@pytest.fixture
def fragment() -> Any:
    view = views.EmbedView(unit=EVIL, widget=WIDGET)
    text = environment().get_template(view.template).render(view=view)
    return html.fragment_fromstring(text)


def test_it_is_one_element_with_a_name_and_a_language(fragment: Any) -> None:
    assert fragment.tag == "section"
    assert fragment.get("aria-label")
    assert fragment.get("lang") == "vi"


def test_it_brings_no_script_style_id_heading_or_class_of_this_portal(fragment: Any) -> None:
    assert fragment.xpath("//script | //style | //link | //h1 | //h2 | //h3") == []
    assert fragment.xpath("//@id | //@style") == []
    assert all(name.startswith("tthc") for name in fragment.xpath("//@class"))


def test_no_text_of_an_editor_becomes_html_in_it(fragment: Any) -> None:
    assert fragment.xpath("//b") == []
    assert EVIL in fragment.text_content()
