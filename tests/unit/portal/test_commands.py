"""`python -m plugins.portal`: what make check, make new and make suggest run."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.portal.__main__ import main

ARTICLE = "---\ntitle: Lễ hội\ndate: {date}\ncategory: Tin xã\n---\nNội dung.\n"


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795134600")
    root = tmp_path / "content"
    (root / "articles").mkdir(parents=True)
    return root


def run(content: Path, *words: str) -> int:
    return main(["--content", str(content), "--cache", str(content.parent / "cache"), *words])


class TestCheck:
    def test_says_what_there_is_when_nothing_is_wrong(
        self, content: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (content / "articles/a.md").write_text(ARTICLE.format(date="2026-11-01"), "utf-8")
        (content / "articles/b.md").write_text(ARTICLE.format(date="2027-11-01"), "utf-8")
        assert run(content, "check") == 0
        said = capsys.readouterr()
        assert said.out == "Không có lỗi: 1 bài, 0 trang tĩnh, 1 bài hẹn giờ.\n"
        assert said.err == ""

    def test_says_what_is_wrong(self, content: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (content / "articles/a.md").write_text(ARTICLE.format(date="1/11/2026"), "utf-8")
        assert run(content, "check") == 1
        said = capsys.readouterr()
        assert said.err.startswith("articles/a.md:3: [date-invalid] date: ")
        assert said.err.endswith("1 lỗi nội dung\n")
        assert said.out == ""

    def test_says_that_there_is_no_content(
        self, content: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(content / "khong-co", "check") == 1
        assert "[content-missing]" in capsys.readouterr().err

    def test_says_which_file_cannot_be_read(
        self, content: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (content / "articles/a.md").symlink_to("khong-co.md")
        assert run(content, "check") == 1
        assert "a.md" in capsys.readouterr().err

    def test_writes_nothing_but_its_cache(self, content: Path) -> None:
        (content / "articles/a.md").write_text(ARTICLE.format(date="2026-11-01"), "utf-8")
        run(content, "check")
        assert sorted(path.name for path in content.parent.iterdir()) == ["cache", "content"]


class TestNew:
    def test_makes_an_article_that_passes_the_check(
        self, content: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(content, "new", "--title", "Lễ hội: ngày 1", "--category", "Tin xã") == 0
        made = content / "articles/tin-xa/2026/le-hoi-ngay-1.md"
        assert str(made) in capsys.readouterr().out
        assert run(content, "check") == 0
        published = made.read_text("utf-8").replace("status: draft  # xóa dòng này khi đăng\n", "")
        made.write_text(published, "utf-8")
        assert run(content, "check") == 0
        assert "1 bài" in capsys.readouterr().out

    def test_begins_a_new_content_folder(self, tmp_path: Path, content: Path) -> None:
        assert run(tmp_path / "moi", "new", "--title", "Lễ hội", "--category", "Tin xã") == 0
        assert (tmp_path / "moi/articles/tin-xa/2026/le-hoi.md").is_file()

    def test_refuses_what_it_cannot_make(
        self, content: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(content, "new", "--title", "!!!", "--category", "Tin xã") == 1
        assert capsys.readouterr().err == "TITLE: tiêu đề cần có chữ cái hay chữ số\n"

    def test_says_when_the_categories_cannot_be_read(
        self, content: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (content / "data").mkdir()
        (content / "data/categories.yaml").write_text("slug: tin-xa\n", "utf-8")
        assert run(content, "new", "--title", "Lễ hội", "--category", "tin-xa") == 1
        assert capsys.readouterr().err.startswith("data/categories.yaml:1: ")


class TestSuggest:
    FRONT = "title: {}\ndate: 2026-11-{:02}\ncategory: Tin xã\n{}"

    @pytest.fixture
    def portal(self, content: Path) -> Path:
        """Three tagged articles on a bridge, one on rice, and an old one without tags."""
        for day in (3, 4, 5):
            self.write(
                content, f"cau-{day}", f"Thông xe cầu Bến Lở đợt {day}", day, "tags: [Cầu]\n"
            )
        self.write(content, "lua", "Gặt lúa mùa ở Gò Mít", 6, "tags: [Lúa]\n")
        old = self.write(content, "cu", "Chuyện khác hẳn", 1)
        old.write_text(old.read_text("utf-8").replace("Tin xã", "Tin khác"), "utf-8")
        return content

    def write(
        self, content: Path, name: str, title: str, day: int, more: str = "", text: str = "Bài.\n"
    ) -> Path:
        target = content / f"articles/{name}.md"
        target.write_text(f"---\n{self.FRONT.format(title, day, more)}---\n{text}", "utf-8")
        return target

    def draft(self, content: Path, more: str = "tags: []\n", text: str = "Bài.\n") -> Path:
        title = "Thông xe cầu Bến Lở: những chuyến đầu"
        return self.write(content, "moi", f'"{title}"', 7, f"{more}status: draft  # nháp\n", text)

    def test_proposes_for_articles_without_tags_newest_first(
        self, portal: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = self.draft(portal).read_bytes()
        assert run(portal, "suggest") == 0
        said = capsys.readouterr()
        assert said.err == ""
        assert said.out.splitlines() == [
            "# articles/moi.md: “Thông xe cầu Bến Lở: những chuyến đầu”, bản nháp",
            "tags: [Cầu]",
            "#   Cầu: 3 trong 3 bài gần nhất có thẻ này; tên thẻ có trong tiêu đề; "
            "3 trong 4 bài cùng chuyên mục có thẻ này",
            "# related: không cần ghim bài nào",
            "",
            "# articles/cu.md: “Chuyện khác hẳn”",
            "# tags: không có gì để gợi ý",
            "# related: không cần ghim bài nào",
            "",
        ]
        assert (portal / "articles/moi.md").read_bytes() == before

    def test_the_same_again(self, portal: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """What is kept of the first run, or of a build, changes no answer."""
        self.draft(portal)
        said = []
        for _ in range(2):
            assert run(portal, "suggest") == 0
            said.append(capsys.readouterr().out)
        assert said[0] == said[1]

    def test_proposes_for_one_file_whatever_it_has(
        self, portal: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.draft(portal, "tags: [Lễ hội]\n")
        for file in ("articles/moi.md", str(portal / "articles/moi.md")):
            assert run(portal, "suggest", "--file", file) == 0
            assert "tags: [Lễ hội, Cầu]\n" in capsys.readouterr().out

    def test_names_what_the_text_leads_to_and_related_news_would_not_show(
        self, portal: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.draft(portal, text="Như [đây](lua.md) và [đợt ba](cau-3.md).\n")
        assert run(portal, "suggest", "--file", "articles/moi.md") == 0
        said = capsys.readouterr().out
        assert "related: {pin: [gat-lua-mua-o-go-mit]}\n#   “Gặt lúa mùa ở Gò Mít”: " in said

    def test_writes_what_it_proposed_where_asked_to(
        self, portal: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        target = self.draft(portal, text="Như [đây](lua.md).\n")
        before = target.read_text("utf-8")
        assert run(portal, "suggest", "--file", "articles/moi.md", "--write") == 0
        assert "Đã ghi vào articles/moi.md: tags, related." in capsys.readouterr().out
        after = target.read_text("utf-8")
        expected = before.replace("tags: []", "tags: [Cầu]")
        related = "related: {pin: [gat-lua-mua-o-go-mit]}\n"
        assert after == expected.replace("# nháp\n", f"# nháp\n{related}")
        assert run(portal, "check") == 0
        assert run(portal, "suggest", "--file", "articles/moi.md", "--write") == 0
        assert "Không ghi gì vào articles/moi.md" in capsys.readouterr().out
        assert target.read_text("utf-8") == after
        assert [path.name for path in (portal / "articles").glob(".*")] == []

    def test_leaves_a_key_that_is_there(self, portal: Path) -> None:
        target = self.draft(portal, "tags: [Lễ hội]\n")
        before = target.read_bytes()
        assert run(portal, "suggest", "--file", "articles/moi.md", "--write") == 0
        assert target.read_bytes() == before

    def test_writes_through_a_link_into_the_file_itself(self, portal: Path) -> None:
        target = self.draft(portal)
        moved = target.rename(portal / ".moi.md")
        target.symlink_to("../.moi.md")
        assert run(portal, "suggest", "--file", "articles/moi.md", "--write") == 0
        assert target.is_symlink() and "tags: [Cầu]" in moved.read_text("utf-8")

    def test_refuses_a_front_matter_that_it_cannot_complete(
        self, portal: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        target = portal / "articles/moi.md"
        front = "{title: Thông xe cầu Bến Lở, date: 2026-11-07, category: Tin xã}"
        target.write_text(f"---\n{front}\n---\nBài.\n", "utf-8")
        before = target.read_bytes()
        assert run(portal, "suggest", "--file", "articles/moi.md", "--write") == 1
        said = capsys.readouterr().err
        assert said.startswith("articles/moi.md:2: [front-matter-style] tags: ")
        assert said.endswith("1 lỗi nội dung\n")
        assert target.read_bytes() == before

    def test_says_what_is_wrong_in_the_content_first(
        self, portal: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = self.draft(portal, "ngay: 2026\n").read_bytes()
        assert run(portal, "suggest", "--file", "articles/moi.md", "--write") == 1
        said = capsys.readouterr()
        assert said.err.startswith("articles/moi.md:5: [key-unknown] ngay: ")
        assert said.out == ""
        assert (portal / "articles/moi.md").read_bytes() == before

    @pytest.mark.parametrize(
        ("words", "answer"),
        [
            (("--file", "articles/moj.md"), "có phải articles/moi.md?"),
            (("--file", "/dev/null"), "viết đường dẫn một tệp trong content/articles/"),
            (("--write",), "thêm FILE="),
        ],
    )
    def test_says_which_file_to_name(
        self,
        portal: Path,
        words: tuple[str, ...],
        answer: str,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        self.draft(portal)
        assert run(portal, "suggest", *words) == 1
        said = capsys.readouterr()
        assert answer in said.err and said.out == ""

    def test_says_that_there_is_nothing_to_propose(
        self, content: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(content, "suggest") == 0
        assert capsys.readouterr().out == "Không có gì để gợi ý: bài nào cũng đã có thẻ.\n"

    def test_looks_at_ten_articles_and_says_how_many_are_left(
        self, content: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for day in range(1, 13):
            self.write(content, f"{day}", f"Tin ngày {day}", day)
        assert run(content, "suggest") == 0
        said = capsys.readouterr().out
        assert said.count("# articles/") == 10 and "articles/2.md" not in said
        assert "# Còn 2 bài cũ hơn chưa có thẻ" in said
