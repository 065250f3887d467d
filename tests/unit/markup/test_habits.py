"""What people type who never learnt Markdown comes out as they meant it."""

from __future__ import annotations

import pytest

from plugins.markup import convert
from plugins.markup.habits import mend_habits

SENTENCE = (
    "Ủy ban nhân dân xã đề nghị các thôn rà soát danh sách hộ còn thiếu nước sạch và báo về. "
)
LONG = (SENTENCE * 2).strip()


def html(markdown: str) -> str:
    return convert(markdown, path="articles/a.md", title="Bài").body.html


@pytest.mark.parametrize(
    "text", ["Ông A (*) và ông B (*)", "Tổ 1 (**), tổ 2 (**)", "Diện tích 5*3*2 m"]
)
def test_note_marks_and_sums_are_no_emphasis(text: str) -> None:
    assert html(text).strip() == f"<p>{text}</p>"


def test_emphasis_stays_emphasis() -> None:
    assert "<strong>đúng hạn</strong> và <em>trễ hạn</em>" in html("**đúng hạn** và *trễ hạn*")


@pytest.mark.parametrize("sign", ["•", "▪", "●", "•  "])
def test_bullets_pasted_from_word_are_a_list(sign: str) -> None:
    assert html(f"Gồm:\n{sign}một\n{sign}hai").count("<li>") == 2


def test_several_lines_with_dashes_are_a_list_and_one_is_speech() -> None:
    assert html("– một\n– hai").count("<li>") == 2
    assert "<li>" not in html("– Bác đi đâu đấy?")


def test_long_lines_that_end_sentences_are_paragraphs() -> None:
    assert html(f"{LONG}\n{LONG}").count("<p>") == 2


def test_lines_broken_by_hand_stay_one_paragraph() -> None:
    short = "Ủy ban nhân dân xã đề nghị các thôn rà soát\ndanh sách hộ còn thiếu nước sạch."

    assert html(short).count("<p>") == 1


def test_code_blocks_stay_as_they_are() -> None:
    block = "```\n• a\n5*3*2 (*)\n```"

    assert mend_habits(block) == block
