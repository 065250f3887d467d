"""Every file of the content folder has a place, or the editor is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins.content_model.scan import check_path, scan


def folder(root: Path, *paths: str) -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x")
    return root


def test_files_are_sorted_by_what_they_are_for(tmp_path: Path) -> None:
    found = scan(
        folder(
            tmp_path,
            "pages/b.md",
            "articles/y-te/2026/a.md",
            "media/2026/11/a.jpg",
            "media/ghi-chu.md",
            "data/tags.yaml",
            "data/dossiers/2026-10.yaml",
        )
    )

    assert found.documents == ("articles/y-te/2026/a.md", "pages/b.md")
    assert found.media == ("media/2026/11/a.jpg", "media/ghi-chu.md")
    assert found.data == ("data/dossiers/2026-10.yaml", "data/tags.yaml")
    assert found.problems == ()


@pytest.mark.parametrize(
    "name", [".git/config", ".DS_Store", "~$bai.docx", "bai.md~", "Thumbs.db", ".~lock.bai.odt#"]
)
def test_what_other_programs_leave_is_passed_over(tmp_path: Path, name: str) -> None:
    found = scan(folder(tmp_path, f"articles/{name}"))

    assert (found.documents, found.problems) == ((), ())


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "articles/bai.docx",
            "[file-misplaced] file: tệp này không phải bài viết .md -> chép nội dung vào một tệp "
            ".md; tệp gốc đặt trong media/ để tải về",
        ),
        (
            "articles/bai.MD",
            "[file-misplaced] file: tệp này không phải bài viết .md "
            "-> nếu là bài viết, đổi tên thành articles/bai.md",
        ),
        (
            "articles/anh.jpg",
            "[file-misplaced] file: tệp này không phải bài viết .md "
            "-> chuyển tệp vào thư mục media/",
        ),
        (
            "media/Báo cáo quý 3?.pdf",
            "[file-name] file: tên tệp hoặc thư mục có ký tự không dùng được trong địa chỉ "
            "-> đổi tên thành bao-cao-quy-3.pdf",
        ),
        (
            "media/quý #3/a.pdf",
            "[file-name] file: tên tệp hoặc thư mục có ký tự không dùng được trong địa chỉ "
            "-> đổi tên thành a.pdf; tên thư mục cũng vậy",
        ),
        (
            "media/te\u0302n.pdf",
            "[file-name] file: tên tệp hoặc thư mục viết dấu tách rời, máy khác sẽ không tìm thấy "
            "-> đổi tên thành ten.pdf",
        ),
    ],
)
def test_a_file_without_a_place_or_a_usable_name_is_said(path: str, expected: str) -> None:
    assert str(check_path(path)) == f"{path}:1: {expected}"


def test_a_name_that_cannot_be_printed_is_said_all_the_same() -> None:
    problem = check_path("media/a\udcff\n.pdf")

    assert problem is not None
    assert str(problem).startswith("media/a��.pdf:1: [file-name] file: ")
    assert str(problem).isprintable()


def test_a_link_out_of_the_content_folder_is_refused(tmp_path: Path) -> None:
    root = folder(tmp_path / "content", "articles/a.md")
    (root / "media").symlink_to("/etc")

    found = scan(root)

    assert [str(problem) for problem in found.problems] == [
        "media:1: [path-outside] file: liên kết tượng trưng ra ngoài thư mục content/ "
        "-> chép tệp vào thư mục content/"
    ]
    assert found.media == ()


def test_links_that_go_round_or_nowhere_are_refused(tmp_path: Path) -> None:
    root = folder(tmp_path, "articles/a.md", "media/x/a.jpg", "media/y/b.jpg")
    (root / "articles/len").symlink_to(root)
    (root / "articles/hong").symlink_to("khong-co")
    (root / "articles/tron").symlink_to("tron")
    (root / "media/x/sang-y").symlink_to(root / "media/y")
    (root / "media/y/sang-x").symlink_to(root / "media/x")

    found = scan(root)

    assert [str(problem).partition(" ->")[0] for problem in found.problems] == [
        "articles/hong:1: [file-unreadable] file: liên kết tượng trưng không dẫn đến đâu",
        "articles/len:1: [file-unreadable] file: liên kết tượng trưng quay lại thư mục chứa nó",
        "articles/tron:1: [file-unreadable] file: liên kết tượng trưng không dẫn đến đâu",
        "media/x/sang-y/sang-x:1: [file-unreadable] file: liên kết tượng trưng quay lại thư mục "
        "chứa nó",
        "media/y/sang-x/sang-y:1: [file-unreadable] file: liên kết tượng trưng quay lại thư mục "
        "chứa nó",
    ]
    assert found.documents == ("articles/a.md",)


def test_a_link_within_the_content_folder_is_followed(tmp_path: Path) -> None:
    root = folder(tmp_path, "media/a.jpg")
    (root / "media/b.jpg").symlink_to("a.jpg")

    assert scan(root).media == ("media/a.jpg", "media/b.jpg")


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    root = folder(tmp_path, "articles/a.md")
    os.mkfifo(root / "articles/ong.md")

    assert [str(problem) for problem in scan(root).problems] == [
        "articles/ong.md:1: [file-unreadable] file: không phải một tệp thường "
        "-> xóa, hoặc thay bằng tệp thật"
    ]
