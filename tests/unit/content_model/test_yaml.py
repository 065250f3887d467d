"""Front matter that is no YAML, or other YAML than it looks: said line by line, nothing dropped."""

from __future__ import annotations

import pytest

from plugins.content_model.located import read_yaml


def lines(text: str) -> list[str]:
    return [str(problem) for problem in read_yaml(text, "a.md", first_line=2)[1]]


SAME_COLUMN = "cho các khóa, các mục cùng cấp bắt đầu ở cùng một cột"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "title: Thông báo: lịch tiếp dân",
            "a.md:2: [yaml-broken] title: có dấu hai chấm giữa dòng chữ "
            '-> viết title: "Thông báo: lịch tiếp dân"',
        ),
        (
            'title: Nhà máy: "A"',
            "a.md:2: [yaml-broken] title: có dấu hai chấm giữa dòng chữ "
            "-> viết title: 'Nhà máy: \"A\"'",
        ),
        (
            "title: A\n\tdate: 2026-11-20",
            "a.md:3: [yaml-broken] date: đầu dòng có ký tự tab -> thay mỗi tab bằng hai dấu cách",
        ),
        (
            'title: "Xã mở lớp\ndate: 2026-11-20',
            "a.md:2: [yaml-broken] title: dấu ngoặc kép mở ra mà không đóng lại "
            '-> viết title: "Xã mở lớp"',
        ),
        (
            "title: 'Xã mở lớp\ndate: 2026-11-20",
            "a.md:2: [yaml-broken] title: dấu ngoặc kép mở ra mà không đóng lại "
            '-> viết title: "Xã mở lớp"',
        ),
        (
            'title: "Lễ hội" ở Vân Lộ',
            "a.md:2: [yaml-broken] title: có chữ đứng sau dấu ngoặc kép đóng "
            "-> viết title: '\"Lễ hội\" ở Vân Lộ'",
        ),
        (
            'title: "Trích "dẫn" ở giữa"',
            "a.md:2: [yaml-broken] title: có chữ đứng sau dấu ngoặc kép đóng "
            "-> viết title: 'Trích \"dẫn\" ở giữa'",
        ),
        (
            "title: [Ảnh] Lễ hội",
            "a.md:2: [yaml-broken] title: dấu [ ở đầu mở ra một danh sách "
            '-> viết title: "[Ảnh] Lễ hội"',
        ),
        (
            "tags: [Lúa, Cam\ndate: 2026-11-20",
            "a.md:2: [yaml-broken] tags: dấu [ mở ra mà không đóng lại "
            '-> thêm ]; nếu là chữ, viết tags: "[Lúa, Cam"',
        ),
        (
            "title: @khegiang",
            'a.md:2: [yaml-broken] title: giá trị mở đầu bằng dấu @ -> viết title: "@khegiang"',
        ),
        (
            "title: **Đậm**",
            'a.md:2: [yaml-broken] title: giá trị mở đầu bằng dấu * -> viết title: "**Đậm**"',
        ),
        (
            "title: - Bác đi đâu",
            'a.md:2: [yaml-broken] title: giá trị mở đầu bằng dấu - -> viết title: "- Bác đi đâu"',
        ),
        (
            'src: "C:\\anh\\cau.jpg"',
            "a.md:2: [yaml-broken] src: có dấu \\ trong dấu ngoặc kép "
            "-> viết src: 'C:\\anh\\cau.jpg'",
        ),
        (
            "title:Xã mở lớp\ndate: 2026-11-20",
            "a.md:2: [yaml-broken] title: thiếu dấu cách sau dấu hai chấm -> viết title: Xã mở lớp",
        ),
        (
            "title Xã mở lớp\ndate: 2026-11-20",
            "a.md:2: [yaml-broken] yaml: dòng này không có khóa và dấu hai chấm -> viết theo mẫu "
            "khóa: giá trị, hoặc đặt cả giá trị dài trong dấu ngoặc kép",
        ),
        (
            "title: A\n date: 2026-11-20",
            "a.md:3: [yaml-broken] date: dòng thụt vào, nhưng khóa ở dòng trên đã có giá trị "
            f"-> {SAME_COLUMN}",
        ),
        (
            "image:\n  src: a.jpg\n alt: Cầu",
            "a.md:4: [yaml-broken] alt: dòng này không thẳng cột với khóa nào ở trên "
            f"-> {SAME_COLUMN}",
        ),
        (
            "tags:\n  - Lúa\n - Cam",
            "a.md:4: [yaml-broken] yaml: mục này không thẳng cột với các mục trên "
            f"-> {SAME_COLUMN}",
        ),
        (
            "title: A\n{",
            "a.md:3: [yaml-broken] yaml: từ dòng này trở đi không đúng cú pháp YAML "
            "-> so với một bài đã đăng, hoặc tạo bài mới bằng lệnh make new",
        ),
        (
            "tags:\n- Lúa\n - Cam",
            "a.md:4: [yaml-indent] tags.0: dòng này bị nối vào giá trị của dòng trên "
            "-> cho các mục cùng cấp bắt đầu ở cùng một cột",
        ),
        (
            "title: A\nslug: b\ntitle: C",
            "a.md:4: [yaml-duplicate-key] title: khóa này đã có ở dòng 2 -> chỉ giữ một",
        ),
        (
            "title: Công trình số #1 đã xong",
            "a.md:2: [yaml-comment] title: “#1 đã xong” sẽ bị bỏ, vì dấu # mở đầu lời ghi chú "
            "-> đặt cả giá trị trong dấu ngoặc kép",
        ),
        (
            "title: &TP Hà Nội",
            "a.md:2: [yaml-alias] title: “&TP” ở đầu giá trị sẽ bị bỏ "
            "-> đặt giá trị trong dấu ngoặc kép, hoặc bỏ dấu &",
        ),
        (
            "title: !!python/object:os.system rm",
            "a.md:2: [yaml-tag] title: “!!python/object:os.system” ở đầu giá trị sẽ bị bỏ "
            "-> đặt giá trị trong dấu ngoặc kép, hoặc bỏ dấu !",
        ),
        (
            "title: {{ tiêu đề }}",
            "a.md:2: [yaml-key] title: tên khóa không phải là chữ "
            "-> đặt giá trị trong dấu ngoặc kép nếu dấu { hay [ là chữ",
        ),
        (
            "title: A\n--- \nslug: b",
            "a.md:4: [yaml-documents] yaml: phần khai báo bị chia đôi "
            "-> xóa các dòng --- và ... ở giữa",
        ),
        (
            f"related: {'[' * 13}{']' * 13}",
            "a.md:2: [yaml-depth] related.0.0.0.0.0.0.0.0.0.0.0.0: lồng quá 12 cấp -> bớt cấp",
        ),
    ],
)
def test_a_mistake_is_said_with_its_line_and_what_to_write(text: str, expected: str) -> None:
    assert lines(text) == [expected]


def test_several_mistakes_in_one_front_matter_are_said_at_once() -> None:
    found = lines('title: Nhà máy: A\n\tdate: x\nsummary: "mở\ntags: [a')

    assert [line.partition(" ")[0] for line in found] == [
        "a.md:2:",
        "a.md:3:",
        "a.md:4:",
        "a.md:5:",
    ]


def test_lines_inside_a_block_of_text_are_not_blamed() -> None:
    (found,) = lines('summary: |\n  Giờ: 8:00\n  "mở\n\ntitle: A: B')

    assert found.startswith("a.md:6: [yaml-broken] title: ")


def test_a_laughing_billion_costs_nothing_and_is_refused() -> None:
    rows = [
        "a: &a [ha, ha]",
        *(f"{b}: &{b} [*{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    ]

    located, problems = read_yaml("\n".join(rows), "a.md", first_line=2)

    assert len(str(located.value)) < 1000
    assert str(problems[1]) == (
        "a.md:3: [yaml-alias] b: “&b” ở đầu giá trị sẽ bị bỏ "
        "-> đặt giá trị trong dấu ngoặc kép, hoặc bỏ dấu &"
    )
    assert str(problems[2]) == (
        "a.md:3: [yaml-alias] b.0: dùng lại một giá trị bằng dấu * -> viết cả giá trị ở đây"
    )


@pytest.mark.parametrize("text", ["[" * 200_000, "{a: " * 50_000])
def test_a_hundred_thousand_brackets_do_not_end_the_process(text: str) -> None:
    assert lines(f"title: A\n{text}") == [
        "a.md:3: [yaml-depth] yaml: quá nhiều dấu [ hoặc { chưa đóng -> đóng từng dấu bằng ] hoặc }"
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("so: 012", {"so": "012"}),
        ("ngày: 2026-11-20 # ghi chú", {"ngày": "2026-11-20"}),
        ("yes: no", {"yes": "no"}),
        ("a: ~\nb:\nc: ''", {"a": None, "b": None, "c": ""}),
        ("a: một\n  hai", {"a": "một hai"}),
        ("a: >\n  một\n  hai", {"a": "một hai"}),
        ('a: "b #c"', {"a": "b #c"}),
        ("a: 08:30", {"a": "08:30"}),
        ("a: [x, {y: z}]", {"a": ["x", {"y": "z"}]}),
        ("# chỉ có ghi chú", {}),
        ("", {}),
    ],
)
def test_values_are_texts_as_they_were_written(text: str, value: object) -> None:
    located, problems = read_yaml(text, "a.md")

    assert problems == []
    assert located.value == value


def test_every_key_and_item_has_its_line() -> None:
    located, _ = read_yaml("a: 1\nb:\n  c: 2\n  d:\n    - e\n    - f\n", "a.md", first_line=2)

    asked = ("a", "b", "b.c", "b.d.0", "b.d.1", "b.d.9", "b.x.y", "z")
    assert [located.line(key) for key in asked] == [2, 3, 4, 6, 7, 5, 3, 2]
