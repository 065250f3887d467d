"""Commands for whoever runs the server: `python -m plugins.visits count LOG…` and `… now`."""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TextIO

from plugins.vietnamese import VIETNAM, DateProblem, format_datetime, parse_datetime
from plugins.visits.counting import NothingCountedError, Setup, VisitFilesError, count, show_now
from plugins.visits.messages import faults, summary
from plugins.visits.rules import Rules, read_rules
from plugins.visits.state import StateFormatError
from plugins.visits.store import StateBusyError

#: Another run has the state: try again later (`EX_TEMPFAIL` of sysexits.h).
BUSY = 75
_RULES = Path(__file__).with_name("rules.yaml")


class _RulesError(Exception):
    """A file of rules has problems."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0, 1 for a fault, 75 where another run is on."""
    options = _parser().parse_args(arguments)
    try:
        stated = parse_datetime(options.now) if options.now else None
        return _count(options, stated) if options.command == "count" else _now(options, stated)
    except DateProblem as error:
        fault = f"--now: {error.message}; viết theo mẫu 2026-11-20T07:30"
    except (VisitFilesError, _RulesError) as error:
        _write(sys.stderr, [*getattr(error, "problems", ()), *error.args])
        return 1
    except NothingCountedError:
        fault = f"{options.state}: chưa đếm lần nào -> chạy lệnh count trước"
    except StateBusyError:
        _write(sys.stderr, [f"{options.state}: một lần đếm khác đang chạy -> thử lại sau"])
        return BUSY
    except StateFormatError:
        fault = f"{options.state}: không phải tệp trạng thái của bản này -> dùng --state khác"
    except sqlite3.DatabaseError as error:
        fault = (
            f"{options.state}: không dùng được ({error}) -> nếu tệp hỏng, cất nó đi rồi đếm tiếp; "
            "những ngày đã công bố vẫn giữ nguyên"
        )
    except OSError as error:
        fault = f"{error.filename or options.state}: {error.strerror or error}"
    _write(sys.stderr, [fault])
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m plugins.visits")
    commands = parser.add_subparsers(dest="command", required=True)
    counting = commands.add_parser("count", help="đếm phần mới của nhật ký máy chủ")
    counting.add_argument("logs", nargs="+", type=Path, metavar="LOG")
    counting.add_argument("--rules", type=Path, help="luật riêng: mạng, chương trình không tính")
    counting.add_argument(
        "--forwarded",
        action="store_true",
        help="sau User-Agent có X-Forwarded-For: lấy địa chỉ cuối cùng trong đó",
    )
    now = commands.add_parser("now", help="ghi số liệu lúc này vào thư mục đã đăng")
    now.add_argument("--site", type=Path, required=True)
    for command in (counting, now):
        command.add_argument("--state", type=Path, default=Path("var/visits.sqlite"))
        command.add_argument("--content", type=Path, default=Path("content"))
        command.add_argument("--now", help="lấy giờ này thay cho đồng hồ")
    return parser


def _count(options: argparse.Namespace, stated: datetime | None) -> int:
    setup = _setup(options, stated, _load_rules(options.rules))
    report = count(options.logs, setup)
    _write(sys.stdout, summary(report))
    found = list(faults(report))
    _write(sys.stderr, found)
    return 1 if found else 0


def _now(options: argparse.Namespace, stated: datetime | None) -> int:
    if not options.site.is_dir():
        _write(sys.stderr, [f"{options.site}: không có thư mục này -> dựng cổng trước"])
        return 1
    path, as_of = show_now(options.site, _setup(options, stated, Rules()), stated)
    _write(sys.stdout, [f"Đã ghi {path}, số liệu lúc {format_datetime(as_of)}"])
    return 0


def _setup(options: argparse.Namespace, stated: datetime | None, rules: Rules) -> Setup:
    return Setup(
        state=options.state,
        content=options.content,
        rules=rules,
        now=stated or datetime.now(VIETNAM).replace(microsecond=0),
        random_bytes=os.urandom,
        forwarded=getattr(options, "forwarded", False),
    )


def _load_rules(own: Path | None) -> Rules:
    paths = [_RULES, own] if own else [_RULES]
    rules, problems = read_rules([(str(path), path.read_bytes()) for path in paths])
    if problems:
        raise _RulesError(*problems)
    return rules


def _write(stream: TextIO, lines: Iterable[object]) -> None:
    # A terminal that cannot show Vietnamese letters must not end a run.
    encoding = getattr(stream, "encoding", None) or "utf-8"
    for line in lines:
        stream.write(f"{line}\n".encode(encoding, "backslashreplace").decode(encoding))


if __name__ == "__main__":
    sys.exit(main())
