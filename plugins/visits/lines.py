"""One line of an access log: nginx and Apache "combined", or Caddy's JSON.

Lines are what strangers sent: every length is bounded, the pattern never goes back over what it
has read, and nothing in a line can raise.
"""

from __future__ import annotations

import json
import math
import re
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple

#: A longer line is not read. Servers cut requests at 8 KB, with addresses and agents around them.
MAX_LINE = 16 * 1024
_MAX_AGENT = 512
_MONTHS = dict(
    zip(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), range(1, 13), strict=True)
)
_TEXT = rb'[^"\\]*+(?:\\.[^"\\]*+)*+'
_QUOTED = b'"(' + _TEXT + b')"'
# A request that is none (a TLS greeting, an empty line) is a line all the same.
_REQUEST = rb'"(?:([A-Z]{1,20}) ([^ "\\]*+(?:\\.[^ "\\]*+)*+)(?: ' + _TEXT + b")?|" + _TEXT + b')"'
_COMBINED = re.compile(
    rb"([^ ]{1,255}) [^\[]*+\[([0-9]{2}/[A-Za-z]{3}/[0-9]{4}:[0-9]{2}:[0-9]{2}:[0-9]{2} "
    rb"[+-][0-9]{4})\] " + _REQUEST + rb" ([0-9]{3}) (?:[0-9]+|-) " + b'"' + _TEXT + b'" ' + _QUOTED
)
_FORWARDED = re.compile(b" " + _QUOTED)
_ESCAPED = re.compile(rb"\\x([0-9A-Fa-f]{2})")
_MOST_MINUTES = 4096


class Request(NamedTuple):
    """What a line says of one request. `time` is in seconds since 1970.

    Address, agent and target are the bytes that were sent; `method` and `status` as logged.
    """

    time: int
    address: bytes
    agent: bytes
    method: bytes
    target: bytes
    status: bytes


class LineParser:
    """Read lines of either format.

    With `forwarded`, a line of the combined format goes on with the quoted X-Forwarded-For, as
    nginx's example `main` does, and the visitor's address is the last one in it: that which the
    nearest proxy saw. What stands before it anybody can write.
    """

    def __init__(self, *, forwarded: bool = False) -> None:
        self._forwarded = forwarded
        self._minutes: dict[bytes, int] = {}
        self._last: tuple[bytes, int | None] = b"", None

    def parse(self, line: bytes) -> Request | None:
        """Return the request of a line without its line end, or None for what is none."""
        if len(line) > MAX_LINE:
            return None
        found = _COMBINED.match(line)
        if found is None:
            return _caddy(line) if line.startswith(b"{") else None
        address, moment, method, target, status, agent = found.groups()
        # Lines come in order: most were written in the same second as the one before.
        if moment != self._last[0]:
            self._last = moment, self._time(moment)
        time = self._last[1]
        if time is None:
            return None
        if self._forwarded:
            address = _forwarded(line, found.end()) or address
        if target is None:
            method = target = b""
        elif b"\\" in target:
            target = _ESCAPED.sub(lambda code: bytes.fromhex(code[1].decode()), target)
        return Request(time, address, agent[:_MAX_AGENT], method, target, status)

    def _time(self, moment: bytes) -> int | None:
        """Return the seconds since 1970 of `21/Nov/2026:09:45:30 +0700`."""
        key, second = moment[:17] + moment[20:], int(moment[18:20])
        if key not in self._minutes:
            start = _minute(moment)
            if start is None:
                return None
            if len(self._minutes) >= _MOST_MINUTES:
                self._minutes.clear()
            self._minutes[key] = start
        return self._minutes[key] + second if second <= 60 else None


def _minute(moment: bytes) -> int | None:
    hours, minutes = int(moment[22:24]), int(moment[24:26])
    offset = timedelta(hours=hours, minutes=minutes)
    try:
        start = datetime(
            int(moment[7:11]),
            _MONTHS[moment[3:6].title()],
            int(moment[:2]),
            int(moment[12:14]),
            int(moment[15:17]),
            tzinfo=timezone(-offset if moment[21:22] == b"-" else offset),
        )
        return int(start.timestamp())
    except (KeyError, ValueError, OverflowError):
        return None


def _forwarded(line: bytes, place: int) -> bytes:
    found = _FORWARDED.match(line, place)
    last = found[1].rpartition(b",")[2].strip() if found else b""
    return b"" if last == b"-" else last[:255]


def _caddy(line: bytes) -> Request | None:
    """Read a line of Caddy 2; the address is called `client_ip`, before 2.7 `remote_ip`."""
    try:
        entry = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    request = entry.get("request") if isinstance(entry, dict) else None
    if not isinstance(request, dict):
        return None
    time, status = _caddy_time(entry.get("ts")), entry.get("status")
    address = request.get("client_ip") or request.get("remote_ip") or _host(request)
    method, target = request.get("method"), request.get("uri")
    if time is None or type(status) is not int or not 100 <= status <= 999:
        return None
    if not (isinstance(address, str) and isinstance(method, str) and isinstance(target, str)):
        return None
    return Request(
        time,
        _bytes(address)[:255],
        _bytes(_agent(request.get("headers")))[:_MAX_AGENT],
        _bytes(method),
        _bytes(target),
        b"%d" % status,
    )


def _caddy_time(stamp: Any) -> int | None:
    try:
        if isinstance(stamp, str):
            moment = datetime.fromisoformat(stamp)
            return None if moment.tzinfo is None else math.floor(moment.timestamp())
        is_number = isinstance(stamp, int | float) and not isinstance(stamp, bool)
        return math.floor(stamp) if is_number else None
    except (ValueError, OverflowError):
        return None


def _host(request: dict[str, Any]) -> str:
    # Before 2.5, address and port in one.
    remote = request.get("remote_addr")
    return remote.rpartition(":")[0].strip("[]") if isinstance(remote, str) else ""


def _agent(headers: Any) -> str:
    values = headers.get("User-Agent") if isinstance(headers, dict) else None
    first = values[0] if isinstance(values, list) and values else None
    return first if isinstance(first, str) else ""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
