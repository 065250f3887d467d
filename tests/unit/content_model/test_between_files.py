"""What two files may not both have, and what one names that no other has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest

from plugins.content_model import Content
from plugins.content_model.models import Status, Topic

Files = Mapping[str, str | bytes]
Check = Callable[[Files], list[str]]
Build = Callable[[Files], Content]


def article(title: str = "Xã mở lớp", body: str = "Nội dung.", **keys: str) -> str:
    front = {"date": "2026-11-01T07:30", "category": "nong-nghiep", **keys}
    rows = [f"title: {title}", *(f"{key}: {value}" for key, value in front.items())]
    return "\n".join(["---", *rows, "---", body, ""])


def page(title: str, **keys: str) -> str:
    rows = [f"title: {title}", *(f"{key}: {value}" for key, value in keys.items())]
    return "\n".join(["---", *rows, "---", "Nội dung.", ""])


CATEGORIES = (
    "- {slug: nong-nghiep, name: Nông nghiệp, order: 2}\n- {slug: y-te, name: Y tế, order: 1}\n"
)
TOPICS = "- {slug: cau, name: Cầu Bến Lở, description: Từ ngày khởi công.}\n"
TAGS = "- {slug: lua, name: Lúa}\n- {slug: van-hoa, name: Văn hóa}\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {
                "articles/a.md": article(category="Nông nghiêp"),
                "data/categories.yaml": CATEGORIES,
            },
            "articles/a.md:4: [category-unknown] category: không có chuyên mục “Nông nghiêp” "
            "-> có phải “Nông nghiệp”? Nếu không, thêm tên này vào data/categories.yaml",
        ),
        (
            {"articles/a.md": article(category="Thể thao"), "data/categories.yaml": CATEGORIES},
            "articles/a.md:4: [category-unknown] category: không có chuyên mục “Thể thao” "
            "-> dùng tên có trong data/categories.yaml, hoặc thêm tên này vào đó",
        ),
        (
            {"articles/a.md": article(tags="\n- Lúa\n- Van hoa"), "data/tags.yaml": TAGS},
            "articles/a.md:7: [tags-unknown] tags: không có thẻ “Van hoa” "
            "-> có phải “Văn hóa”? Nếu không, thêm tên này vào data/tags.yaml",
        ),
        (
            {"articles/a.md": article(topic="Cầu Bến Lỡ"), "data/topics.yaml": TOPICS},
            "articles/a.md:5: [topic-unknown] topic: không có dòng sự kiện “Cầu Bến Lỡ” "
            "-> có phải “Cầu Bến Lở”? Nếu không, thêm tên này vào data/topics.yaml",
        ),
        (
            {
                "articles/a.md": article(topic="Hà Nam"),
                "articles/b.md": article("Hai", topic="Hạ Nam"),
            },
            "articles/b.md:5: [topic-collision] topic: dòng sự kiện “Hạ Nam” và “Hà Nam” "
            "(articles/a.md:5) cùng một đường dẫn “ha-nam” "
            "-> khai cả hai trong data/topics.yaml với slug khác nhau, hoặc dùng một tên",
        ),
        (
            {"articles/a.md": article(topic="'!!!'")},
            "articles/a.md:5: [topic-invalid] topic: tên dòng sự kiện “!!!” không có chữ cái hay "
            "chữ số -> viết tên bằng chữ",
        ),
        (
            {
                "articles/a.md": article(tags="[Hà Nam]"),
                "articles/b.md": article("Hai", tags="[Hà Nam]"),
                "articles/c.md": article("Ba", tags="[Hạ Nam]"),
            },
            "articles/c.md:5: [tags-collision] tags: thẻ “Hạ Nam” và “Hà Nam” (articles/a.md:5) "
            "cùng một đường dẫn “ha-nam” "
            "-> khai cả hai trong data/tags.yaml với slug khác nhau, hoặc dùng một tên",
        ),
        (
            {
                "articles/a.md": article(category="Hà Nam"),
                "articles/b.md": article("Hai", category="Hạ Nam"),
            },
            "articles/b.md:4: [category-collision] category: chuyên mục “Hạ Nam” và “Hà Nam” "
            "(articles/a.md:4) cùng một đường dẫn “ha-nam” "
            "-> khai cả hai trong data/categories.yaml với slug khác nhau, hoặc dùng một tên",
        ),
        (
            {
                "articles/a.md": article(authors="[Lan]"),
                "articles/b.md": article("Hai", author="Lân"),
            },
            "articles/b.md:5: [authors-collision] authors: tác giả “Lân” và “Lan” "
            "(articles/a.md:5) cùng một đường dẫn “lan” "
            "-> viết thêm đơn vị hoặc chức danh để hai tên khác nhau",
        ),
        (
            {"articles/a.md": article(tags="['!!!']")},
            "articles/a.md:5: [tags-invalid] tags: tên thẻ “!!!” không có chữ cái hay chữ số "
            "-> viết tên bằng chữ",
        ),
        (
            {"articles/a.md": article(), "articles/b.md": article()},
            "articles/b.md:2: [slug-collision] slug: cùng địa chỉ /tin-tuc/2026/11/xa-mo-lop/ "
            "với articles/a.md:2 -> thêm khóa slug khác cho một trong hai bài",
        ),
        (
            {"pages/a.md": page("Liên hệ"), "pages/b.md": page("Khác", slug="lien-he")},
            "pages/b.md:3: [slug-collision] slug: cùng địa chỉ /lien-he/ với pages/a.md:2 "
            "-> thêm khóa slug khác cho một trong hai bài",
        ),
        (
            {
                "articles/a.md": article("Một", id="mot"),
                "articles/b.md": article("One", id="mot", lang="en"),
                "articles/c.md": article("Ba", id="mot"),
            },
            "articles/c.md:5: [id-collision] id: mã “mot” đã dùng ở articles/a.md:5 "
            "-> đặt mã khác; nếu là bản dịch thì thêm khóa lang",
        ),
        (
            {"pages/a.md": page("Một", id="p"), "pages/b.md": page("Hai", id="p")},
            "pages/b.md:3: [id-collision] id: mã “p” đã dùng ở pages/a.md:3 "
            "-> đặt mã khác; nếu là bản dịch thì thêm khóa lang",
        ),
        (
            {"articles/a.md": article("'!!!'")},
            "articles/a.md:2: [slug-missing] slug: tiêu đề không có chữ cái hay chữ số để làm "
            "đường dẫn -> thêm khóa slug",
        ),
        (
            {
                "articles/a.md": article(
                    "Một", related="\n  ban:\n    - hai-muoi-nam-ngay-hoi-dinh"
                ),
                "articles/b.md": article("Hai mươi năm ngày hội đình làng"),
            },
            "articles/a.md:7: [related-unknown] related.ban: không có bài nào có slug "
            "“hai-muoi-nam-ngay-hoi-dinh” -> có phải hai-muoi-nam-ngay-hoi-dinh-lang?",
        ),
        (
            {"articles/a.md": article("Một", related="{pin: [mot]}")},
            "articles/a.md:5: [related-self] related.pin: “mot” là chính bài này "
            "-> viết slug của bài khác, hoặc xóa",
        ),
    ],
)
def test_a_mistake_is_said_with_its_line_and_both_places(
    check: Check, files: Files, expected: str
) -> None:
    assert check(files) == [expected]


def test_a_collision_is_said_at_every_place_of_the_rarer_name(check: Check) -> None:
    files = {
        **{f"articles/{n}.md": article(f"Bài {n}", tags="[Hà Nam]") for n in range(3)},
        **{f"articles/{n}.md": article(f"Bài {n}", tags="[Hạ Nam]") for n in (3, 4)},
    }

    assert [line.partition(" ")[0] for line in check(files)] == [
        "articles/3.md:5:",
        "articles/4.md:5:",
    ]


def test_a_file_with_faults_is_not_held_against_others(check: Check) -> None:
    """Its slug can be pinned and its path linked, although it cannot be published yet."""
    found = check(
        {
            "articles/a.md": article("Một", "[x](b.md)", related="{pin: [hai]}"),
            "articles/b.md": article("Hai", date="20/11/2026"),
        }
    )

    assert [line.partition(" ")[0] for line in found] == ["articles/b.md:3:"]


@pytest.mark.parametrize("broken", ["- {slug: nong-nghiep, nam: x}\n", "- {slug: [\n", "\xff"])
def test_a_broken_vocabulary_does_not_blame_every_article(check: Check, broken: str) -> None:
    found = check({"articles/a.md": article(), "data/categories.yaml": broken.encode("latin-1")})

    assert found
    assert {line.partition(":")[0] for line in found} == {"data/categories.yaml"}


def test_two_spellings_of_one_word_are_one_term_under_the_usual_one(build: Build) -> None:
    content = build(
        {
            "articles/a.md": article("Một", tags="[Văn hoá]"),
            "articles/b.md": article("Hai", tags="[Văn hóa, VĂN HÓA]"),
            "articles/c.md": article("Ba", tags="[Văn hóa]"),
        }
    )

    assert {tag.name for item in content.articles for tag in item.tags} == {"Văn hóa"}
    assert [len(item.tags) for item in content.articles] == [1, 1, 1]


def test_a_category_may_be_named_by_its_slug_with_and_without_a_list(build: Build) -> None:
    files = {"articles/a.md": article(), "articles/b.md": article("Hai", category="Nông nghiệp")}

    for given in (files, {**files, "data/categories.yaml": CATEGORIES}):
        categories = {item.category.name for item in build(given).articles}
        assert categories == {"Nông nghiệp"}


def test_a_topic_may_be_named_by_its_slug_with_and_without_a_list(build: Build) -> None:
    files = {
        "articles/a.md": article(topic="cau-ben-lo"),
        "articles/b.md": article("Hai", topic="Cầu Bến Lở"),
        "articles/c.md": article("Ba"),
    }
    listed = "- {slug: cau-ben-lo, name: Cầu Bến Lở, description: Từ ngày khởi công.}\n"

    for given, topic in (
        (files, Topic("cau-ben-lo", "Cầu Bến Lở")),
        (
            {**files, "data/topics.yaml": listed},
            Topic("cau-ben-lo", "Cầu Bến Lở", "Từ ngày khởi công."),
        ),
    ):
        content = build(given)
        assert [item.topic for item in content.articles] == [topic, topic, None]
        assert content.topics == (topic,)


def test_categories_keep_their_order_and_those_without_articles(build: Build) -> None:
    content = build({"articles/a.md": article(), "data/categories.yaml": CATEGORIES})

    assert [category.slug for category in content.categories] == ["y-te", "nong-nghiep"]


@pytest.mark.parametrize(
    ("keys", "status"),
    [
        ({}, Status.PUBLISHED),
        ({"status": "draft"}, Status.DRAFT),
        ({"status": "hidden"}, Status.HIDDEN),
        ({"status": "withdrawn", "date": "2027-01-01"}, Status.WITHDRAWN),
        ({"date": "2026-11-20T12:00:01"}, Status.SCHEDULED),
        ({"date": "2026-11-20T12:00:00"}, Status.PUBLISHED),
        ({"expires": "2026-11-20T12:00"}, Status.EXPIRED),
        ({"expires": "2026-11-20"}, Status.PUBLISHED),
        ({"expires": "2026-11-19"}, Status.EXPIRED),
    ],
)
def test_an_article_has_the_status_of_the_moment(
    build: Build, keys: dict[str, str], status: Status
) -> None:
    (item,) = build({"articles/a.md": article(**keys)}).articles

    assert item.status is status


def test_an_article_has_its_address_id_and_byline(build: Build) -> None:
    """The month of the address is that of Vietnam, whatever offset the date is written in."""
    files = {
        "articles/nong-nghiep/2026/lop.md": article(date="2026-10-31T20:00:00Z"),
        "data/portal.yaml": "byline: Tổ Truyền thông\n",
    }
    (item,) = build(files).articles

    assert item.url == "/tin-tuc/2026/11/xa-mo-lop/"
    assert item.article_id == "nong-nghiep/2026/lop"
    assert item.published.utcoffset() == timedelta(hours=7)
    assert [author.name for author in item.authors] == ["Tổ Truyền thông"]


def test_what_another_newsroom_wrote_is_not_signed_with_our_name(build: Build) -> None:
    (item,) = build({"articles/a.md": article(source="Báo Lam Giang")}).articles

    assert item.authors == ()
    assert item.source is not None
    assert item.source.name == "Báo Lam Giang"


def test_the_first_picture_of_a_body_stands_for_an_article_without_one(build: Build) -> None:
    body = "Đoạn.\n\n![Bà con gặt lúa](</media/gặt lúa.jpg>)"
    files = {"articles/a.md": article(body=body), "media/gặt lúa.jpg": b"x"}
    (item,) = build(files).articles

    assert item.image is not None
    assert (item.image.src, item.image.alt) == ("media/gặt lúa.jpg", "Bà con gặt lúa")


def test_articles_are_newest_first_and_pages_in_their_order(build: Build) -> None:
    content = build(
        {
            "articles/a.md": article("Cũ", date="2026-01-01"),
            "articles/c.md": article("Mới C"),
            "articles/b.md": article("Mới B"),
            "pages/x.md": page("Một", order="2"),
            "pages/y.md": page("Hai", order="1"),
        }
    )

    assert [item.title for item in content.articles] == ["Mới B", "Mới C", "Cũ"]
    assert [item.title for item in content.pages] == ["Hai", "Một"]
