"""Promises of the Vietnamese text rules that hold for every input."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from fractions import Fraction
from random import Random

from hypothesis import example, given
from hypothesis import strategies as st
from strategies_vietnamese import moments, pasted, pasted_with_entities, spellings, vietnamese

from plugins.vietnamese import (
    DateProblem,
    fold,
    format_date,
    format_iso,
    format_percent,
    nearest,
    normalise_markup,
    normalise_text,
    parse_date,
    parse_datetime,
    percent_places,
    slugify,
    sort_key,
    syllables,
    tone_key,
)

any_text = vietnamese | pasted_with_entities | st.text()
parts = st.integers(1, 10**9).flatmap(
    lambda whole: st.tuples(st.integers(0, whole), st.just(whole))
)


@given(any_text)
def test_a_slug_is_ascii_and_its_own_slug(text: str) -> None:
    slug = slugify(text)

    assert re.fullmatch("(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert len(slug) <= 120
    assert slugify(slug) == slug


@given(spellings())
@example(("hoà thuý", "hòa thúy"))
def test_every_spelling_of_a_phrase_gives_the_same_keys(pair: tuple[str, str]) -> None:
    one, other = pair

    assert slugify(one) == slugify(other)
    assert fold(one) == fold(other)
    assert tone_key(one) == tone_key(other)
    assert syllables(one) == syllables(other)
    assert sort_key(one)[0] == sort_key(other)[0]


@given(spellings())
def test_every_spelling_of_a_phrase_becomes_one(pair: tuple[str, str]) -> None:
    phrase, spelled = pair

    assert normalise_text(spelled) == phrase
    assert normalise_markup(spelled) == phrase


@given(st.text())
def test_keys_do_not_depend_on_the_encoding_of_any_text(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

    assert fold(composed) == fold(decomposed)
    assert tone_key(composed) == tone_key(decomposed)
    assert slugify(composed) == slugify(decomposed)


@given(st.text() | vietnamese)
def test_keys_are_their_own_keys(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert tone_key(tone_key(text)) == tone_key(text)
    assert fold(tone_key(text)) == fold(text)


@given(vietnamese)
def test_tokens_stay_whole_when_cut_again(text: str) -> None:
    tokens = syllables(text)

    assert syllables(" ".join(tokens)) == tokens
    assert syllables(text.upper()) == tokens


@given(pasted | st.text(alphabet=st.characters(exclude_characters="&")))
def test_normalised_text_is_clean_for_good(text: str) -> None:
    clean = normalise_text(text)

    assert normalise_text(clean) == clean
    assert clean == " ".join(clean.split())
    assert unicodedata.is_normalized("NFC", clean)


@given(pasted | st.text(alphabet=st.characters(exclude_characters="&")))
def test_normalised_markup_is_clean_for_good(text: str) -> None:
    clean = normalise_markup(text)

    assert normalise_markup(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)


@given(pasted_with_entities)
def test_markup_keeps_its_lines(text: str) -> None:
    """Problems are reported by line number: no line appears, vanishes, or moves."""
    before = re.split("\r\n|\r|\n", text)
    after = normalise_markup(text).split("\n")

    assert len(after) == len(before)
    assert all(line.splitlines() in ([], [line]) for line in after)


@given(pasted_with_entities)
def test_markup_gains_no_code_block_and_no_hard_break(text: str) -> None:
    before = re.split("\r\n|\r|\n", text)
    after = normalise_markup(text).split("\n")

    for old, new in zip(before, after, strict=True):
        assert _indentation(new) <= _indentation(old)
        assert old.endswith("  ") or not new.endswith("  ") or not new.strip()


@given(st.lists(any_text))
def test_the_order_is_total(texts: list[str]) -> None:
    backwards = list(reversed(texts))

    assert sorted(texts, key=sort_key) == sorted(backwards, key=sort_key)
    assert len({sort_key(text) for text in texts}) == len(set(texts))


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_villages_sort_by_their_number(one: int, other: int) -> None:
    assert (sort_key(f"Thôn {one}") < sort_key(f"Thôn {other}")) == (one < other)


@given(parts, st.none() | st.integers(0, 6))
def test_a_percentage_never_lies(part_of: tuple[int, int], places: int | None) -> None:
    part, whole = part_of
    exact = Fraction(100 * part, whole)
    shown = format_percent(part, whole, places)
    match = re.fullmatch("([<>]?)\u00a0?([0-9]+(?:,([0-9]+))?)\u00a0%", shown)

    assert match
    bound, value = match[1], Fraction(match[2].replace(",", "."))
    if bound:
        assert (0 < exact < value) if bound == "<" else (value < exact < 100)
    else:
        assert (value == 0) == (part == 0)
        assert (value == 100) == (part == whole)
        decimals = len(match[3] or "") or (1 if places is None else 0)
        assert abs(value - exact) <= Fraction(1, 2 * 10**decimals)


@given(parts)
def test_places_of_a_percentage_show_it_unchanged(part_of: tuple[int, int]) -> None:
    assert format_percent(*part_of, places=percent_places(*part_of)) == format_percent(*part_of)


@given(moments)
def test_a_moment_survives_its_iso_form(moment: datetime) -> None:
    parsed = parse_datetime(format_iso(moment))

    assert parsed.astimezone(UTC) == moment.replace(microsecond=0).astimezone(UTC)
    assert format_iso(parsed) == format_iso(moment)


@given(st.dates())
def test_a_day_as_shown_is_proposed_as_written_in_files(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    try:
        parse_date(format_date(day))
    except DateProblem as problem:
        assert problem.suggestion == day.isoformat()
    else:
        raise AssertionError("a day-first date was taken")


@given(any_text)
def test_any_other_text_is_refused_with_words(text: str) -> None:
    try:
        parsed = parse_datetime(text)
    except DateProblem as problem:
        assert problem.message
    else:
        assert parsed.utcoffset() is not None


@given(vietnamese.filter(bool), st.lists(vietnamese, max_size=4), st.randoms(use_true_random=False))
def test_a_known_word_is_its_own_nearest(word: str, others: list[str], random: Random) -> None:
    candidates = [*others, word]
    shuffled = random.sample(candidates, len(candidates))

    answer = nearest(word, candidates)

    assert tone_key(answer or "") == tone_key(word)
    assert nearest(word, shuffled) == answer


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))
