"""Commands for the officer of the counters: `python -m plugins.dossiers import FILE`."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TextIO

from plugins.dossiers.importing import Task, Wishes, run_import
from plugins.vietnamese import VIETNAM, DateProblem, parse_datetime

_REASONS = {
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.ENOTDIR: "không phải thư mục",
    errno.EISDIR: "là thư mục, không phải tệp",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "đĩa chỉ cho đọc",
    errno.ENOSPC: "đĩa đã đầy",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        wishes = Wishes(
            period=options.period.strip().upper(),
            cumulative=options.cumulative,
            as_of=parse_datetime(options.as_of, end_of_day=True) if options.as_of else None,
            source=options.source,
            sheet=options.sheet,
        )
    except DateProblem as problem:
        _complain(f"AS_OF (--as-of): {problem}")
        return 1
    task = Task(
        file=options.file,
        content=options.content,
        wishes=wishes,
        mapping=options.mapping,
        is_writing=options.write,
        is_replacing=options.replace,
    )
    try:
        return run_import(task, _now(os.environ), _say, _complain)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or os.strerror(error.errno or 0)
        _complain(f"không đọc hay ghi được {error.filename or options.file}: {reason}")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m plugins.dossiers")
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser("import", help="nhập báo cáo TTHC từ tệp bảng tính").add_argument
    add("file", type=Path, help="tệp .xlsx, .xls, .ods hoặc .csv")
    add("--period", default="", help="kỳ báo cáo: 2026-10, 2026-Q3 hoặc 2026")
    add("--cumulative", action=argparse.BooleanOptionalAction, help="lũy kế từ đầu năm")
    add("--as-of", default="", help="thời điểm chốt số liệu, ví dụ 2026-10-31T16:46")
    add("--source", help="nơi công bố số liệu")
    add("--sheet", default="", help="tên trang, khi tệp có nhiều bảng")
    add("--mapping", type=Path, help="tệp cách viết tiêu đề, như data/dossier-columns.yaml")
    add("--content", type=Path, default=Path("content"), help="thư mục nội dung")
    add("--replace", action="store_true", help="thay số liệu đã có của kỳ này")
    add("--write", "--yes", action="store_true", help="ghi; không có thì chỉ xem trước")
    return parser


def _now(environment: Mapping[str, str]) -> datetime:
    # As for a build, SOURCE_DATE_EPOCH stands for the clock where it is set.
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        with contextlib.suppress(ValueError, OverflowError, OSError):
            return datetime.fromtimestamp(int(epoch), VIETNAM)
    return datetime.now(VIETNAM).replace(microsecond=0)


def _say(line: str) -> None:
    _write(sys.stdout, line)


def _complain(line: str) -> None:
    _write(sys.stderr, line)


def _write(stream: TextIO, line: str) -> None:
    # A terminal that cannot show Vietnamese letters must not end the import.
    encoding = stream.encoding or "utf-8"
    shown = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in line)
    stream.write(f"{shown}\n".encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()


if __name__ == "__main__":
    sys.exit(main())
