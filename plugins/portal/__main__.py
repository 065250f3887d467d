"""Commands for editors: `python -m plugins.portal check`, `… new` and `… suggest`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from plugins.content_model import in_order, read_data, scan
from plugins.content_model.data import CATEGORIES, PORTAL
from plugins.engine.console import Console
from plugins.engine.inputs import Inputs
from plugins.portal.failures import FAILURES, ContentProblemsError, explain
from plugins.portal.new_article import NewArticleError, build_new_article, write_new_article
from plugins.portal.prepare import Prepared, prepare
from plugins.portal.report import notice_lines
from plugins.portal.settings import BuildSettings, build_time
from plugins.portal.suggestions import SuggestError, suggest

#: What a new article's category and byline come from.
_NEEDED = frozenset({CATEGORIES, PORTAL})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m plugins.portal")
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--cache", type=Path, default=Path(".cache"))
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="tìm lỗi nội dung, không dựng gì")
    new = commands.add_parser("new", help="tạo bài mới")
    new.add_argument("--title", required=True)
    new.add_argument("--category", required=True)
    some = commands.add_parser("suggest", help="gợi ý thẻ, dòng sự kiện và tin ghim")
    some.add_argument("--file", type=Path)
    some.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    root, console = options.content.resolve(), Console()
    try:
        if options.command == "check":
            return _check(root, options.cache.absolute(), console)
        if options.command == "suggest":
            settings, prepared = _prepared(root, options.cache.absolute(), console)
            for line in suggest(prepared, settings, options.file, is_written=options.write):
                console.say(line)
            return 0
        return _new(root, options.title, options.category, console)
    except FAILURES as error:
        console.complain([explain(error)])
    except (ContentProblemsError, NewArticleError, SuggestError) as error:
        console.complain([*getattr(error, "problems", ()), error])
    return 1


def _check(root: Path, cache: Path, console: Console) -> int:
    _, prepared = _prepared(root, cache, console)
    site = prepared.site
    for line in notice_lines(prepared.notices):
        console.say(line)
    console.say(
        f"Không có lỗi: {len(site.articles)} bài, {len(site.pages)} trang tĩnh, "
        f"{len(site.scheduled)} bài hẹn giờ."
    )
    return 0


def _prepared(root: Path, cache: Path, console: Console) -> tuple[BuildSettings, Prepared]:
    settings = BuildSettings(root, root, root, cache, build_time(None, os.environ))
    return settings, prepare(settings, Inputs(cache, root), console)


def _new(root: Path, title: str, category: str, console: Console) -> int:
    root.mkdir(parents=True, exist_ok=True)
    data = read_data({path: (root / path).read_bytes() for path in scan(root).data})
    if broken := [problem for problem in data.problems if problem.path in _NEEDED]:
        raise ContentProblemsError(in_order(broken))
    article = build_new_article(title, category, data, build_time(None, os.environ))
    target = write_new_article(root, article)
    console.say(f"Đã tạo {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
