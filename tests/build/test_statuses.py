"""What readers find of an article in each status, output by output."""

from __future__ import annotations

import io
from collections.abc import Callable
from html import unescape

import pytest
from PIL import Image
from portals import EPOCH, Builder, Content, Run, as_json, tree

COLOURS = {
    "published": (200, 30, 30),
    "hidden": (30, 200, 30),
    "expired": (30, 30, 200),
    "withdrawn": (200, 200, 30),
    "scheduled": (30, 200, 200),
    "draft": (200, 30, 200),
}
DATES = {status: f"2026-11-0{number}T08:00" for number, status in enumerate(COLOURS, 1)}

#: What there is of an article: x is there, - is not.
TABLE = """
output    | published hidden expired withdrawn scheduled draft
page      | x         x      x       x         -         -
body      | x         x      x       -         -         -
lead      | x         x      x       -         -         -
picture   | x         x      x       -         -         -
download  | x         x      x       -         -         -
text      | x         x      x       -         -         -
notice    | -         -      x       x         -         -
noindex   | -         x      -       x         -         -
home      | x         -      -       -         -         -
category  | x         -      -       -         -         -
tag       | x         -      -       -         -         -
topic     | x         -      -       -         -         -
topic box | x         -      -       -         -         -
topic rss | x         -      -       -         -         -
author    | x         -      -       -         -         -
archive   | x         -      -       -         -         -
related   | x         -      -       -         -         -
rss       | x         -      -       -         -         -
atom      | x         -      -       -         -         -
json feed | x         -      -       -         -         -
sitemap   | x         -      x       -         -         -
data      | x         -      -       -         -         -
elsewhere | x         -      -       -         -         -
"""


def url(status: str) -> str:
    return f"/tin-tuc/2026/11/bai-{status}/"


@pytest.fixture(scope="module")
def published(build: Builder, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A portal with one article in each status, alike but for their names."""
    content = Content(tmp_path_factory.mktemp("statuses") / "content")
    content.data("portal", {"page_size": 50})
    for status, colour in COLOURS.items():
        buffer = io.BytesIO()
        Image.new("RGB", (40, 30), colour).save(buffer, "PNG")
        content.write(f"media/{status}.png", buffer.getvalue())
        content.write(f"media/{status}.pdf", f"%PDF {status}")
        content.article(
            status,
            f"Đoạn thân bài {status} về vụ gặt lúa mùa ở cánh đồng Gò Mít.\n\n"
            f"[Tải về](/media/{status}.pdf)",
            title=f"Bài {status}",
            date="2026-11-30" if status == "scheduled" else DATES[status],
            summary=f"Lời dẫn {status} về vụ gặt lúa mùa.",
            topic="Vụ mùa",
            tags=["Lúa"],
            authors=["Thanh Hà"],
            image={"src": f"media/{status}.png", "alt": f"Ruộng lúa chín của {status}"},
            expires="2026-11-19" if status == "expired" else None,
            status=status if status in {"draft", "hidden", "withdrawn"} else None,
        )
    content.article(
        "khac", "Vụ gặt lúa mùa ở cánh đồng Gò Mít đã xong.", title="Bài khác", tags=["Lúa"]
    )
    content.article("tiep", "Bà con phơi thóc.", title="Bài tiếp", topic="Vụ mùa")
    # What all articles say makes none of them related.
    content.article("y-te", "Trạm y tế tiêm chủng cho trẻ em vào thứ Tư.", title="Lịch tiêm chủng")
    content.article("cau", "Thông xe cầu Bến Lở, xe tải đi đường tránh.", title="Cầu đã thông xe")
    content.article("hop", "Hội đồng nhân dân xã họp kỳ giữa năm.", title="Kỳ họp giữa năm")
    run = build(content)
    assert run.status == 0, run.err
    return run


def colours(run: Run) -> list[tuple[int, ...]]:
    """Return the colour of each picture in the output."""
    found = []
    for file in sorted((run.output / "media/anh").glob("*")):
        with Image.open(file) as image:
            found.append(image.convert("RGB").resize((1, 1)).getpixel((0, 0)))
    return found


def has_picture(run: Run, status: str) -> bool:
    wanted = COLOURS[status]
    return any(
        all(abs(one - other) < 40 for one, other in zip(colour, wanted, strict=True))
        for colour in colours(run)
    )


def leads_there(page: str) -> Callable[[Run, str], bool]:
    """Return whether a page has a link to the article."""
    return lambda run, status: f'href="{url(status)}"' in run.page(page)


def names_it(path: str) -> Callable[[Run, str], bool]:
    """Return whether a file has the article's address."""
    return lambda run, status: f"{url(status)}" in run.text(path)


def on_its_page(words: str) -> Callable[[Run, str], bool]:
    """Return whether the article's own page has these words."""
    return lambda run, status: (
        run.has(url(status)) and words.format(status) in run.page(url(status))
    )


def is_named_elsewhere(run: Run, status: str) -> bool:
    own = url(status)[1:]
    return any(
        f"Bài {status}" in unescape(data.decode())
        for name, data in tree(run.output).items()
        if name.endswith((".html", ".xml", ".json", ".txt")) and not name.startswith(own)
    )


def is_related(run: Run, status: str) -> bool:
    rows = {row["id"]: row["related"] for row in as_json(run, "du-lieu/bai-viet.json")}
    return status in rows["khac"]


def is_in_topic_box(run: Run, status: str) -> bool:
    page = run.page("/tin-tuc/2026/11/bai-tiep/")
    box = page.partition('class="c-topic-box"')[2].partition("</section>")[0]
    return f'href="{url(status)}"' in box


OUTPUTS: dict[str, Callable[[Run, str], bool]] = {
    "page": lambda run, status: run.has(url(status)),
    "body": on_its_page("Đoạn thân bài {}"),
    "lead": on_its_page("Lời dẫn {}"),
    "picture": has_picture,
    "download": lambda run, status: run.has(f"/media/{status}.pdf"),
    "text": lambda run, status: run.has(f"{url(status)}ban-van-ban.txt"),
    "notice": on_its_page("c-notice"),
    "noindex": on_its_page('name="robots" content="noindex'),
    "home": leads_there("/"),
    "category": leads_there("/chuyen-muc/tin-xa/"),
    "tag": leads_there("/the/lua/"),
    "topic": leads_there("/dong-su-kien/vu-mua/"),
    "topic box": is_in_topic_box,
    "topic rss": names_it("dong-su-kien/vu-mua/rss.xml"),
    "author": leads_there("/tac-gia/thanh-ha/"),
    "archive": leads_there("/luu-tru/2026/11/"),
    "related": is_related,
    "rss": names_it("rss.xml"),
    "atom": names_it("atom.xml"),
    "json feed": names_it("feed.json"),
    "sitemap": names_it("sitemap.xml"),
    "data": names_it("du-lieu/bai-viet.json"),
    "elsewhere": is_named_elsewhere,
}


def cases() -> list[tuple[str, str, bool]]:
    header, *rows = TABLE.strip().splitlines()
    statuses = header.partition("|")[2].split()
    return [
        (status, name.strip(), mark == "x")
        for name, _, marks in (row.partition("|") for row in rows)
        for status, mark in zip(statuses, marks.split(), strict=True)
    ]


@pytest.mark.parametrize(("status", "output", "is_there"), cases())
def test_a_status_and_an_output(published: Run, status: str, output: str, is_there: bool) -> None:
    assert OUTPUTS[output](published, status) is is_there


def test_the_table_has_every_status_and_every_output() -> None:
    assert {(status, output) for status, output, _ in cases()} == {
        (status, output) for status in COLOURS for output in OUTPUTS
    }


@pytest.mark.parametrize("status", ["expired", "withdrawn"])
def test_a_notice_says_what_became_of_the_article(published: Run, status: str) -> None:
    words = {"expired": "đã hết hạn lúc 19/11/2026", "withdrawn": "Bài này đã được gỡ"}
    assert words[status] in published.page(url(status))


def test_a_withdrawn_article_says_nothing_to_machines_either(published: Run) -> None:
    page = published.page(url("withdrawn"))
    for words in ("Lời dẫn withdrawn", "Đoạn thân bài withdrawn", "/media/anh/"):
        assert words not in page.partition("<main")[0]


def test_an_article_expires_with_time_alone(build: Builder, content: Content) -> None:
    content.article("mot", title="Nhận hồ sơ", expires="2026-11-21T00:00")
    assert "/tin-tuc/2026/11/nhan-ho-so/" in build(content).page("/")
    later = build(content, epoch=EPOCH + 86_400)
    assert "/tin-tuc/2026/11/nhan-ho-so/" not in later.page("/")
    assert "đã hết hạn" in later.page("/tin-tuc/2026/11/nhan-ho-so/")


@pytest.fixture(scope="module")
def pages(build: Builder, tmp_path_factory: pytest.TempPathFactory) -> Run:
    content = Content(tmp_path_factory.mktemp("pages") / "content")
    content.page("mo", title="Trang mở")
    content.page("an", title="Trang ẩn", status="hidden")
    content.page("nhap", title="Trang nháp", status="draft")
    return build(content)


def test_a_published_page_is_in_the_site_map(pages: Run) -> None:
    assert 'href="/trang-mo/"' in pages.page("/so-do-trang/")
    assert "/trang-mo/" in pages.text("sitemap.xml")
    assert "noindex" not in pages.page("/trang-mo/")


def test_a_hidden_page_has_an_address_and_nothing_leads_there(pages: Run) -> None:
    assert "noindex" in pages.page("/trang-an/")
    files = tree(pages.output)
    del files["trang-an/index.html"]
    assert not any("/trang-an/" in data.decode("utf-8", "replace") for data in files.values())


def test_a_draft_page_leaves_no_trace(pages: Run) -> None:
    assert "Trang nháp" not in pages.all_text()
    assert not pages.has("/trang-nhap/")


@pytest.fixture(scope="module")
def translated(build: Builder, tmp_path_factory: pytest.TempPathFactory) -> Run:
    content = Content(tmp_path_factory.mktemp("translated") / "content")
    content.article("mot", title="Chợ phiên", id="cho-phien")
    content.article("one", "Market day.", title="The market", id="cho-phien", lang="en")
    content.article(
        "two", "Later.", title="The old market", id="cho-phien", lang="fr", status="hidden"
    )
    run = build(content)
    assert run.status == 0, run.err
    return run


class TestTranslations:
    """Two articles with one id and two languages are one article to lists and feeds."""

    vietnamese, english = "/tin-tuc/2026/11/cho-phien/", "/tin-tuc/2026/11/the-market/"

    def test_lead_to_one_another(self, translated: Run) -> None:
        assert f'href="{self.english}"' in translated.page(self.vietnamese)
        assert f'href="{self.vietnamese}"' in translated.page(self.english)
        for address in (self.vietnamese, self.english):
            page = translated.page(address)
            assert page.count('hreflang="en"') >= 1 and page.count('hreflang="vi"') >= 1

    def test_do_not_lead_to_a_hidden_one(self, translated: Run) -> None:
        assert "/the-old-market/" not in translated.page(self.vietnamese)

    def test_say_their_language(self, translated: Run) -> None:
        assert 'lang="en"' in translated.page(self.english)

    def test_stand_once_in_lists_feeds_and_data(self, translated: Run) -> None:
        rows = as_json(translated, "du-lieu/bai-viet.json")
        assert [(row["id"], row["url"]) for row in rows] == [("cho-phien", self.vietnamese)]
        for text in (
            translated.page("/"),
            translated.text("rss.xml"),
            translated.text("feed.json"),
        ):
            assert self.vietnamese in text and self.english not in text

    def test_are_both_in_the_sitemap(self, translated: Run) -> None:
        assert self.english in translated.text("sitemap.xml")
