"""Where what has an address stands in the output, and what lies in a folder."""

from __future__ import annotations

from pathlib import Path


def file_of(url: str) -> str:
    """Return the path of the page at an address."""
    return f"{url[1:]}index.html"


def files_below(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, by path there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
