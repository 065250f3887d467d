"""Write the theme's goldens anew and show what changed. Never run by CI.

python tests/golden/theme/update.py
"""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[3]), str(Path(__file__).parents[2])]

from golden.theme.cases import CASES  # noqa: E402
from golden.theme.rendering import GOLDENS, environment, normalise  # noqa: E402


def main() -> None:
    """Render every case, write what differs and print the differences."""
    for case, pages in CASES.items():
        for view in pages():
            path = GOLDENS / view.template.removesuffix(".html") / f"{case}.html"
            new = normalise(environment().get_template(view.template).render(view=view))
            old = path.read_text(encoding="utf-8") if path.exists() else ""
            if new == old:
                continue
            lines = (text.splitlines(keepends=True) for text in (old, new))
            sys.stdout.writelines(difflib.unified_diff(*lines, f"{path} (old)", f"{path} (new)"))
            path.parent.mkdir(exist_ok=True)
            path.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
