"""Builds and folders for attacks."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from portals import ROOT, Content, Run, command_line, environment

from tests.security.bounded import limits

_SECONDS, _MEGABYTES = 60, 2048


@pytest.fixture(scope="session")
def build_bounded() -> Callable[[Content], Run]:
    """Build a portal with little memory and little time, in a folder where nothing else lies."""

    def build(content: Content) -> Run:
        folder = content.root.parent
        output = folder / "output"
        variables = environment(OPENBLAS_NUM_THREADS="1")
        done = subprocess.run(
            command_line(content.root, output, folder / "cache"),
            cwd=ROOT,
            env=variables,
            capture_output=True,
            preexec_fn=partial(limits, _SECONDS, _MEGABYTES),
            timeout=4 * _SECONDS,
            check=False,
        )
        out, err = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
        return Run(done.returncode, out, err, output)

    return build


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a content folder lies beside a secret."""
    folder = tmp_path_factory.mktemp("attack")
    (folder / "secret").mkdir()
    (folder / "secret/mat-khau.md").write_text("---\ntitle: MAT-KHAU-BI-MAT\n---\n", "utf-8")
    (folder / "content").mkdir()
    return folder


def entries(folder: Path) -> set[str]:
    """Return everything that lies below a folder, links and pipes included."""
    return {
        os.path.relpath(os.path.join(where, name), folder)  # noqa: PTH118
        for where, folders, files in os.walk(folder)
        for name in (*folders, *files)
    }
