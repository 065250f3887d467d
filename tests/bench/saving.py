"""From saving an article to seeing it: a server that follows each save, watched over HTTP."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median
from typing import TypeAlias

from tests.bench.measure import ROOT

#: How long a server may take to come up, or to show what was saved.
_PATIENCE_S = 120.0
_POLL_S = 0.005
#: After a server comes up, and after each save, it may still have something to do: none is
#: measured while it is at work.
_REST_S = 8.0
_SAVES = 3


#: What a save does to a text: given the text and the number of the save, the new text and the words
#: by which it is known.
Edit: TypeAlias = Callable[[str, int], tuple[str, str]]


def add_sentence(text: str, number: int) -> tuple[str, str]:
    """Add a sentence at the end of an article."""
    sentence = f"Câu thêm lần {number} khi xem thử."
    return f"{text}\n{sentence}\n", sentence


def retitle(text: str, number: int) -> tuple[str, str]:
    """Give an article another title."""
    title = f"Bài đổi tên lần {number} khi xem thử"
    return re.sub(r"(?m)^title: .*$", f"title: {title}", text, count=1), title


def save_to_visible(
    server: Callable[[int], Sequence[str]], source: Path, address: str, edit: Edit
) -> float | None:
    """Return the median seconds from saving `source` until the page at `address` shows it.

    `server` gives the command for a port. Returns None when the server does not come up, or does
    not show what was saved.
    """
    port = _free_port()
    process = subprocess.Popen(
        server(port), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        if _wait(process, port, address, "<h") is None:
            return None
        taken = [
            _save(process, port, source, address, partial(edit, number=number))
            for number in range(_SAVES)
        ]
    finally:
        _end(process)
    seen = [seconds for seconds in taken if seconds is not None]
    return median(seen) if len(seen) == len(taken) else None


def _save(
    process: subprocess.Popen[bytes],
    port: int,
    source: Path,
    address: str,
    edit: Callable[[str], tuple[str, str]],
) -> float | None:
    time.sleep(_REST_S)
    text, wanted = edit(source.read_text("utf-8"))
    start = time.perf_counter()
    source.write_text(text, "utf-8")
    end = _wait(process, port, address, wanted)
    return None if end is None else end - start


def _wait(process: subprocess.Popen[bytes], port: int, address: str, wanted: str) -> float | None:
    """Return the moment when the page holds the text, or None when it never does."""
    limit = time.perf_counter() + _PATIENCE_S
    while process.poll() is None and time.perf_counter() < limit:
        if wanted.encode() in _get(port, address):
            return time.perf_counter()
        time.sleep(_POLL_S)
    return None


def _get(port: int, address: str) -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_S)
    try:
        connection.request("GET", address)
        return connection.getresponse().read()
    except (OSError, HTTPException):
        return b""
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
