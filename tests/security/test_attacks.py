"""Whatever an editor hands in: a problem with file and line, or a page that harms nobody."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from portals import Content, Run

from plugins.content_model.documents import read_document
from plugins.markup import convert
from plugins.markup.sanitise import sanitise
from tests.security.attacks import BODIES, FRONT_MATTER, LINKS, NAMES, RAW, TEXTS
from tests.security.bounded import bounded
from tests.security.conftest import entries
from tests.security.scanner import dangers, dangers_in_files

SECRET = "MAT-KHAU-BI-MAT"
HIDDEN = b"<script>alert('HAI-MAT')</script>"
HEAD = "---\ntitle: Bài {}\ndate: 2026-11-01\ncategory: tin-xa\n---\n"
Build = Callable[[Content], Run]


class Attacked(NamedTuple):
    """A portal that was attacked: how its build ended, and what lay around it before."""

    run: Run
    folder: Path
    before: set[str]


def finished(body: str) -> tuple[str, list[str]]:
    """Return the HTML of a body as far as one file decides it, and the codes of its problems."""
    done = convert(body, path="articles/tin/a.md", title="Bài", first_line=6)
    html = re.sub(r'(href|src)="content:', r'\1="/', done.body.html)
    return html, [problem.code for problem in done.problems]


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<script src="/media/x.js"></script>',
        '<script type="application/ld+json" src="https://a.vn"></script>',
        "<p onclick=x>",
        "<p style=x>",
        '<a href="java&#10;script:x">',
        '<a href="&#1;javascript:x">',
        '<a href="//a.vn">',
        '<a href="/&Tab;/a.vn">',
        '<img src="https://a.vn/x.png">',
        '<img srcset="//a.vn/x.png 1x">',
        "<iframe src=/x></iframe>",
        "<base href=/x>",
        "<meta http-equiv=refresh>",
        "<form action=https://a.vn>",
        '<link rel=stylesheet href="/media/x.css">',
        "<svg><foreignObject></foreignObject></svg>",
        "<svg><a xlink:href='javascript:x'></a></svg>",
    ],
)
def test_the_scanner_sees_what_it_is_to_find(html: str) -> None:
    assert dangers(html)
    assert dangers(f"<!DOCTYPE html><title>x</title><body>{html}")


def test_a_body_is_harmless_or_refused_and_mostly_refused() -> None:
    got_through = {body: found for body in BODIES if (found := dangers(finished(body)[0]))}
    assert got_through == {}
    refused = [body for body in LINKS if finished(body)[1]]
    # The others lead to a file of the folder that is not there: the build refuses these.
    assert len(refused) > len(LINKS) // 2


def test_no_link_to_another_host_looks_like_one_of_the_portal() -> None:
    for written in ("//a.vn", "/\\a.vn", "\\\\\\\\a.vn", "\\/a.vn", "\\\\/a.vn"):
        html, codes = finished(f"[bấm]({written})")
        assert codes == ["link-scheme-missing"] or "href" not in html, (written, html, codes)
    assert finished("<a href='/&Tab;/a.vn'>bấm</a>")[1] == finished("[bấm](//a.vn)")[1]


def test_an_attribute_cannot_be_taken_for_a_tag() -> None:
    """What comes after the gate looks for tags with expressions that do not know quotes."""
    assert sanitise('<abbr title="<h1>x</h1>">y</abbr>') == (
        '<abbr title="&lt;h1&gt;x&lt;/h1&gt;">y</abbr>'
    )


@pytest.mark.parametrize("front", FRONT_MATTER, ids=lambda front: repr(front[-40:]))
def test_front_matter_that_attacks_is_refused_in_a_moment(front: str) -> None:
    ended = bounded(
        lambda raw: read_document("articles/a.md", raw, convert)[0].problems,
        f"---\n{front}---\nChữ.\n".encode("utf-8", "surrogatepass"),
        seconds=5,
        megabytes=300,
    )
    assert (ended.traceback, ended.signal) == ("", "")
    assert ended.value
    for problem in ended.value:
        assert 1 <= problem.line <= front.count("\n") + 3
        assert len(str(problem)) < 3000 and str(problem).isprintable()


@pytest.mark.parametrize("raw", RAW, ids=lambda raw: repr(raw[:20]))
def test_bytes_that_are_no_article_are_refused(raw: bytes) -> None:
    document, _ = read_document("articles/a.md", raw, convert)
    assert document.problems and document.front is None


@pytest.fixture(scope="module")
def harmless(folder: Path, build_bounded: Build) -> Attacked:
    """A portal with an attack in every text, none of which is a mistake."""
    content = Content(folder / "content")
    write_texts(content)
    number = 0
    for body in BODIES:
        document, converted = read_document(
            "articles/tin/a.md", HEAD.format("").encode() + body.encode(), convert
        )
        if not document.problems and not document.references:
            number += 1
            content.article(f"than-{number}", body, title=f"Thân bài số {number}")
            assert converted.html is not None
    assert number > 40
    before = entries(folder)
    return Attacked(build_bounded(content), folder, before)


def write_texts(content: Content) -> None:
    """Write a portal with an attack in every field that holds words."""
    content.picture("media/a.png")
    content.write("media/xem.pdf", b"%PDF-1.7 /JavaScript (app.alert(1))")
    content.picture("media/hai-mat.jpg")
    with (content.root / "media/hai-mat.jpg").open("ab") as file:
        file.write(HIDDEN)
    first = TEXTS[0]
    imprint = ("authority", "responsible", "licence", "address", "copyright")
    services = [{"label": text, "url": f"/the/?q={n}"} for n, text in enumerate(TEXTS)]
    content.data(
        "portal",
        {
            "name": TEXTS[1],
            "url": "https://xamau.example.vn",
            "slogan": first,
            "description": TEXTS[3],
            "unit": {"name": TEXTS[2], "parent": {"name": TEXTS[4]}},
            "imprint": dict(zip(imprint, TEXTS, strict=False)),
            "services": services,
            "feeds": {"full_text": True, "items": 50},
        },
    )
    slugs = [f"muc-{number}" for number in range(len(TEXTS))]
    named = [
        {"slug": slug, "name": f"{slug} {text}", "description": text}
        for slug, text in zip(slugs, TEXTS, strict=True)
    ]
    content.data("categories", [*named, {"slug": "tin-xa", "name": "Tin xã"}])
    content.data("topics", named)
    row = {"received": 3, "early": 1, "on_time": 1, "late": 0, "pending_in_time": 1}
    rows = [
        {"field": f"{text} {n}", "agency": f"{text} {n}", **row, "pending_overdue": 0}
        for n, text in enumerate(TEXTS)
    ]
    total = {key: value * len(TEXTS) for key, value in row.items()} | {"pending_overdue": 0}
    report = {"period": "2026-10", "as_of": "2026-10-31T17:00", "source": TEXTS[12], **total}
    content.data("dossiers/2026-10", {**report, "breakdown": rows})
    for number, text in enumerate(TEXTS):
        content.article(
            f"chu-{number}",
            f"Chữ {number}.\n\n[Tệp](/media/xem.pdf) [Ảnh](/media/hai-mat.jpg)",
            title=f"{text} {number}",
            slug=f"chu-{number}",
            category=slugs[number],
            topic=slugs[number],
            summary=text,
            tags=[f"thẻ {number} {text}"],
            authors=[f"người {number} {text}"],
            source={"name": text, "url": "https://bao.example.vn/?a=\"'<script>".replace(" ", "")},
            image={
                "src": "media/a.png",
                "alt": f"Mặt nước {text}",
                "caption": text,
                "credit": text,
            },
            corrections=[{"date": "2026-11-02", "note": text}],
        )


def test_a_portal_full_of_attacks_is_built_without_one(harmless: Attacked) -> None:
    run = harmless.run
    assert run.status == 0, run.err
    assert dangers_in_files(run.output) == []
    assert len(list(run.output.rglob("*.html"))) > 100
    text = run.all_text()
    # Nobody's template or shell worked out what stands in the braces.
    assert "1337" not in text and "{{ 7*191 }}" in text
    assert SECRET not in text and "root:x:0" not in text


def test_a_picture_is_drawn_anew_without_what_hides_behind_it(harmless: Attacked) -> None:
    files = [file for file in harmless.run.output.rglob("*") if file.is_file()]
    assert [file for file in files if HIDDEN in file.read_bytes()] == []


def test_a_build_writes_nothing_beside_its_output(harmless: Attacked) -> None:
    after = {name for name in entries(harmless.folder) if not name.startswith(("output/", "cache"))}
    assert after - harmless.before == {"output", ".output.lock"}


def test_no_cell_of_a_table_for_download_is_a_formula(harmless: Attacked) -> None:
    files = sorted(harmless.run.output.rglob("*.csv"))
    cells = [
        cell
        for file in files
        for row in csv.reader(io.StringIO(file.read_text("utf-8-sig")))
        for cell in row
    ]
    assert any("cmd|" in cell for cell in cells)
    assert [cell for cell in cells if re.match(r"[=+@\t\r\n]|-(?![0-9]+$)", cell)] == []


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory, build_bounded: Build) -> Attacked:
    """A content folder in which everything is hostile."""
    folder = tmp_path_factory.mktemp("refused")
    (folder / "secret").mkdir()
    (folder / "secret/mat-khau.md").write_text(f"---\ntitle: {SECRET}\n---\n", "utf-8")
    content = Content(folder / "content")
    content.picture("media/a.png")
    content.write("media/hoa.pdf", b"%PDF-1.7")
    for number, front in enumerate(FRONT_MATTER):
        content.write(f"articles/khai-{number}.md", f"---\n{front}---\nChữ.\n")
    for number, raw in enumerate(RAW):
        content.write(f"articles/tho-{number}.md", raw)
    for number, body in enumerate(BODIES):
        document, _ = read_document(
            "articles/a.md", (HEAD.format("") + body).encode("utf-8"), convert
        )
        if document.problems:
            content.write(f"articles/than-{number}.md", HEAD.format(number) + body)
    for name in NAMES:
        content.write(name, HEAD.format(name[:20].encode("unicode_escape").decode()))
    for suffix in ("html", "svg", "js", "php", "xhtml", "swf", "htaccess", "exe", "jar"):
        content.write(f"media/chay.{suffix}", "<script>alert(1)</script>")
        content.write(
            f"articles/tep-{suffix}.md", f"{HEAD.format(suffix)}[x](/media/chay.{suffix})"
        )
    for name in ("media/nang.pdf", "articles/nang.md", "data/dossiers/nang.yaml"):
        bomb = content.root / name
        bomb.parent.mkdir(parents=True, exist_ok=True)
        with bomb.open("wb") as file:
            file.truncate(20 << 30)
    root = content.root
    (root / "articles/lien-ket.md").symlink_to(folder / "secret/mat-khau.md")
    (root / "media/ngoai").symlink_to(folder / "secret")
    (root / "media/vo-tan.pdf").symlink_to("/dev/zero")
    (root / "media/tron").symlink_to(root / "media")
    (root / "data/ngoai.yaml").symlink_to("/proc/self/environ")
    os.mkfifo(root / "articles/ong.md")
    os.mkfifo(root / "media/ong.pdf")
    (root / "media/qua-ong.pdf").symlink_to("ong.pdf")
    before = entries(folder)
    return Attacked(build_bounded(content), folder, before)


def test_every_hostile_file_is_named_and_nothing_is_built(refused: Attacked) -> None:
    run = refused.run
    assert run.status == 1
    assert "Traceback" not in run.err
    assert not run.output.exists()
    assert all(line.isprintable() for line in run.problems)
    named = "\n".join(run.problems)
    for file in sorted(refused.folder.glob("content/articles/*.md")):
        assert f"articles/{file.name}:" in named, file.name
    for name in ("nang.pdf", "ong.pdf", "qua-ong.pdf", "vo-tan.pdf", "ngoai", "tron"):
        assert f"media/{name}:1: " in named
    for name in ("dossiers/nang.yaml", "ngoai.yaml"):
        assert f"data/{name}:1: " in named
    assert run.codes.count("attachment-type") == 9
    assert run.codes.count("file-large") == 3


def test_a_refused_build_reads_and_writes_nothing_outside(refused: Attacked) -> None:
    assert SECRET not in refused.run.err + refused.run.out
    assert "root:x:0" not in refused.run.err + refused.run.out
    after = {name for name in entries(refused.folder) if not name.startswith("cache")}
    assert after - refused.before == set()


def test_each_name_that_would_not_do_is_refused(refused: Attacked) -> None:
    named = [line for line in refused.run.problems if re.search(r"\[file-(name|misp)", line)]
    named += [line for line in refused.run.problems if "[data-file-unknown]" in line]
    # The twin in capitals is told of one of the two.
    assert len(named) >= len(NAMES)
