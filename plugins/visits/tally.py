"""From lines to counts: what is a view, who is a visitor, what was left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple, TypeVar

from plugins.visits.addresses import page_of
from plugins.visits.lines import LineParser, Request
from plugins.visits.rules import Rules

#: Asia/Ho_Chi_Minh has been at +07:00 since 1975, without summer time.
VIETNAM_OFFSET_S = 7 * 3600
DAY_S = 86_400
#: A clock may be a little ahead of ours.
_AHEAD_S = 600
#: 1 January 2000. Before it no portal of this kind kept a log: the server's clock was not set.
_EARLIEST_S = 946_684_800
_EPOCH = date(1970, 1, 1).toordinal()
_MOST_REMEMBERED = 20_000
_SEEN = (b"200", b"304")

Key = TypeVar("Key")
Value = TypeVar("Value")


class Door(StrEnum):
    """What a line may still do to a day."""

    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"


class Day(NamedTuple):
    """Whether a day still takes visitors, and the salt of its visitors while it does."""

    door: Door
    salt: bytes = b""


# Why a line is no view, as a report says it.
UNREADABLE = "không đọc được"
CLOCK = "ghi giờ ở tương lai hoặc trước năm 2000"
NO_VIEW = "không phải lượt xem trang (tệp kèm theo, địa chỉ sai, gửi biểu mẫu…)"
PUBLISHED = "của những ngày đã công bố mà ở đây chưa đếm"
LATE = "đến sau khi ngày đã chốt: chỉ tính lượt xem"
REASONS = frozenset({UNREADABLE, CLOCK, NO_VIEW, PUBLISHED, LATE})


@dataclass(slots=True)
class Counts:
    """What lines add to the state. Days are ISO dates, months the first seven letters of them.

    `visitors` maps a day to its visitors and the time of the last view of each; `newest` maps a
    day to the time of its last line.
    """

    views: Counter[str] = field(default_factory=Counter)
    pages: Counter[tuple[str, str]] = field(default_factory=Counter)
    visitors: dict[str, dict[bytes, int]] = field(default_factory=dict)
    newest: dict[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.pages) + sum(map(len, self.visitors.values()))


class Tally:
    """Counts lines. `now` is in seconds; `day` tells of an ISO date what its door is."""

    def __init__(
        self, rules: Rules, now: int, day: Callable[[str], Day], *, forwarded: bool = False
    ) -> None:
        self.counts = Counts()
        self.left: Counter[str] = Counter()
        self.views = 0
        self._rules = rules
        self._latest = now + _AHEAD_S
        self._day = day
        self._days: dict[int, tuple[str, Day]] = {}
        self._parser = LineParser(forwarded=forwarded)
        self._pages: dict[bytes, str | None] = {}
        self._agents: dict[bytes, str | None] = {}
        self._addresses: dict[bytes, str | None] = {}

    def take(self) -> Counts:
        """Return what was counted since the last time."""
        counts, self.counts = self.counts, Counts()
        return counts

    def add(self, lines: Iterable[bytes], first: int = 1) -> list[int]:
        """Count lines, of which the first has the number `first`.

        Returns the numbers of those that could not be read.
        """
        parse, add, unreadable = self._parser.parse, self._add, list[int]()
        for number, line in enumerate(lines, first):
            request = parse(line)
            if request is not None:
                add(request)
            else:
                unreadable.append(number)
        self.left[UNREADABLE] += len(unreadable)
        return unreadable

    def _add(self, request: Request) -> None:
        time = request.time
        if not _EARLIEST_S <= time <= self._latest:
            self.left[CLOCK] += 1
            return
        number = (time + VIETNAM_OFFSET_S) // DAY_S
        found = self._days.get(number)
        if found is None:
            iso = date.fromordinal(_EPOCH + number).isoformat()
            found = self._days[number] = iso, self._day(iso)
        iso, (door, salt) = found
        if door is Door.PUBLISHED:
            self.left[PUBLISHED] += 1
            return
        newest = self.counts.newest
        if time > newest.get(iso, 0):
            newest[iso] = time
        page = None
        if request.method == b"GET" and request.status in _SEEN:
            page = self._page(request.target)
        if page is None:
            self.left[NO_VIEW] += 1
            return
        rule = self._rule(request.agent, request.address)
        if rule is not None:
            self.left[rule] += 1
            return
        self.views += 1
        self.counts.views[iso] += 1
        self.counts.pages[iso[:7], page] += 1
        if door is Door.CLOSED:
            self.left[LATE] += 1
            return
        who = blake2b(
            b"%b\0%b" % (request.address, request.agent), key=salt, digest_size=16
        ).digest()
        seen = self.counts.visitors.setdefault(iso, {})
        if time > seen.get(who, 0):
            seen[who] = time

    def _page(self, target: bytes) -> str | None:
        known, path = self._pages, target.partition(b"?")[0]
        if path not in known:
            _remember(known, path, page_of(path, self._rules.not_pages))
        return known[path]

    def _rule(self, agent: bytes, address: bytes) -> str | None:
        if agent not in self._agents:
            _remember(self._agents, agent, self._rules.of_agent(agent))
        if not self._rules.networks:
            return self._agents[agent]
        if address not in self._addresses:
            _remember(self._addresses, address, self._rules.of_address(address))
        return self._addresses[address] or self._agents[agent]


def _remember(known: dict[Key, Value], key: Key, value: Value) -> None:
    # Strangers choose the keys: a memory without bound would be theirs to fill.
    if len(known) >= _MOST_REMEMBERED:
        known.clear()
    known[key] = value
