"""What is sound is let pass, and HTML that is let pass is read by everyone alike."""

from __future__ import annotations

from typing import Any, NamedTuple

import html5lib
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from strategies_site_checks import ORIGIN, RULES, facts_of, page, sites

from plugins.site_checks import Rules, check_site, grouped, read_facts

_STRUCTURE = frozenset(
    "html-doctype html-parts html-syntax html-nesting html-unclosed html-place "
    "html-attribute-twice html-embedded".split()
)
_TAGS = (
    "p div span a ul ol li dl dt dd table tbody tr td th caption h2 h3 button form b em nobr "
    "select optgroup option svg path g desc math mi label blockquote fieldset ruby rt title head"
).split()
_LIKELY = {
    "table": ["caption", "tbody"],
    "tbody": ["tr"],
    "tr": ["td", "th"],
    "select": ["option", "optgroup"],
    "ul": ["li"],
    "dl": ["dt", "dd", "div"],
    "svg": ["path", "g", "desc"],
    "math": ["mi"],
}
_PIECES = st.sampled_from(
    r"""<p> </p> <div> </div> <svg> </svg> <b> </b> <li> <br> <tr> < > <!-- --> --!> </ ' " &lt
    & <div/> chữ <textarea> </textarea> </a> <i\tid=c> <a\thref="/x/"> <p\tid="a>b"> <q\tid="d"
    \tid='e<f'""".split()
).map(lambda piece: piece.replace(r"\t", " "))


class Node(NamedTuple):
    """An element with its children, a text where there is no name."""

    name: str
    children: tuple[Node, ...] = ()

    def __str__(self) -> str:
        inner = "".join(map(str, self.children))
        return f"<{self.name}>{inner}</{self.name}>" if self.name else "<!-- -->chữ<br>"


@st.composite
def nodes(draw: st.DrawFn, parent: str = "", depth: int = 3) -> Node:
    """Draw an element, most often one that may stand in its parent."""
    if depth == 0:
        return Node("")
    likely = draw(st.integers(0, 9)) > 0
    name = draw(st.sampled_from(_LIKELY.get(parent, _TAGS) if likely else _TAGS))
    size = draw(st.integers(0, 2))
    return Node(name, tuple(draw(nodes(name, depth - 1)) for _ in range(size)))


@settings(deadline=None)
@given(sites())
def test_a_sound_site_has_no_problem(site: dict[str, bytes]) -> None:
    assert check_site(facts_of(site), RULES) == ()


@settings(deadline=None)
@given(sites(), st.data())
def test_a_page_that_goes_missing_is_a_problem_of_each_page_that_links_to_it(
    site: dict[str, bytes], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(sorted(path for path in site if path.startswith("t"))))
    address = f"/{gone.removesuffix('index.html')}".encode()
    facts = facts_of({path: content for path, content in site.items() if path != gone})
    found = {problem.path for problem in check_site(facts, RULES)}
    linking = {
        path
        for path, content in site.items()
        if path != gone and (b'"' + address in content or ORIGIN.encode() + address in content)
    }

    assert linking <= found


@settings(max_examples=200, deadline=None)
@given(st.lists(nodes(), max_size=2))
def test_html_that_is_let_pass_has_the_tree_that_it_is_written_as(written: list[Node]) -> None:
    data = page(body="".join(map(str, written)))
    if _STRUCTURE.isdisjoint(fault.code for fault in read_facts("index.html", data).faults):
        body = _parsed(data).find("body")

        assert [_node(child) for child in body][1:] == [_expected(node) for node in written]


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=8).map("".join))
def test_html_that_is_let_pass_has_the_links_and_ids_that_a_browser_finds(body: str) -> None:
    data = page(body=body)
    facts = read_facts("index.html", data)
    if _STRUCTURE.isdisjoint(fault.code for fault in facts.faults):
        tree = _parsed(data)
        ids = [element.get("id") for element in tree.iter() if element.get("id")]

        assert facts.page is not None
        assert list(facts.page.ids) == list(dict.fromkeys(ids))
        assert ("/x/" in facts.goes) == any(link.get("href") == "/x/" for link in tree.iter("a"))


@settings(deadline=None)
@given(st.binary(max_size=60), st.sampled_from(["html", "htm", "css", "js", "json", "xml", "svg"]))
def test_no_bytes_make_reading_fail(data: bytes, suffix: str) -> None:
    facts = read_facts(f"a.{suffix}", data)

    assert check_site({f"a.{suffix}": facts}, Rules(ORIGIN))


@settings(deadline=None)
@given(sites())
def test_grouping_loses_no_fault(site: dict[str, bytes]) -> None:
    facts = facts_of({**site, "tin-tuc/2026/11/cau-moi/index.html": b""})
    problems = check_site(facts, RULES)

    assert {problem.code for problem in grouped(problems)} == {problem.code for problem in problems}
    assert grouped(reversed(problems)) == grouped(problems)


def _parsed(data: bytes) -> Any:
    """Return the tree that the algorithm of the HTML standard builds."""
    builder = html5lib.getTreeBuilder("etree")
    return html5lib.HTMLParser(tree=builder, namespaceHTMLElements=False).parse(data.decode())


def _node(element: Any) -> Node:
    name = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else "!"
    return Node(name, tuple(_node(child) for child in element))


def _expected(node: Node) -> Node:
    children: list[Node] = []
    for child in node.children:
        children += [Node("!"), Node("br")] if not child.name else [_expected(child)]
    if node.name == "table" and any(child.name == "tr" for child in children):
        # The one tag that may be left out.
        reject()
    return Node(node.name, tuple(children))
