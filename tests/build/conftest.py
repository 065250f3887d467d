"""Whole builds of small portals, each in a process of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from portals import (
    PATIENCE_S,
    ROOT,
    Builder,
    Content,
    Run,
    Sample,
    environment,
    started_builder,
    write_sample,
)


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    """Build content folders, each in a process of its own."""
    with started_builder(tmp_path_factory.mktemp("builder")) as builder:
        yield builder


@pytest.fixture(scope="session")
def shell() -> Callable[..., Run]:
    """Run a command as people do: a fresh process, with its own environment and folder."""

    def run(command: Sequence[str], output: Path, *, cwd: Path = ROOT, **variables: str) -> Run:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=environment(**variables),
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode(), output)

    return run


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """An empty content folder."""
    root = tmp_path / "content"
    root.mkdir()
    return Content(root)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, build: Builder) -> Sample:
    """The sample portal, built once."""
    content = Content(tmp_path_factory.mktemp("sample") / "content")
    write_sample(content)
    run = build(content)
    assert run.status == 0, run.err
    return Sample(content, run)


@pytest.fixture
def sample_content(content: Content) -> Content:
    """The sample portal's content, for a test to change."""
    write_sample(content)
    return content
