"""No text of an editor keeps a build busy: the worst texts for every expression that reads them."""

from __future__ import annotations

import json
import re
import signal

import pytest

import plugins
from plugins.content_model.data import read_data
from plugins.content_model.documents import read_document
from plugins.markup import convert
from plugins.vietnamese import nearest
from plugins.vietnamese.date_parsing import DateProblem, parse_datetime
from tests.security.bounded import bounded
from tests.security.pumps import patterns, pumps

PATTERNS = patterns(plugins)
HEAD = "title: A\ndate: 2026-11-01\ncategory: a\n"
#: At this length steps of the second power take a few milliseconds, of the third a second.
_SHORT, _ENOUGH_S = 500, 0.2
_LONG = 100_000


@pytest.mark.parametrize(
    ("expression", "is_slow"),
    [
        (r"(?:a+)+b", True),
        (r"(?:ab|a|b)*c", True),
        (r"\s*x?\s*y?\s*z", True),
        (r"x[a-z]*[a-m]*[b-n]*[0-9]", True),
        (r"[a-z]+@[a-z]+", False),
        (r"a[^b]*b", False),
    ],
)
def test_the_worst_text_of_an_expression_is_found(expression: str, is_slow: bool) -> None:
    assert bool(slow_ones([expression])) is is_slow


def test_no_expression_is_worse_than_quadratic() -> None:
    expressions = sorted({pattern.pattern for pattern in PATTERNS.values()})
    assert len(expressions) > 150
    assert slow_ones(expressions) == []


def slow_ones(expressions: list[str]) -> list[str]:
    """Return those for which there is a short text that takes long."""
    flags = {pattern.pattern: pattern.flags for pattern in PATTERNS.values()}

    def search(written: list[str]) -> list[str]:
        signal.signal(signal.SIGVTALRM, give_up)
        return [each for each in written if takes_long(re.compile(each, flags.get(each, 0)))]

    ended = bounded(search, expressions, seconds=40)
    assert (ended.traceback, ended.signal) == ("", "")
    found: list[str] = ended.value
    return found


def takes_long(pattern: re.Pattern[str]) -> bool:
    """Tell whether any of the worst texts takes long."""
    for pump in pumps(pattern):
        for tail in ("", "\x01!"):
            signal.setitimer(signal.ITIMER_VIRTUAL, _ENOUGH_S)
            try:
                pattern.search(pump.text(_SHORT, tail))
            except TimeoutError:
                return True
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return False


def give_up(number: int, frame: object) -> None:
    """End a search that takes long."""
    raise TimeoutError


def all_pumps() -> list[str]:
    """Return what may be slow in a text of an editor, each once, the head with it."""
    rooms = ("markup", "content_model", "vietnamese", "suggest", "metadata", "search")
    found = {
        pump
        for name, pattern in PATTERNS.items()
        if name.split(".")[1] in rooms
        for pump in pumps(pattern)
    }
    return [pump.text(2_000, "!") for pump in sorted(found)]


def read_body(body: str) -> int:
    """Read a body; return how many problems it has."""
    raw = f"---\n{HEAD}---\n{body}".encode("utf-8", "replace")
    return len(read_document("articles/a.md", raw, convert)[0].problems)


def test_pumped_bodies_are_read_in_a_moment() -> None:
    texts = all_pumps()
    assert len(texts) > 200
    for begin in range(0, len(texts), 120):
        body = "\n\n".join(texts[begin : begin + 120])
        assert bounded(read_body, body, seconds=15).signal == "", begin


@pytest.mark.parametrize(
    "body",
    [
        "[a]:<" + " " * _LONG + "!",
        "``````" + " " * _LONG + "!",
        "```" + "\t" * _LONG + "!\n" * 3,
        "<div>\n```" + " " * _LONG + "x\n</div>",
        "[a](https://a.vn)\n\n" * 1_500,
        "a.md ba.md [x](a.md) " * 1_500,
        "".join(f"[a{n}]: https://a.vn\n" for n in range(2_000)),
        "".join(f"a[^{n}]\n\n[^{n}]: x\n\n" for n in range(400)),
        "&" + "a" * _LONG + ";",
        "https://a.vn/" + "(" * _LONG + ")" * _LONG,
        "*" * _LONG,
        "<" * _LONG,
        "![" * _LONG,
        "> " * _LONG,
        "<b>" * _LONG,
        "- " * _LONG,
        "|" * _LONG + "\n" + "|-" * _LONG,
    ],
    ids=lambda body: repr(body[:24]),
)
def test_a_body_made_to_be_slow_is_read_or_refused_in_a_moment(body: str) -> None:
    assert bounded(read_body, body, seconds=8).signal == ""


def read_everywhere(text: str) -> None:
    """Read a text as the value of every kind of key, and as a data file."""
    quoted = json.dumps("".join(filter(str.isprintable, text)), ensure_ascii=False)
    keys = ("title", "date", "slug", "id", "summary", "tags", "expires", "lang", "status", "topic")
    front = "".join(f"{key}: {quoted}\n" for key in keys)
    front += f"image: {{src: {quoted}, alt: {quoted}}}\nsource: {{url: {quoted}}}\n{quoted}: 1\n"
    read_document("articles/a.md", f"---\n{front}---\nx".encode("utf-8", "replace"), convert)
    portal = f"name: {quoted}\nurl: {quoted}\nimprint: {{phone: {quoted}, email: {quoted}}}\n"
    report = f"period: {quoted}\nas_of: {quoted}\nreceived: {quoted}\nlate: {quoted}\n"
    files = {"data/portal.yaml": portal, "data/dossiers/a.yaml": report, "data/tags.yaml": text}
    read_data({name: each.encode("utf-8", "replace") for name, each in files.items()})


def test_pumped_values_are_read_in_a_moment() -> None:
    def read_all(texts: list[str]) -> None:
        for text in texts:
            read_everywhere(text)

    ended = bounded(read_all, all_pumps()[::5], seconds=30)
    assert (ended.signal, ended.traceback) == ("", "")


def test_a_date_of_a_hundred_thousand_letters_is_refused_in_a_moment() -> None:
    def read_all(texts: list[str]) -> int:
        refused = 0
        for text in texts:
            try:
                parse_datetime(text)
            except DateProblem:
                refused += 1
        return refused

    bodies = ("ngày ", "chủ nhật ", ", ", "1", "T", "20:00 ", "1/", "\u0661")
    ended = bounded(read_all, [body * (_LONG // len(body)) for body in bodies], seconds=5)
    assert ended.value == len(bodies), ended


def test_the_nearest_word_to_a_book_is_none() -> None:
    ended = bounded(lambda word: nearest(word, ["title", "date"] * 50), "t" * _LONG, seconds=3)
    assert (ended.signal, ended.value) == ("", None)
