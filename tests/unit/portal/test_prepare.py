from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from strategies_portal import NOW

from plugins.engine.console import Console
from plugins.engine.inputs import Inputs
from plugins.portal import reading as module
from plugins.portal.failures import HostError
from plugins.portal.prepare import ContentProblemsError, Prepared, prepare
from plugins.portal.settings import BuildSettings

FRONT = "---\ntitle: Lễ hội\ndate: 2026-11-01\ncategory: tin-xa\n{more}---\n{body}\n"


@pytest.fixture
def settings(tmp_path: Path) -> BuildSettings:
    (tmp_path / "content/articles").mkdir(parents=True)
    (tmp_path / "content/media").mkdir()
    return BuildSettings(
        tmp_path / "content", tmp_path / "output", tmp_path / "theme", tmp_path / "cache", NOW
    )


def write(settings: BuildSettings, name: str, body: str = "Một.", more: str = "") -> Path:
    file = settings.content / f"articles/{name}.md"
    file.write_text(FRONT.format(body=body, more=f"slug: {name}\n{more}"), "utf-8")
    return file


def lose_bodies(settings: BuildSettings) -> None:
    (kept,) = settings.cache.glob("bodies-*.sqlite")
    kept.unlink()


def run(settings: BuildSettings) -> Prepared:
    inputs = Inputs(settings.cache, settings.content)
    return prepare(settings, inputs, Console(io.StringIO(), io.StringIO()))


def bodies(prepared: Prepared) -> list[str]:
    return [prepared.bodies(article).text for article in prepared.site.articles]


class TestReading:
    def test_only_what_changed_is_read_again(self, settings: BuildSettings) -> None:
        write(settings, "a")
        write(settings, "b")
        assert (run(settings).converted, run(settings).converted) == (2, 0)
        write(settings, "b", "Hai.")
        again = run(settings)
        assert (again.read, again.converted) == (2, 1)
        assert sorted(bodies(again)) == ["Hai.", "Một."]

    def test_two_files_with_the_same_bytes_are_two_articles(self, settings: BuildSettings) -> None:
        write(settings, "a")
        (settings.content / "articles/phu").mkdir()
        (settings.content / "articles/phu/b.md").write_bytes(
            (settings.content / "articles/a.md").read_bytes()
        )
        for _ in range(2):
            with pytest.raises(ContentProblemsError) as caught:
                run(settings)
            assert [problem.path for problem in caught.value.problems] == ["articles/phu/b.md"]

    def test_what_is_saved_meanwhile_is_not_taken_for_what_was_there(
        self, settings: BuildSettings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """An editor may save between the moment that a file is hashed and that it is read."""
        file = write(settings, "a", "Bản cũ.")
        old = file.read_bytes()

        def late(function: Callable[[Any], Any], inputs: Sequence[Any]) -> Iterator[Any]:
            write(settings, "a", "Bản mới.")
            return map(function, inputs)

        with monkeypatch.context() as patched:
            patched.setattr(module, "over_all", late)
            assert bodies(run(settings)) == ["Bản mới."]
        file.write_bytes(old)
        assert bodies(run(settings)) == ["Bản cũ."]

    def test_a_body_that_the_cache_lost_is_read_again(self, settings: BuildSettings) -> None:
        """Another build may have cleared up, or the cache may be damaged."""
        write(settings, "a", "Một.")
        prepared = run(settings)
        lose_bodies(settings)
        assert bodies(prepared) == ["Một."]

    def test_a_body_that_is_lost_and_another_by_now_stops_the_build(
        self, settings: BuildSettings
    ) -> None:
        write(settings, "a", "Một.")
        prepared = run(settings)
        lose_bodies(settings)
        write(settings, "a", "Hai.")
        with pytest.raises(HostError, match=r"articles/a\.md đã đổi"):
            bodies(prepared)


class TestMedia:
    def media(self, settings: BuildSettings) -> tuple[tuple[str, ...], tuple[str, ...]]:
        prepared = run(settings)
        return prepared.pictures, prepared.attachments

    @pytest.fixture(autouse=True)
    def files(self, settings: BuildSettings) -> None:
        for name in ("a", "b", "c", "unused"):
            Image.new("RGB", (8, 8)).save(settings.content / f"media/{name}.png")
        (settings.content / "media/a.pdf").write_bytes(b"%PDF")
        (settings.content / "media/unused.pdf").write_bytes(b"%PDF")

    def test_in_use_is_published(self, settings: BuildSettings) -> None:
        write(
            settings,
            "a",
            "![Ruộng lúa chín](/media/a.png)\n\n[lớn](/media/b.png) [bảng](/media/a.pdf)",
            "image: {src: media/c.png, alt: Ao làng}\n",
        )
        assert self.media(settings) == (
            ("media/a.png", "media/b.png", "media/c.png"),
            ("media/a.pdf",),
        )

    @pytest.mark.parametrize(
        "more", ["status: draft\n", "status: withdrawn\n", "modified: 2027-01-01\n"]
    )
    def test_of_what_readers_do_not_see_is_not(self, settings: BuildSettings, more: str) -> None:
        body = "![Ruộng lúa chín](/media/a.png) [bảng](/media/a.pdf)"
        file = write(settings, "a", body, more)
        if "modified" in more:
            file.write_text(file.read_text("utf-8").replace("2026-11-01", "2026-12-01"), "utf-8")
        assert self.media(settings) == ((), ())


class TestPictures:
    def test_a_refusal_is_told_at_every_place(self, settings: BuildSettings) -> None:
        (settings.content / "media/a.png").write_bytes(b"khong phai anh")
        write(settings, "a", "![Ruộng lúa chín](/media/a.png)\n\n[lớn](/media/a.png)")
        write(settings, "b", "Một.", "image: {src: media/a.png, alt: Ao làng}\n")
        for _ in range(2):
            with pytest.raises(ContentProblemsError) as caught:
                run(settings)
            assert [
                (problem.path, problem.line, problem.field) for problem in caught.value.problems
            ] == [
                ("articles/a.md", 7, "body"),
                ("articles/a.md", 9, "body"),
                ("articles/b.md", 6, "image.src"),
            ]

    def test_a_picture_put_right_is_asked_again(self, settings: BuildSettings) -> None:
        (settings.content / "media/a.png").write_bytes(b"khong phai anh")
        write(settings, "a", "![Ruộng lúa chín](/media/a.png)")
        with pytest.raises(ContentProblemsError):
            run(settings)
        Image.new("RGB", (8, 8)).save(settings.content / "media/a.png")
        assert run(settings).pictures == ("media/a.png",)
