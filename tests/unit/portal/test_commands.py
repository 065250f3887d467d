"""`python -m plugins.portal`: what make check and make new run."""

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
