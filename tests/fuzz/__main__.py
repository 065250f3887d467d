"""Fuzz the doors through which other people's files come in.

    python -m tests.fuzz --seconds 60 [--seed N] [--target reader] [--findings FOLDER]
    python -m tests.fuzz --replay FILE --target reader

The exit status is 1 where something was found. Each finding is a file that shows the fault again.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.hunt import MEGABYTES, SECONDS, Hunt, write
from tests.fuzz.targets import TARGETS, Target
from tests.fuzz.worker import Worker


def main(arguments: list[str]) -> int:
    """Fuzz for a time; return the exit status."""
    names = [target.name for target in TARGETS]
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="tổng thời gian")
    parser.add_argument("--seed", type=int, default=0, help="số khởi đầu; cùng số, cùng đầu vào")
    parser.add_argument("--target", choices=names, action="append", help="chỉ cửa này")
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"), help="nơi ghi")
    parser.add_argument("--replay", type=Path, help="chạy lại một tệp đã ghi")
    options = parser.parse_args(arguments)
    targets = [target for target in TARGETS if target.name in (options.target or names)]
    if options.replay is not None:
        return _replay(options.replay.read_bytes(), targets)
    share = options.seconds / len(targets)
    return max(_hunt(target, share, options.seed, options.findings) for target in targets)


def _hunt(target: Target, seconds: float, seed: int, folder: Path) -> int:
    hunt = Hunt(target, seed)
    for caught in hunt.run(_until(time.monotonic() + seconds)):
        _say(f"{target.name}: {caught.finding.kind} -> {write(caught, folder)}")
    _say(f"{target.name}: {hunt.tried} đầu vào, {len(hunt.caught)} lỗi (seed {seed})")
    return int(bool(hunt.caught))


def _until(end: float) -> Callable[[int], bool]:
    return lambda tried: time.monotonic() < end


def _replay(data: bytes, targets: list[Target]) -> int:
    status = 0
    for target in targets:
        with Worker(target.read, seconds=SECONDS, megabytes=MEGABYTES) as worker:
            finding = worker.take(data)
        _say(f"{target.name}: {finding.story if finding else 'không có lỗi'}")
        status |= finding is not None
    return int(status)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
