"""`make bench`: how good the related lists are, and how long builds take.

Times are medians of whole processes, shown as multiples of the slowest case of the same run, so
that two machines can be compared. The same figures go to .bench/result.json for machines.
ARTICLES= and ROUNDS= choose the size; defaults 1000 and 3.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.bench.corpus import write_corpus
from tests.bench.related_eval import evaluate

ROOT = Path(__file__).parents[2]
_EDITED = "\n\nMột câu thêm vào cuối bài.\n"


def main() -> int:
    """Measure, print a table, write the JSON."""
    articles = int(os.environ.get("ARTICLES", "1000"))
    rounds = int(os.environ.get("ROUNDS", "3"))
    related = evaluate()
    times = measure_builds(articles, rounds)
    slowest = max(times.values())
    out = sys.stdout
    out.write("Related articles, labelled set\n")
    for name, value in related.items():
        out.write(f"  {name:<34}{value:8.3f}\n" if isinstance(value, float) else "")
    out.write(f"Builds of {articles} articles, median of {rounds}\n")
    for name, seconds in times.items():
        out.write(f"  {name:<34}{seconds / slowest:8.2f} x   ({seconds:.2f} s)\n")
    target = ROOT / ".bench/result.json"
    target.parent.mkdir(exist_ok=True)
    facts = {"related": related, "articles": articles, "rounds": rounds, "seconds": times}
    target.write_text(json.dumps(facts, ensure_ascii=False, indent=1, default=str))
    return 0


def measure_builds(articles: int, rounds: int) -> dict[str, float]:
    """Return the median seconds of each case, every round with another seed."""
    taken: dict[str, list[float]] = {}
    for seed in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            for name, seconds in _round(Path(folder), articles, seed):
                taken.setdefault(name, []).append(seconds)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def _round(folder: Path, articles: int, seed: int) -> list[tuple[str, float]]:
    content = folder / "content"
    write_corpus(content, articles, seed, picture=_picture())
    files = sorted(content.rglob("*.md"))

    def edit(change: Callable[[str], str]) -> None:
        text = files[len(files) // 2].read_text("utf-8")
        files[len(files) // 2].write_text(change(text), "utf-8")

    found = [("cold", _build(folder, content)), ("nothing changed", _build(folder, content))]
    edit(lambda text: text + _EDITED)
    found.append(("one body edited", _build(folder, content)))
    edit(lambda text: text.replace("title: ", "title: Sửa ", 1))
    found.append(("one title edited", _build(folder, content)))
    shutil.copy(files[0], files[0].with_name("them.md"))
    added = files[0].with_name("them.md")
    added.write_text(added.read_text("utf-8").replace("date: 20", "date: 2026-11-01 # 20", 1))
    text = added.read_text("utf-8").replace("title: ", "title: Bài mới ", 1)
    added.write_text(text, "utf-8")
    found.append(("one article added", _build(folder, content)))
    check = [sys.executable, "-m", "plugins.portal", "--content", str(content)]
    found.append(("make check", _timed([*check, "--cache", str(folder / "cache"), "check"])))
    return found


def _build(folder: Path, content: Path) -> float:
    command = [sys.executable, "-m", "pelican", str(content), "-s", str(ROOT / "pelicanconf.py")]
    places = ["-o", str(folder / "output"), "--cache-path", str(folder / "cache")]
    return _timed([*command, *places, "--log-handler", "plain", "--fatal", "errors"])


def _timed(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _picture() -> bytes:
    data = BytesIO()
    Image.radial_gradient("L").resize((1600, 1067)).convert("RGB").save(data, "JPEG")
    return data.getvalue()


if __name__ == "__main__":
    sys.exit(main())
