"""What becomes of a body: the HTML that readers get, its text, and what the editor is told."""

from __future__ import annotations

import pytest

from plugins.content_model.models import Reference, Target
from plugins.markup import Converted, convert

PATH = "articles/tin/2026/a.md"
#: The body begins here in the file, after the front matter.
FIRST_LINE = 7


def converted(markdown: str) -> Converted:
    return convert(markdown, path=PATH, title="Tin", first_line=FIRST_LINE)


def html(markdown: str) -> str:
    done = converted(markdown)
    assert done.problems == ()
    return done.body.html


def said(markdown: str) -> list[str]:
    return [str(problem).removeprefix(f"{PATH}:") for problem in converted(markdown).problems]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Xã họp.\n\nDân bàn.", "<p>Xã họp.</p>\n<p>Dân bàn.</p>"),
        ("    Thụt đầu dòng như trong Word.", "<p>Thụt đầu dòng như trong Word.</p>"),
        (
            "Gồm:\n- một\n- hai\n  1) ba",
            "<p>Gồm:</p>\n<ul>\n<li>một</li>\n<li>hai<ol>\n<li>ba</li>\n</ol>\n</li>\n</ul>",
        ),
        ("> Lời dân\n> nói", "<blockquote>\n<p>Lời dân\nnói</p>\n</blockquote>"),
        ("```\n<b> & [x](y)\n```", "<pre><code>&lt;b&gt; &amp; [x](y)\n</code></pre>"),
        (
            "UBND họp.\n\n*[UBND]: Ủy ban nhân dân",
            '<p><abbr title="Ủy ban nhân dân">UBND</abbr> họp.</p>',
        ),
        (
            "Xem https://chinhphu.vn/a, hoặc a@b.vn.",
            '<p>Xem <a href="https://chinhphu.vn/a">https://chinhphu.vn/a</a>, hoặc '
            '<a href="mailto:a@b.vn">a@b.vn</a>.</p>',
        ),
        (
            "| Thôn | Hộ |\n|---|---:|\n| Văn Lộ | 120 |",
            '<div class="c-prose__table" role="region" tabindex="0" aria-label="Bảng 1">\n<table>\n'
            '<thead>\n<tr>\n<th scope="col">Thôn</th>\n'
            '<th scope="col" class="u-align-right">Hộ</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
            '<td>Văn Lộ</td>\n<td class="u-align-right">120</td>\n</tr>\n'
            "</tbody>\n</table>\n</div>",
        ),
    ],
)
def test_markdown_as_editors_write_it_is_read_as_they_mean_it(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (
            '![Bà con gặt lúa](/media/lua.jpg "Gặt lúa ở Gò Mít. Ảnh: Văn Lộ")',
            '<figure class="c-figure"><img alt="Bà con gặt lúa" src="content:media/lua.jpg">'
            '<figcaption class="c-figure__text">'
            '<span class="c-figure__caption">Gặt lúa ở Gò Mít.</span> '
            '<span class="c-figure__credit">Ảnh: Văn Lộ</span></figcaption></figure>',
        ),
        (
            "![Bà con gặt lúa](/media/lua.jpg)",
            '<figure class="c-figure"><img alt="Bà con gặt lúa" src="content:media/lua.jpg">'
            "</figure>",
        ),
        (
            "Chữ ![Bà con gặt lúa](/media/lua.jpg) chữ.",
            '<p>Chữ <img alt="Bà con gặt lúa" src="content:media/lua.jpg"> chữ.</p>',
        ),
    ],
)
def test_a_picture_by_itself_is_a_figure_with_caption_and_credit(
    markdown: str, expected: str
) -> None:
    assert html(markdown) == expected


def test_headings_go_down_step_by_step_below_the_title_and_have_anchors_of_their_own() -> None:
    assert html("# Một\n\n## Hai\n\n## Hai\n\n#### Bốn") == (
        '<h2 id="muc-mot">Một</h2>\n<h3 id="muc-hai">Hai</h3>\n'
        '<h3 id="muc-hai-2">Hai</h3>\n<h4 id="muc-bon">Bốn</h4>'
    )


@pytest.mark.parametrize(
    ("markdown", "left", "expected"),
    [
        (
            "Một\n\n<script>alert(1)</script>\n\nHai",
            "<p>Một</p>\n\n\n<p>Hai</p>",
            "9: [html-tag] body: thẻ <script> không được đăng -> xóa <script>; viết bằng Markdown",
        ),
        (
            '<p onclick="x()">Chào</p>',
            "<p>Chào</p>",
            '7: [html-attribute] body: thuộc tính onclick trong <p onclick="x()"> '
            "không được đăng -> xóa onclick",
        ),
        (
            "Chữ.\n\n[bấm](JaVaScRiPt:alert(1))",
            "<p>Chữ.</p>\n<p><a>bấm</a></p>",
            "9: [link-scheme] body: liên kết kiểu “javascript:” không được đăng "
            "-> viết địa chỉ https:// hoặc đường dẫn tệp",
        ),
        (
            "[bấm](data:text/html,x)",
            "<p><a>bấm</a></p>",
            "7: [link-scheme] body: liên kết kiểu “data:” không được đăng "
            "-> viết địa chỉ https:// hoặc đường dẫn tệp",
        ),
        (
            '<iframe src="https://a.vn"></iframe>',
            "",
            "7: [html-tag] body: thẻ <iframe> không được đăng "
            "-> thay bằng liên kết: [Xem video](https://…)",
        ),
        (
            "![Bà con](https://xa.vn/a.jpg)",
            '<figure class="c-figure"><img alt="Bà con"></figure>',
            "7: [image-external] body: ảnh lấy từ nơi khác: https://xa.vn/a.jpg "
            "-> tải ảnh về thư mục media/ rồi viết đường dẫn ở đó",
        ),
    ],
)
def test_what_could_run_or_fetch_is_taken_away_and_named(
    markdown: str, left: str, expected: str
) -> None:
    assert converted(markdown).body.html == left
    assert said(markdown) == [expected]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (
            "Chữ.\n\n![](/media/lua.jpg)",
            "9: [alt-missing] body: thiếu mô tả ảnh -> tả trong một câu điều người xem thấy "
            "trong ảnh, ví dụ: Bà con gặt lúa trên đồng Gò Mít",
        ),
        (
            "| Thôn | Hộ |\n|---|---|\n| Văn Lộ | 120 | 7 |",
            "9: [table-cells] body: dòng | Văn Lộ | 120 | 7 | có 3 ô, bảng chỉ có 2 cột -> bớt ô, "
            "hoặc thêm cột vào dòng đầu và dòng |---|; dấu | trong chữ viết thành \\|",
        ),
        (
            "## Lịch tiêm\n\n[xem](#muc-lich-tien)",
            "9: [link-anchor] body: bài này không có chỗ nào tên là #muc-lich-tien "
            "-> có phải #muc-lich-tiem?",
        ),
        (
            "## Lịch tiêm\n\n[xem](#lich-tiem)",
            "9: [link-anchor] body: bài này không có chỗ nào tên là #lich-tiem "
            "-> có phải #muc-lich-tiem?",
        ),
        (
            "Chữ\n\n[a]: https://x.vn",
            "9: [reference-unused] body: dòng “[a]: …” khai địa chỉ mà không liên kết nào dùng, "
            "nên không hiện ra -> viết [chữ][a] ở chỗ cần liên kết, hoặc xóa dòng này",
        ),
    ],
)
def test_what_readers_would_miss_is_said_with_its_line(markdown: str, expected: str) -> None:
    assert said(markdown) == [expected]


def test_a_mistake_has_its_line_whatever_was_mended_above_it() -> None:
    """Empty lines that Python-Markdown needs are put in; the editor's lines are counted."""
    body = "Gồm:\n- một\n- hai\n| a | b |\n|---|---|\n| 1 | 2 |\nChữ.\n[x](javascript:y)"
    assert [line.partition(":")[0] for line in said(body)] == ["14"]


def test_links_into_the_content_folder_are_kept_open_and_known_by_their_lines() -> None:
    done = converted("[Bài](../2025/b.md#muc-x) và\n[tệp](/media/a.pdf)\n\n![Lúa chín vàng](c.jpg)")
    assert done.references == (
        Reference(Target.CONTENT, "articles/tin/2025/b.md", 7, "muc-x"),
        Reference(Target.CONTENT, "media/a.pdf", 8),
        Reference(Target.PICTURE, "articles/tin/2026/c.jpg", 10),
    )
    assert '<a href="content:articles/tin/2025/b.md#muc-x">Bài</a>' in done.body.html


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("## Đề mục\n\nChữ **đậm**, [liên kết](https://a.vn).", "Đề mục\nChữ đậm, liên kết."),
        ("Chữ[^1].\n\n[^1]: Ghi chú.", "Chữ.\nGhi chú."),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2"),
        ('![Bà con](/media/a.jpg "Gặt lúa")', "Gặt lúa"),
        ("Một &amp; hai <br> ba", "Một & hai\nba"),
    ],
)
def test_the_text_says_what_is_read_aloud(markdown: str, text: str) -> None:
    assert converted(markdown).body.text == text
