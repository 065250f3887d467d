"""Build one small portal after another: a process that has imported the generator once.

Reads requests from standard input, one JSON object a line: `program` (`pelican` or `publishing`),
its `arguments`, `cwd`, `environment`, `out` and `err` (files). Each runs in a process of its own, a
fork of this one, so that builds share nothing but the second that the imports take. Answers each
with its exit status on a line.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any

#: A build that takes so long hangs, and is ended.
PATIENCE_S = 300


def run(program: Callable[[list[str]], int | None], request: dict[str, Any]) -> int:
    """Do what a command does; return its exit status."""
    # Nobody handles this signal: the kernel ends the process wherever it is.
    signal.setitimer(signal.ITIMER_REAL, request["killed_after_s"] or PATIENCE_S)
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(request[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    try:
        return program(request["arguments"]) or 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1


def main() -> None:
    """Serve requests until standard input ends."""
    # Here, because workers of a build that import this file again need none of it; and all that a
    # build may need, some of which it imports only when there is something to build.
    import pelican

    import plugins.portal.generators
    import plugins.portal.prepare
    import plugins.publishing.commands
    import plugins.publishing.publish  # noqa: F401
    from plugins.publishing.__main__ import main as publishing

    programs = {"pelican": pelican.main, "publishing": publishing}
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            status = run(programs[request["program"]], request)
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
        _, ended = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(ended)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
