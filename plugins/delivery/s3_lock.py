"""The lock of a bucket: an object that says which process on which machine is delivering.

Where the server knows conditional writes, two machines cannot both take it. Where it does not,
each reads back what it wrote and looks again while it works, so that one of them stops.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from plugins.delivery.errors import DeliveryBusyError
from plugins.delivery.s3_bucket import Bucket, ChangedError, Note, is_line_down
from plugins.vietnamese import VIETNAM, format_datetime

LOCK = "lock.json"
#: A lock that its owner has not renewed for so long is nobody's, by the clock of the server.
LEASE = timedelta(minutes=10)
RENEW_S = 60.0


@dataclass(frozen=True, slots=True)
class Owner:
    """Who delivers: machine, process, user and since when (ISO 8601)."""

    host: str
    pid: int
    user: str
    since: str

    @classmethod
    def here(cls, now: datetime) -> Owner:
        """Return the owner that this process is."""
        user = os.environ.get("USER") or os.environ.get("LOGNAME") or str(os.getuid())
        return cls(platform.node(), os.getpid(), user, now.isoformat())

    def __str__(self) -> str:
        """Name the owner in messages."""
        try:
            since = format_datetime(datetime.fromisoformat(self.since).astimezone(VIETNAM))
        except ValueError:
            since = self.since
        return f"máy {self.host}, người dùng {self.user}, tiến trình {self.pid}, từ {since}"


def is_running(pid: int) -> bool:
    """Say whether a process of this machine is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


@dataclass(slots=True)
class Lock:
    """A lock that is held; `etag` is of its object as it was last written."""

    bucket: Bucket
    owner: Owner
    etag: str

    def renew(self) -> None:
        """Make the lease begin again. Raises DeliveryBusyError if another took the lock."""
        self.check()
        try:
            self.etag = self.bucket.write(LOCK, _text(self.owner), self.etag)
        except ChangedError:
            raise _taken(self.bucket.read(LOCK)) from None

    def check(self) -> None:
        """Raise DeliveryBusyError if the lock is no longer this owner's."""
        note = self.bucket.read(LOCK)
        if note is None or note.data != _text(self.owner):
            raise _taken(note)


@contextmanager
def holding(
    bucket: Bucket, owner: Owner, is_alive: Callable[[int], bool] = is_running
) -> Iterator[Lock]:
    """Hold the lock of a bucket while the block runs.

    The lock of a process that is no more is taken over. Raises DeliveryBusyError.
    """
    note = bucket.read(LOCK)
    if note is not None and not _is_free(note, owner, is_alive):
        raise _taken(note)
    try:
        etag = bucket.write(LOCK, _text(owner), note.etag if note else "")
    except ChangedError:
        raise _taken(bucket.read(LOCK)) from None
    lock = Lock(bucket, owner, etag)
    lock.check()
    try:
        yield lock
    except Exception as error:
        # Unreleased, it is taken over: by this machine at once, by others after the lease.
        if not is_line_down(error):
            _release(lock)
        raise
    except BaseException:
        _release(lock)
        raise
    _release(lock)


def _release(lock: Lock) -> None:
    with suppress(Exception):
        lock.check()
        lock.bucket.remove(LOCK)


def _is_free(note: Note, owner: Owner, is_alive: Callable[[int], bool]) -> bool:
    holder = _parse(note.data)
    is_here = holder is not None and holder.host == owner.host
    if is_here and holder is not None and (holder.pid == owner.pid or not is_alive(holder.pid)):
        return True
    return note.age > LEASE


def _text(owner: Owner) -> bytes:
    return json.dumps(asdict(owner), ensure_ascii=False, sort_keys=True).encode()


def _parse(data: bytes) -> Owner | None:
    try:
        state = json.loads(data)
        return Owner(str(state["host"]), int(state["pid"]), str(state["user"]), str(state["since"]))
    except (ValueError, TypeError, LookupError):
        return None


def _taken(note: Note | None) -> DeliveryBusyError:
    holder = _parse(note.data) if note else None
    who = str(holder) if holder else "chưa rõ máy nào"
    minutes = int(LEASE.total_seconds() // 60)
    return DeliveryBusyError(
        f"một lần gửi khác đang chạy ({who}) -> chờ nó xong rồi thử lại; "
        f"nếu máy ấy đã tắt, khóa hết hạn sau {minutes} phút"
    )
