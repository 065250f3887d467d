"""Running stories and pins, and the words for the evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plugins.content_model.models import Term
from plugins.suggest import (
    Listed,
    PinProposal,
    Place,
    Proposals,
    Reason,
    Subject,
    TagProposal,
    TopicProposal,
    build_corpus,
    pin_line,
    propose,
    tag_line,
    topic_line,
)

A, B, C = Term("a", "Thẻ A"), Term("b", "Thẻ B"), Term("c", "Thẻ C")
IDS = tuple("012345678")
SUBJECT = Subject("moi", title="Tin", lead="", text="", category="tin-xa")


def proposals(
    subject: Subject = SUBJECT,
    near: tuple[str, ...] = IDS,
    tags: dict[str, tuple[Term, ...]] | None = None,
    topics: dict[str, str] | None = None,
    pinnable: frozenset[str] = frozenset(IDS),
) -> Proposals:
    articles = [Listed(key, "khac", (tags or {}).get(key, ())) for key in IDS]
    known = build_corpus(articles, (), topics or {})
    return propose(subject, near, known, shown=5, pinnable=pinnable)


class TestTopic:
    def test_is_the_story_of_most_of_the_nearest(self) -> None:
        topics = {"0": "Cầu", "1": "Cầu", "3": "Lũ"}
        assert proposals(topics=topics).topic == TopicProposal("Cầu", 2, 5)

    @pytest.mark.parametrize(
        "topics",
        [{}, {"0": "Cầu"}, {"3": "Cầu", "4": "Cầu"}, {"5": "Cầu", "6": "Cầu", "7": "Cầu"}],
        ids=["of none", "of one alone", "of the farther ones", "of those not looked at"],
    )
    def test_is_not_proposed_where_the_nearest_belong_to_no_one_story(
        self, topics: dict[str, str]
    ) -> None:
        assert proposals(topics=topics).topic is None

    def test_is_not_proposed_to_an_article_that_has_one(self) -> None:
        subject = replace(SUBJECT, topic="Lũ")
        assert proposals(subject, topics={"0": "Cầu", "1": "Cầu"}).topic is None

    def test_of_an_article_that_is_not_listed_does_not_count(self) -> None:
        topics = {"nhap-1": "Cầu", "nhap-2": "Cầu"}
        assert proposals(near=("nhap-1", "nhap-2", "0"), topics=topics).topic is None


class TestPins:
    def test_an_article_that_the_text_leads_to_and_that_is_not_shown_is_pinned(self) -> None:
        linked = replace(SUBJECT, linked=("7", "2"))
        assert proposals(linked).pins == (PinProposal("7", Reason.LINKED),)

    def test_what_is_shown_by_itself_is_not_pinned(self) -> None:
        assert proposals(replace(SUBJECT, linked=IDS[:5])).pins == ()

    @pytest.mark.parametrize("held", ["pinned", "banned"])
    def test_what_the_editor_pinned_or_banned_is_not_proposed(self, held: str) -> None:
        assert proposals(replace(SUBJECT, linked=("7",), **{held: ("7",)})).pins == ()

    def test_what_is_not_listed_or_may_not_be_pinned_or_is_the_article_itself_is_left_out(
        self,
    ) -> None:
        linked = replace(SUBJECT, linked=("het-han", "7", "moi"))
        assert proposals(linked, pinnable=frozenset({"6", "moi", "het-han"})).pins == ()

    def test_a_near_article_that_is_not_shown_is_pinned_for_two_tags_in_common(self) -> None:
        subject = replace(SUBJECT, tags=(A, B, C))
        tags = {"0": (A, B), "6": (A, C), "7": (A,)}
        assert proposals(subject, tags=tags).pins == (PinProposal("6", Reason.TAGS),)

    def test_there_are_two_at_most_and_links_come_first(self) -> None:
        subject = replace(SUBJECT, tags=(A, B), linked=("8",))
        found = proposals(subject, tags=dict.fromkeys(IDS, (A, B))).pins
        assert [pin.article_id for pin in found] == ["8", "5"]


class TestWords:
    @pytest.mark.parametrize(
        ("proposal", "line"),
        [
            (TagProposal(A, 1.0, 3, 5, 0, 4, None), "Thẻ A: 3 trong 5 bài gần nhất có thẻ này"),
            (
                TagProposal(A, 1.0, 1, 5, 2, 4, Place.TITLE),
                "Thẻ A: 1 trong 5 bài gần nhất có thẻ này; tên thẻ có trong tiêu đề; "
                "2 trong 4 bài cùng chuyên mục có thẻ này",
            ),
            (TagProposal(A, 1.0, 0, 0, 0, 0, Place.TEXT), "Thẻ A: tên thẻ có nhiều lần trong bài"),
            (TagProposal(A, 1.0, 0, 0, 0, 0, Place.LEAD), "Thẻ A: tên thẻ có trong sapo"),
        ],
    )
    def test_a_tag_is_given_its_evidence(self, proposal: TagProposal, line: str) -> None:
        assert tag_line(proposal) == line

    def test_a_story_and_a_pin_are_given_theirs(self) -> None:
        story = topic_line(TopicProposal("Cầu", 3, 5))
        assert story == "Cầu: 3 trong 5 bài gần nhất thuộc dòng sự kiện này"
        for reason in Reason:
            assert pin_line(PinProposal("1", reason), "Thông xe").startswith("“Thông xe”: ")
