"""Access logs as web servers write them, and one place to count them in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from plugins.content_model import read_data
from plugins.content_model.visit_models import VisitMonth
from plugins.vietnamese import VIETNAM
from plugins.visits.counting import Report, Setup, count
from plugins.visits.rules import Rules, read_rules
from plugins.visits.store import load_files

RULES_FILE = Path(__file__).parents[1] / "plugins/visits/rules.yaml"
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=VIETNAM)
PHONE = (
    "Mozilla/5.0 (Linux; Android 13; SM-A145) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"
)
GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def shipped_rules(own: str = "") -> Rules:
    """Return the rules that every portal has, and an officer's own."""
    files = [("rules.yaml", RULES_FILE.read_bytes())]
    rules, problems = read_rules([*files, ("own.yaml", own.encode())] if own else files)
    assert problems == ()
    return rules


def nginx(
    at: datetime = NOON,
    *,
    address: str = "203.0.113.7",
    agent: str = PHONE,
    request: str = "GET /tin-tuc/2026/11/hop-dan/ HTTP/2.0",
    status: int = 200,
    after: str = "",
) -> bytes:
    """Return a line of nginx's format `combined`, with its line end."""
    moment = f"{at:%d}/{MONTHS[at.month - 1]}/{at:%Y:%H:%M:%S %z}"
    return (
        f'{address} - - [{moment}] "{request}" {status} 5120 '
        f'"https://khegiang.example.vn/" "{agent}"{after}\n'
    ).encode()


def caddy(
    at: datetime = NOON,
    *,
    address: str = "203.0.113.7",
    agent: str = PHONE,
    uri: str = "/tin-tuc/2026/11/hop-dan/",
    method: str = "GET",
    status: int = 200,
) -> bytes:
    """Return a line of Caddy 2, with its line end."""
    entry = {
        "level": "info",
        "ts": at.timestamp(),
        "logger": "http.log.access.log0",
        "msg": "handled request",
        "request": {
            "remote_ip": "192.0.2.1",
            "remote_port": "41342",
            "client_ip": address,
            "proto": "HTTP/2.0",
            "method": method,
            "host": "khegiang.example.vn",
            "uri": uri,
            "headers": {"User-Agent": [agent], "Accept": ["*/*"]},
        },
        "duration": 0.000123,
        "size": 5120,
        "status": status,
    }
    return json.dumps(entry).encode() + b"\n"


def days_of(start: datetime, count: int) -> list[datetime]:
    """Return moments a day apart."""
    return [start + timedelta(days=number) for number in range(count)]


@dataclass(frozen=True)
class Desk:
    """A folder with a state, a content folder and logs. The clock stands at `now`."""

    root: Path
    rules: Rules = field(default_factory=shipped_rules)
    now: datetime = NOON + timedelta(days=40)
    forwarded: bool = False

    @property
    def state(self) -> Path:
        return self.root / "var/visits.sqlite"

    @property
    def content(self) -> Path:
        return self.root / "content"

    def log(self, data: bytes, name: str = "access.log") -> Path:
        """Write a log."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def setup(self) -> Setup:
        """Return what a run is given; its secrets are all alike, and therefore known."""
        secret = lambda length: b"\xa5\x5a" * (length // 2)  # noqa: E731
        return Setup(self.state, self.content, self.rules, self.now, secret, self.forwarded)

    def count(self, *logs: Path) -> Report:
        """Count logs."""
        return count(logs, self.setup())

    def months(self) -> Sequence[VisitMonth]:
        """Return what the files of data/visits state."""
        data = read_data(load_files(self.content))
        assert data.problems == ()
        return data.months

    def figures(self) -> dict[str, tuple[int, int]]:
        """Return visitors and views of each day."""
        return {
            day.day.isoformat(): (day.visitors, day.views)
            for month in self.months()
            for day in month.days
        }

    def pages(self) -> dict[str, int]:
        """Return the views of each page, all months together."""
        pages: dict[str, int] = {}
        for month in self.months():
            for page in month.most_read:
                pages[page.url] = pages.get(page.url, 0) + page.views
        return pages
