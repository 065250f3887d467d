"""What editors paste from Word and old portals becomes one clean spelling."""

from __future__ import annotations

import pytest

from plugins.vietnamese import clip, normalise_markup, normalise_text

FARMER = "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{EAR OF RICE}"


@pytest.mark.parametrize(
    ("pasted", "clean"),
    [
        pytest.param("Hạ Khê", "Hạ Khê", id="clean text stays"),
        pytest.param("tie\u0302\u0301ng", "tiếng", id="fully decomposed"),
        pytest.param("ti\u00ea\u0301ng", "tiếng", id="precomposed letter and combining tone"),
        pytest.param("c&ocirc;\u0323ng", "cộng", id="entity and combining tone"),
        pytest.param("c&#244;&#803;ng", "cộng", id="two numeric entities"),
        pytest.param("c&#xF4;ng &amp; n&ocirc;ng", "công & nông", id="hexadecimal and ampersand"),
        pytest.param("&amp;ocirc;", "&ocirc;", id="unescaped once only"),
        pytest.param("a &#150; b&#133;", "a – b…", id="Windows-1252 numbers"),
        pytest.param("R&D, ?a=1&copy=2", "R&D, ?a=1&copy=2", id="ampersand without semicolon"),
        pytest.param("&notit; &khe;", "&notit; &khe;", id="unknown entities"),
        pytest.param("xã\u200b Khê\u00ad Gi\u2060ang\ufeff", "xã Khê Giang", id="invisible"),
        pytest.param("xa\u200b\u0303", "xã", id="invisible between letter and tone"),
        pytest.param("\u202bxã\u202c \u2067Khê\u2069\u200e", "xã Khê", id="bidirectional"),
        pytest.param("x\x00ã\x1f K\x9fhê\x7f", "xã Khê", id="control characters"),
        pytest.param("xã\nKhê\tGiang\r\nLam\x0bGiang\u2028tỉnh", "xã Khê Giang Lam Giang tỉnh"),
        pytest.param("\u00a0xã \u00a0\u2009 Khê\u3000", "xã Khê", id="spaces of every kind"),
        pytest.param("\uf0b7 Một \uf0a7 Hai\uf0fc", "• Một • Hai•", id="bullets of Word"),
        pytest.param("&#61623;&nbsp;Một", "• Một", id="bullet of Word as entity"),
        pytest.param("\ue123 Một\n \uf8ff Hai", "• Một • Hai", id="other private bullets"),
        pytest.param("10 \uf0b0C", "10 \uf0b0C", id="private character that is no bullet"),
        pytest.param(f"Vụ mùa {FARMER}", f"Vụ mùa {FARMER}", id="emoji of several characters"),
        pytest.param("\u200dxã\u200dKhê \N{EAR OF RICE}\u200d", "xãKhê \N{EAR OF RICE}"),
        pytest.param("\ud83c\udf3e \ud83c", "\N{EAR OF RICE} \ufffd", id="surrogates"),
        pytest.param(" \n\u200b\t", "", id="nothing visible"),
    ],
)
def test_plain_text_comes_out_clean_on_one_line(pasted: str, clean: str) -> None:
    assert normalise_text(pasted) == clean


@pytest.mark.parametrize("style", ["hòa", "hoà", "thúy", "thuý"])
def test_tone_styles_stay_as_the_editor_wrote_them(style: str) -> None:
    assert normalise_text(style) == style


@pytest.mark.parametrize(
    "entities",
    [
        pytest.param("&lt; &gt; &amp; &quot; &#39; &apos; &#x3C;", id="HTML"),
        pytest.param("&#42; &#95; &#96; &#91; &lbrack; &grave;", id="Markdown"),
        pytest.param("&#10; &NewLine; &#13; &Tab; &#32;", id="line breaks and indentation"),
        pytest.param("&nvlt; &fjlig;", id="ASCII within several characters"),
        pytest.param("&khe; &notit; &ocirc", id="no entities"),
    ],
)
def test_entities_that_mean_something_to_markdown_or_html_stay(entities: str) -> None:
    assert normalise_markup(f"a {entities} b") == f"a {entities} b"


@pytest.mark.parametrize(
    ("pasted", "clean"),
    [
        pytest.param("&Ocirc;ng c&ocirc;&#803;ng", "Ông cộng", id="letters and marks"),
        pytest.param("&ldquo;xã&rdquo; &ndash; &hellip;", "“xã” – …", id="typographic signs"),
        pytest.param("xã&nbsp;&nbsp; \u00a0Khê", "xã Khê", id="runs of no-break spaces"),
        pytest.param("| a   |  b |", "| a   |  b |", id="ordinary spaces"),
        pytest.param("    mã\n\tmã\u200b\n", "    mã\n\tmã\n", id="indentation"),
        pytest.param("&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;Xã", "Xã", id="leading no-break spaces"),
        pytest.param("\u200b    Xã", "Xã", id="no code block behind an invisible character"),
        pytest.param("  \u00a0  Xã", "  Xã", id="ordinary indentation before no-break spaces"),
        pytest.param("một  \nhai", "một  \nhai", id="hard line break"),
        pytest.param("một \u00a0\nhai \u200b ", "một\nhai ", id="no new hard line break"),
        pytest.param("một\n&nbsp;\nhai", "một\n\nhai", id="spacer paragraph"),
        pytest.param("một\r\nhai\rba", "một\nhai\nba", id="line ends"),
        pytest.param("một\u2028hai\x0bba\x85", "một hai ba", id="hidden line breaks"),
        pytest.param("&#8232;&#8232;&#8232;&#8232;một", "một", id="hidden line breaks as entities"),
        pytest.param("\uf0b7\u00a0\u00a0 Một", "- Một", id="bullet of Word"),
        pytest.param("  \uf0d8Một\n\ue001\tHai", "  - Một\n- Hai", id="bullets, indentation kept"),
        pytest.param("\u00a0\u00a0&#61607; Một", "- Một", id="bullet behind no-break spaces"),
        pytest.param("một \uf0b7 hai", "một • hai", id="bullet within a line"),
        pytest.param("một\n\uf0b7 \nhai", "một\n• \nhai", id="lone bullet makes no heading"),
        pytest.param("[x](/a?b=1&copy=2&lt=3)", "[x](/a?b=1&copy=2&lt=3)", id="address"),
        pytest.param("\x02stash\x03", "stash", id="the private markers of Python-Markdown"),
        pytest.param(f"vụ {FARMER}\r\n", f"vụ {FARMER}\n", id="emoji of several characters"),
    ],
)
def test_markup_is_mended_and_keeps_its_structure(pasted: str, clean: str) -> None:
    assert normalise_markup(pasted) == clean


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
