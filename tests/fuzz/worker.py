"""A process that takes inputs, with little memory and little time for each."""

from __future__ import annotations

import os
import pickle
import resource
import select
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tests.security.bounded import MEGABYTE, taken

_ROOT = str(Path(__file__).parents[2])
_LENGTH = 8
#: Waiting takes no processor time: this much longer, and it hangs.
_PATIENCE = 12


@dataclass(frozen=True, slots=True)
class Finding:
    """What went wrong with an input. `kind` is the same for the same fault."""

    kind: str
    story: str


class Worker:
    """One process for one target, begun anew after each that died."""

    def __init__(self, read: Callable[[bytes], str], *, seconds: float, megabytes: int) -> None:
        self._read, self._seconds, self._megabytes = read, seconds, megabytes
        self._child = 0
        self._to: BinaryIO
        self._from: BinaryIO

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self._end(signal.SIGKILL)

    def take(self, data: bytes) -> Finding | None:
        """Give an input to the process; return what went wrong, if anything did."""
        if not self._child:
            self._begin()
        self._to.write(len(data).to_bytes(_LENGTH, "big") + data)
        self._to.flush()
        if not select.select([self._from], [], [], self._seconds * _PATIENCE)[0]:
            self._end(signal.SIGKILL)
            return Finding("treo", "tiến trình đứng yên, không dùng bộ xử lý")
        try:
            found: Finding | None = pickle.load(self._from)
        except (EOFError, pickle.UnpicklingError):
            name = self._end(0)
            late = "quá giờ" if name == "SIGVTALRM" else "tiến trình chết"
            return Finding(f"{late} {name}", f"giới hạn {self._seconds} giây, {self._megabytes} MB")
        return found

    def _begin(self) -> None:
        (child_reads, writing), (reading, child_writes) = os.pipe(), os.pipe()
        self._child = os.fork()
        if self._child == 0:
            os.close(writing)
            os.close(reading)
            with os.fdopen(child_reads, "rb") as given, os.fdopen(child_writes, "wb") as answers:
                self._serve(given, answers)
            os._exit(0)
        os.close(child_reads)
        os.close(child_writes)
        self._to, self._from = os.fdopen(writing, "wb"), os.fdopen(reading, "rb")

    def _serve(self, given: BinaryIO, answers: BinaryIO) -> None:
        memory = taken() + self._megabytes * MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        while length := given.read(_LENGTH):
            data = given.read(int.from_bytes(length, "big"))
            # Nobody handles the signal: it ends the process wherever that is.
            signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds)
            found = _outcome(self._read, data)
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            pickle.dump(found, answers)
            answers.flush()

    def _end(self, by: int) -> str:
        if not self._child:
            return ""
        if by:
            os.kill(self._child, by)
        _, status = os.waitpid(self._child, 0)
        self._child = 0
        self._to.close()
        self._from.close()
        code = os.waitstatus_to_exitcode(status)
        return signal.Signals(-code).name if code < 0 else str(code)


def _outcome(read: Callable[[bytes], str], data: bytes) -> Finding | None:
    try:
        fault = read(data)
    except BaseException as error:
        own = [each for each in traceback.extract_tb(error.__traceback__) if _is_own(each.filename)]
        place = f"{Path(own[-1].filename).name}:{own[-1].name}" if own else "?"
        return Finding(f"{type(error).__name__} {place}", traceback.format_exc())
    return Finding(fault.partition(":")[0], fault) if fault else None


def _is_own(file: str) -> bool:
    return file.startswith(f"{_ROOT}/plugins")
