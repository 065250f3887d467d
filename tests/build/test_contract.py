"""What the command promises: status 0 means that all is published; otherwise nothing changes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from portals import (
    EPOCH,
    ROOT,
    Builder,
    Content,
    Run,
    Sample,
    as_json,
    command_line,
    differences,
    standing,
    tree,
    write_sample,
)

DAY_S = 86_400
_LINE = re.compile(r"[^:]+:[1-9][0-9]*: \[[a-z0-9-]+\] [\w.-]+: .+ -> .+")


class Spoilt(NamedTuple):
    """A build of bad content: its run, the places of the faults, the output before and after."""

    run: Run
    wanted: list[str]
    before: dict[str, tuple[int, int]]
    after: dict[str, tuple[int, int]]


def spoil(content: Content) -> list[str]:
    """Put many faults into the sample; return where each is and what it is called."""
    content.article("tin-1", title="Tin một", date="5/3/2026")
    content.article("tin-2", Sumary="Một câu.")
    content.article("tin-0", category="tin-xaa")
    content.article("tin-3", "[đây](/khong-co/)\n\n[kia](/media/khong-co.pdf)")
    content.article("tin-4", "![Ruộng lúa](/media/khong-co.png)")
    content.article("tin-5", "![Nước đục](/media/hong.png)")
    content.article("tin-6", image={"src": "media/2026/11/ruong.png", "alt": "ảnh"})
    content.write("articles/tin-7.md", "Không có phần khai báo.\n")
    content.write("articles/don.docx", b"PK")
    content.write("media/hong.png", b"khong phai anh")
    content.data("portall", {})
    content.data(
        "dossiers/2026-09",
        {
            "period": "2026-09",
            "as_of": "2026-09-30",
            "received": 5,
            "early_or_on_time": 9,
            "late": 0,
        },
    )
    return [
        "articles/don.docx:1: [file-misplaced]",
        "articles/tin-0.md:4: [category-unknown]",
        "articles/tin-1.md:3: [date-invalid]",
        "articles/tin-2.md:5: [key-unknown]",
        "articles/tin-3.md:6: [link-broken]",
        "articles/tin-3.md:8: [link-broken]",
        "articles/tin-4.md:6: [image-missing]",
        "articles/tin-5.md:6: [image-",
        "articles/tin-6.md:7: [alt-lazy]",
        "articles/tin-7.md:1: [front-matter-missing]",
        "data/dossiers/2026-09.yaml:",
        "data/portall.yaml:1: [data-file-unknown]",
    ]


@pytest.fixture(scope="module")
def spoilt(build: Builder, tmp_path_factory: pytest.TempPathFactory) -> Spoilt:
    """The sample, built, then spoilt and built again."""
    content = Content(tmp_path_factory.mktemp("spoilt") / "content")
    write_sample(content)
    before = standing(build(content).output)
    wanted = spoil(content)
    run = build(content)
    return Spoilt(run, wanted, before, standing(run.output))


class TestProblems:
    def test_give_status_one(self, spoilt: Spoilt) -> None:
        assert spoilt.run.status == 1

    def test_are_all_listed_at_their_place(self, spoilt: Spoilt) -> None:
        lines = spoilt.run.problems
        missing = [
            place for place in spoilt.wanted if not any(line.startswith(place) for line in lines)
        ]
        assert missing == [], spoilt.run.err

    def test_are_listed_once_each_in_one_order_with_what_to_write(self, spoilt: Spoilt) -> None:
        *lines, last = spoilt.run.err.splitlines()
        assert [line for line in lines if not _LINE.fullmatch(line)] == []
        assert len(set(lines)) == len(lines)
        paths = [line.partition(":")[0] for line in lines]
        assert paths == sorted(paths)
        assert last == f"{len(lines)} lỗi nội dung; chưa đăng gì, bản đã đăng vẫn giữ nguyên."

    def test_leave_the_output_as_it_was(self, spoilt: Spoilt) -> None:
        assert spoilt.before == spoilt.after

    def test_do_not_show_a_traceback(self, spoilt: Spoilt) -> None:
        assert "Traceback" not in spoilt.run.err
        assert spoilt.run.out == ""


def test_a_picture_that_breaks_off_inside_is_a_problem(build: Builder, content: Content) -> None:
    """Its header and its end are whole: only making its renditions finds the fault."""
    content.picture("media/a.png", size=(64, 64))
    file = content.root / "media/a.png"
    data = bytearray(file.read_bytes())
    middle = data.index(b"IDAT") + 6
    data[middle : middle + 8] = bytes(8)
    file.write_bytes(data)
    content.article("mot", "![Mặt nước phẳng](/media/a.png)")
    run = build(content)
    assert run.status == 1
    assert [line.partition("]")[0] for line in run.problems] == ["media/a.png:1: [image-unreadable"]
    assert "Traceback" not in run.err
    assert not run.output.exists()


def test_a_linked_picture_that_is_none_is_a_problem_at_the_link(
    build: Builder, content: Content
) -> None:
    content.write("media/a.png", b"khong phai anh")
    content.article("mot", "Xem [ảnh chụp](/media/a.png).")
    run = build(content)
    assert run.status == 1
    assert run.err.startswith("articles/mot.md:6: [image-")


class TestWhatIsBuilt:
    def test_a_folder_with_nothing_but_articles(self, build: Builder, content: Content) -> None:
        content.article("mot", category="Tin trong xã", tags=["Lúa"])
        run = build(content)
        assert run.status == 0, run.err
        assert run.has("/chuyen-muc/tin-trong-xa/") and run.has("/the/lua/")
        assert "Trang thông tin điện tử" in run.page("/")

    def test_an_empty_folder(self, build: Builder, content: Content) -> None:
        run = build(content)
        assert run.status == 0, run.err
        assert run.has("/") and as_json(run, "du-lieu/bai-viet.json") == []
        assert "0 bài" in run.out

    def test_no_folder_at_all(self, build: Builder, tmp_path: Path) -> None:
        run = build(tmp_path / "khong-co")
        assert run.status == 1
        assert not run.output.exists()

    def test_a_file_named_like_a_date_that_does_not_exist(
        self, build: Builder, content: Content
    ) -> None:
        content.article("2026-02-30-hop-thon", title="Họp thôn")
        run = build(content)
        assert run.status == 0, run.err
        assert run.has("/tin-tuc/2026/11/hop-thon/")

    def test_an_article_behind_a_link_inside_the_folder(
        self, build: Builder, content: Content
    ) -> None:
        content.article("mot", title="Tin một")
        (content.root / "articles/mot.md").rename(content.root / ".kho.md")
        (content.root / "articles/mot.md").symlink_to("../.kho.md")
        run = build(content)
        assert run.status == 0, run.err
        assert run.has("/tin-tuc/2026/11/tin-mot/")

    def test_the_summary_says_what_and_where(self, sample: Sample) -> None:
        assert "từ 9 bài và 1 trang tĩnh" in sample.run.out
        assert str(sample.run.output) in sample.run.out
        assert len(sample.run.out.splitlines()) < 24
        assert sample.run.err == ""

    def test_build_json_says_when_and_how_much(self, sample: Sample) -> None:
        pages = [name for name in tree(sample.run.output) if name.endswith(".html")]
        assert as_json(sample.run, "build.json") == {
            "time": "2026-11-20T07:30:00+07:00",
            "commit": None,
            "articles": 9,
            "pages": 1,
            "pictures": 1,
            "html": len(pages),
            "scheduled": 0,
        }

    def test_build_json_names_the_commit_of_the_content(
        self, build: Builder, content: Content
    ) -> None:
        content.article("mot")

        def git(*words: str) -> str:
            who = ("-c", "user.name=Ban Biên tập", "-c", "user.email=bbt@example.vn")
            command = ["git", "-C", str(content.root), *who, *words]
            return subprocess.run(command, check=True, capture_output=True, text=True).stdout

        git("init", "-q")
        assert as_json(build(content), "build.json")["commit"] is None
        git("add", ".")
        git("commit", "-qm", "Bài đầu")
        commit = git("rev-parse", "HEAD").strip()
        assert as_json(build(content), "build.json")["commit"] == commit


class TestASecondBuild:
    def test_writes_nothing_when_nothing_changed(
        self, build: Builder, sample_content: Content
    ) -> None:
        first = build(sample_content)
        before = standing(first.output)
        second = build(sample_content)
        assert "ghi 0 tệp" in second.out and "Đọc lại 0/10" in second.out
        assert standing(second.output) == before

    def test_writes_only_what_a_later_time_changes(
        self, build: Builder, sample_content: Content
    ) -> None:
        before = standing(build(sample_content).output)
        later = build(sample_content, epoch=EPOCH + 60)
        after = standing(later.output)
        assert [name for name in before if before[name] != after.get(name)] == ["build.json"]
        assert after.keys() == before.keys()

    def test_writes_what_an_edit_touches_and_leaves_the_rest(
        self, build: Builder, sample_content: Content
    ) -> None:
        before = standing(build(sample_content).output)
        sample_content.article(
            "cup-dien", "Đã có điện.", title="Lịch cúp điện", category="thong-bao"
        )
        after = standing(build(sample_content).output)
        changed = {name for name in before if before[name] != after.get(name)}
        assert "tin-tuc/2026/11/lich-cup-dien/index.html" in changed
        assert "tin-tuc/2026/10/chuyen-tin-1-o-thon/ban-van-ban.txt" not in changed
        assert not any(name.startswith(("media/", "theme/")) for name in changed)


class TestWhereItRuns:
    def test_relative_paths_in_another_folder(
        self, shell: Callable[..., Run], sample: Sample, tmp_path: Path
    ) -> None:
        (tmp_path / "content").symlink_to(sample.content.root)
        command = [
            *(sys.executable, "-m", "pelican", "content", "-s", str(ROOT / "pelicanconf.py")),
            *("-o", "ra/day", "--cache-path", str(tmp_path / "cache"), "--log-handler", "plain"),
        ]
        run = shell(command, tmp_path / "ra/day", cwd=tmp_path, PYTHONPATH="")
        assert run.status == 0, run.err
        assert differences(run.output, sample.run.output) == []

    def test_the_command_pelican_gives_the_same_bytes(
        self, shell: Callable[..., Run], sample: Sample, tmp_path: Path
    ) -> None:
        program = Path(sys.executable).with_name("pelican")
        output = tmp_path / "output"
        command = command_line(
            sample.content.root, output, tmp_path / "cache", program=[str(program)]
        )
        run = shell(command, output, PYTHONPATH="")
        assert run.status == 0, run.err
        assert differences(run.output, sample.run.output) == []


class TestPublishing:
    @pytest.mark.parametrize("url", [None, "http://xamau.example.vn"])
    def test_refuses_a_portal_without_a_secure_address(
        self, build: Builder, content: Content, url: str | None
    ) -> None:
        content.article("mot")
        content.data("portal", {"url": url} if url else {"name": "Cổng"})
        run = build(content, settings=ROOT / "publishconf.py")
        assert run.status == 1
        assert run.codes == ["url-missing"]
        assert not run.output.exists()

    def test_publishes_one_with_it_from_any_folder(
        self, shell: Callable[..., Run], sample: Sample, tmp_path: Path
    ) -> None:
        command = [
            *(str(Path(sys.executable).with_name("pelican")), str(sample.content.root)),
            *("-s", str(ROOT / "publishconf.py"), "-o", str(tmp_path / "public")),
            *("--cache-path", str(tmp_path / "cache")),
        ]
        run = shell(command, tmp_path / "public", cwd=tmp_path, PYTHONPATH="")
        assert run.status == 0, run.err
        assert differences(run.output, sample.run.output) == []


class TestTime:
    def test_a_scheduled_article_waits_and_is_announced(
        self, build: Builder, content: Content
    ) -> None:
        content.article("mot", title="Họp dân", date="2026-11-21T08:00")
        run = build(content)
        assert run.status == 0, run.err
        assert "Hẹn giờ 21/11/2026 08:00: Họp dân" in run.out
        assert "Họp dân" not in run.all_text()
        assert as_json(run, "build.json")["scheduled"] == 1
        later = build(content, epoch=EPOCH + 2 * DAY_S)
        assert "Hẹn giờ" not in later.out
        assert later.has("/tin-tuc/2026/11/hop-dan/")

    def test_a_placement_on_the_home_page_ends_by_itself(
        self, build: Builder, content: Content
    ) -> None:
        content.article(
            "cu", title="Tin được đặt", date="2026-01-01", featured={"until": "2026-11-20"}
        )
        for number in range(1, 26):
            content.article(f"moi-{number}", date=f"2026-10-{number:02}")
        address = 'href="/tin-tuc/2026/01/tin-duoc-dat/"'
        home = build(content).page("/")
        assert 0 < home.index(address) < home.index("/tin-tuc/2026/10/")
        later = build(content, epoch=EPOCH + DAY_S)
        assert address not in later.page("/")

    @pytest.mark.parametrize("epoch", ["hom-nay", "9" * 30])
    def test_a_time_of_build_that_is_none_is_refused(
        self, build: Builder, content: Content, epoch: str
    ) -> None:
        run = build(content, variables={"SOURCE_DATE_EPOCH": epoch})
        assert run.status == 1
        assert "SOURCE_DATE_EPOCH" in run.err and "Traceback" not in run.err

    def test_a_stated_time_of_build_wins(self, build: Builder, content: Content) -> None:
        run = build(content, arguments=("-e", 'BUILD_TIME="2026-12-01T09:00"'))
        assert as_json(run, "build.json")["time"] == "2026-12-01T09:00:00+07:00"
        assert "Traceback" not in build(content, arguments=("-e", 'BUILD_TIME="hom nay"')).err


class TestAPlaceThatWillNotDo:
    @pytest.mark.parametrize("place", [".", "content", "content/ra"])
    def test_an_output_that_would_swallow_the_content_is_refused(
        self, build: Builder, content: Content, tmp_path: Path, place: str
    ) -> None:
        content.article("mot")
        before = tree(content.root)
        run = build(content, tmp_path / place)
        assert run.status == 1
        assert str(content.root) in run.err and "Traceback" not in run.err
        assert tree(content.root) == before

    def test_the_generator_itself_is_not_replaced(self, build: Builder, content: Content) -> None:
        run = build(content, ROOT)
        assert run.status == 1
        assert str(ROOT) in run.err
        assert (ROOT / "pelicanconf.py").is_file()

    def test_files_of_others_are_set_aside(
        self, build: Builder, content: Content, tmp_path: Path
    ) -> None:
        content.article("mot")
        place = tmp_path / "public"
        place.mkdir()
        (place / "thu-moi.odt").write_bytes(b"thu")
        run = build(content, place)
        assert run.status == 0, run.err
        assert not (place / "thu-moi.odt").exists()
        assert (tmp_path / "public.cu/thu-moi.odt").read_bytes() == b"thu"
        assert str(tmp_path / "public.cu") in run.out
        build(content, place)
        assert not (tmp_path / "public.cu1").exists()

    @pytest.mark.parametrize("what", ["output", "cache"])
    def test_a_place_that_cannot_be_written_is_named(
        self, build: Builder, content: Content, tmp_path: Path, what: str
    ) -> None:
        content.article("mot")
        (tmp_path / "tep").write_bytes(b"")
        run = build(content, **{what: tmp_path / "tep" / what})
        assert run.status == 1
        assert str(tmp_path / "tep") in run.err
        assert "không đọc hay ghi được" in run.err and "Traceback" not in run.err

    def test_an_unreadable_article_is_named(self, build: Builder, content: Content) -> None:
        content.article("mot")
        (content.root / "articles/hai.md").symlink_to("khong-co.md")
        run = build(content)
        assert run.status == 1
        assert "hai.md" in run.err and "Traceback" not in run.err


def test_an_interrupted_build_does_not_claim_success(
    build: Builder, sample_content: Content, tmp_path: Path
) -> None:
    """Pelican ends with status 0 after Ctrl+C."""
    settings = tmp_path / "interruptedconf.py"
    settings.write_text(
        f"import os, signal, sys\nsys.path[:0] = [{str(ROOT)!r}]\n"
        "from pelicanconf import *\nfrom pelican import signals\n"
        f"THEME = {str(ROOT / 'theme')!r}\n"
        # Whoever runs the tests in the background may have had the signal ignored.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "def interrupt(generator, writer):\n    os.kill(os.getpid(), signal.SIGINT)\n"
        "signals.article_writer_finalized.connect(interrupt)\n"
    )
    run = build(sample_content, settings=settings)
    assert run.status == 130
    assert not run.output.exists()
    assert "Traceback" not in run.err
    assert "đã dừng giữa chừng" in run.err
    assert not (tmp_path / ".output.new").exists()
