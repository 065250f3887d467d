"""The content folder as the import sees it: what it holds, and one file written whole."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from plugins.content_model import PortalData, read_data
from plugins.content_model.data import COLUMNS, DOSSIERS


def load_data(content: Path) -> PortalData:
    """Read the reports and the wordings of a content folder; other data is not looked at.

    Raises OSError.
    """
    found = sorted((content / DOSSIERS).glob("*.yaml"))
    paths = [file.relative_to(content).as_posix() for file in found if file.is_file()]
    if (content / COLUMNS).is_file():
        paths.append(COLUMNS)
    return read_data({path: (content / path).read_bytes() for path in paths})


def write_whole(target: Path, text: str) -> None:
    """Write a file so that it is there with all of this text or as it was. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", suffix=".new", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        # A temporary file is for its owner alone; what editors keep is as their other files.
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
