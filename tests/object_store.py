"""A real S3 server on the loopback, a line to it that can fail, a site, and a reader of it."""

from __future__ import annotations

import hashlib
import os
import re
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from botocore.exceptions import ResponseStreamingError

from plugins.delivery import S3Target, Upload

RCLONE: Final = Path(sys.executable).parent / "rclone"
#: Made up for a server that lives as long as a test.
ACCESS, SECRET = "cong-thong-tin", "khoa-cua-bai-kiem-thu"
BUCKET: Final = "cong"
ENVIRONMENT: Final = {
    "AWS_ACCESS_KEY_ID": ACCESS,
    "AWS_SECRET_ACCESS_KEY": SECRET,
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}
_LINK = re.compile(rb'(?:href|src)="/([^"]*)"')


def free_port() -> int:
    """Return a port of the loopback that nobody uses."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """Serve the buckets below a folder over the S3 protocol; say the port."""
    port = free_port()
    (folder / BUCKET).mkdir(parents=True, exist_ok=True)
    command = [str(RCLONE), "serve", "s3", str(folder), "--config", os.devnull, "--quiet"]
    command += ["--addr", f"127.0.0.1:{port}", "--auth-key", f"{ACCESS},{SECRET}"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while server.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
        assert server.poll() is None, "rclone did not start"
        yield port
    finally:
        server.terminate()
        server.wait()


def target_at(port: int, **more: Any) -> S3Target:
    """Return the test bucket behind a port of the loopback."""
    return S3Target(BUCKET, endpoint=f"http://127.0.0.1:{port}", **more)


class Line:
    """A line to a server that does what it is told once it has carried so many bytes there.

    `fate` is `cut` (and refuse from then on), `stall` (take bytes and say nothing), or the id of
    a process to kill.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self.carried = 0
        self._limit: float = float("inf")
        self._fate: str | int = "cut"
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self.met = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def arm(self, limit: float, fate: str | int = "cut") -> None:
        """Begin to count anew, and meet the fate after `limit` bytes."""
        with self._lock:
            self.carried, self._limit, self._fate = 0, limit, fate
            self.met.clear()

    def close(self) -> None:
        """Hang up."""
        for end in (self._door, *self._open):
            end.close()

    @property
    def is_down(self) -> bool:
        """Whether the line has met its fate."""
        return self.carried >= self._limit

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                if self.is_down and self._fate == "cut":
                    client.close()
                    continue
                threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        with suppress(OSError), client, socket.create_connection(("127.0.0.1", self._port)) as far:
            self._open |= {client}
            while True:
                if self.is_down and self._fate == "cut":
                    return
                ready, _, _ = select.select([client, far], [], [], 0.2)
                for end in ready:
                    data = end.recv(4096)
                    if not data:
                        return
                    if end is client and not self._pass(data):
                        break
                    if self.is_down and self._fate == "stall":
                        continue
                    (far if end is client else client).sendall(data)

    def _pass(self, data: bytes) -> bool:
        """Count what goes to the server; say whether it may go on."""
        with self._lock:
            was_down = self.is_down
            self.carried += len(data)
            if self.is_down and not was_down:
                self.met.set()
                if isinstance(self._fate, int):
                    os.kill(self._fate, signal.SIGKILL)
        return isinstance(self._fate, int) or not self.is_down


def site(number: int, articles: int = 6) -> dict[str, bytes]:
    """Make up release `number` of a site whose pages point to each other in circles."""
    css = f"theme/css/portal.{number:04}.css"
    first = number * 2
    shown = range(first, first + articles)

    def page(title: str, *links: str) -> bytes:
        ends = "".join(f'<a href="/{link}">{link}</a>\n' for link in links)
        return f'<title>{title}</title><link href="/{css}">\n{ends}'.encode()

    files = {css: b"p{}" * number, "404.html": page("404"), "rss.xml": b"<rss/>"}
    for article in shown:
        near = [other for other in (article - 1, article + 1) if other in shown]
        tag = f"the/the-{article // 3}/"
        picture = f"media/anh/anh-{article}.webp"
        files[picture] = f"ảnh {article}".encode()
        links = [f"tin-tuc/2026/11/bai-{other}/" for other in near]
        files[f"tin-tuc/2026/11/bai-{article}/index.html"] = page(
            f"bài {article}, bản {number}", tag, picture, *links
        )
        files[f"{tag}index.html"] = page(
            f"thẻ {tag}",
            *(f"tin-tuc/2026/11/bai-{other}/" for other in shown if other // 3 == article // 3),
        )
    links = [f"tin-tuc/2026/11/bai-{article}/" for article in shown]
    files["index.html"] = page(f"bản {number}", "rss.xml", *links)
    files["sitemap.xml"] = " ".join(links).encode()
    files["build.json"] = f'{{"release": {number}}}'.encode()
    return files


def uploads(folder: Path, files: Mapping[str, bytes], cache: str = "max-age=300") -> list[Upload]:
    """Write files of a site to a folder and return them as what is to be uploaded."""
    made = []
    for key, data in files.items():
        digest = hashlib.sha256(data).hexdigest()
        source = folder / digest
        source.write_bytes(data)
        is_immutable = key.startswith(("theme/", "media/anh/"))
        kind = "text/html; charset=utf-8" if key.endswith(".html") else "application/octet-stream"
        keep = "public, max-age=31536000, immutable" if is_immutable else cache
        made.append(Upload(key, source, len(data), digest, kind, keep, "", is_immutable))
    return made


@dataclass
class Reader:
    """Reads a bucket as a reader does: from the home page, every link; and keeps what it saw."""

    client: Any
    faults: list[str] = field(default_factory=list)
    #: Each page as it was seen, with its links: a cache may still hold it.
    seen: dict[bytes, tuple[str, ...]] = field(default_factory=dict)
    pages: int = 0

    def get(self, address: str) -> bytes | None:
        """Return what is at an address (without its first slash), None where nothing is."""
        key = f"{address}index.html" if not address or address.endswith("/") else address
        try:
            with self.client.get_object(Bucket=BUCKET, Key=key)["Body"] as body:
                data: bytes = body.read()
                return data
        except self.client.exceptions.NoSuchKey:
            return None
        except ResponseStreamingError:
            # This server replaces a file under the hands of whoever reads it: read it again.
            return self.get(address)

    def walk(self) -> int:
        """Read all that can be reached, and note each link to nothing; return how many pages."""
        done: set[str] = set()
        todo = [("", "cửa")]
        while todo:
            address, origin = todo.pop()
            if address in done:
                continue
            done.add(address)
            data = self.get(address)
            if data is None:
                if address:
                    self.faults.append(f"{origin} -> /{address}")
                continue
            links = tuple(link.decode() for link in _LINK.findall(data))
            self.seen[data] = links
            todo += [(link, data.decode().partition("</title>")[0]) for link in links]
            self.pages += 1
        return len(done)

    def look_again(self, releases: Iterable[bytes]) -> None:
        """Follow the links of pages seen earlier, if they are of releases still in their grace."""
        for data in releases:
            for link in self.seen.get(data, ()):
                if self.get(link) is None:
                    self.faults.append(f"trang cũ -> /{link}")
