"""Deliver again and again, each time in a process of its own, a fork that shares the imports.

Reads requests from standard input, one JSON object a line: `port`, `release`, `machine` (the
name to go by), `now`, `attempts` and `uploads`. Answers each with the process id of the delivery,
and, when a line `wait` follows, with its exit status: 0, 1 for a DeliveryError, 75 where another
one is busy, or -9 where it was killed.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import boto3  # noqa: F401

from plugins.delivery import (
    DeliveryBusyError,
    DeliveryError,
    Limits,
    S3Target,
    Upload,
    deliver_s3,
)


def deliver(request: dict[str, Any]) -> int:
    """Deliver what a request says; return the exit status."""
    platform.node = lambda: request["machine"]
    uploads = [
        Upload(key, Path(source), *rest, is_immutable=flag)  # type: ignore[misc]
        for key, source, *rest, flag in request["uploads"]
    ]
    target = S3Target("cong", endpoint=f"http://127.0.0.1:{request['port']}")
    now = datetime.fromisoformat(request["now"])
    limits = Limits(connect_s=1, read_s=1, attempts=request["attempts"], threads=4)
    try:
        deliver_s3(target, request["release"], uploads, {}, now, lambda _: None, limits)
    except DeliveryBusyError:
        return 75
    except DeliveryError:
        return 1
    return 0


def main() -> None:
    """Answer requests until there are no more."""
    children: list[int] = []
    for line in sys.stdin:
        if line.strip() == "wait":
            _, status = os.waitpid(children.pop(0), 0)
            sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        else:
            child = os.fork()
            if child == 0:
                os._exit(deliver(json.loads(line)))
            children.append(child)
            sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
