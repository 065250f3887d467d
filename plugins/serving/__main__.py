"""Write the configuration of a portal's server: `python -m plugins.serving --out server`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from plugins.content_model import in_order, read_data, scan
from plugins.content_model.data import PORTAL, REDIRECTS
from plugins.serving.facts import ServerFacts, ServingError, host_of
from plugins.serving.writing import server_files

#: The files whose faults would be faults of the configuration.
_NEEDED = frozenset({PORTAL, REDIRECTS})


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files that differ, and name them; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        data = read_data(
            {path: (options.content / path).read_bytes() for path in scan(options.content).data}
        )
        if problems := in_order(problem for problem in data.problems if problem.path in _NEEDED):
            _write(sys.stderr, problems)
            return 1
        files = server_files(
            ServerFacts(
                host=host_of(data.portal),
                search_engine=data.portal.search.engine,
                redirects=data.redirects,
                project=str(options.project.absolute()),
                public=str(options.public.absolute()),
                content=str(options.content.absolute()),
                cache=str(options.cache.absolute()),
                settings=str(options.settings.absolute()) if options.settings else "",
                user=options.user,
                certificate=options.certificate,
                key=options.key,
                challenges=options.challenges,
                live_visits=options.live_visits,
                logs=options.logs,
            )
        )
        changed = [name for name, text in files.items() if _put(options.out / name, text)]
    except ServingError as error:
        _write(sys.stderr, [error])
        return 1
    except OSError as error:
        _write(sys.stderr, [f"{error.filename or options.out}: {error.strerror or error}"])
        return 1
    _write(sys.stdout, [f"Đã viết {options.out / name}" for name in changed])
    if not changed:
        _write(sys.stdout, [f"{options.out}: không có gì đổi"])
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m plugins.serving")
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--public", type=Path, default=Path("public"), help="nơi có current/site")
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="thư mục bộ đệm")
    parser.add_argument("--settings", type=Path, help="tệp cách đăng, nếu không ở chỗ mặc định")
    parser.add_argument("--project", type=Path, default=Path(), help="thư mục của bộ mã này")
    parser.add_argument("--out", type=Path, default=Path("server"), help="nơi viết các tệp")
    parser.add_argument("--user", default="cong", help="người dùng đăng cổng")
    parser.add_argument("--certificate", default="", help="tệp chứng thư; mặc định của certbot")
    parser.add_argument("--key", default="", help="tệp khóa của chứng thư")
    parser.add_argument(
        "--challenges", default="/var/www/html", help="thư mục để certbot chứng minh"
    )
    parser.add_argument("--live-visits", default="", help="thư mục số liệu truy cập lúc này")
    parser.add_argument("--logs", default="/var/log/nginx", help="thư mục nhật ký")
    return parser


def _put(file: Path, data: bytes) -> bool:
    """Write a file unless it holds these bytes already."""
    if file.is_file() and file.read_bytes() == data:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return True


def _write(stream: TextIO, lines: Iterable[object]) -> None:
    # A terminal that cannot show Vietnamese letters must not end a run.
    encoding = getattr(stream, "encoding", None) or "utf-8"
    for line in lines:
        stream.write(f"{line}\n".encode(encoding, "backslashreplace").decode(encoding))


if __name__ == "__main__":
    sys.exit(main())
