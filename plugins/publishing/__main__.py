"""Commands of whoever publishes: publish, rollback, releases, verify, portals."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from plugins.engine.console import Console
from plugins.portal.failures import FAILURES, ContentProblemsError, explain
from plugins.publishing.lock import BUSY, PublishBusyError
from plugins.publishing.publish_command import run_publish

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0, 1 for a fault, 75 where another publish is on."""
    options = _parser().parse_args(arguments)
    console = Console()
    # What is published is for everybody to read, whatever the shell of the officer hides.
    os.umask(0o022)
    try:
        return _run(options, console)
    except ContentProblemsError as error:
        console.complain([*error.problems, f"{error}; bản đang chạy giữ nguyên."])
    except PublishBusyError as error:
        console.complain([f"đang có một lần đăng khác: {error} -> đợi nó xong."])
        return BUSY
    except FAILURES as error:
        console.complain(
            [explain(error), "Người đọc vẫn nhận trọn một bản; chạy lại lệnh khi đã sửa."]
        )
    except KeyboardInterrupt:
        console.complain(["đã dừng giữa chừng; bản đang chạy vẫn trọn vẹn."])
        return _INTERRUPTED
    except Exception as error:
        from plugins.publishing.failures import REFUSALS

        fault = "lỗi của chương trình, không phải của nội dung; bản đang chạy giữ nguyên."
        is_said = isinstance(error, REFUSALS)
        console.complain([error] if is_said else [traceback.format_exc().rstrip(), fault])
    return 1


def _run(options: argparse.Namespace, console: Console) -> int:
    if options.command == "publish":
        return run_publish(options, console)
    # Only `publish` is run again and again, and has to be quick.
    from plugins.publishing import commands

    return commands.RUN[options.command](options, console)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m plugins.publishing")
    parser.add_argument("--content", type=_path, default=Path("content").absolute())
    parser.add_argument("--public", type=_path, default=Path("public").absolute())
    parser.add_argument("--cache", type=_path, default=Path(".cache").absolute())
    parser.add_argument("--settings", type=_path, help="mặc định: deploy/publish.yaml, nếu có")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("publish", help="dựng, kiểm tra, đăng")
    one.add_argument("--scheduled", action="store_true", help="do bộ hẹn giờ chạy")
    one.add_argument("--trial", action="store_true", help="chỉ dựng và kiểm tra")
    one.add_argument("--force", action="store_true", help="đăng cả khi mất quá nửa số trang")
    back = commands.add_parser("rollback", help="lùi về bản trước")
    back.add_argument("--to", default="", help="tên bản")
    commands.add_parser("releases", help="các bản đang có")
    check = commands.add_parser("verify", help="trang đang chạy có đúng là bản đã đăng không")
    check.add_argument("--url", default="", help="địa chỉ; không có: soát bản trên đĩa này")
    check.add_argument("--release", default="", help="tên bản; mặc định: bản hiện tại")
    check.add_argument("--sums", type=Path, help="tệp SHA256SUMS giữ ở nơi khác")
    many = commands.add_parser("portals", help="đăng nhiều cổng theo một danh sách")
    many.add_argument("list", type=Path)
    many.add_argument("--jobs", type=int, default=2, help="số cổng đăng cùng lúc")
    many.add_argument("--only", action="append", help="chỉ cổng này")
    many.add_argument("--index", type=int, help="chỉ cổng thứ mấy, đếm từ 0")
    many.add_argument("--names", action="store_true", help="chỉ nói tên các cổng, dạng JSON")
    many.add_argument("--scheduled", action="store_true", help="do bộ hẹn giờ chạy")
    return parser


def _path(text: str) -> Path:
    return Path(text).absolute()


if __name__ == "__main__":
    sys.exit(main())
