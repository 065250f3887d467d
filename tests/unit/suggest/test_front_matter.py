"""Keys put into a front matter; that every other byte stays is in tests/property, too."""

from __future__ import annotations

import pytest

from plugins.content_model import check_front, split
from plugins.content_model.schema import ArticleFile
from plugins.suggest import FrontMatterError, complete, written

PATH = "articles/a.md"
FRONT = "title: Lễ hội\ndate: 2026-11-20\ncategory: tin-xa\n"
ADDED = {"tags": ["Lúa", "Cầu Bến Lở"]}
LINE = "tags: [Lúa, Cầu Bến Lở]"


def file(front: str = FRONT, body: str = "Nội dung.\n") -> bytes:
    return f"---\n{front}---\n{body}".encode()


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (["Lúa"], "k: [Lúa]"),
        (["Phòng cháy, chữa cháy", "Hỏi: đáp"], "k: ['Phòng cháy, chữa cháy', 'Hỏi: đáp']"),
        (["#1", "no", "[x]"], "k: ['#1', 'no', '[x]']"),
        ("Cầu Bến Lở", "k: Cầu Bến Lở"),
        ("Hỏi: đáp", "k: 'Hỏi: đáp'"),
        ({"pin": ["a", "b"], "ban": ["c"]}, "k: {pin: [a, b], ban: [c]}"),
        (["rất dài " * 20 + "x"] * 3, f"k: [{', '.join(['rất dài ' * 20 + 'x'] * 3)}]"),
    ],
)
def test_a_value_is_written_on_one_line(value, line: str) -> None:
    assert written("k", value) == line


def test_a_key_that_is_not_there_comes_last() -> None:
    assert complete(file(), PATH, ADDED) == file(f"{FRONT}{LINE}\n")


def test_several_keys_keep_their_order() -> None:
    more = {"tags": ["Lúa"], "related": {"pin": ["khac"]}}
    assert complete(file(), PATH, more) == file(f"{FRONT}tags: [Lúa]\nrelated: {{pin: [khac]}}\n")


@pytest.mark.parametrize(
    ("empty", "full"),
    [
        ("tags: []", LINE),
        ("tags:", LINE),
        ("tags: ", f"{LINE} "),
        ("tags: [ ]  # chọn sau", f"{LINE}  # chọn sau"),
        ("tags: # chọn sau", f"{LINE} # chọn sau"),
        ("tags : ~", "tags : [Lúa, Cầu Bến Lở]"),
        ("'tags': null", "'tags': [Lúa, Cầu Bến Lở]"),
    ],
)
def test_a_key_that_holds_nothing_is_filled_where_it_stands(empty: str, full: str) -> None:
    before, after = (FRONT.replace("date", f"{row}\ndate") for row in (empty, full))
    assert complete(file(before), PATH, ADDED) == file(after)


@pytest.mark.parametrize("own", ["tags: [Sẵn có]", "tags: Sẵn có", "tags:\n- Sẵn có"])
def test_a_key_that_is_there_stays(own: str) -> None:
    raw = file(f"{FRONT}{own}\n")
    assert complete(raw, PATH, ADDED) == raw
    assert complete(raw, PATH, {}) == raw


def test_what_make_new_wrote_is_filled_in() -> None:
    made = f"{FRONT}summary:\ntags: []\nstatus: draft  # xóa dòng này khi đăng\n"
    assert complete(file(made), PATH, ADDED) == file(made.replace("tags: []", LINE))


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_ends_of_line_and_the_byte_order_mark_stay(end: str) -> None:
    raw = b"\xef\xbb\xbf" + file().replace(b"\n", end.encode())
    expected = b"\xef\xbb\xbf" + file(f"{FRONT}{LINE}\n").replace(b"\n", end.encode())
    assert complete(raw, PATH, ADDED) == expected


def test_ends_of_line_that_are_not_all_alike_stay() -> None:
    raw = "---\r\ntitle: Lễ\ndate: 2026-11-20\r\ncategory: x\n--- \r\nMột\rhai\n".encode()
    expected = raw.replace(b"--- \r\n", f"{LINE}\r\n--- \r\n".encode())
    assert complete(raw, PATH, ADDED) == expected


@pytest.mark.parametrize(
    "front",
    [
        f"# lời ghi\n{FRONT}\n# cuối\n\n",
        f"{FRONT}summary: |\n  Dòng một.\n\n  Dòng hai.\n\n",
        f"{FRONT}summary: Một câu\n  dài.\n",
        f"{FRONT}image:\n  src: media/a.jpg\n  alt: Cây cầu\n",
        f"{FRONT}authors:\n- Ban Biên tập\n",
    ],
    ids=["comments", "block", "folded", "mapping", "list"],
)
def test_whatever_comes_last_is_not_touched(front: str) -> None:
    assert complete(file(front), PATH, ADDED) == file(f"{front}{LINE}\n")


def test_an_indented_front_matter_keeps_its_indent() -> None:
    front = "".join(f"  {line}\n" for line in FRONT.splitlines())
    assert complete(file(front), PATH, ADDED) == file(f"{front}  {LINE}\n")


def test_a_line_of_dashes_in_the_body_is_no_fence() -> None:
    assert complete(file(body="Một\n\n---\n\nHai\n"), PATH, ADDED).count(b"tags") == 1


def test_the_result_has_the_tags() -> None:
    names = ["Phòng cháy, chữa cháy", "Hỏi: đáp", "“Nói”", "'x'", "- a", "100%"]
    found, problems = check_front(split(complete(file(), PATH, {"tags": names}), PATH))
    assert problems == [] and isinstance(found, ArticleFile)
    assert found.tags == tuple(names)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"Kh\xf4ng ph\xe1i UTF-8", "file-encoding"),
        ("Không có phần khai báo".encode(), "front-matter-missing"),
        (file(f"{FRONT}tagss: [Lúa]\n"), "key-unknown"),
        (file(FRONT.replace("2026-11-20", "20/11/2026")), "date-invalid"),
        (file(f"{FRONT}tags: [a\n"), "yaml-broken"),
        (file("{title: Lễ hội, date: 2026-11-20, category: tin-xa}\n"), "front-matter-style"),
        (file(f"{FRONT}tags: [\n]\n"), "front-matter-style"),
    ],
)
def test_a_file_to_which_nothing_can_be_added_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(FrontMatterError) as refused:
        complete(raw, PATH, ADDED)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_what_cannot_be_put_in_is_said_with_the_line_to_write() -> None:
    with pytest.raises(FrontMatterError) as refused:
        complete(file("{title: Lễ hội, date: 2026-11-20, category: tin-xa}\n"), PATH, ADDED)
    assert LINE in refused.value.problems[0].fix
    assert refused.value.problems[0].path == PATH


def test_a_value_that_the_key_may_not_have_is_refused() -> None:
    with pytest.raises(FrontMatterError):
        complete(file(), PATH, {"tags": ["x" * 1000]})
