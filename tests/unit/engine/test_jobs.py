from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from plugins.engine.jobs import Job, Ledger, Record, records_of, replace_element, run_jobs
from plugins.engine.output import MARKER, OutputClashError, staging


class Site:
    """A site of two files, built again and again into one output."""

    def __init__(self, folder: Path) -> None:
        self.output = folder / "output"
        self.ledger = Ledger(folder / "cache", self.output)
        self.made: list[str] = []

    def build(self, jobs: Mapping[str, tuple[bytes, str]]) -> tuple[int, int]:
        """Build files from their keys and texts; return how many were written and kept."""
        self.made.clear()
        records: dict[str, Record] = {}
        with staging(self.output) as tree:
            todo = [
                Job(key, (path,), self._maker(path, text)) for path, (key, text) in jobs.items()
            ]
            for job, made in run_jobs(todo, tree, self.ledger.load()):
                records.update(records_of(job, made))
            self.ledger.store(records)
            counts = tree.written, tree.kept
            tree.write(MARKER, b"{}")
        return counts

    def _maker(self, path: str, text: str):  # type: ignore[no-untyped-def]
        def make() -> Iterator[bytes]:
            self.made.append(path)
            yield text.encode()

        return make

    def text(self, path: str) -> str:
        return (self.output / path).read_text("utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_what_has_the_key_of_last_time_is_not_made(site: Site) -> None:
    site.build({"a.html": (b"1", "một"), "b.html": (b"1", "hai")})
    assert site.build({"a.html": (b"1", "một"), "b.html": (b"2", "ba")}) == (1, 1)
    assert site.made == ["b.html"]
    assert site.text("b.html") == "ba"


def test_what_comes_out_the_same_is_not_written(site: Site) -> None:
    site.build({"a.html": (b"1", "một")})
    before = (site.output / "a.html").stat()
    assert site.build({"a.html": (b"2", "một")}) == (0, 1)
    assert (site.output / "a.html").stat().st_ino == before.st_ino


def test_what_has_no_key_is_made_every_time(site: Site) -> None:
    site.build({"a.html": (b"", "một")})
    site.build({"a.html": (b"", "một")})
    assert site.made == ["a.html"]


def test_what_somebody_changed_in_the_output_is_made_again(site: Site) -> None:
    site.build({"a.html": (b"1", "một"), "b.html": (b"1", "hai")})
    (site.output / "a.html").write_text("mốt", "utf-8")
    (site.output / "b.html").unlink()
    site.build({"a.html": (b"1", "một"), "b.html": (b"1", "hai")})
    assert (site.text("a.html"), site.text("b.html")) == ("một", "hai")


def test_an_output_that_was_taken_away_is_made_again(site: Site, tmp_path: Path) -> None:
    site.build({"a.html": (b"1", "một")})
    site.output.rename(tmp_path / "elsewhere")
    assert site.build({"a.html": (b"1", "một")}) == (1, 0)


def test_two_outputs_know_nothing_of_each_other(site: Site, tmp_path: Path) -> None:
    site.build({"a.html": (b"1", "một")})
    assert Ledger(tmp_path / "cache", tmp_path / "other").load() == {}


def test_one_path_for_two_jobs_is_refused_before_any_is_done(tmp_path: Path) -> None:
    made = []
    jobs = [Job(b"", ("a.html",), lambda: made.append(1) or [b""]) for _ in range(2)]
    with pytest.raises(OutputClashError), staging(tmp_path / "output") as tree:
        list(run_jobs(jobs, tree, {}))
    assert made == []


def test_files_made_together_are_kept_together(tmp_path: Path) -> None:
    """Where one of them is gone, both are made."""
    output, made = tmp_path / "output", []

    def make() -> Iterator[bytes]:
        made.append(1)
        yield b"trang"
        yield b"van ban"

    job = Job(b"1", ("a/index.html", "a/a.txt"), make)
    records: dict[str, Record] = {}
    for _ in range(2):
        with staging(output) as tree:
            for _, one in run_jobs([job], tree, records):
                records = dict(records_of(job, one))
            tree.write(MARKER, b"{}")
        (output / "a/a.txt").unlink()
    assert len(made) == 2


class TestAPartThatManyPagesShare:
    """Where nothing else changed, the rest of the page is not made again."""

    PAGE = b"<p>%s</p><section class='c'>%s</section><p>het</p>"

    def build(self, folder: Path, rest: bytes, part: str, made: list[str]) -> bytes:
        ledger = Ledger(folder / "cache", folder / "output")
        element = f"<section class='c'>{part}</section>".encode()

        def make() -> Iterator[bytes]:
            made.append(part)
            yield self.PAGE % (rest, part.encode())
            yield rest

        job = Job(rest + part.encode(), ("a.html", "a.txt"), make, rest, lambda: element)
        with staging(folder / "output") as tree:
            ((_, one),) = run_jobs([job], tree, ledger.load())
            ledger.store(dict(records_of(job, one)))
            tree.write(MARKER, b"{}")
        assert (folder / "output/a.txt").read_bytes() == rest
        return (folder / "output/a.html").read_bytes()

    def test_is_put_into_the_old_page(self, tmp_path: Path) -> None:
        made: list[str] = []
        self.build(tmp_path, b"bai", "tin cu", made)
        assert self.build(tmp_path, b"bai", "tin moi", made) == self.PAGE % (b"bai", b"tin moi")
        assert self.build(tmp_path, b"bai", "moi hon", made) == self.PAGE % (b"bai", b"moi hon")
        assert made == ["tin cu"]

    def test_changes_nothing_where_the_rest_changed(self, tmp_path: Path) -> None:
        made: list[str] = []
        self.build(tmp_path, b"bai", "tin cu", made)
        assert self.build(tmp_path, b"sua", "tin moi", made) == self.PAGE % (b"sua", b"tin moi")
        assert made == ["tin cu", "tin moi"]

    @pytest.mark.parametrize("path", ["a.html", "a.txt"])
    def test_is_not_put_into_what_somebody_else_wrote(self, tmp_path: Path, path: str) -> None:
        made: list[str] = []
        self.build(tmp_path, b"bai", "tin cu", made)
        (tmp_path / "output" / path).write_text("<section class='c'>lạ</section>", "utf-8")
        assert self.build(tmp_path, b"bai", "tin moi", made) == self.PAGE % (b"bai", b"tin moi")


@pytest.mark.parametrize(
    ("page", "element", "expected"),
    [
        (b"<p><b c>1</b><p>", b"<b c>2</b>", b"<p><b c>2</b><p>"),
        (b"<b>0</b><b c>1</b><b>3</b>", b"<b c>2</b>", b"<b>0</b><b c>2</b><b>3</b>"),
        (b"<b c>1</b><b c>1</b>", b"<b c>2</b>", None),
        (b"<p>1</p>", b"<b c>2</b>", None),
        (b"<b c>1", b"<b c>2</b>", None),
        (b"<b c>1</b>", b"<b c><b>2</b></b>", None),
        (b"<b c>1</b>", b"", None),
    ],
)
def test_an_element_takes_the_place_of_the_only_one_like_it(
    page: bytes, element: bytes, expected: bytes | None
) -> None:
    assert replace_element(page, element) == expected
