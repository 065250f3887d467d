"""The measure of the search: its arithmetic, and a labelled set that the sample content bears."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from bench.search_eval import Query, evaluate, load_queries

from plugins.content_model import check_front, split
from plugins.content_model.facts import status_of
from plugins.content_model.models import Status
from plugins.content_model.schema import ArticleFile, PageFile
from plugins.vietnamese import VIETNAM

ROOT = Path(__file__).resolve().parents[3]
QUERIES = load_queries()

# A day of the sample portal: what it does not publish by then, no search can find.
TODAY = datetime(2026, 11, 21, tzinfo=VIETNAM)

# What shows by its signs that a query is of its kind.
SIGNS = {
    "marked": r"[^\x00-\x7f]",
    "unmarked": r"^[\x00-\x7f]+$",
    "partly-marked": r"^(?=.*[^\x00-\x7f])(.* )?[\x00-\x7f]+( |$)",
    "d-stroke": r"(?i)\bd|đ",
    "decomposed": "[\u0300-\u036f]",
    "tone-style": r"(?:o[áàảãạéèẻẽẹ]|(?<!q)u[ýỳỷỹỵ])(?!\w)",
    "capitals": "[A-ZÀ-ÝĐ].*[A-ZÀ-ÝĐ]",
    "number": r"\d",
    "document-number": r"\d",
    "question": r"^(\S+ ){3}",
    "single-word": r"^\w+$",
    "phrase": r'".+"|“.+”',
}
# Only a reader of Vietnamese sees these.
BY_SENSE = {"place", "typo"}


def query(*answers: str, text: str = "q", about: str = "any") -> Query:
    return Query(text, answers, about)


class TestArithmetic:
    @pytest.mark.parametrize(
        ("answers", "shown", "expected"),
        [
            (["a"], ["a", "x"], 1),
            (["a"], ["x", "a"], 1 / 2),
            (["a", "b"], ["x", "y", "b", "a"], 1 / 3),
            (["a"], [*"klmnopqrstu", "a"], 1 / 12),
            (["a"], ["x", "y"], 0),
            (["a"], [], 0),
        ],
    )
    def test_the_first_answer_shown_counts_by_its_place(
        self, answers: list[str], shown: list[str], expected: float
    ) -> None:
        assert evaluate([query(*answers)], {"q": shown})["mrr"] == pytest.approx(expected)

    @pytest.mark.parametrize(
        ("answers", "shown", "expected"),
        [
            (["a"], ["x", "a"], 1),
            (["a", "b", "c", "d"], ["b", "x", "d"], 2 / 4),
            (["a", "b"], ["a", "a"], 1 / 2),
            (["a"], [*"klmnopqrs", "a"], 1),
            (["a"], [*"klmnopqrst", "a"], 0),
            ([*"abcdefghijkl"], [*"abcdefghijkl"], 1),
            ([*"abcdefghijkl"], [*"abcdexyz"], 5 / 10),
            (["a"], [], 0),
        ],
    )
    def test_recall_is_the_part_of_the_answers_that_the_first_page_could_show(
        self, answers: list[str], shown: list[str], expected: float
    ) -> None:
        found = evaluate([query(*answers)], {"q": shown})["recall_at_10"]
        assert found == pytest.approx(expected)

    def test_every_query_weighs_the_same_however_many_answers_it_has(self) -> None:
        queries = [query("a", text="one"), query(*"bcde", text="four")]
        figures = evaluate(queries, {"one": ["a"], "four": ["x", "b"]})
        assert figures["queries"] == 2
        assert figures["mrr"] == pytest.approx((1 + 1 / 2) / 2)
        assert figures["recall_at_10"] == pytest.approx((1 + 1 / 4) / 2)

    def test_each_kind_has_figures_of_its_own(self) -> None:
        queries = [
            query("a", text="1", about="typo"),
            query("a", text="2", about="place"),
            query("a", text="3", about="typo"),
        ]
        figures = evaluate(queries, {"1": ["a"], "2": ["x", "a"], "3": []})
        assert list(figures["about"].items()) == [
            ("place", {"queries": 1, "mrr": 0.5, "recall_at_10": 1.0}),
            ("typo", {"queries": 2, "mrr": 0.5, "recall_at_10": 0.5}),
        ]

    def test_a_query_that_was_not_asked_does_not_pass_for_one_without_results(self) -> None:
        with pytest.raises(KeyError, match="q"):
            evaluate([query("a")], {"another": ["a"]})

    @pytest.mark.parametrize("queries", [[], [query()]])
    def test_nothing_to_find_is_no_figure(self, queries: list[Query]) -> None:
        with pytest.raises(ValueError):
            evaluate(queries, {"q": ["a"]})


class TestLabelledSet:
    def test_a_file_is_read_in_its_order_and_sign_for_sign(self, tmp_path: Path) -> None:
        path = tmp_path / "queries.yaml"
        path.write_text(
            '- {query: "b\\u00e2\\u0300u", answers: [b, a], about: decomposed}\n'
            "- {query: '“đê”', answers: [c], about: phrase}\n",
            "utf-8",
        )
        assert load_queries(path) == [
            Query("b\u00e2\u0300u", ("b", "a"), "decomposed"),
            Query("“đê”", ("c",), "phrase"),
        ]

    def test_it_is_large_enough_to_tell_two_searches_apart(self) -> None:
        counts = Counter(query.about for query in QUERIES)
        assert len(QUERIES) >= 60
        assert counts.keys() == SIGNS.keys() | BY_SENSE
        assert {kind: count for kind, count in counts.items() if count < 4} == {}

    def test_no_query_is_asked_twice(self) -> None:
        counts = Counter(query.query for query in QUERIES)
        assert [text for text, count in counts.items() if count > 1] == []

    def test_every_query_has_one_to_eight_answers(self) -> None:
        wrong = {
            query.query: query.answers
            for query in QUERIES
            if not 1 <= len(query.answers) <= 8 or len(set(query.answers)) < len(query.answers)
        }
        assert wrong == {}

    def test_every_answer_is_a_document_that_the_portal_lists(self) -> None:
        answers = sorted({answer for query in QUERIES for answer in query.answers})
        assert {answer: state for answer in answers if (state := state_of(answer))} == {}

    @pytest.mark.parametrize("kind", sorted(SIGNS))
    def test_the_queries_of_a_kind_show_what_it_is_for(self, kind: str) -> None:
        texts = [query.query for query in QUERIES if query.about == kind]
        assert [text for text in texts if not re.search(SIGNS[kind], text)] == []

    def test_only_the_decomposed_ones_are_decomposed(self) -> None:
        """An editor that composes what it saves would leave nothing of that kind to measure."""
        kinds = {
            query.about for query in QUERIES if not unicodedata.is_normalized("NFC", query.query)
        }
        assert kinds == {"decomposed"}
        own = [query.query for query in QUERIES if query.about == "decomposed"]
        assert {unicodedata.is_normalized("NFD", text) for text in own} == {True, False}


def state_of(answer: str) -> str:
    """Tell why a search must not show a file, "" when it must."""
    path = ROOT / answer
    if not path.is_file():
        return "missing"
    name = path.relative_to(ROOT / "content").as_posix()
    front, problems = check_front(split(path.read_bytes(), name))
    if problems or not isinstance(front, ArticleFile | PageFile):
        return "faulty"
    status = Status(front.status) if isinstance(front, PageFile) else status_of(front, TODAY)
    return "" if status is Status.PUBLISHED else status.value
