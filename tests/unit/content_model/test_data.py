"""Data files: each mistake one line; what is missing has a default."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from plugins.content_model import PortalData, read_data
from plugins.content_model.models import Category, Term

Files = Mapping[str, str | bytes]
Check = Callable[[Files], list[str]]

DOSSIERS = "data/dossiers/2026-10.yaml"
REPORT = "period: 2026-10\nas_of: 2026-10-31T17:00\nreceived: 1250\nlate: 3\n"
CATEGORIES = "- {slug: nong-nghiep, name: Nông nghiệp}\n- {slug: y-te, name: Y tế}\n"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            DOSSIERS,
            REPORT.replace("1250", "1.250"),
            "3: [received-grouped] received: “1.250” có dấu ngăn cách nghìn -> viết liền: 1250",
        ),
        (
            DOSSIERS,
            REPORT.replace("3\n", "ba\n"),
            "4: [late-type] late: “ba” không phải số nguyên -> chỉ viết chữ số, ví dụ 41736",
        ),
        (
            DOSSIERS,
            f"{REPORT}breakdown:\n  - field: Đất đai\n    received: 10\n    late: 1,5\n",
            "8: [late-type] breakdown.0.late: “1,5” không phải số nguyên "
            "-> chỉ viết chữ số, ví dụ 41736",
        ),
        (
            DOSSIERS,
            f"{REPORT}recieved: 4\n",
            "5: [key-unknown] recieved: không có khóa “recieved” -> có phải received?",
        ),
        (
            DOSSIERS,
            REPORT.replace("late: 3\n", ""),
            "1: [late-missing] late: thiếu khóa bắt buộc này -> thêm dòng late: 3",
        ),
        (
            DOSSIERS,
            f"{REPORT}cumulative: chắc là\n",
            "5: [cumulative-type] cumulative: “chắc là” không phải có hoặc không "
            "-> viết true hoặc false",
        ),
        (
            "data/tags.yml",
            "[]\n",
            "1: [data-file-unknown] file: không có loại tệp dữ liệu này "
            "-> đổi tên thành data/tags.yaml",
        ),
        (
            "data/potal.yaml",
            "",
            "1: [data-file-unknown] file: không có loại tệp dữ liệu này "
            "-> có phải data/portal.yaml?",
        ),
        (
            "data/2026-10.yaml",
            "",
            "1: [data-file-unknown] file: không có loại tệp dữ liệu này "
            "-> số liệu TTHC thì chuyển vào data/dossiers/; tệp khác thì xóa tệp, hoặc chuyển ra "
            "ngoài thư mục data/",
        ),
        (
            "data/ghi-chu.txt",
            "",
            "1: [data-file-unknown] file: không có loại tệp dữ liệu này "
            "-> xóa tệp, hoặc chuyển ra ngoài thư mục data/",
        ),
        (
            "data/categories.yaml",
            "slug: y-te\n",
            "1: [yaml-shape] yaml: tệp này phải là một danh sách "
            "-> viết mỗi mục một dòng, bắt đầu bằng dấu -",
        ),
        (
            "data/categories.yaml",
            "- slug: y-te\n  name: Y tế\n  parnet: a\n",
            "3: [key-unknown] parnet: không có khóa “parnet” -> có phải parent?",
        ),
        (
            "data/categories.yaml",
            "- slug: y-te\n  name: Y tế\n- slug: tiem-chung\n  name: Tiêm chủng\n  parent: yte\n",
            "5: [parent-unknown] parent: không có chuyên mục cấp trên “yte” -> có phải y-te?",
        ),
        (
            "data/categories.yaml",
            "- {slug: a, name: A}\n- {slug: b, name: B, parent: a}\n"
            "- {slug: c, name: C, parent: b}\n",
            "3: [parent-unknown] parent: “b” không thể là cấp trên: chuyên mục chỉ có hai cấp "
            "-> chọn một chuyên mục không có cấp trên",
        ),
        (
            "data/tags.yaml",
            "- {slug: ha-nam, name: Hà Nam}\n- {slug: ha-nam, name: Hạ Nam}\n",
            "2: [tags-collision] slug: thẻ “Hạ Nam” trùng đường dẫn với “Hà Nam” (ha-nam) ở dòng 1 "
            "-> đặt đường dẫn khác nhau",
        ),
        (
            "data/topics.yaml",
            "- {slug: cau, name: Cầu}\n- {slug: de, name: cau}\n",
            "2: [topic-collision] name: dòng sự kiện “cau” trùng tên với “Cầu” (cau) ở dòng 1 "
            "-> đặt tên khác nhau",
        ),
        (
            "data/topics.yaml",
            "- {slug: cau, name: Cầu, descripton: x}\n",
            "1: [key-unknown] descripton: không có khóa “descripton” -> có phải description?",
        ),
        (
            "data/tags.yaml",
            "- {slug: hoa, name: Hòa}\n- {slug: hoa-2, name: Hoà}\n",
            "2: [tags-collision] name: thẻ “Hoà” trùng tên với “Hòa” (hoa) ở dòng 1 "
            "-> đặt tên khác nhau",
        ),
        (
            "data/tags.yaml",
            "[{slug: a, name: A}, {slug: a, name: B}]\n",
            "1: [tags-collision] slug: thẻ “B” trùng đường dẫn với “A” (a) ở dòng 1 "
            "-> đặt đường dẫn khác nhau",
        ),
        (
            "data/portal.yaml",
            "unit: {type: huyện}\n",
            "1: [type-invalid] unit.type: không có giá trị “huyện” -> có phải district?",
        ),
        (
            "data/portal.yaml",
            "search: {engine: googel}\n",
            "1: [engine-invalid] search.engine: không có giá trị “googel” -> có phải google?",
        ),
        (
            "data/portal.yaml",
            "unit:\n  name: xã Khê Giang\n",
            "2: [name-kind] unit.name: tên có sẵn chữ “xã” -> viết name: Khê Giang",
        ),
        (
            "data/portal.yaml",
            "url: https://a.vn/xa/\n",
            "1: [url-path] url: cổng phải ở gốc của tên miền -> viết https://a.vn",
        ),
        (
            "data/portal.yaml",
            "feeds: {items: 5}\n",
            "1: [items-range] feeds.items: ngoài giới hạn, nhỏ nhất là 20 -> viết 20",
        ),
        (
            "data/portal.yaml",
            "navigation:\n  - label: Trống\n",
            "2: [label-missing] navigation.0.label: mục này không dẫn đến đâu "
            "-> viết {category: slug} hoặc {label: chữ, url: /dia-chi/}",
        ),
        (
            "data/portal.yaml",
            "footer:\n  - {label: A, url: //noi-khac.example}\n",
            "2: [url-invalid] footer.0.url: “//noi-khac.example” không phải địa chỉ "
            "-> viết /duong-dan/ của trang trong cổng, hoặc https://…",
        ),
        (
            "data/portal.yaml",
            "footer:\n  - {label: A, url: 'javascript:alert(1)'}\n",
            "2: [url-invalid] footer.0.url: “javascript:alert(1)” không phải địa chỉ "
            "-> viết /duong-dan/ của trang trong cổng, hoặc https://…",
        ),
        (
            "data/portal.yaml",
            "imprint:\n  phone: 0220 3 736562 - 0220 3 736563\n",
            "2: [phone-invalid] imprint.phone: “0220 3 736562 - 0220 3 736563” không phải một số "
            "máy -> viết một số, ví dụ 0298 3700 100",
        ),
        (
            "data/portal.yaml",
            "imprint:\n  email: không có\n",
            "2: [email-invalid] imprint.email: “không có” không phải địa chỉ thư "
            "-> viết ubnd@ten-mien, hoặc để trống",
        ),
    ],
)
def test_a_mistake_is_said_with_its_line_and_what_to_write(
    check: Check, path: str, text: str, expected: str
) -> None:
    assert check({path: text}) == [f"{path}:{expected}"]


def test_every_place_of_portal_yaml_that_names_an_unknown_category_is_said(check: Check) -> None:
    portal = (
        "home:\n  sections: [nong-nghiep, yte]\n  notices: thong-bao\n"
        "navigation:\n  - category: y-te\n    children:\n      - category: nong-nghep\n"
    )

    assert check({"data/portal.yaml": portal, "data/categories.yaml": CATEGORIES}) == [
        "data/portal.yaml:2: [category-unknown] home.sections.1: không có chuyên mục “yte” "
        "-> có phải y-te?",
        "data/portal.yaml:3: [category-unknown] home.notices: không có chuyên mục “thong-bao” "
        "-> dùng slug có trong data/categories.yaml",
        "data/portal.yaml:7: [category-unknown] navigation.0.children.0.category: không có "
        "chuyên mục “nong-nghep” -> có phải nong-nghiep?",
    ]


def test_a_folder_without_data_has_a_default_for_everything() -> None:
    assert read_data({}) == PortalData()


def test_empty_data_files_are_as_good_as_none() -> None:
    names = ("portal", "categories", "topics", "tags")
    empty = {f"data/{name}.yaml": b"# not yet\n" for name in names}

    data = read_data(empty)

    assert (data.problems, data.categories, data.topics, data.tags) == ((), None, None, None)


def test_headings_of_reports_are_read_as_they_are_written() -> None:
    text = "late: Trả chậm\ngroups:\n  resolved: [Kết quả, Xong]\n"
    data = read_data({"data/dossier-columns.yaml": text.encode()})

    assert data.problems == ()
    assert data.wordings.columns["late"] == ("Trả chậm",)
    assert data.wordings.groups["resolved"] == ("Kết quả", "Xong")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "early: [Xong sớm]\nlate:\n  - Trả chậm\n  - XONG SỚM (5)\n",
            "4: [heading-collision] late: “XONG SỚM (5)” đã chỉ cột early -> chỉ giữ ở một cột; "
            "tiêu đề nằm dưới tiêu đề khác thì viết cả hai",
        ),
        (
            "late: ['(5)=(6)']\n",
            "1: [heading-empty] late: “(5)=(6)” không có chữ nào để nhận ra -> chép tiêu đề như "
            "trong báo cáo, ví dụ Đã giải quyết > Trước hạn",
        ),
        ("lat: [Trả chậm]\n", "1: [key-unknown] lat: không có khóa “lat” -> có phải late?"),
    ],
)
def test_a_mistake_in_the_headings_of_reports_is_said(
    check: Check, text: str, expected: str
) -> None:
    path = "data/dossier-columns.yaml"
    assert check({path: text}) == [f"{path}:{expected}"]


def test_sound_files_are_read() -> None:
    data = read_data(
        {
            "data/categories.yaml": CATEGORIES.encode(),
            "data/tags.yaml": "- {slug: lua, name: Lúa}\n".encode(),
            DOSSIERS: f"{REPORT}cumulative: true\nbreakdown: [{{received: 2, late: 0}}]\n".encode(),
        }
    )

    assert data.problems == ()
    assert data.categories == (
        Category("nong-nghiep", "Nông nghiệp"),
        Category("y-te", "Y tế"),
    )
    assert data.tags == (Term("lua", "Lúa"),)
    (period,) = data.periods
    assert (period.cumulative, period.total.received, period.total.pending) == (True, 1250, None)
    assert period.lines["breakdown.0.late"] == 6
