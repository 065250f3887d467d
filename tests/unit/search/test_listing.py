"""The files that tell a reader's browser what there is."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode

from plugins.search import (
    INDEX_URL,
    Entry,
    Listing,
    Shape,
    Wording,
    count_words,
    render_listing,
    render_vocabulary,
    terms,
)

CHECKS = [bytes([number]) * 3 for number in range(Shape(0).total)]


def listing(entries: list[Entry]) -> Listing:
    kinds = [("news", "Tin bài"), ("pages", "Trang thông tin")]
    return Listing(
        entries, kinds, [("y-te", "Y tế", -1), ("kinh-te", "Kinh tế", -1)], "ban-van-ban.txt"
    )


def article(number: int, date: str) -> Entry:
    return Entry(f"/tin-tuc/bai-{number}/", f"Bài {number}", date, 0, number % 2)


ENTRIES = [
    Entry("/lien-he/", "Liên hệ", "", 1, -1, "Số 1 đường Bờ Sông"),
    *(article(number, "2025-12-30") for number in range(20)),
    article(20, "2026-01-02"),
]


def files() -> dict[str, bytes]:
    return render_listing(listing(ENTRIES), Shape(0), CHECKS, b"duong 3 \xc4\x91\n")


def test_every_document_is_listed_once_in_its_place() -> None:
    rows = [row for path, data in files().items() if "/bai-" in path for row in json.loads(data)[1]]

    assert [row[0] for row in rows] == [entry.url for entry in ENTRIES]
    assert rows[0] == ["/lien-he/", "Liên hệ", "", "Số 1 đường Bờ Sông"]
    assert rows[1] == ["/tin-tuc/bai-0/", "Bài 0", "2025-12-30"]


def test_years_begin_where_their_first_document_stands() -> None:
    assert json.loads(files()[INDEX_URL[1:]])["years"] == [["2025", 1], ["2026", 21]]


def test_each_document_has_its_kind_and_category() -> None:
    manifest = json.loads(files()[INDEX_URL[1:]])
    marks = files()["tim-kiem/chi-muc/loai.bin"][3:]

    assert [tuple(manifest["facets"][mark]) for mark in marks] == [
        (entry.kind, entry.category) for entry in ENTRIES
    ]


def test_the_manifest_names_the_content_of_every_file() -> None:
    """In the order: pieces, lists of documents, vocabulary, kinds; each says its own name too."""
    made = files()
    named = json.loads(made[INDEX_URL[1:]])["checks"]
    names = [named[place : place + 4] for place in range(0, len(named), 4)]

    assert [urlsafe_b64decode(name) for name in names[: len(CHECKS)]] == CHECKS
    assert names[len(CHECKS) :] == [
        json.loads(made["tim-kiem/chi-muc/bai-0.json"])[0],
        json.loads(made["tim-kiem/chi-muc/bai-1.json"])[0],
        json.loads(made["tim-kiem/chi-muc/bai-2.json"])[0],
        made["tim-kiem/chi-muc/tu-vung.txt"].split(b"\n")[0].decode(),
        names[-1],
    ]
    assert urlsafe_b64decode(names[-1]) == made["tim-kiem/chi-muc/loai.bin"][:3]


def test_another_title_gives_its_list_another_name() -> None:
    other = [*ENTRIES[:-1], Entry("/tin-tuc/bai-20/", "Bài khác", "2026-01-02", 0, 0)]
    made = render_listing(listing(other), Shape(0), CHECKS, b"")

    assert made["tim-kiem/chi-muc/bai-1.json"] == files()["tim-kiem/chi-muc/bai-1.json"]
    assert (
        json.loads(made["tim-kiem/chi-muc/bai-2.json"])[0]
        != json.loads(files()["tim-kiem/chi-muc/bai-2.json"])[0]
    )


def test_a_portal_of_many_categories_is_listed_too() -> None:
    entries = [Entry(f"/{n}/", f"{n}", "2026-01-01", 0, n) for n in range(300)]
    categories = [(f"muc-{n}", f"Mục {n}", -1) for n in range(300)]
    many = Listing(entries, [("news", "Tin bài")], categories, "ban-van-ban.txt")
    made = render_listing(many, Shape(0), CHECKS, b"")
    manifest = json.loads(made[INDEX_URL[1:]])
    marks = made["tim-kiem/chi-muc/loai.bin"][3:]

    assert manifest["facet_bytes"] == 2
    assert [
        manifest["facets"][int.from_bytes(marks[2 * n : 2 * n + 2], "little")][1]
        for n in range(300)
    ] == list(range(300))


def test_the_vocabulary_names_each_word_as_it_is_usually_written() -> None:
    texts = ["đường làng", "con đường", "hoa hồng, hoa", "họa 3.000", "dương"]
    counts = count_words([terms(Wording("", "", "", text)) for text in texts])

    assert render_vocabulary(counts, 5).decode().splitlines() == [
        "con 1",
        "duong 3 đường",
        "hoa 2",
        "hong 1 hồng",
        "lang 1 làng",
    ]


def test_in_a_large_portal_a_word_of_one_document_is_no_word() -> None:
    texts = ["đường làng", "đường", "lãng"]
    counts = count_words([terms(Wording("", "", "", text)) for text in texts])

    assert render_vocabulary({**counts, "ga": 1}, 1000).decode().splitlines() == [
        "duong 2 đường",
        "lang 2 làng",
    ]
