"""The content folder as the import sees it."""

from __future__ import annotations

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
