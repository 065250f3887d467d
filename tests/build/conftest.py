"""Whole builds of small portals, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from portals import PATIENCE_S, ROOT, Builder, Content, Run, Sample, environment, write_sample

BUILDER = Path(__file__).with_name("builder.py")


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    """Build content folders, each in a process of its own."""
    command = [sys.executable, str(BUILDER)]
    # Without threads of a numerical library a fork is safe.
    variables = environment(OPENBLAS_NUM_THREADS="1")
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=variables, cwd=ROOT
    ) as server:
        yield Builder(server, tmp_path_factory.mktemp("builder"))


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
