"""Ask a server on the loopback as a browser would, or as nobody should."""

from __future__ import annotations

import gzip
import http.client
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import brotli

HOST = "xamau.example.vn"
_PATIENCE_S = 30


@dataclass(frozen=True)
class Answer:
    """An answer: its status, its headers by lower-case name, and what it carries."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def plain(self) -> bytes:
        """The body without compression."""
        coding = self.headers.get("content-encoding")
        if coding == "br":
            return bytes(brotli.decompress(self.body))
        return gzip.decompress(self.body) if coding == "gzip" else self.body


class Client:
    """Asks for one path after another, each over a connection of its own unless it is kept."""

    def __init__(self, certificate: Path, http_port: int, https_port: int) -> None:
        self.certificate = certificate
        self.http_port, self.https_port = http_port, https_port
        self._trusted = ssl.create_default_context(cafile=str(certificate))

    def connect(self, host: str = HOST, *, secure: bool = True) -> http.client.HTTPConnection:
        """Open a connection to the server under one of its names."""
        port = self.https_port if secure else self.http_port
        plain = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE_S)
        connection = http.client.HTTPConnection(host, port, timeout=_PATIENCE_S)
        try:
            connection.sock = (
                self._trusted.wrap_socket(plain, server_hostname=host) if secure else plain
            )
        except ssl.SSLError:
            plain.close()
            raise
        return connection

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        host: str = HOST,
        secure: bool = True,
        kept: http.client.HTTPConnection | None = None,
        **headers: str,
    ) -> Answer:
        """Send one request, its path as it is; `accept_encoding` stands for Accept-Encoding."""
        if kept is None:
            with closing(self.connect(host, secure=secure)) as connection:
                return self._asked(connection, path, method, host, headers)
        return self._asked(kept, path, method, host, headers)

    def _asked(
        self,
        connection: http.client.HTTPConnection,
        path: str,
        method: str,
        host: str,
        headers: Mapping[str, str],
    ) -> Answer:
        connection.putrequest(method, path, skip_accept_encoding=True, skip_host=True)
        connection.putheader("Host", host)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        found = {key.lower(): value for key, value in answer.getheaders()}
        return Answer(answer.status, found, answer.read())
