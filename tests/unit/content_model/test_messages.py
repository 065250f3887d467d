"""Every mistake of an editor gets one line that says where it is and what to write instead."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from plugins.content_model import (
    assemble,
    check_references,
    in_order,
    read_data,
    read_document,
    scan,
)
from plugins.markup import convert
from plugins.vietnamese import VIETNAM

NOW = datetime(2026, 11, 20, 7, 30, tzinfo=VIETNAM)
GOOD = {"title": "Xã mở lớp khuyến nông", "date": "2026-11-01T07:30", "category": "Nông nghiệp"}


def article(body: str = "Nội dung.", **keys: str | None) -> str:
    """Return an article's text: the good keys, changed; None leaves a key out."""
    front = {**GOOD, **keys}
    lines = [f"{key}: {value}" for key, value in front.items() if value is not None]
    return "\n".join(["---", *lines, "---", body, ""])


def problems_of(root: Path, files: dict[str, str | bytes]) -> list[str]:
    """Write a content folder and return its problems as lines."""
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = scan(root)
    documents = [
        read_document(path, (root / path).read_bytes(), convert)[0] for path in found.documents
    ]
    data = read_data({path: (root / path).read_bytes() for path in found.data})
    content, problems = assemble(documents, data, NOW)
    items = {item.path: item for item in (*content.articles, *content.pages)}
    problems += check_references(documents, items, (*found.documents, *found.media))
    for document in documents:
        problems += document.problems
    return [str(problem) for problem in in_order([*problems, *found.problems, *data.problems])]


CATEGORIES = "- {slug: nong-nghiep, name: Nông nghiệp}\n- {slug: y-te, name: Y tế}\n"
IMAGE = "\n  src: media/2026/11/cau.jpg\n  alt: "

ONE_FILE = [
    (
        article(title=None),
        "2: [title-missing] title: thiếu khóa bắt buộc này "
        "-> thêm dòng title: Xã Khê Giang mở lớp khuyến nông",
    ),
    (
        article(source="Báo Lam Giang, https://baolamgiang.example.vn/1"),
        "5: [source-address] source: địa chỉ viết chung với tên nguồn "
        "-> viết source: {name: Báo Lam Giang, url: https://baolamgiang.example.vn/1}",
    ),
    (
        article(source="{name: 'https://baolamgiang.example.vn/1'}"),
        "5: [source-address] source.name: địa chỉ viết chung với tên nguồn "
        "-> viết source: {name: Tên báo, url: https://baolamgiang.example.vn/1}",
    ),
    (
        article(date=None),
        "2: [date-missing] date: thiếu khóa bắt buộc này -> thêm dòng date: 2026-11-20T07:30",
    ),
    (
        article(category=None),
        "2: [category-missing] category: thiếu khóa bắt buộc này -> thêm dòng category: thong-bao",
    ),
    (
        article(Sumary="Tóm tắt"),
        "5: [key-unknown] Sumary: không có khóa “Sumary” -> có phải summary?",
    ),
    (
        article(nguồn="Báo"),
        "5: [key-unknown] nguồn: không có khóa “nguồn” -> có phải source?",
    ),
    (
        article(status="nháp"),
        "5: [status-invalid] status: không có giá trị “nháp” -> có phải draft?",
    ),
    (
        article(date="32/13/2024"),
        "3: [date-invalid] date: ",
    ),
    (
        article(tags="một, hai"),
        "5: [tags-type] tags: nhiều giá trị viết trên một dòng -> viết thành danh sách: [một, hai]",
    ),
    (
        article(title="[a, b]"),
        "2: [title-type] title: cần một dòng chữ, nhưng đang là một danh sách "
        "-> viết trên một dòng",
    ),
    (
        article(slug="Bài Viết"),
        "5: [slug-invalid] slug: “Bài Viết” không dùng làm địa chỉ được -> viết bai-viet",
    ),
    (
        article(modified="2026-10-01"),
        "5: [modified-before-date] modified: thời điểm cập nhật trước thời điểm đăng "
        "-> viết cả ngày và giờ, sau lúc đăng, hoặc xóa khóa modified",
    ),
    (
        article(expires="2026-10-01"),
        "5: [expires-before-date] expires: thời điểm hết hạn không sau thời điểm đăng "
        "-> viết thời điểm sau lúc đăng, hoặc xóa khóa expires",
    ),
    (
        article(related="{pin: [khong-co]}"),
        "5: [related-unknown] related.pin: không có bài nào có slug “khong-co” "
        "-> viết slug của một bài đang có",
    ),
    (
        "Bài không có phần khai báo.\n",
        "1: [front-matter-missing] yaml: tệp không mở đầu bằng dòng --- "
        "-> đặt các khóa title, date, category giữa hai dòng ---",
    ),
    (
        "---\ntitle: A\n",
        "1: [front-matter-missing] yaml: phần khai báo không có dòng --- kết thúc "
        "-> thêm một dòng --- ngay trước nội dung bài",
    ),
    (
        article(image=IMAGE + "ảnh cầu"),
        "7: [alt-lazy] image.alt: mô tả ảnh mở đầu bằng chữ “ảnh”, “hình” ",
    ),
    (
        article(image=IMAGE + "cau.jpg"),
        "7: [alt-lazy] image.alt: mô tả ảnh chỉ là tên tệp",
    ),
    (
        article(image=IMAGE + GOOD["title"]),
        "7: [alt-lazy] image.alt: mô tả ảnh chép lại tiêu đề",
    ),
    (
        article(image="\n  src: media/2026/11/cau.jpg"),
        "5: [alt-missing] image.alt: thiếu khóa bắt buộc này",
    ),
    (
        article(image="\n  src: media/2026/11/cau2.jpg\n  alt: Cầu bắc qua sông"),
        "6: [image-missing] image.src: không có tệp media/2026/11/cau2.jpg "
        "-> có phải media/2026/11/cau.jpg?",
    ),
    (
        article("Xem [bài](../bai-khac.md)."),
        "6: [link-broken] body: không có tệp articles/bai-khac.md",
    ),
    (
        article("Đoạn đầu.\n\n<script>alert(1)</script>"),
        "8: [html-tag] body: ",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE_FILE, ids=[e.split("]")[0] for _, e in ONE_FILE])
def test_a_mistake_is_said_with_its_line_and_what_to_write(
    tmp_path: Path, text: str, expected: str
) -> None:
    files = {"articles/nong-nghiep/a.md": text, "media/2026/11/cau.jpg": b"\xff\xd8"}

    found = problems_of(tmp_path, files)

    assert [line for line in found if line.startswith(f"articles/nong-nghiep/a.md:{expected}")], (
        found
    )


def test_a_day_first_date_is_refused_and_the_iso_form_proposed(tmp_path: Path) -> None:
    """Stock Pelican reads 05/03/2024 as the third of May, silently."""
    (found,) = problems_of(tmp_path, {"articles/a.md": article(date="05/03/2024 08:30")})

    assert found.startswith("articles/a.md:3: [date-invalid] date: ")
    assert found.endswith("-> viết 2024-03-05T08:30")


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    found = problems_of(
        tmp_path,
        {
            "articles/a.md": article(date="05/03/2024", Sumary="x", category=None),
            "articles/b.md": article(title=None, status="x"),
            "data/categories.yaml": "- {slug: A b, name: C}\n",
        },
    )

    assert len([line for line in found if line.startswith("articles/a.md")]) == 3
    assert len([line for line in found if line.startswith("articles/b.md")]) == 2
    assert len([line for line in found if line.startswith("data/categories.yaml:1: [slug-")]) == 1


def test_an_unknown_category_names_the_nearest(tmp_path: Path) -> None:
    files = {"articles/a.md": article(category="Nông nghiêp"), "data/categories.yaml": CATEGORIES}

    assert problems_of(tmp_path, files) == [
        "articles/a.md:4: [category-unknown] category: không có chuyên mục “Nông nghiêp” "
        "-> có phải “Nông nghiệp”? Nếu không, thêm tên này vào data/categories.yaml"
    ]


def test_two_places_with_one_folded_name_are_two_and_both_are_named(tmp_path: Path) -> None:
    """Stock Pelican merges Hà Nam and Hạ Nam on one page, silently."""
    found = problems_of(
        tmp_path,
        {
            "articles/a.md": article(tags="[Hà Nam]"),
            "articles/b.md": article(tags="[Hạ Nam]", title="Bài khác"),
        },
    )

    assert len(found) == 1
    assert "[tags-collision]" in found[0]
    assert "“Hạ Nam”" in found[0]
    assert "“Hà Nam”" in found[0]
    assert "ha-nam" in found[0]


def test_two_spellings_of_one_word_are_one_tag(tmp_path: Path) -> None:
    files = {
        "articles/a.md": article(tags="[Văn hóa]"),
        "articles/b.md": article(tags="[Văn hoá]", title="Bài khác"),
    }

    assert problems_of(tmp_path, files) == []


def test_two_articles_with_one_address_name_each_other(tmp_path: Path) -> None:
    files = {"articles/a.md": article(), "articles/b.md": article()}

    assert problems_of(tmp_path, files) == [
        "articles/b.md:2: [slug-collision] slug: cùng địa chỉ "
        "/tin-tuc/2026/11/xa-mo-lop-khuyen-nong/ với articles/a.md:2 "
        "-> thêm khóa slug khác cho một trong hai bài"
    ]


def test_a_translation_shares_its_id_and_a_namesake_does_not(tmp_path: Path) -> None:
    one = article(id="mot", title="Một")
    files = {
        "articles/a.md": one,
        "articles/b.md": article(id="mot", title="One", lang="en"),
        "articles/c.md": article(id="mot", title="Ba"),
    }

    (found,) = problems_of(tmp_path, files)

    assert found.startswith(
        "articles/c.md:5: [id-collision] id: mã “mot” đã dùng ở articles/a.md:5"
    )


def test_a_link_to_what_is_not_published_is_a_problem(tmp_path: Path) -> None:
    files = {
        "articles/a.md": article("Xem [kia](b.md)."),
        "articles/b.md": article(title="Kia", status="draft"),
    }

    assert problems_of(tmp_path, files) == [
        "articles/a.md:6: [link-unpublished] body: liên kết đến bài chưa đăng articles/b.md "
        "-> bỏ liên kết, hoặc đăng bài kia trước"
    ]


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("---\ntitle: Xã\n---\n".encode("utf-16"), 1),
        (b"\xff\n", 1),
        (b"---\ntitle: X\xe3\n", 2),
    ],
)
def test_a_file_in_another_encoding_is_named_with_the_way_to_mend_it(
    tmp_path: Path, raw: bytes, line: int
) -> None:
    (found,) = problems_of(tmp_path, {"articles/a.md": raw})

    assert found == (
        f"articles/a.md:{line}: [file-encoding] file: tệp không phải UTF-8 "
        "-> mở tệp, chọn Lưu thành (Save as) với bảng mã UTF-8"
    )


def test_what_mends_itself_is_no_problem() -> None:
    """Decomposed letters, entities, zero-width characters and a byte order mark are mended."""
    text = article(title="Xa\u0303 mo\u031b\u0309 lo\u031b\u0301p \u200b&amp; h&ocirc;\u0323i")
    raw = ("\ufeff" + text.replace("\n", "\r\n")).encode()
    document, _ = read_document("articles/a.md", raw, convert)

    assert document.front is not None
    assert document.front.title == "Xã mở lớp & hội"  # type: ignore[attr-defined]
    assert document.problems == ()


@pytest.mark.parametrize("target", ["../../bi-mat.md", "/media/../../bi-mat.pdf"])
def test_a_path_out_of_the_content_folder_is_refused(tmp_path: Path, target: str) -> None:
    (tmp_path / "bi-mat.md").write_text("bí mật")
    root = tmp_path / "content"
    root.mkdir()

    found = problems_of(root, {"articles/a.md": article(f"[x]({target})")})

    assert [line for line in found if "[path-outside]" in line], found


def test_a_symbolic_link_out_of_the_content_folder_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "content"
    (root / "media").mkdir(parents=True)
    (root / "media/etc").symlink_to("/etc")

    assert problems_of(root, {}) == [
        "media/etc:1: [path-outside] file: liên kết tượng trưng ra ngoài thư mục content/ "
        "-> chép tệp vào thư mục content/"
    ]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("data/potal.yaml", "name: A\n", "[data-file-unknown] file: "),
        ("data/tags.yml", "[]\n", "-> đổi tên thành data/tags.yaml"),
        ("data/portal.yaml", "unit: {type: huyện}\n", "-> có phải district?"),
        ("data/portal.yaml", "unit: {name: xã Khê Giang}\n", "-> viết name: Khê Giang"),
        ("data/portal.yaml", "imprint: {email: không có}\n", "[email-invalid] imprint.email: "),
        (
            "data/portal.yaml",
            "imprint: {phone: 0220 3 736562 - 0220 3 736563}\n",
            "[phone-invalid] imprint.phone: ",
        ),
        ("data/portal.yaml", "url: https://a.vn/xa/\n", "-> viết https://a.vn"),
        ("data/dossiers/2026-10.yaml", "received: 1.433\n", "-> viết liền: 1433"),
        (
            "data/tags.yaml",
            "- {slug: a, name: A}\n- {slug: a, name: B}\n",
            "[tags-collision] slug: ",
        ),
    ],
)
def test_data_files_are_checked_alike(tmp_path: Path, path: str, text: str, expected: str) -> None:
    found = problems_of(tmp_path, {path: text})

    assert [line for line in found if line.startswith(f"{path}:") and expected in line], found
