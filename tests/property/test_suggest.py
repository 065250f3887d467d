"""A front matter that is completed keeps every byte, reads the same and more, and stays so."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import example, given
from strategies_content_model import markdown_files
from strategies_suggest import additions, article_files

from plugins.content_model import check_front, split
from plugins.suggest import Addition, FrontMatterError, complete, written

PATH = "articles/a.md"


@given(article_files, additions)
def test_every_byte_stays_but_for_the_lines_of_the_new_keys(
    raw: bytes, more: Mapping[str, Addition]
) -> None:
    after = complete(raw, PATH, more)
    front = split(raw, PATH).front
    assert isinstance(front.value, dict)
    lines, rest = raw.splitlines(keepends=True), after.splitlines(keepends=True)
    for key, value in more.items():
        line = written(key, value).encode()
        if front.value.get(key):
            continue
        [place] = [n for n, row in enumerate(rest) if row.startswith(line) and row not in lines]
        if key in front.lines:
            tail = rest[place][len(line) :]
            assert lines[front.lines[key] - 1].endswith(tail)
            rest[place] = lines[front.lines[key] - 1]
        else:
            assert rest.pop(place) == line + lines[0].lstrip(b"\xef\xbb\xbf-")
    assert rest == lines


@given(article_files, additions)
def test_the_result_reads_as_before_with_the_new_keys(
    raw: bytes, more: Mapping[str, Addition]
) -> None:
    before, after = split(raw, PATH), split(complete(raw, PATH, more), PATH)
    assert isinstance(before.front.value, dict)
    lacking = {key: value for key, value in more.items() if not before.front.value.get(key)}
    assert after.front.value == before.front.value | lacking
    assert after.body == before.body
    assert check_front(after)[1] == []


@given(article_files, additions)
def test_a_second_time_changes_nothing(raw: bytes, more: Mapping[str, Addition]) -> None:
    once = complete(raw, PATH, more)
    assert complete(once, PATH, more) == once


@given(markdown_files)
@example(b"---\r\n---\r\n")
def test_any_file_is_completed_or_refused_with_problems(raw: bytes) -> None:
    try:
        after = complete(raw, PATH, {"tags": ["Lúa"]})
    except FrontMatterError as refused:
        assert refused.problems
    else:
        assert split(after, PATH).body == split(raw, PATH).body
