"""An editor's desk: a portal's content and theme, the time, and what it takes to change them.

Everything is read back from the files, so that undoing an edit is no more than putting back the
bytes that were there. Whatever is chosen is chosen by `chance`, which a seed decides.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, ClassVar, TypeAlias

import yaml
from portals import EPOCH, ROOT, Builder, Content, Run, differences, tree

from plugins.vietnamese import VIETNAM, slugify

MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86400
#: The bytes of each file and the time of its last change, nanoseconds since 1970.
Files: TypeAlias = dict[Path, tuple[bytes, int]]
#: A picture or a download that was just written is looked at again by the next build, whatever
#: happened to it; those on the desk were written long ago, one second after another.
_LONG_AGO = 1_700_000_000
_LINK = re.compile(r"\n\n\[[^]]*\]\(([^)]+\.md)\)")


class Desk:
    """Content, a theme of its own, an output with its cache, the time, and random choices."""

    #: Edits that nothing can be seen of.
    without_trace: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, folder: Path, chance: Random) -> None:
        self.content = Content(folder / "content")
        self.theme = folder / "theme"
        self.output = folder / "output"
        self.cache = folder / "cache"
        self.chance = chance
        self.epoch = EPOCH
        self._count = 0
        self._before: Files = {}
        shutil.copytree(ROOT / "theme", self.theme)

    def build(self, build: Builder, output: Path | None = None, cache: Path | None = None) -> Run:
        """Build the portal as it lies on the desk; without `output` and `cache`, into its own."""
        return build(
            self.content,
            output or self.output,
            cache=cache or self.cache,
            epoch=self.epoch,
            arguments=("-t", str(self.theme)),
        )

    def differences(self, build: Builder) -> list[str]:
        """Return the paths in which the output is not what a clean build makes."""
        with TemporaryDirectory(dir=self.theme.parent) as folder:
            run = self.build(build, Path(folder) / "output", Path(folder) / "cache")
            assert run.status == 0, run.err
            return differences(self.output, run.output)

    def do(self, edit: str) -> str:
        """Do one edit, and mend what led to what is gone; return its name and what it changed.

        Raises AssertionError when nothing changed.
        """
        before, epoch, output = self._files(), self.epoch, tree(self.output)
        getattr(self, edit)()
        self._mend()
        changed = self._changed(before)
        if changed:
            self._before = before
        elif edit not in self.without_trace:
            assert epoch != self.epoch or output != tree(self.output), f"{edit}: no edit"
        return " ".join([edit, *changed])

    @contextmanager
    def at_fault(self, fault: str) -> Iterator[str]:
        """Make the content or the theme bad for a while; yield what a build is to say of it."""
        held, self._before = self._before, self._files()
        try:
            complaint: str = getattr(self, fault)()
            assert self._changed(self._before), f"{fault}: no fault"
            yield complaint
        finally:
            self.put_back()
            self._before = held

    @property
    def has_history(self) -> bool:
        """Tell whether there is an edit to undo."""
        return bool(self._before)

    def put_back(self) -> None:
        """Undo the last edit: restore the bytes of all files, of half of them their times too."""
        now = self._files()
        for path in sorted(now.keys() - self._before.keys()):
            path.unlink()
        for path, (data, changed_ns) in sorted(self._before.items()):
            if now.get(path, (b"",))[0] == data:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            if self.chance.random() < 0.5 or self._is_media(path):
                os.utime(path, ns=(changed_ns, changed_ns))

    def _files(self) -> Files:
        return {
            path: (path.read_bytes(), path.stat().st_mtime_ns)
            for folder in (self.content.root, self.theme)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    def _changed(self, before: Files) -> list[str]:
        after, none = self._files(), (b"", 0)
        paths = [
            path
            for path in before.keys() | after.keys()
            if before.get(path, none)[0] != after.get(path, none)[0]
        ]
        return sorted(path.relative_to(self.theme.parent).as_posix() for path in paths)

    def _is_media(self, path: Path) -> bool:
        return path.is_relative_to(self.content.root / "media")

    def _mend(self) -> None:
        """Take out links and pins that lead to nothing any more, as `make check` asks for."""
        fronts = {path: self.content.read(path)[0] for path in self.articles()}
        slugs = {self.slug(front) for front in fronts.values()}
        for path, front in fronts.items():
            others = slugs - {self.slug(front)}
            related = {
                key: [slug for slug in named if slug in others]
                for key, named in front.get("related", {}).items()
            }
            if related != front.get("related", {}):
                self.rewrite(path, related=related)
            _, body = self.content.read(path)
            mended = _LINK.sub(lambda match, at=path: self._kept(match, at, fronts), body)
            if mended != body:
                self.rewrite(path, mended)

    def _kept(self, link: re.Match[str], source: str, fronts: dict[str, dict[str, Any]]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), link[1]))
        return link[0] if target in fronts and self._is_readable(fronts[target]) else ""

    def _is_readable(self, front: dict[str, Any]) -> bool:
        return front.get("status") != "draft" and str(front["date"]) <= self.moment()

    @staticmethod
    def slug(front: dict[str, Any]) -> str:
        return str(front.get("slug") or slugify(front["title"]))

    def number(self) -> int:
        """Return a number that no edit had before."""
        self._count += 1
        return self._count

    def moment(self, seconds: int = 0) -> str:
        """Return a time so many seconds from now, to the minute, as editors write it."""
        return f"{datetime.fromtimestamp(self.epoch + seconds, VIETNAM):%Y-%m-%dT%H:%M}"

    def found(self, pattern: str) -> list[str]:
        """Return the paths of content files, sorted."""
        root = self.content.root
        return sorted(path.relative_to(root).as_posix() for path in root.glob(pattern))

    def articles(self) -> list[str]:
        return self.found("articles/**/*.md")

    def some_article(self, other_than: str = "") -> str:
        """Return the path of an article."""
        return self.chance.choice([path for path in self.articles() if path != other_than])

    def rewrite(self, path: str, body: str | None = None, **front: object) -> None:
        """Write some keys of a file, or its body, anew; a key that is None is taken out."""
        old, text = self.content.read(path)
        self.content.markdown(path, old | front, text if body is None else body)

    def data(self, name: str) -> Any:
        """Return what a file of data/ says; None where there is none."""
        file = self.content.root / f"data/{name}.yaml"
        return yaml.safe_load(file.read_text("utf-8")) if file.exists() else None

    def categories(self) -> list[str]:
        """Return what articles may write for a category."""
        entries = self.data("categories")
        if entries is not None:
            return [entry["slug"] for entry in entries]
        return sorted({self.content.read(path)[0]["category"] for path in self.articles()})

    def topics(self) -> list[str]:
        """Return what articles may write for a topic, as far as anything says so."""
        entries = self.data("topics")
        if entries is not None:
            return [entry["slug"] for entry in entries]
        named = (self.content.read(path)[0].get("topic") for path in self.articles())
        return sorted({topic for topic in named if topic})

    def settle(self, path: str) -> str:
        """Give a picture or download a time long ago, later than that of any before it."""
        changed = _LONG_AGO + self.number()
        os.utime(self.content.root / path, (changed, changed))
        return path
