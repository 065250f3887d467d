"""No file of an editor, however broken, makes a traceback; what is said of it has its place."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime

import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from strategies_content_model import (
    data_files,
    markdown_files,
    paths,
    sound_articles,
    yaml_texts,
)

from plugins.content_model import (
    Document,
    Problem,
    assemble,
    check_front,
    check_references,
    in_order,
    read_data,
    read_document,
    split,
)
from plugins.content_model.located import read_yaml
from plugins.content_model.schema import ArticleFile
from plugins.markup import convert
from plugins.vietnamese import VIETNAM, normalise_markup, normalise_text

NOW = datetime(2026, 11, 20, 7, 30, tzinfo=VIETNAM)
folders = st.dictionaries(paths, markdown_files, max_size=4)


def lines_of(raw: bytes) -> range:
    """Return the numbers of a file's lines, whatever ends them."""
    return range(1, len(raw.decode("utf-8", "replace").splitlines()) + 2)


def check(files: Mapping[str, bytes], data: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Check a content folder as a build does."""
    documents = [read_document(path, raw, convert)[0] for path, raw in files.items()]
    return check_documents(documents, data)


def check_documents(documents: list[Document], data: Mapping[str, bytes]) -> tuple[Problem, ...]:
    read = read_data(data)
    content, problems = assemble(documents, read, NOW)
    items = {item.path: item for item in (*content.articles, *content.pages)}
    problems += check_references(documents, items, [*(d.path for d in documents), "media/a.jpg"])
    problems += [problem for document in documents for problem in document.problems]
    return in_order([*problems, *read.problems])


@given(paths, markdown_files)
def test_a_file_is_read_or_its_problems_are_said_with_their_lines(path: str, raw: bytes) -> None:
    source = split(raw, path)
    front, problems = check_front(source)
    document, _ = read_document(path, raw, convert)

    assert (front is None) == bool(problems)
    assert document.front == front
    assert document.known is not None or problems
    assert all(problem.line in lines_of(raw) for problem in document.problems)


@given(folders, data_files)
def test_a_folder_is_read_or_its_problems_are_said_on_a_line_each(
    files: dict[str, bytes], data: dict[str, bytes]
) -> None:
    problems = check(files, data)

    for problem in problems:
        assert problem.path in {*files, *data}
        assert problem.line in lines_of({**files, **data}[problem.path])
        assert str(problem).isprintable()
        assert problem.code.isascii()
        assert problem.message
        assert problem.fix


@given(folders, data_files, st.randoms(use_true_random=False))
def test_the_order_in_which_files_are_found_changes_nothing(
    files: dict[str, bytes], data: dict[str, bytes], chance: random.Random
) -> None:
    documents = [read_document(path, raw, convert)[0] for path, raw in sorted(files.items())]
    shuffled = chance.sample(documents, len(documents))
    mixed = dict(chance.sample(sorted(data.items()), len(data)))

    assert check_documents(shuffled, mixed) == check_documents(documents, data)
    assert (
        assemble(shuffled, read_data(mixed), NOW)[0]
        == (assemble(documents, read_data(data), NOW)[0])
    )


@example("0\t")
@given(yaml_texts)
def test_yaml_that_a_parser_refuses_is_explained_on_its_lines(text: str) -> None:
    text = normalise_markup(text)
    located, problems = read_yaml(text, "data/tags.yaml")
    try:
        # The reader's own parser: the one in Python refuses a tab at the end of a line, in vain.
        yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        assert problems
    assert located.value is not None or problems
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in problems)


@given(sound_articles())
def test_what_is_written_is_what_is_read(article: tuple[dict[str, object], bytes]) -> None:
    values, raw = article

    front, problems = check_front(split(raw, "articles/a.md"))

    assert problems == []
    assert isinstance(front, ArticleFile)
    assert front.title == normalise_text(str(values["title"]))
    assert front.date.replace(tzinfo=None).isoformat() == values["date"]
    assert list(front.tags) == values["tags"]
    assert front.status == values["status"]
