"""Releases on another machine: a real sshd and rsync, on the loopback."""

from __future__ import annotations

import getpass
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Timer

import pytest
from portals import standing
from publishing_desk import Desk, is_whole
from readers import Reader, new_edition, reading

HOUR = 3600
KILLS = 8
LONGEST_S = 2.5


@dataclass(frozen=True)
class Host:
    """A machine that takes ssh connections, and the folder there that releases go to."""

    process: subprocess.Popen[bytes]
    folder: Path
    settings: str

    @property
    def current(self) -> str:
        """The name of the release that readers get there; empty where there is none."""
        link = self.folder / "current"
        return link.readlink().name if link.is_symlink() else ""

    def release(self, name: str) -> Path:
        """Return the folder of a release there."""
        return self.folder / "releases" / name

    def hang_up(self) -> None:
        """End all connections from one moment to the next; new ones are taken."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        for child in children.split():
            os.kill(int(child), signal.SIGKILL)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys of the host and of whoever publishes."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("host", "own"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(command, check=True)
    return folder


@pytest.fixture
def host(tmp_path: Path, keys: Path) -> Iterator[Host]:
    """Start sshd; end it by its own process id."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    config = tmp_path / "sshd_config"
    config.write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {keys / 'host'}\nPidFile none\nUsePAM no\n"
        f"AuthorizedKeysFile {keys / 'own.pub'}\nStrictModes no\nMaxStartups 100\n"
    )
    known = tmp_path / "known_hosts"
    known.write_text(f"[127.0.0.1]:{port} {(keys / 'host.pub').read_text()}")
    folder = tmp_path / "there"
    settings = (
        "targets:\n"
        f"  - name: may-chu\n    rsync: {{host: {getpass.getuser()}@127.0.0.1, folder: {folder}, "
        f"port: {port}, identity: {keys / 'own'}, known_hosts: {known}}}\n"
    )
    command = ["/usr/sbin/sshd", "-D", "-e", "-f", str(config)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if b"Server listening" in line:
                break
        try:
            yield Host(process, folder, settings)
        finally:
            process.terminate()


@pytest.fixture
def desk_with_host(desk: Desk, host: Host) -> Desk:
    """A portal whose releases go to the host."""
    (desk.root / "publish.yaml").write_text(host.settings, "utf-8")
    return desk


def test_a_release_gets_there_whole_and_only_what_changed_is_sent(
    desk_with_host: Desk, host: Host
) -> None:
    desk = desk_with_host
    run = desk.publish()
    assert f"Đã gửi bản {desk.current} tới may-chu" in run.out
    assert host.current == desk.current
    assert is_whole(host.release(host.current))
    before = standing(host.folder / "current/site")
    desk.content.article("moi")
    desk.publish(at=HOUR)
    assert host.current == desk.current
    assert is_whole(host.release(host.current))
    after = standing(host.folder / "current/site")
    same = sum(after.get(path) == stamp for path, stamp in before.items())
    assert same == sum(
        path in before and (desk.site / path).stat().st_mtime_ns == before[path][1]
        for path in after
    )
    assert same > len(before) / 3


def test_going_back_goes_back_there_too(desk_with_host: Desk, host: Host) -> None:
    desk = desk_with_host
    desk.publish()
    first = desk.current
    desk.content.article("moi")
    desk.publish(at=HOUR)
    assert desk.run("rollback", at=HOUR).status == 0
    assert (desk.current, host.current) == (first, first)
    assert is_whole(host.release(first))


def test_a_target_that_moved_or_lost_its_site_gets_it_again(
    desk_with_host: Desk, host: Host
) -> None:
    desk = desk_with_host
    desk.publish()
    (host.folder / "current").unlink()
    desk.publish(at=HOUR)
    assert host.current == desk.current
    settings = desk.root / "publish.yaml"
    moved = host.folder.with_name("moved")
    settings.write_text(settings.read_text("utf-8").replace(str(host.folder), str(moved)), "utf-8")
    desk.publish("--scheduled", at=2 * HOUR)
    assert is_whole(moved / "current")


def test_what_was_taken_back_is_taken_back_there_once_it_can_be_reached(
    desk_with_host: Desk, host: Host
) -> None:
    desk = desk_with_host
    desk.publish()
    first = desk.current
    desk.content.article("loi")
    desk.publish(at=HOUR)
    with subprocess.Popen(
        ["flock", str(host.folder / ".lock"), "cat"], stdin=subprocess.PIPE
    ) as it:
        assert it.stdin is not None
        assert desk.run("rollback", at=2 * HOUR).status == 1
        it.stdin.close()
    assert (desk.current, host.current != first) == (first, True)
    desk.publish("--scheduled", at=3 * HOUR)
    assert (desk.current, host.current) == (first, first)


def test_a_lost_connection_leaves_a_whole_release_and_the_next_publish_brings_the_new_one(
    desk_with_host: Desk, host: Host
) -> None:
    desk, chance = desk_with_host, Random(5)
    new_edition(desk, 0)
    desk.publish()
    lost = 0
    for number in range(1, 6):
        before = host.current
        new_edition(desk, number)
        timer = Timer(chance.uniform(0.3, LONGEST_S), host.hang_up)
        timer.start()
        run = desk.run("publish", at=number)
        timer.cancel()
        lost += run.status != 0
        assert is_whole(host.release(host.current))
        if run.status:
            assert "may-chu" in run.err
            assert "Traceback" not in run.err
            assert host.current in (before, desk.current)
            assert desk.publish(at=number).out.count("Đã gửi bản") == 1
        assert host.current == desk.current
    assert lost


def test_readers_there_get_one_whole_release_whenever_a_publish_is_killed(
    desk_with_host: Desk, host: Host
) -> None:
    desk, chance = desk_with_host, Random(2)
    new_edition(desk, 0)
    desk.publish()
    reader = Reader(host.folder)
    killed = 0
    with reading(reader):
        for number in range(1, KILLS + 1):
            new_edition(desk, number)
            run = desk.run("publish", at=number, killed_after_s=chance.uniform(0.3, LONGEST_S))
            killed += run.status == -signal.SIGALRM
            assert len(reader.editions()) == 1
    desk.publish(at=KILLS + 1)
    assert reader.faults == []
    assert reader.editions() == {str(KILLS)}
    assert is_whole(host.release(host.current))
    there = {path.name for path in (host.folder / "releases").iterdir()}
    assert there <= set(desk.releases)
    assert killed > KILLS // 4


def test_somebody_else_who_publishes_there_is_not_disturbed(
    desk_with_host: Desk, host: Host
) -> None:
    desk = desk_with_host
    desk.publish()
    before = host.current
    desk.content.article("moi")
    with subprocess.Popen(
        ["flock", str(host.folder / ".lock"), "cat"], stdin=subprocess.PIPE
    ) as other:
        assert other.stdin is not None
        run = desk.run("publish", at=HOUR)
        other.stdin.close()
    assert run.status == 1
    assert "một lần đăng khác đang ghi vào đó" in run.err
    assert host.current == before
    desk.publish(at=HOUR)
    assert host.current == desk.current


def test_a_host_that_is_not_the_one_it_was_gets_nothing(desk_with_host: Desk, host: Host) -> None:
    desk = desk_with_host
    known = desk.root / "known_hosts"
    other = known.read_text().rpartition(" ")[0].replace("ed25519 AAAA", "ed25519 BBBB")
    known.write_text(other.replace("BBBB", "AAAA")[:-20] + "A" * 20 + "\n")
    run = desk.run("publish")
    assert run.status == 1
    assert "may-chu" in run.err
    assert "Traceback" not in run.err
    assert host.current == ""
    assert is_whole(desk.public / "releases" / desk.current)
