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
from random import Random

import pytest
from portals import (
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
from tests.build.edits import EDITS, Edits


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


class TestIncrementalEqualsClean:
    """Law 1: after any edits the output is that of a clean build, byte for byte.

    test_random_edits.py plays scripts of them.
    """

    def test_after_each_kind_of_edit(self, build: Builder, tmp_path: Path) -> None:
        desk = Edits(tmp_path, Random(1))
        write_sample(desk.content)
        assert desk.build(build).status == 0
        for edit in EDITS:
            done = desk.do(edit)
            run = desk.build(build)
            assert run.status == 0, f"{done}: {run.err}"
            assert desk.differences(build) == [], done

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
    # An empty file is a cache in which nothing is kept yet.
    assert damage is empty or "không dùng được bộ đệm documents" in run.out + run.err
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
    # A build that finds nothing changed has nothing to clear away.
    sample_content.article("moi")
    assert build(sample_content).status == 0
    assert kept() == 0
