"""What an editor probably meant is found among many candidates."""

from __future__ import annotations

import pytest

from plugins.content_model.suggest import Paths, Slugs, near_key, near_value, near_word

KEYS = ("title", "date", "category", "summary", "tags", "image", "status", "expires", "alt")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Sumary", "summary"),
        ("tag", "tags"),
        ("ngày", "date"),
        ("Ngày đăng", "date"),
        ("chuyên-mục", "category"),
        ("từ khóa", "tags"),
        ("description", "summary"),
        ("hết hạn", "expires"),
        ("TITLE", "title"),
        ("layout", None),
        ("a" * 100_000, None),
    ],
)
def test_a_key_is_known_by_its_slips_and_by_other_names(written: str, key: str | None) -> None:
    assert near_key(written, KEYS) == key


def test_a_value_is_known_by_its_vietnamese_name() -> None:
    assert near_value("bản nháp", ["published", "draft"]) == "draft"
    assert near_value("drafft", ["published", "draft"]) == "draft"


def test_a_slug_with_a_slip_in_one_word_is_found_among_thousands() -> None:
    slugs = Slugs([*(f"bai-viet-so-{n}-cua-xa" for n in range(3000)), "khai-giang-nam-hoc-moi"])

    assert slugs.near("khai-giang-nam-hok-moi") == "khai-giang-nam-hoc-moi"
    assert slugs.near("khai-giang-nam-hok-moi") == "khai-giang-nam-hoc-moi"
    assert slugs.near("khong-lien-quan-gi-den-noi-dung-nao") is None
    assert slugs.near("a-" * 50_000) is None


def test_a_short_slug_with_a_slip_is_found() -> None:
    assert Slugs(["lien-he", "gioi-thieu"]).near("lienhe") == "lien-he"


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("media/2026/1/cau.jpg", "media/2026/11/cau.jpg"),
        ("media/2026/11/Cầu.jpg", "media/2026/11/cau.jpg"),
        ("media/2026/11/cua.jpg", "media/2026/11/cau.jpg"),
        ("articles/y-te/2026/tiem-chung.md", "articles/y-te/2026/tiem-chung-tre-em.md"),
        ("medai/2026/11/cuu.jpg", "media/2026/11/cau.jpg"),
        ("khong/co/gi.pdf", None),
    ],
)
def test_a_file_is_found_by_name_by_folder_and_by_path(written: str, path: str | None) -> None:
    paths = Paths(
        [
            "media/2026/11/cau.jpg",
            "media/2026/11/de-song.jpg",
            "articles/y-te/2026/tiem-chung-tre-em.md",
            *(f"articles/y-te/2026/bai-{n}.md" for n in range(1000)),
        ]
    )

    assert paths.near(written) == path


def test_a_file_beside_all_folders_is_found() -> None:
    assert Paths(["bai-mot.md"]).near("bai-mot2.md") == "bai-mot.md"


def test_what_is_too_long_to_be_a_slip_is_not_compared() -> None:
    assert near_word("a" * 100_000, ["a" * 100_000]) is None
