from __future__ import annotations

from datetime import datetime

import pytest
from strategies_portal import article, page

from plugins.content_model.models import Body
from plugins.portal.texts import clip, first_paragraph, lead_of, summary_of, time_of
from plugins.vietnamese import VIETNAM


@pytest.mark.parametrize(
    ("text", "length", "clipped"),
    [
        ("", 5, ""),
        ("lúa chín", 8, "lúa chín"),
        ("lúa chín vàng", 8, "lúa…"),
        ("lúa chín vàng", 9, "lúa chín…"),
        ("lúa, chín, vàng", 11, "lúa, chín…"),
        ("lúa – chín vàng", 8, "lúa…"),
        ("khôngcókhoảngtrắng", 8, "khôngcó…"),
    ],
)
def test_a_long_text_is_cut_at_a_word(text: str, length: int, clipped: str) -> None:
    assert clip(text, length) == clipped


@pytest.mark.parametrize(
    ("html", "text", "wanted"),
    [
        ("<p>Một &amp; <b>hai</b>.</p><p>Ba.</p>", "Một & hai.\nBa.", "Một & hai."),
        ("<h2>Đề mục</h2><p>Một.</p>", "Đề mục\nMột.", "Một."),
        ('<p><img src="content:a.png" alt="Lúa"></p><p>Một.</p>', "Một.", "Một."),
        ("<p>Một<br>\nhai.</p>", "Một\nhai.", "Một hai."),
        ("<ul><li>Một</li><li>Hai</li></ul>", "Một\nHai", "Một"),
        ("<figure></figure>", "", ""),
    ],
)
def test_the_first_paragraph_with_words_serves_as_a_lead(html: str, text: str, wanted: str) -> None:
    assert first_paragraph(Body(html, text)) == wanted


def test_a_long_first_paragraph_is_cut() -> None:
    body = Body(f"<p>{'lúa ' * 200}</p>", "")
    assert len(first_paragraph(body)) <= 300


def test_a_written_lead_wins_over_the_body() -> None:
    assert lead_of(article(lead="Lời dẫn.")) == "Lời dẫn."
    assert lead_of(article(7, lead="")) == "Nội dung 7."
    assert summary_of(page(summary="Tóm tắt.")) == "Tóm tắt."
    assert summary_of(page()) == "Xã có năm thôn."


def test_a_moment_is_told_to_readers_and_to_machines() -> None:
    told = time_of(datetime(2023, 6, 10, 4, 20, tzinfo=VIETNAM))
    assert (told.iso, told.text) == ("2023-06-10T04:20:00+07:00", "10/06/2023 04:20")


def test_an_hour_that_nobody_stated_is_not_told() -> None:
    assert time_of(datetime(2023, 6, 10, tzinfo=VIETNAM)).text == "10/06/2023"
