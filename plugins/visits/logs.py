"""A log is what it says, not how it is called: which of its bytes were read before.

Servers rename logs, pack them and copy and empty them. So a log is known by its first bytes, and
that it is still the same log by the bytes right before the place up to which it was read.
Offsets count unpacked bytes. A last line without its end waits until it has one.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BufferedIOBase
from pathlib import Path
from typing import NamedTuple, TypeAlias

from plugins.visits.lines import MAX_LINE

#: How many bytes at its start tell a log from others, and how many before the place reached.
HEAD = 4096
_TAIL = 4096
_BLOCK = 1 << 18
_GZIP = b"\x1f\x8b"
_BROKEN = (EOFError, gzip.BadGzipFile, zlib.error)

#: A hash that only the holder of the state can compute.
Digest: TypeAlias = Callable[[bytes], bytes]


class LogChangedError(Exception):
    """A log begins as one that was read, but what was read of that is not in it."""


@dataclass(frozen=True, slots=True)
class KnownLog:
    """How far a log was read: bytes and lines.

    `marks` are the digests of its beginning, up to each line end within the first `HEAD` bytes
    and up to `HEAD`: a copy may be shorter. `tail` is that of the bytes before `offset`.
    `number` is its place in the state, None before it has one.
    """

    offset: int = 0
    lines: int = 0
    marks: Mapping[int, bytes] = field(default_factory=dict)
    tail: bytes = b""
    number: int | None = None


class Block(NamedTuple):
    """Whole lines without their ends; the bytes read up to there and the last few of those."""

    lines: list[bytes]
    offset: int
    before: bytes


class LogReader:
    """What is new in one log, block by block. `is_damaged` once its packing turns out broken."""

    def __init__(self, stream: BufferedIOBase, known: Sequence[KnownLog], digest: Digest) -> None:
        """Find out which log this is. Raises LogChangedError."""
        self.is_damaged = False
        self._stream = stream
        self._digest = digest
        self._head = _whole(self._read_fully(HEAD))
        self.log = next((log for log in known if self._is(log)), None) or KnownLog()

    def blocks(self) -> Iterator[Block]:
        """Yield what was not read before. Raises LogChangedError."""
        offset = self.log.offset
        if len(self._head) < HEAD:
            # What a server adds from now on waits: it is not in the head, by which a log is known.
            if end := len(self._head[offset:]):
                lines = self._head[offset:-1].split(b"\n")
                yield Block(lines, offset + end, self._head)
            return
        before = self._go_to(offset)
        if before is None:
            return
        rest, cut = b"", 0
        while more := self._read(_BLOCK):
            data = rest + more
            end = data.rfind(b"\n") + 1
            if end:
                before = (before + data[:end])[-_TAIL:]
                offset += cut + end
                yield Block(data[: end - 1].split(b"\n"), offset, before)
                rest, cut = data[end:], 0
            else:
                # A line without an end may be as long as the disk.
                rest = data[-MAX_LINE - 1 :]
                cut += len(data) - len(rest)

    def after(self, block: Block, lines: int) -> KnownLog:
        """Return the log as it is known once a block, and so many lines in all, were read."""
        head = self._head[: block.offset]
        ends = [place + 1 for place, byte in enumerate(head) if byte == 0x0A]
        if len(head) == HEAD and HEAD not in ends:
            ends.append(HEAD)
        marks = {end: self._digest(head[:end]) for end in ends}
        return KnownLog(block.offset, lines, marks, self._digest(block.before), self.log.number)

    def _is(self, log: KnownLog) -> bool:
        place = min(HEAD, log.offset, len(self._head))
        return place > 0 and log.marks.get(place) == self._digest(self._head[:place])

    def _go_to(self, offset: int) -> bytes | None:
        """Go to the place reached before and return the bytes before it.

        None where the log ends earlier, so that it is a copy of which all was read.
        """
        length = min(_TAIL, offset)
        try:
            self._stream.seek(offset - length)
        except _BROKEN:
            self.is_damaged = True
            return None
        before = self._read_fully(length)
        if len(before) < length:
            return None
        if offset and self._digest(before) != self.log.tail:
            raise LogChangedError
        return before

    def _read_fully(self, length: int) -> bytes:
        data = b""
        while len(data) < length and (more := self._read(length - len(data))):
            data += more
        return data

    def _read(self, length: int) -> bytes:
        try:
            # All at once, `read` would lose what it has when the packing breaks off.
            return self._stream.read1(length)
        except _BROKEN:
            # What came before it is good; a log may be in the middle of being packed.
            self.is_damaged = True
            return b""


def open_log(path: Path) -> BufferedIOBase:
    """Open a log, packed or not, whatever its name. Raises OSError."""
    stream = path.open("rb")
    try:
        if stream.read(len(_GZIP)) != _GZIP:
            stream.seek(0)
            return stream
    except BaseException:
        stream.close()
        raise
    stream.close()
    return gzip.GzipFile(path)


def _whole(head: bytes) -> bytes:
    return head if len(head) == HEAD else head[: head.rfind(b"\n") + 1]
