"""Small portals for tests that build them: content folders to write, and builds to look at."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

ROOT = Path(__file__).parents[1]
#: 2026-11-20T07:30:00+07:00, the time of build of every test that does not say another.
EPOCH = 1795134600
_PROBLEM = re.compile(
    r"(?P<path>[^:\n]+):(?P<line>\d+): \[(?P<code>[a-z0-9-]+)\] (?P<field>[\w.-]+): "
)
#: Long enough for the slowest machine; a build that takes it hangs.
PATIENCE_S = 300


def environment(**more: str) -> dict[str, str]:
    """Return a small environment, the same on every machine."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return kept | {"SOURCE_DATE_EPOCH": str(EPOCH), "PYTHONPATH": str(ROOT)} | more


def tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differences(one: Path, other: Path) -> list[str]:
    """Return the paths of files that are not the same, or not there, in two folders."""
    here, there = tree(one), tree(other)
    return sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))


@dataclass(frozen=True)
class Run:
    """One run of the command `pelican`."""

    status: int
    out: str
    err: str
    output: Path

    @property
    def codes(self) -> list[str]:
        """The codes of the problems on standard error, in their order."""
        return [match["code"] for match in map(_PROBLEM.match, self.err.splitlines()) if match]

    @property
    def problems(self) -> list[str]:
        """The lines of standard error that name a place in the content."""
        return [line for line in self.err.splitlines() if _PROBLEM.match(line)]

    def text(self, path: str) -> str:
        """Return a published file as text."""
        return (self.output / path).read_text("utf-8")

    def page(self, url: str) -> str:
        """Return the HTML of a page by its address."""
        return self.text(f"{url[1:]}index.html")

    def has(self, url: str) -> bool:
        """Tell whether there is a page or file at an address."""
        return (self.output / f"{url[1:]}{'index.html' if url.endswith('/') else ''}").is_file()

    def all_text(self) -> str:
        """Return every published text in one."""
        files = tree(self.output)
        kinds = (".html", ".xml", ".json", ".txt", ".csv", ".webmanifest")
        return "\n".join(files[name].decode() for name in files if name.endswith(kinds))


@dataclass(frozen=True)
class Content:
    """A content folder that a test writes."""

    root: Path

    def write(self, path: str, data: str | bytes) -> str:
        """Write a file; return its path in the folder."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def data(self, name: str, value: object) -> str:
        """Write a file of data/."""
        return self.write(f"data/{name}.yaml", yaml.safe_dump(value, allow_unicode=True))

    def article(self, name: str, body: str = "", **front: object) -> str:
        """Write an article, with whatever of its front matter is not given."""
        given: dict[str, object] = {
            "title": f"Chuyện {name} ở thôn",
            "date": "2026-11-01T08:00",
            "category": "tin-xa",
            **front,
        }
        return self.markdown(f"articles/{name}.md", given, body or f"Bà con kể chuyện {name}.")

    def page(self, name: str, body: str = "", **front: object) -> str:
        """Write a standing page."""
        given = {"title": f"Trang {name}", **front}
        return self.markdown(f"pages/{name}.md", given, body or f"Nội dung trang {name}.")

    def picture(self, path: str, colour: str = "teal", size: tuple[int, int] = (48, 32)) -> str:
        """Write a small picture of one colour."""
        held = io.BytesIO()
        Image.new("RGB", size, colour).save(held, "PNG")
        return self.write(path, held.getvalue())

    def delete(self, path: str) -> None:
        """Delete a file."""
        (self.root / path).unlink()

    def markdown(self, path: str, front: Mapping[str, object], body: str) -> str:
        """Write a file of front matter and body; a key whose value is None is left out."""
        kept = {key: value for key, value in front.items() if value is not None}
        block = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=1000)
        return self.write(path, f"---\n{block}---\n{body}\n")

    def read(self, path: str) -> tuple[dict[str, Any], str]:
        """Return the front matter and the body of a file that `markdown` wrote."""
        _, block, body = (self.root / path).read_text("utf-8").split("---\n", 2)
        return yaml.safe_load(block), body.removesuffix("\n")


@dataclass
class Builder:
    """Runs `pelican` on content folders."""

    server: subprocess.Popen[str]
    folder: Path

    def __call__(
        self,
        content: Content | Path,
        output: Path | None = None,
        *,
        cache: Path | None = None,
        settings: Path = ROOT / "pelicanconf.py",
        epoch: int = EPOCH,
        cwd: Path = ROOT,
        arguments: Sequence[str] = (),
        variables: Mapping[str, str] | None = None,
        killed_after_s: float = 0.0,
    ) -> Run:
        """Build a portal; without `output` and `cache`, beside the content folder.

        A build that is to be killed is killed unless it is over by then.
        """
        root = content.root if isinstance(content, Content) else content
        output = output or root.parent / "output"
        cache = cache or root.parent / "cache"
        command = [
            *(str(root), "-s", str(settings), "-o", str(output)),
            *("--cache-path", str(cache), "--log-handler", "plain", *arguments),
        ]
        variables = {"SOURCE_DATE_EPOCH": str(epoch), **(variables or {})}
        return self._run("pelican", command, cwd, variables, killed_after_s, output)

    def publishing(
        self,
        portal: Path,
        *arguments: str,
        epoch: int = EPOCH,
        killed_after_s: float = 0.0,
        variables: Mapping[str, str] | None = None,
    ) -> Run:
        """Run a command of publishing on the portal in a folder: content, public and cache there.

        The output of the run is the site that readers get.
        """
        places = {name: portal / name for name in ("content", "public", "cache")}
        command = [part for name, path in places.items() for part in (f"--{name}", str(path))]
        settings = portal / "publish.yaml"
        command += ["--settings", str(settings)] if settings.exists() else []
        command += arguments
        variables = {"SOURCE_DATE_EPOCH": str(epoch), **(variables or {})}
        output = portal / "public/current/site"
        return self._run("publishing", command, ROOT, variables, killed_after_s, output)

    def _run(
        self,
        program: str,
        arguments: Sequence[str],
        cwd: Path,
        variables: Mapping[str, str],
        killed_after_s: float,
        output: Path,
    ) -> Run:
        names = {name: str(self.folder / name) for name in ("out", "err")}
        request = {
            "program": program,
            "arguments": arguments,
            "cwd": str(cwd),
            "killed_after_s": killed_after_s,
            "environment": environment(**variables),
            **names,
        }
        assert self.server.stdin is not None and self.server.stdout is not None
        self.server.stdin.write(f"{json.dumps(request)}\n")
        self.server.stdin.flush()
        status = int(self.server.stdout.readline())
        out, err = (Path(names[name]).read_text("utf-8", "replace") for name in ("out", "err"))
        return Run(status, out, err, output)


@contextmanager
def started_builder(folder: Path, cores: Collection[int] = ()) -> Iterator[Builder]:
    """Start a process that builds one portal after another, on some cores or on all.

    What the builds say is kept in a folder.
    """
    command = [sys.executable, str(ROOT / "tests/build/builder.py")]
    # Without threads of a numerical library a fork is safe.
    variables = environment(OPENBLAS_NUM_THREADS="1")
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=variables, cwd=ROOT
    ) as server:
        if cores:
            os.sched_setaffinity(server.pid, cores)
        yield Builder(server, folder)


def command_line(
    content: Path, output: Path, cache: Path, *more: str, program: Sequence[str] = ()
) -> list[str]:
    """Return the command that builds a portal, as people type it."""
    return [
        *(program or (sys.executable, "-m", "pelican")),
        *(str(content), "-s", "pelicanconf.py", "-o", str(output), "--cache-path", str(cache)),
        *("--log-handler", "plain", *more),
    ]


def write_sample(content: Content) -> None:
    """Write a portal with a bit of everything, small enough to be built often."""
    content.data(
        "portal",
        {
            "name": "Cổng xã Mẫu",
            "url": "https://xamau.example.vn",
            "unit": {"type": "commune", "name": "Mẫu"},
            "page_size": 5,
            "home": {"notices": "thong-bao"},
            "navigation": [{"category": "tin-xa"}, {"label": "Giới thiệu", "url": "/gioi-thieu/"}],
        },
    )
    content.data(
        "categories",
        [
            {"slug": "tin-xa", "name": "Tin xã", "order": 1},
            {"slug": "tin-thon", "name": "Tin thôn", "order": 2, "parent": "tin-xa"},
            {"slug": "thong-bao", "name": "Thông báo", "order": 3},
        ],
    )
    content.data("topics", [{"slug": "vu-mua", "name": "Vụ mùa 2026", "description": "Gặt lúa."}])
    content.data(
        "dossiers/2026-10",
        {
            "period": "2026-10",
            "as_of": "2026-10-31T17:00",
            "received": 120,
            "early": 60,
            "on_time": 40,
            "late": 2,
            "pending_in_time": 18,
            "pending_overdue": 0,
        },
    )
    content.picture("media/2026/11/ruong.png")
    content.write("media/2026/11/lich-cap-nuoc.pdf", b"%PDF-1.4 lich cap nuoc")
    content.page("gioi-thieu", "Xã có năm thôn.", title="Giới thiệu")
    for number in range(1, 8):
        content.article(
            f"tin-{number}",
            f"Thôn {number} gặt lúa mùa, năng suất {50 + number} tạ mỗi héc-ta.\n\n"
            f"## Việc tiếp theo\n\nLàm đất vụ đông trước ngày {number}/12.",
            date=f"2026-10-{number + 10}T08:00",
            category="tin-thon" if number % 2 else "tin-xa",
            topic="vu-mua" if number > 1 else None,
            tags=["Lúa", "Vụ mùa"] if number % 3 else ["Lúa"],
        )
    content.article(
        "co-anh",
        "Nước về ruộng từ sáng.\n\n[Lịch cấp nước](/media/2026/11/lich-cap-nuoc.pdf)\n\n"
        "![Ruộng bậc thang đầy nước](/media/2026/11/ruong.png)",
        title="Nước về đồng Gò Mít",
        date="2026-11-05T07:00",
        image={"src": "media/2026/11/ruong.png", "alt": "Ruộng bậc thang đầy nước"},
        authors=["Thanh Hà"],
    )
    content.article("cup-dien", title="Lịch cúp điện", date="2026-11-06", category="thong-bao")


@dataclass(frozen=True)
class Sample:
    """A built portal that tests only look at."""

    content: Content
    run: Run


def as_json(run: Run, path: str) -> Any:
    """Return a published JSON file."""
    return json.loads((run.output / path).read_bytes())


def standing(folder: Path) -> dict[str, tuple[int, int]]:
    """Return the inode and the time of last change of all files below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
