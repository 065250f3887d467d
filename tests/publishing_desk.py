"""The machine of whoever publishes a portal, for tests."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portals import EPOCH, Builder, Content, Run


@dataclass(frozen=True)
class Desk:
    """The machine of whoever publishes one portal."""

    root: Path
    builder: Builder

    @property
    def content(self) -> Content:
        """The portal's content."""
        return Content(self.root / "content")

    @property
    def public(self) -> Path:
        """The folder of its releases."""
        return self.root / "public"

    @property
    def site(self) -> Path:
        """What readers get."""
        return self.public / "current/site"

    @property
    def current(self) -> str:
        """The name of the release that readers get."""
        return (self.public / "current").readlink().name

    @property
    def releases(self) -> list[str]:
        """The names of all releases."""
        return sorted(path.name for path in (self.public / "releases").iterdir())

    def run(
        self,
        *arguments: str,
        at: int = 0,
        killed_after_s: float = 0.0,
        variables: Mapping[str, str] | None = None,
    ) -> Run:
        """Run a command of publishing, `at` seconds after the usual time of tests."""
        return self.builder.publishing(
            self.root,
            *arguments,
            epoch=EPOCH + at,
            killed_after_s=killed_after_s,
            variables=variables,
        )

    def publish(self, *arguments: str, at: int = 0) -> Run:
        """Publish, which has to succeed."""
        run = self.run("publish", *arguments, at=at)
        assert run.status == 0, run.err
        return run


def is_whole(release: Path) -> bool:
    """Tell whether a release is what its manifest says, as a program that is not ours sees it."""
    site = release / "site"
    check = ["sha256sum", "--check", "--strict", "--quiet", "../SHA256SUMS"]
    listed = {line[66:] for line in (release / "SHA256SUMS").read_text("utf-8").splitlines()}
    found = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    return subprocess.run(check, cwd=site, check=False).returncode == 0 and found == listed
