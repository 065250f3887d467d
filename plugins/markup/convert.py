"""Convert one Markdown body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension

from plugins.content_model import body_faults
from plugins.content_model.body_faults import Fault
from plugins.content_model.models import Body, Reference
from plugins.content_model.problems import Problem
from plugins.markup import shortcuts
from plugins.markup.dangers import Danger, find_dangers
from plugins.markup.finish import Report, finish
from plugins.markup.gaps import mend_gaps
from plugins.markup.habits import mend_habits
from plugins.markup.limits import is_too_complex, is_too_deep
from plugins.markup.lines import Lines
from plugins.markup.patterns import Places, register
from plugins.markup.plain import plain_text
from plugins.markup.sanitise import sanitise
from plugins.markup.tables import misfits

_ABBREVIATION = re.compile(r"^ {0,3}\*\[([^\[\]\n]+)\]:", re.M)
# Addresses that begin with neither a known scheme nor a path.
_SUSPECT_ADDRESS = re.compile(r'(?:href|src)="(?!https?://|mailto:|tel:|[^":&]*")')


@dataclass(frozen=True, slots=True)
class Converted:
    """A converted body, what it refers to, and what is wrong with it."""

    body: Body
    references: tuple[Reference, ...]
    problems: tuple[Problem, ...]


def convert(markdown: str, *, path: str, title: str, first_line: int = 1) -> Converted:
    """Convert a Markdown body to safe HTML, plain text and headings.

    `path` is the file's path in the content folder, against which relative links are read;
    `first_line` is the line of that file on which the body begins. Never raises for what an
    editor wrote: dangers come back as problems and are not in the HTML.
    """
    problems: list[Problem] = []
    lines = Lines(markdown, first_line)

    def report(line: int, fault: Fault) -> None:
        problems.append(Problem(path, line, fault.code, "body", fault.message, fault.fix))

    html = _to_html(markdown, lines, report)
    if html is None:
        report(first_line, body_faults.too_complex())
        return Converted(Body(), (), tuple(problems))
    refused = _report_dangers(html, lines, report) if _needs_a_look(html) else set()
    finished = finish(
        sanitise(html), path=path, title=title, lines=lines, refused=refused, report=report
    )
    body = Body(finished.html, plain_text(finished.html), finished.headings)
    return Converted(body, finished.references, tuple(problems))


def _to_html(markdown: str, lines: Lines, report: Report) -> str | None:
    """Return what Markdown makes of a body, with raw HTML as written; None if it cannot be read."""
    if is_too_complex(markdown):
        return None
    md, places = _converter()
    md.reset()
    places.begin(lines)
    mended = mend_gaps(mend_habits(markdown))
    try:
        html = md.convert(mended.text)
    except RecursionError:
        return None
    if is_too_deep(html):
        return None
    for rows in mended.tables:
        _report_misfits(rows, lines, report)
    for label in md.references:
        if label not in places.used:
            report(lines.locate_definition(label), body_faults.unused_reference(label))
    for label in _ABBREVIATION.findall(mended.text):
        if f">{escape(label)}</abbr>" not in html:
            report(lines.locate(f"*[{label}]"), body_faults.unused_abbreviation(label))
    return html


def _report_misfits(rows: Sequence[str], lines: Lines, report: Report) -> None:
    for index, row, cells, columns in misfits(rows):
        fault = body_faults.uneven_table(cells, columns)
        if index > 1:
            fault = body_faults.too_many_cells(row, cells, columns)
        report(lines.locate(row), fault)


def _needs_a_look(html: str) -> bool:
    """Tell whether the gate could take anything away: raw HTML, or an address with a scheme."""
    raw_html = (str(raw).lstrip() for raw in _converter()[0].htmlStash.rawHtmlBlocks)
    return _SUSPECT_ADDRESS.search(html) is not None or any(
        raw.startswith("<") and not raw.startswith("<pre><code") for raw in raw_html
    )


def _report_dangers(html: str, lines: Lines, report: Report) -> set[int]:
    """Report what the gate takes away; return the lines where that is a link or a picture."""
    before, after = find_dangers(html), find_dangers(sanitise(html))
    refused = set()
    for danger in before.dangers:
        line = danger.line if lines.holds(danger.line) else lines.locate(danger.raw)
        report(line, _fault(danger))
        refused |= {line} if danger.kind in {"link", "image"} else set()
    kept = Counter(address for address, _ in after.addresses)
    for address, raw in before.addresses:
        if kept[address] > 0:
            kept[address] -= 1
        elif not before.dangers:
            line = lines.locate(raw)
            report(line, body_faults.invalid_link())
            refused.add(line)
    if after.letters < before.letters and not before.dangers:
        report(lines.first, body_faults.lost_html())
    return refused


def _fault(danger: Danger) -> Fault:
    match danger.kind:
        case "tag":
            return body_faults.forbidden_tag(danger.name, danger.raw)
        case "attribute":
            return body_faults.forbidden_attribute(danger.name, danger.raw)
        case "image":
            return body_faults.external_image(danger.name)
        case _:
            return body_faults.forbidden_scheme(danger.name)


@lru_cache(maxsize=1)
def _converter() -> tuple[Markdown, Places]:
    """Make the process's one converter: building it costs more than converting an article."""
    md, places = build_converter()
    shortcuts.register(md)
    return md, places


def build_converter() -> tuple[Markdown, Places]:
    """Build a converter without shortcuts, and what knows the lines of its links."""
    md = Markdown(
        output_format="html",
        extensions=[
            "def_list",
            "sane_lists",
            "fenced_code",
            "abbr",
            TableExtension(use_align_attribute=True),
            FootnoteExtension(BACKLINK_TITLE="Trở về chỗ có chú thích {}"),
        ],
    )
    # Editors indent the first line of a paragraph; who means code fences it.
    md.parser.blockprocessors.deregister("code")
    places = Places()
    register(md, places)
    return md, places
