"""The terms of one article, which a cache keeps between builds."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from plugins.related import Signature, Terms, terms

ARTICLE = Signature(
    article_id="a",
    title="Tổ bầu cử số 3 kiểm phiếu",
    lead="Ngày 15/3, tổ bầu cử kiểm phiếu xong trước 21 giờ.",
    text="Tổ bầu cử số 3 niêm phong hòm phiếu.",
    category="tin",
    published=datetime(2026, 3, 15, tzinfo=UTC),
)


def titled(title: str) -> Terms:
    return terms(replace(ARTICLE, title=title))


def test_depends_on_title_lead_and_text_alone() -> None:
    other = replace(
        ARTICLE,
        article_id="b",
        category="khac",
        published=datetime(2020, 1, 1, tzinfo=UTC),
        pinned=("x",),
        banned=("y",),
        lang="en",
        candidate=False,
    )

    assert terms(other) == terms(ARTICLE)


@pytest.mark.parametrize("field", ["title", "lead", "text"])
def test_another_word_in_any_field_makes_other_terms(field: str) -> None:
    changed = replace(ARTICLE, **{field: getattr(ARTICLE, field) + " hôm nay"})

    assert terms(changed) != terms(ARTICLE)


def test_survives_a_cache() -> None:
    assert pickle.loads(pickle.dumps(terms(ARTICLE))) == terms(ARTICLE)


def test_an_article_without_words_has_no_terms() -> None:
    empty = terms(replace(ARTICLE, title="", lead="…", text=""))

    assert empty == Terms(b"", b"", 0, (), ())


def test_a_word_repeated_without_end_is_counted_up_to_the_limit_of_a_byte() -> None:
    shout = terms(replace(ARTICLE, title="a " * 1000, lead="", text=""))

    assert max(shout.counts) == 255


def test_a_body_of_one_endless_word_is_cut() -> None:
    assert terms(replace(ARTICLE, text="a" * 5000)).body_length == 1


@pytest.mark.parametrize(
    "title",
    [
        "Tổ 3 họp",
        "Lễ ngày 02/9",
        "Nghị quyết 21-NQ/ĐU",
        "Kỳ họp thứ 5",
        "Nhiệm kỳ khóa 2",
        "Thu ngân sách quý 3/2026",
    ],
)
def test_a_number_that_names_something_is_an_ordinal(title: str) -> None:
    assert len(titled(title).ordinals) == 1


@pytest.mark.parametrize("title", ["Sơ tán 86 hộ", "Đạt 99,3%", "Bài 2: Qua sông", "Thắng 3-1"])
def test_a_number_that_counts_and_a_part_of_a_series_are_no_ordinals(title: str) -> None:
    assert titled(title).ordinals == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tháng 09/2026", "Tháng 9"),
        ("Ngày 12/06/2026", "Ngày 12/6"),
        ("Ngày 12-06-2026", "Ngày 12/6"),
        ("Khóa 2", "Khoá 2"),
    ],
)
def test_two_ways_of_writing_an_ordinal_agree(one: str, other: str) -> None:
    assert titled(one).ordinals == titled(other).ordinals


@pytest.mark.parametrize(
    ("one", "other"), [("Số 3", "Số 5"), ("Số 3", "Tổ 3"), ("12-NQ/ĐU", "21-NQ/ĐU")]
)
def test_different_ordinals_differ(one: str, other: str) -> None:
    assert titled(one).ordinals != titled(other).ordinals


def test_a_body_counts_by_its_opening() -> None:
    body = "Chuyện kể dài dòng về con đê. " * 100

    assert terms(replace(ARTICLE, text=body + "Thêm một đoạn cuối.")) == terms(
        replace(ARTICLE, text=body)
    )
