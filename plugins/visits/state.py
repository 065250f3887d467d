"""What was counted, in one SQLite file that only its owner can read.

It is no cache: lost, the days of the published files stay as they are and count no further. One
run is one transaction, so that a kill at any moment loses and doubles nothing. What is deleted
is overwritten (`secure_delete`): hashes of visitors and their salt go when their day is closed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from hashlib import blake2b

from plugins.visits.logs import KnownLog
from plugins.visits.tally import DAY_S, VIETNAM_OFFSET_S, Counts, Day, Door

FORMAT = 1
#: A day is closed once the log has gone so far into the next one.
CLOSE_AFTER_S = 2 * 3600
#: Strangers choose addresses: of more than these, a month only counts that they were looked at.
MOST_PAGES = 50_000
_SALT = 32
_SCHEMA = """
CREATE TABLE secret (value BLOB NOT NULL);
CREATE TABLE logs (number INTEGER PRIMARY KEY, reached INTEGER, lines INTEGER, tail BLOB);
CREATE TABLE marks (log INTEGER, place INTEGER, digest BLOB, PRIMARY KEY (log, place))
    WITHOUT ROWID;
CREATE TABLE days (day TEXT PRIMARY KEY, door TEXT NOT NULL, visitors INTEGER NOT NULL DEFAULT 0,
    views INTEGER NOT NULL DEFAULT 0, newest INTEGER NOT NULL DEFAULT 0, salt BLOB) WITHOUT ROWID;
CREATE TABLE visitors (day TEXT, visitor BLOB, last INTEGER NOT NULL, PRIMARY KEY (day, visitor))
    WITHOUT ROWID;
CREATE TABLE pages (month TEXT, url TEXT, views INTEGER NOT NULL, PRIMARY KEY (month, url))
    WITHOUT ROWID;
"""


class StateFormatError(Exception):
    """The file is of another version of this program, or of another program."""


class State:
    """The state inside one transaction. `random_bytes` makes secrets of a length."""

    def __init__(self, base: sqlite3.Connection, random_bytes: Callable[[int], bytes]) -> None:
        """Make the tables where there are none. Raises StateFormatError."""
        self._base = base
        self._random = random_bytes
        (version,) = base.execute("PRAGMA user_version").fetchone()
        if version == 0:
            if base.execute("SELECT 1 FROM sqlite_master").fetchone():
                raise StateFormatError
            for statement in _SCHEMA.split(";"):
                base.execute(statement)
            base.execute("INSERT INTO secret VALUES (?)", (random_bytes(_SALT),))
            base.execute(f"PRAGMA user_version = {FORMAT}")
        elif version != FORMAT:
            raise StateFormatError
        (self._secret,) = base.execute("SELECT value FROM secret").fetchone()

    def digest(self, data: bytes) -> bytes:
        """Return a hash that nobody without this state can compute."""
        return blake2b(data, key=self._secret, digest_size=16).digest()

    def logs(self) -> list[KnownLog]:
        """Return the logs that were read, newest first."""
        marks: dict[int, dict[int, bytes]] = {}
        for log, place, digest in self._base.execute("SELECT log, place, digest FROM marks"):
            marks.setdefault(log, {})[place] = digest
        rows = self._base.execute(
            "SELECT reached, lines, tail, number FROM logs ORDER BY number DESC"
        )
        return [
            KnownLog(reached, lines, marks.get(number, {}), tail, number)
            for reached, lines, tail, number in rows
        ]

    def keep_log(self, log: KnownLog) -> KnownLog:
        """Note how far a log was read; return it with its number."""
        number = self._base.execute(
            "INSERT OR REPLACE INTO logs VALUES (?, ?, ?, ?)",
            (log.number, log.offset, log.lines, log.tail),
        ).lastrowid
        self._base.executemany(
            "INSERT OR IGNORE INTO marks VALUES (?, ?, ?)",
            [(number, place, digest) for place, digest in log.marks.items()],
        )
        return replace(log, number=number)

    def day(self, iso: str) -> Day:
        """Return the door of a day; one that was never seen is opened, with a salt of its own."""
        row = self._base.execute("SELECT door, salt FROM days WHERE day = ?", (iso,)).fetchone()
        if row is not None:
            return Day(Door(row[0]), row[1] or b"")
        salt = self._random(_SALT)
        self._base.execute(
            "INSERT INTO days (day, door, salt) VALUES (?, ?, ?)", (iso, Door.OPEN, salt)
        )
        return Day(Door.OPEN, salt)

    def adopt(self, days: Mapping[str, tuple[int, int]], pages: Mapping[str, int]) -> list[str]:
        """Take over the days of one published month that were not counted here: they are closed.

        `days` are visitors and views by ISO date, `pages` views by address; those are taken over
        where the month is new here. Returns the days taken over.
        """
        month = min(days, default="")[:7]
        question = "SELECT day FROM days WHERE day BETWEEN ? AND ?"
        rows = self._base.execute(question, (f"{month}-01", f"{month}-31"))
        known = {iso for (iso,) in rows}
        new = sorted(set(days) - known)
        if new and not known:
            self._base.executemany(
                "INSERT OR IGNORE INTO pages VALUES (?, ?, ?)",
                [(month, url, views) for url, views in sorted(pages.items())],
            )
        self._base.executemany(
            "INSERT INTO days (day, door, visitors, views) VALUES (?, ?, ?, ?)",
            [(iso, Door.PUBLISHED, *days[iso]) for iso in new],
        )
        return new

    def add(self, counts: Counts) -> None:
        """Add what lines counted. Its days must have been asked for."""
        self._base.executemany(
            "UPDATE days SET views = views + ? WHERE day = ?",
            [(views, iso) for iso, views in counts.views.items()],
        )
        self._base.executemany(
            "UPDATE days SET newest = max(newest, ?) WHERE day = ?",
            [(newest, iso) for iso, newest in counts.newest.items()],
        )
        self._base.executemany(
            "INSERT INTO visitors VALUES (?, ?, ?) ON CONFLICT (day, visitor) "
            "DO UPDATE SET last = max(last, excluded.last)",
            (
                (iso, who, last)
                for iso, seen in counts.visitors.items()
                for who, last in sorted(seen.items())
            ),
        )
        self._add_pages(counts)

    def _add_pages(self, counts: Counts) -> None:
        rooms: dict[str, int] = {}
        for (month, url), views in counts.pages.items():
            if month not in rooms:
                question = "SELECT count(*) FROM pages WHERE month = ?"
                rooms[month] = MOST_PAGES - self._base.execute(question, (month,)).fetchone()[0]
            changed = self._base.execute(
                "UPDATE pages SET views = views + ? WHERE month = ? AND url = ?",
                (views, month, url),
            ).rowcount
            if not changed and rooms[month] > 0:
                self._base.execute("INSERT INTO pages VALUES (?, ?, ?)", (month, url, views))
                rooms[month] -= 1

    def settle(self) -> None:
        """Count the visitors of the days that are open, and close those that are over."""
        self._base.execute(
            "UPDATE days SET visitors = "
            "(SELECT count(*) FROM visitors WHERE visitors.day = days.day) WHERE door = ?",
            (Door.OPEN,),
        )
        over = [
            iso
            for (iso,) in self._base.execute("SELECT day FROM days WHERE door = ?", (Door.OPEN,))
            if _start_of(iso) + DAY_S + CLOSE_AFTER_S <= self.newest
        ]
        for iso in over:
            self._base.execute("DELETE FROM visitors WHERE day = ?", (iso,))
            self._base.execute(
                "UPDATE days SET door = ?, salt = NULL WHERE day = ?", (Door.CLOSED, iso)
            )

    @property
    def newest(self) -> int:
        """The time of the newest line, in seconds since 1970; 0 before any."""
        newest: int = self._base.execute("SELECT ifnull(max(newest), 0) FROM days").fetchone()[0]
        return newest

    def days(self) -> Iterator[tuple[str, int, int, int]]:
        """Yield date, visitors, views and time of the newest line of each day counted here."""
        return iter(
            self._base.execute(
                "SELECT day, visitors, views, newest FROM days WHERE door != ? ORDER BY day",
                (Door.PUBLISHED,),
            ).fetchall()
        )

    def most_read(self, month: str, most: int) -> Iterable[tuple[str, int]]:
        """Return the addresses most looked at in a month, with their views."""
        return self._base.execute(
            "SELECT url, views FROM pages WHERE month = ? ORDER BY views DESC, url LIMIT ?",
            (month, most),
        ).fetchall()

    def online(self, iso: str, since: int, until: int) -> int | None:
        """Return how many visitors of a day were last seen after `since`, up to `until`.

        None where the visitors of that day are not known.
        """
        row = self._base.execute("SELECT door FROM days WHERE day = ?", (iso,)).fetchone()
        if row is None or row[0] != Door.OPEN:
            return None
        question = "SELECT count(*) FROM visitors WHERE day = ? AND last > ? AND last <= ?"
        count: int = self._base.execute(question, (iso, since, until)).fetchone()[0]
        return count


def _start_of(iso: str) -> int:
    days = date.fromisoformat(iso).toordinal() - date(1970, 1, 1).toordinal()
    return days * DAY_S - VIETNAM_OFFSET_S
