"""Whatever an editor types, the page is safe, sound and made of this body alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from unittest.mock import patch

import html5lib
from hypothesis import given
from hypothesis import strategies as st
from strategies_markup import bodies, sound_words

from plugins.markup import Converted, convert, gaps, habits, shortcuts
from plugins.markup.convert import build_converter
from plugins.markup.gaps import mend_gaps
from plugins.markup.habits import mend_habits
from plugins.markup.sanitise import SCHEMES, TAGS, sanitise, scheme_of

PATH = "articles/nong-nghiep/2026/a.md"
BODY_LINE = 9
_ATTRIBUTES = {
    *("href", "src", "alt", "title", "class", "id", "lang", "role", "tabindex", "aria-label"),
    *("scope", "colspan", "rowspan", "start", "type", "reversed", "value", "open", "datetime"),
    "hreflang",
}
# Of those that html5lib finds, only what no editor's fragment can avoid.
_NESTING_FAULTS = {
    "unexpected-end-tag",
    "end-tag-too-early",
    "unexpected-start-tag-implies-end-tag",
}


def converted(markdown: str) -> Converted:
    return convert(markdown, path=PATH, title="Bài", first_line=BODY_LINE)


class Reader(HTMLParser):
    """Collect what a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


@given(bodies)
def test_a_page_holds_only_what_cannot_run_or_fetch(body: str) -> None:
    for tag, attributes in Reader(converted(body).body.html).tags:
        assert tag in TAGS
        assert _ATTRIBUTES.issuperset(attributes)
        assert scheme_of(attributes.get("href", "")) in {None, "content", *SCHEMES}
        assert attributes.get("src", "content:").startswith("content:")


@given(bodies)
def test_the_short_way_leads_to_the_same_page(body: str) -> None:
    short, _ = build_converter()
    shortcuts.register(short)
    whole, _ = build_converter()

    assert short.convert(body) == whole.convert(body)


@given(bodies)
def test_what_is_plain_at_a_glance_is_plain(body: str) -> None:
    at_a_glance = mend_habits(body), mend_gaps(body)

    with (
        patch.object(habits, "_is_plain", lambda *_: False),
        patch.object(gaps._Mender, "_is_plain", lambda *_: False),
    ):
        assert (mend_habits(body), mend_gaps(body)) == at_a_glance


@given(bodies)
def test_tags_are_closed_in_the_order_they_were_opened(body: str) -> None:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    html = converted(body).body.html

    parser.parseFragment(html)

    assert [code for _, code, _ in parser.errors if code in _NESTING_FAULTS] == [], html


@given(bodies)
def test_sanitising_twice_changes_nothing(body: str) -> None:
    assert sanitise(sanitise(body)) == sanitise(body)


@given(bodies)
def test_every_problem_and_reference_stands_on_a_line_of_the_body(body: str) -> None:
    lines = range(BODY_LINE, BODY_LINE + body.count("\n") + 1)
    done = converted(body)

    assert {problem.line for problem in done.problems}.issubset(lines)
    assert {reference.line for reference in done.references}.issubset(lines)
    assert all(problem.path == PATH for problem in done.problems)


@given(bodies, bodies)
def test_a_body_does_not_depend_on_the_one_before(before: str, body: str) -> None:
    fresh = converted(body)

    converted(before)

    assert converted(body) == fresh


@given(bodies)
def test_headings_begin_at_the_second_level_and_skip_none(body: str) -> None:
    done = converted(body).body
    levels = [1, *(heading.level for heading in done.headings)]
    anchors = [heading.anchor for heading in done.headings]

    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert all(2 <= level <= 6 for level in levels[1:])
    assert len(set(anchors)) == len(anchors)
    assert re.findall(r'<h[2-6] id="([^"]*)"', done.html) == anchors


@given(st.lists(st.lists(sound_words, min_size=1).map(" ".join), min_size=1))
def test_plain_text_is_what_was_written(paragraphs: list[str]) -> None:
    assert converted("\n\n".join(paragraphs)).body.text == "\n".join(paragraphs)


@given(bodies)
def test_words_survive_the_mending_of_gaps(body: str) -> None:
    def words(text: str) -> str:
        return re.sub(r"[\W\d_]", "", text)

    assert words(mend_gaps(body).text) == words(body)
