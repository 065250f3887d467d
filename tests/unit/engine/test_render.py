from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from plugins.engine.environment import Once
from plugins.engine.render import Renderer


@dataclass(frozen=True)
class Note:
    template: ClassVar[str] = "note.html"

    text: str
    body: str = ""


@pytest.fixture
def render(tmp_path: Path) -> object:
    def write(template: str, view: Note, **options: object) -> str:
        (tmp_path / "note.html").write_text(template, "utf-8")
        return Renderer(tmp_path, options).render(view).decode()

    return write


def test_a_text_is_escaped_and_markup_is_not(render) -> None:
    view = Note('<b> & "', Markup("<p>Lúa</p>"))
    assert render("{{ view.text }}|{{ view.body }}", view) == "&lt;b&gt; &amp; &#34;|<p>Lúa</p>"


def test_escaping_cannot_be_switched_off(render) -> None:
    assert render("{{ view.text }}", Note("<b>"), autoescape=False) == "&lt;b&gt;"


def test_a_name_that_the_view_lacks_is_an_error(render) -> None:
    with pytest.raises(UndefinedError):
        render("{{ view.nothing }}", Note("a"))


def test_a_page_begins_with_its_first_line_and_ends_with_a_line_end(render) -> None:
    template = "{% set a = 1 %}\n\n{# note #}\n<p>{{ view.text }}</p>\n"
    assert render(template, Note("a")) == "<p>a</p>\n"


class Loud(str):
    """A text that is more than a text."""

    def __html__(self) -> str:
        return "<em>!</em>"


@pytest.mark.parametrize(
    "value", ["<b>", "it's", Markup("<b>"), Loud("<b>"), 7, 0.5, None, True, ["<b>"], ""]
)
def test_everything_is_escaped_as_by_the_library(render, value: object) -> None:
    assert render("{{ view.text }}", Note(value)) == str(escape(value))


def test_what_a_macro_makes_is_not_escaped_again(render) -> None:
    template = "{% macro em(text) %}<em>{{ text }}{{ caller() }}</em>{% endmacro %}"
    called = "{% call em(view.text) %}<i>{{ view.text }}</i>{% endcall %}|{{ em.name }}"
    assert render(template + called, Note("<b>")) == "<em>&lt;b&gt;<i>&lt;b&gt;</i></em>|em"


class TestCompiled:
    """Templates stay compiled from one build to the next, as long as they are what they were."""

    def shown(self, folder: Path) -> str:
        return Renderer(folder, compiled=folder / "kept").render(Note("a")).decode()

    def test_a_template_that_changed_is_not_the_one_that_is_kept(self, tmp_path: Path) -> None:
        for tag in ("b", "i", "b"):
            (tmp_path / "note.html").write_text(f"<{tag}>{{{{ view.text }}}}", "utf-8")
            assert self.shown(tmp_path) == f"<{tag}>a"
            assert self.shown(tmp_path) == f"<{tag}>a"

    def test_what_another_version_compiled_goes(self, tmp_path: Path) -> None:
        (tmp_path / "note.html").write_text("{{ view.text }}", "utf-8")
        (tmp_path / "kept").mkdir()
        (tmp_path / "kept/other-version").write_bytes(b"")
        self.shown(tmp_path)
        assert "other-version" not in [path.name for path in (tmp_path / "kept").iterdir()]
        assert len(list((tmp_path / "kept").iterdir())) == 1


class TestOnce:
    @pytest.fixture
    def calls(self) -> list[tuple[tuple[object, ...], dict[str, object]]]:
        return []

    @pytest.fixture
    def macro(self, calls: list) -> object:
        def record(*args: object, **kwargs: object) -> Markup:
            calls.append((args, kwargs))
            return Markup(f"<i>{len(calls)}</i>")

        return record

    def test_equal_arguments_are_rendered_once(self, macro, calls: list) -> None:
        once, item = Once(), object()
        assert once(macro, item, "a", level=2) == once(macro, item, "a", level=2)
        assert len(calls) == 1

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (((1,), {}), ((True,), {})),
            ((("<b>",), {}), ((Markup("<b>"),), {})),
            ((("a",), {}), ((), {"text": "a"})),
            ((("a", "b"), {}), (("b", "a"), {})),
            (((), {"one": 1}), ((), {"two": 1})),
            ((([],), {}), (([],), {})),
            (((None,), {}), ((), {})),
        ],
    )
    def test_different_arguments_are_rendered_apart(self, macro, calls: list, one, other) -> None:
        once = Once()
        once(macro, *one[0], **one[1])
        once(macro, *other[0], **other[1])
        assert len(calls) == 2

    def test_an_object_that_is_gone_lends_its_identity_to_nobody(self, macro, calls: list) -> None:
        once = Once()
        for _ in range(50):
            once(macro, object())
        assert len(calls) == 50
