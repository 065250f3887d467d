"""The laws: same input, same bytes; incremental equals clean; all or nothing."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from portals import (
    EPOCH,
    PATIENCE_S,
    ROOT,
    Builder,
    Content,
    Run,
    command_line,
    differences,
    environment,
    tree,
    write_sample,
)

from plugins.engine.cache import shared

HOUR_S = 3600


class TestSameInputSameBytes:
    """Law 2: no clock, no random, no order of sets, no machine in the output."""

    def test_whatever_the_seed_folder_zone_and_locale(
        self, shell: Callable[..., Run], build: Builder, tmp_path: Path
    ) -> None:
        machines = [
            ("a", ROOT, {"PYTHONHASHSEED": "1", "TZ": "Asia/Ho_Chi_Minh"}),
            ("b/rất sâu/trong", tmp_path, {"PYTHONHASHSEED": "77", "TZ": "America/Los_Angeles"}),
            (
                "c",
                Path("/"),
                {"PYTHONHASHSEED": "random", "TZ": "UTC", "LC_ALL": "C", "HOME": "/x"},
            ),
        ]
        outputs = []
        for folder, cwd, variables in machines:
            content = Content(tmp_path / folder / "content")
            write_sample(content)
            output = tmp_path / folder / "output"
            command = [
                *(sys.executable, "-m", "pelican", str(content.root)),
                *("-s", str(ROOT / "pelicanconf.py"), "-o", str(output)),
                *("--cache-path", str(tmp_path / folder / "cache")),
            ]
            run = shell(command, output, cwd=cwd, **variables)
            assert run.status == 0, run.err
            outputs.append(output)
        assert differences(outputs[0], outputs[1]) == []
        assert differences(outputs[0], outputs[2]) == []

    def test_nothing_of_the_machine_is_published(self, build: Builder, tmp_path: Path) -> None:
        content = Content(tmp_path / "may-cua-toi" / "content")
        write_sample(content)
        run = build(content)
        needles = ("may-cua-toi", str(tmp_path), str(ROOT), sys.prefix)
        everything = run.all_text()
        assert [needle for needle in needles if needle in everything] == []


class Desk:
    """An editor's desk: content, a theme of its own, the time, and one edit after another."""

    def __init__(self, folder: Path) -> None:
        self.content = Content(folder / "content")
        self.theme = folder / "theme"
        self.output = folder / "output"
        self.epoch = EPOCH
        self.count = 0
        write_sample(self.content)
        shutil.copytree(ROOT / "theme", self.theme)

    def next(self) -> int:
        self.count += 1
        return self.count

    def add(self) -> None:
        number = self.next()
        self.content.article(f"moi-{number}", date=f"2026-11-{number % 19 + 1:02}", tags=["Lúa"])

    def add_older(self) -> None:
        number = self.next()
        self.content.article(f"cu-{number}", date=f"2025-05-{number % 28 + 1:02}")

    def edit_body(self) -> None:
        self.content.article("tin-4", f"Sửa lần {self.next()}.", date="2026-10-14T08:00")

    def retitle(self) -> None:
        self.content.article("tin-5", title=f"Tên mới {self.next()}", date="2026-10-15T08:00")

    def retag(self) -> None:
        tag = f"Thẻ {self.next() % 3}"
        self.content.article("tin-6", date="2026-10-16T08:00", tags=[tag], authors=[f"Người {tag}"])

    def move(self) -> None:
        category = ("thong-bao", "tin-xa", "tin-thon")[self.next() % 3]
        self.content.article("tin-7", date="2026-10-17T08:00", category=category)

    def delete(self) -> None:
        (self.content.root / "articles/tin-1.md").unlink(missing_ok=True)

    def rename_file(self) -> None:
        old, new = (self.content.root / f"articles/{name}.md" for name in ("tin-2", "doi-ten"))
        if old.exists():
            old.rename(new)

    def unpublish(self) -> None:
        status = ("draft", "hidden", "withdrawn", "published")[self.next() % 4]
        self.content.article("tin-3", date="2026-10-13T08:00", status=status)

    def expire(self) -> None:
        expires = "2026-11-20T10:00"
        self.content.article("cup-dien", category="thong-bao", date="2026-11-06", expires=expires)
        self.epoch += HOUR_S

    def schedule(self) -> None:
        number = self.next()
        self.content.article(f"hen-{number}", date=f"2026-11-20T{8 + number % 8:02}:00")
        self.epoch += HOUR_S

    def change_setting(self) -> None:
        number = self.next()
        self.content.data(
            "portal",
            {"name": f"Cổng lần {number}", "page_size": 5 + number % 3, "home": {"sections": []}},
        )

    def change_figures(self) -> None:
        number = self.next()
        self.content.data(
            "dossiers/2026-09",
            {
                "period": "2026-09",
                "as_of": "2026-09-30T17:00",
                "received": 100 + number,
                "early_or_on_time": 100,
                "late": 0,
                "pending": number,
            },
        )

    def replace_picture(self) -> None:
        colour = ("crimson", "gold", "navy")[self.next() % 3]
        self.content.picture("media/2026/11/ruong.png", colour)

    def replace_download(self) -> None:
        self.content.write("media/2026/11/lich-cap-nuoc.pdf", f"%PDF lich {self.next()}")

    def leave_alone(self) -> None:
        self.epoch += 60

    def feature(self) -> None:
        until = f"2026-11-20T{9 + self.next() % 12:02}:00"
        self.content.article("tin-5", date="2026-10-15T08:00", featured={"until": until})

    def link(self) -> None:
        """What another article is called decides where this one's link leads."""
        slug = f"dich-den-{self.next()}"
        self.content.article("dich", date="2026-10-01T08:00", slug=slug)
        self.content.article("nguon", "[Xem](dich.md)", date="2026-10-02T08:00")

    def translate(self) -> None:
        language = {"lang": "en", "title": f"Rice {self.next()}", "id": "tin-4"}
        self.content.article("tin-4-en", date="2026-10-14T08:00", **language)

    def pin_and_ban(self) -> None:
        slugs = ["nuoc-ve-dong-go-mit"]
        related = {("pin", "ban")[self.next() % 2]: slugs}
        self.content.article("tin-6", date="2026-10-16T08:00", related=related)

    def edit_page(self) -> None:
        self.content.page("gioi-thieu", f"Xã có {self.next()} thôn.", title="Giới thiệu")

    def rename_category(self) -> None:
        number = self.next()
        names = {"tin-xa": f"Tin xã {number}", "tin-thon": "Tin thôn", "thong-bao": "Thông báo"}
        parents = {"tin-thon": ("tin-xa", "thong-bao")[number % 2]}
        self.content.data(
            "categories",
            [
                {"slug": slug, "name": name, "parent": parents.get(slug)}
                for slug, name in names.items()
            ],
        )

    def spoil_output(self) -> None:
        """Somebody works on the built pages by hand; what they did does not stay."""
        for number, page in enumerate(sorted(self.output.rglob("index.html"))[:3]):
            page.write_text(f"Trang bị sửa tay {number}", "utf-8")
        (self.output / "rss.xml").unlink()
        (self.output / "rss").joinpath("la.html").write_text("tệp lạ", "utf-8")

    def edit_component(self) -> None:
        file = self.theme / "templates/components/teaser.html"
        text = file.read_text("utf-8")
        file.write_text(text.replace("<article", f"<!-- {self.next()} --><article", 1), "utf-8")

    def edit_template(self) -> None:
        file = self.theme / "templates/article.html"
        file.write_text(f"{file.read_text('utf-8')}<!-- {self.next()} -->\n", "utf-8")

    def edit_style(self) -> None:
        file = self.theme / "static/css/base.css"
        file.write_text(f"{file.read_text('utf-8')}\n.x-{self.next()} {{ color: red; }}\n", "utf-8")


EDITS = [name for name in vars(Desk) if not name.startswith("_") and name != "next"]


def check_incremental(build: Builder, folder: Path, edits: list[str]) -> None:
    """Play edits, building after each into one output, and compare it with a clean build."""
    desk = Desk(folder)
    output, cache = folder / "output", folder / "cache"
    theme = ("-t", str(desk.theme))
    assert build(desk.content, output, cache=cache, arguments=theme).status == 0
    for step, edit in enumerate(edits):
        getattr(desk, edit)()
        run = build(desk.content, output, cache=cache, epoch=desk.epoch, arguments=theme)
        assert run.status == 0, f"{edits[: step + 1]}: {run.err}"
        clean, fresh = folder / f"clean-{step}", folder / f"cache-{step}"
        build(desk.content, clean, cache=fresh, epoch=desk.epoch, arguments=theme)
        assert differences(output, clean) == [], edits[: step + 1]
        shutil.rmtree(clean)
        shutil.rmtree(fresh)


class TestIncrementalEqualsClean:
    """Law 1: after any edits the output is that of a clean build, byte for byte."""

    def test_after_each_kind_of_edit(self, build: Builder, tmp_path: Path) -> None:
        check_incremental(build, tmp_path, EDITS)

    @given(st.lists(st.sampled_from(EDITS), min_size=4, max_size=6))
    @settings(
        max_examples=2,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    def test_after_any_script_of_edits(
        self, build: Builder, tmp_path_factory: pytest.TempPathFactory, edits: list[str]
    ) -> None:
        check_incremental(build, tmp_path_factory.mktemp("script"), edits)

    def test_after_a_build_that_failed(self, build: Builder, tmp_path: Path) -> None:
        content = Content(tmp_path / "content")
        write_sample(content)
        build(content)
        content.article("hong", date="hom qua")
        assert build(content).status == 1
        content.delete("articles/hong.md")
        content.article("tin-1", "Sửa trong lúc đang hỏng.", date="2026-10-11T08:00")
        run = build(content)
        clean = build(content, tmp_path / "clean", cache=tmp_path / "fresh")
        assert differences(run.output, clean.output) == []


@contextlib.contextmanager
def started(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """Run a build in a group of processes of its own, and leave none of them behind."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def wait_for_files(process: subprocess.Popen[str], folder: Path, count: int) -> None:
    """Return as soon as a folder holds so many files, or the process has ended."""
    while process.poll() is None:
        with contextlib.suppress(OSError):
            if sum(len(files) for _, _, files in os.walk(folder)) >= count:
                return


@pytest.fixture(scope="module")
def versions(
    build: Builder, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Content, Path, Path]:
    """The sample after an edit, and what is built of it: before and after."""
    folder = tmp_path_factory.mktemp("versions")
    content = Content(folder / "content")
    write_sample(content)
    old = build(content, folder / "old").output
    content.article("moi", "Tin vừa viết xong.", tags=["Lúa"])
    content.picture("media/2026/11/ruong.png", "crimson")
    new = build(content, folder / "new").output
    assert differences(old, new) != []
    return content, old, new


@pytest.fixture
def output(versions: tuple[Content, Path, Path], tmp_path: Path) -> Path:
    """An output as the old build left it."""
    return Path(shutil.copytree(versions[1], tmp_path / "output"))


@pytest.mark.parametrize("count", [0, 1, 5, 20, 40, 60, 80, 90])
def test_a_killed_build_leaves_the_old_portal_or_the_new_one(
    build: Builder,
    versions: tuple[Content, Path, Path],
    output: Path,
    tmp_path: Path,
    count: int,
) -> None:
    """It is killed when it has made so many files of its tree; the next build is right."""
    content, old, new = versions
    cache = tmp_path / "cache"
    command = command_line(content.root, output, cache)
    with started(command) as process:
        wait_for_files(process, tmp_path / ".output.new", count)
        process.kill()
        process.wait(PATIENCE_S)
    assert tree(output) in (tree(old), tree(new))
    run = build(content, output, cache=cache)
    assert run.status == 0, run.err
    assert differences(output, new) == []
    assert sorted(file.name for file in tmp_path.glob(".output*")) == [".output.lock"]


def test_of_two_builds_at_once_one_waits_its_turn(
    build: Builder, versions: tuple[Content, Path, Path], output: Path, tmp_path: Path
) -> None:
    content, old, new = versions
    cache = tmp_path / "cache"
    with started(command_line(content.root, output, cache)) as first:
        # By then it has its pictures, and lets others use the cache.
        wait_for_files(first, tmp_path / ".output.new", 20)
        first.send_signal(signal.SIGSTOP)
        second = build(content, output, cache=cache)
        assert second.status == 1
        assert "một lần dựng khác đang ghi" in second.err and "Traceback" not in second.err
        assert differences(output, old) == []
        # Another output of the same content, with the same cache, is nobody's business.
        other = build(content, tmp_path / "other", cache=cache)
        assert other.status == 0, other.err
        first.send_signal(signal.SIGCONT)
        _, err = first.communicate(timeout=PATIENCE_S)
    assert first.returncode == 0, err
    assert differences(output, new) == []
    assert differences(tmp_path / "other", new) == []


def test_a_full_disk_leaves_the_old_portal(
    versions: tuple[Content, Path, Path], output: Path, tmp_path: Path
) -> None:
    """A limit on the size of files stands for the full disk: writing stops in the middle."""
    content, old, _ = versions
    # The first build of a new cache writes everything, and the style sheet is longer than this.
    limit = 8192
    assert max(map(len, tree(old).values())) > limit
    done = subprocess.run(
        command_line(content.root, output, tmp_path / "cache"),
        cwd=ROOT,
        # Python would keep modules that the limit cut off, and fail on them ever after.
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert done.returncode == 1
    assert "tệp lớn hơn mức cho phép" in done.stderr and "Traceback" not in done.stderr
    assert differences(output, old) == []
    assert not (tmp_path / ".output.new").exists()


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def scribble(file: Path) -> None:
    """Change bytes all over a file, and leave its length."""
    data = bytearray(file.read_bytes())
    for place in range(0, len(data), 97):
        data[place] ^= 0x55
    file.chmod(0o644)
    file.write_bytes(data)


def empty(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize("damage", [truncate, scribble, empty], ids=lambda damage: damage.__name__)
def test_a_damaged_cache_is_noticed(
    build: Builder,
    versions: tuple[Content, Path, Path],
    tmp_path: Path,
    damage: Callable[[Path], None],
) -> None:
    content, _, new = versions
    cache = tmp_path / "cache"
    build(content, tmp_path / "first", cache=cache)
    damaged = sorted(cache.glob("*.sqlite")) + sorted(cache.glob("pictures/*.json"))
    damaged += sorted(cache.glob("pictures/*/*/manifest.json"))
    assert len(damaged) >= 3
    for file in damaged:
        damage(file)
    run = build(content, tmp_path / "second", cache=cache)
    assert run.status == 0, run.err
    assert differences(run.output, new) == []
    assert "Đọc lại 0/" not in run.out
    assert "Đọc lại 0/" in build(content, tmp_path / "third", cache=cache).out


def test_a_cut_off_picture_in_the_cache_is_made_again(
    build: Builder, versions: tuple[Content, Path, Path], tmp_path: Path
) -> None:
    content, _, new = versions
    cache = tmp_path / "cache"
    build(content, tmp_path / "first", cache=cache)
    pictures = [file for file in cache.glob("pictures/*/*/*") if file.suffix != ".json"]
    assert pictures
    for file in pictures:
        data = file.read_bytes()
        file.unlink()
        file.write_bytes(data[:-1])
    run = build(content, tmp_path / "second", cache=cache)
    assert differences(run.output, new) == []


def test_what_another_build_may_need_stays_in_the_cache(
    build: Builder, sample_content: Content, tmp_path: Path
) -> None:
    """Pictures that no page shows any more are dropped, but not under another build's hands."""
    cache = tmp_path / "cache"

    def kept() -> int:
        return len(list(cache.glob("pictures/*/*/manifest.json")))

    build(sample_content)
    sample_content.delete("articles/co-anh.md")
    with shared(cache / "pictures"):
        assert build(sample_content).status == 0
        assert kept() == 1
    assert build(sample_content).status == 0
    assert kept() == 0
