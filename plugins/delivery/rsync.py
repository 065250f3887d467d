"""A release to another machine: rsync over ssh, then one rename there.

On the target stand the same folders as here (`releases/<name>`, `current`), so that readers there
get a whole release, old or new, whenever the connection is lost. All that decides happens in one
shell on the target, which holds the lock there: when the connection ends, so does the lock.

The target needs a POSIX shell, GNU coreutils, flock (util-linux) and rsync.
"""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from plugins.delivery.errors import DeliveryError

#: A connection over which nothing comes for so long is lost, in seconds.
_SILENCE_S = 60
_BUSY, _END = "@busy", "@end"
#: Exit statuses of ssh and rsync, and what they mean to whoever runs this.
_RSYNC = {
    10: "mất kết nối",
    11: "đọc ghi tệp hỏng (đĩa đầy?)",
    12: "mất kết nối",
    20: "bị dừng",
    23: "có tệp không gửi được (quyền? đĩa đầy?)",
    30: "quá lâu không có dữ liệu",
    255: "mất kết nối ssh",
}


@dataclass(frozen=True, slots=True)
class RsyncTarget:
    """A folder on another machine. `options` are further options of ssh, such as a port or a key.

    `host` is as ssh takes it, with or without `user@`.
    """

    name: str
    host: str
    folder: str
    options: tuple[str, ...] = ()

    @property
    def shell(self) -> list[str]:
        """The command that opens a shell on the target, without the host."""
        return [
            *("ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=20"),
            *("-o", f"ServerAliveInterval={_SILENCE_S // 4}", "-o", "ServerAliveCountMax=3"),
            *self.options,
        ]


def deliver_rsync(
    target: RsyncTarget,
    release: Path,
    kept: Collection[str],
    manifest: Callable[[str], Mapping[str, str]],
) -> None:
    """Bring a release (its folder here) to a target and switch to it there.

    Releases that are not among `kept` are removed there. `manifest` gives the hashes of the files
    of a release by its name, none of one that is not known here: what the release that stands
    there has as well is linked, everything else is sent, and hashed once it is there. Raises
    DeliveryError; readers there then get what they got before.
    """
    name = release.name
    with _shell(target) as run:
        here = shlex.quote(target.folder)
        run(f"mkdir -p {here}/releases && cd {here}")
        run(f"exec 9>.lock && if ! flock -n 9; then echo {_BUSY}; fi")
        there = run("readlink current || true").rpartition("/")[2]
        check = (
            f"test -d releases/{name}/site && cd releases/{name}/site && "
            "sha256sum --check --status --strict ../SHA256SUMS"
        )
        if run(f"({check}) && echo yes || true") != "yes":
            if there == name:
                there = ""
            # What a lost connection left of another try is gone on with.
            _send(target, release, there)
            had = manifest(there)
            _check(
                run, release, [path for path, it in manifest(name).items() if had.get(path) != it]
            )
            run(f"sync -f releases/.new && rm -rf releases/.gone && {_set_aside(name)}")
            run(f"mv -T releases/.new releases/{name}")
        run(f"ln -sfn releases/{name} .current && mv -T .current current")
        run(_clean(kept))


def _set_aside(name: str) -> str:
    """Return the command that makes room for a release where a damaged one of its name stands."""
    return f"if test -e releases/{name}; then mv -T releases/{name} releases/.gone; fi"


def _clean(kept: Collection[str]) -> str:
    """Return the commands that remove what is not kept, each under a name that is no release's."""
    names = "|".join(sorted(kept))
    return (
        "rm -rf releases/.gone; for old in releases/*; do case ${old#releases/} in "
        f'{names}) ;; *) mv -T "$old" releases/.gone && rm -rf releases/.gone;; esac; done'
    )


def _send(target: RsyncTarget, release: Path, before: str) -> None:
    """Copy a release to `releases/.new`; what the release before has is linked to it there."""
    base = ["--link-dest", f"{target.folder}/releases/{before}/"] if before else []
    command = [
        *("rsync", "--archive", "--delete", "--no-owner", "--no-group", "--chmod=D755,F644"),
        *(f"--timeout={_SILENCE_S}", "--protect-args", "--rsh", shlex.join(target.shell)),
        *(*base, f"{release}/", f"{target.host}:{target.folder}/releases/.new/"),
    ]
    done = _run(command)
    if done.returncode:
        reason = _RSYNC.get(done.returncode, f"rsync dừng với mã {done.returncode}")
        raise DeliveryError(_message(target, reason, done.stderr))


def _check(run: Callable[[str], str], release: Path, changed: Collection[str]) -> None:
    """Let the target compute the hashes of what is new: rsync trusts times, and disks can lie."""
    wanted = frozenset(changed)
    lines = [
        line
        for line in (release / "SHA256SUMS").read_text("utf-8").splitlines()
        if line.partition("  ")[2] in wanted
    ]
    if lines:
        listed = "\n".join([f"<<'{_END}'", *lines, _END])
        run(f"(cd releases/.new/site && sha256sum --check --quiet --strict -) {listed}")


@contextmanager
def _shell(target: RsyncTarget) -> Iterator[Callable[[str], str]]:
    """Give a function that runs commands in one shell on the target and returns what they print.

    The function raises DeliveryError where a command fails or the connection is lost.
    """
    pipe = subprocess.PIPE
    # There as one stream: two would arrive in any order, in the middle of a line.
    command = [*target.shell, target.host, "LC_ALL=C sh 2>&1"]
    try:
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT)
    except FileNotFoundError:
        missing = "máy này chưa có ssh -> apt install openssh-client rsync"
        raise DeliveryError(f"{target.name}: {missing}") from None
    with process:
        assert process.stdin is not None and process.stdout is not None
        stdin, stdout = process.stdin, process.stdout
        try:
            yield lambda text: _ask(target, stdin, stdout, text)
        finally:
            # Without its end of the pipe the shell over there ends, and lets go of the lock.
            with suppress(OSError):
                stdin.close()
            process.kill()


def _ask(target: RsyncTarget, stdin: IO[bytes], stdout: IO[bytes], text: str) -> str:
    with suppress(OSError):
        stdin.write(f'{text}\necho "{_END} $?"\n'.encode())
        stdin.flush()
    said: list[str] = []
    for raw in stdout:
        line = raw.decode("utf-8", "replace").rstrip("\n")
        if line == f"{_END} 0":
            if _BUSY in said:
                raise DeliveryError(f"{target.name}: một lần đăng khác đang ghi vào đó -> đợi")
            return "\n".join(said)
        if line.startswith(f"{_END} "):
            raise DeliveryError(_message(target, "lệnh trên máy đích hỏng", "\n".join(said)))
        said.append(line)
    raise DeliveryError(_message(target, "không kết nối được, hay mất kết nối", "\n".join(said)))


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        missing = f"không có lệnh {command[0]} -> apt install {command[0]}"
        return subprocess.CompletedProcess(command, 127, "", missing)


def _message(target: RsyncTarget, what: str, detail: str) -> str:
    """Return one line about a target: what happened, and the last thing that was said of it."""
    lines = [line.strip() for line in detail.splitlines() if line.strip()]
    last = f" ({lines[-1]})" if lines else ""
    return f"{target.name} ({target.host}:{target.folder}): {what}{last}"
