"""Write what docs/editors holds of the schema: `python -m plugins.content_model.docs`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from plugins.content_model.json_schema import schemas
from plugins.content_model.reference import reference

EDITORS = Path(__file__).parents[2] / "docs" / "editors"


def documents() -> Mapping[str, bytes]:
    """Return every generated file of docs/editors by its path there."""
    found = {f"schema/{name}.schema.json": schema for name, schema in schemas().items()}
    return {**found, "khoa-khai-bao.md": reference().encode()}


def main() -> None:
    """Write the files that differ, and name them."""
    for path, content in documents().items():
        file = EDITORS / path
        if file.is_file() and file.read_bytes() == content:
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        sys.stdout.write(f"docs/editors/{path}\n")


if __name__ == "__main__":
    main()
