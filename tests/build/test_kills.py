"""Law 3, all or nothing: builds that are killed at any moment, one after the other."""

from __future__ import annotations

import signal
from pathlib import Path
from random import Random

from portals import Builder, Content, differences, tree, write_sample

KILLS = 24
#: The builds of the sample take less, so that some are over by then.
LONGEST_S = 0.9


def test_whenever_builds_are_killed_the_portal_is_whole_and_the_next_build_right(
    build: Builder, tmp_path: Path
) -> None:
    """In one output, with one cache: what one killed build leaves behind the next one meets."""
    chance = Random(7)
    content, output, cache = Content(tmp_path / "content"), tmp_path / "output", tmp_path / "cache"
    write_sample(content)
    # Twice, so that there is a tree of the build before the last to begin with.
    for number in range(2):
        content.article("sua", f"Sửa lần {number}.")
        assert build(content, output, cache=cache).status == 0
    killed = 0
    for number in range(KILLS):
        before = tree(output)
        content.article("sua", f"Sửa trước khi bị dừng, lần {number}.")
        content.article(f"moi-{number % 3}", tags=["Lúa"])
        run = build(content, output, cache=cache, killed_after_s=chance.uniform(0.02, LONGEST_S))
        killed += run.status == -signal.SIGALRM
        after = tree(output)
        if number % 4 == 3 or after != before:
            assert build(content, output, cache=cache).status == 0
            assert after in (before, tree(output))
        if number % 6 == 5:
            assert build(content, output, cache=cache).status == 0
            clean = build(content, tmp_path / f"clean-{number}", cache=tmp_path / f"fresh-{number}")
            assert differences(output, clean.output) == []
    assert killed > KILLS // 3
