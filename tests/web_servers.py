"""Real web servers on the loopback, with the configuration that is made for a portal."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from plugins.serving import ServerFacts, server_files

_PATIENCE_S = 30
#: Where Debian has nginx; only an administrator's PATH leads there.
_SYSTEM = "/usr/sbin"
_NGINX = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.error.log;
worker_processes {workers};
events {{ worker_connections 128; }}
http {{
    {temporary}
    include {folder}/server/nginx-default.conf;
    include {folder}/server/nginx.conf;
}}
"""


class ServerFailed(RuntimeError):
    """A web server did not come up; the message holds what it said."""


def find_nginx() -> str | None:
    """Return the path of nginx, or None where there is none."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}{os.pathsep}{_SYSTEM}")


def sign_certificate(folder: Path, host: str) -> tuple[Path, Path]:
    """Make a certificate of a host and its `www.` that nobody signed; return it and its key."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-nodes", "-days", "30", "-subj", f"/CN={host}"),
            *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-addext", f"subjectAltName=DNS:{host},DNS:www.{host}"),
            *("-keyout", key, "-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key


@contextmanager
def run_nginx(folder: Path, facts: ServerFacts, *, workers: str = "1") -> Iterator[ServerFacts]:
    """Run nginx in an empty folder; give the facts with the ports and the logs that it has.

    `workers` is how many processes answer: a number, or `auto`, one for each core. Raises
    ServerFailed, FileNotFoundError where there is no nginx.
    """
    nginx = find_nginx()
    if nginx is None:
        raise FileNotFoundError("nginx")
    facts = _written(folder, facts)
    temporary = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    configuration = folder / "nginx.conf"
    configuration.write_text(
        _NGINX.format(
            folder=folder,
            workers=workers,
            # Its workers would not be let into the folder of an administrator's tests.
            user="user root;" if os.geteuid() == 0 else "",
            temporary=" ".join(f"{name}_temp_path {folder}/{name};" for name in temporary),
        )
    )
    command = [nginx, "-e", str(folder / "nginx.error.log"), "-c", str(configuration)]
    _check([*command, "-t"], folder)
    with _running(command, facts, folder):
        yield facts


@contextmanager
def run_caddy(folder: Path, facts: ServerFacts) -> Iterator[ServerFacts]:
    """Run Caddy in an empty folder; give the facts with the ports and the logs that it has.

    Raises ServerFailed, FileNotFoundError where there is no Caddy.
    """
    facts = _written(folder, facts)
    given = ["--adapter", "caddyfile", "--config", str(folder / "server/Caddyfile")]
    _check(["caddy", "validate", *given], folder)
    with _running(["caddy", "run", *given], facts, folder):
        yield facts


def _written(folder: Path, facts: ServerFacts) -> ServerFacts:
    http_port, https_port = _free_ports()
    logs = folder / "logs"
    logs.mkdir()
    facts = replace(facts, http_port=http_port, https_port=https_port, logs=str(logs))
    (folder / "server").mkdir()
    for name, data in server_files(facts).items():
        (folder / "server" / name).write_bytes(data)
    return facts


def _check(command: Sequence[str], folder: Path) -> None:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=_environment(folder)
    )
    if done.returncode != 0:
        raise ServerFailed(f"{' '.join(command)}: status {done.returncode}\n{done.stderr}")


def _environment(folder: Path) -> Mapping[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(folder)}


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        for held in (one, other):
            held.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


@contextmanager
def _running(command: Sequence[str], facts: ServerFacts, folder: Path) -> Iterator[None]:
    log = folder / "output.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=_environment(folder))
        try:
            _await(process, facts.https_port, log)
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(_PATIENCE_S)


def _await(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until a server answers. Raises ServerFailed with what it said when it ends instead."""
    for _ in range(_PATIENCE_S * 50):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except ConnectionRefusedError:
            try:
                process.wait(0.02)
            except subprocess.TimeoutExpired:
                continue
            break
    raise ServerFailed(log.read_text())
