from __future__ import annotations

import pytest

from plugins.content_model.models import Body
from plugins.content_model.opening import first_paragraph


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
