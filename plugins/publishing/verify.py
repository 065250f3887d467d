"""Whether a running site is exactly a release: what a changed or hacked one is not.

Every file of the release is asked for and its hash compared with the manifest that this machine
keeps: plain, and as the compressed twin where the server sends one. What else a server may answer
cannot be listed from outside; an address that no release ever had must lead to the 404 page, and
those of earlier releases must be gone.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import local
from urllib.parse import quote, urlsplit

import brotli

from plugins.publishing.assemble import TWINS, original_of
from plugins.releases import MARKER, address_of

_TIMEOUT_S = 30
#: How many connections at a time: a small server is to serve readers meanwhile.
_CONNECTIONS = 4
_ENCODINGS = {".br": "br", ".gz": "gzip"}
#: No portal has a page there.
_NOWHERE = "/khong-co-trang-nay-de-kiem-tra/"
_NOT_FOUND_FILE = "404.html"


class SiteUnreachableError(Exception):
    """The site does not answer; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: status, Content-Encoding, and the body as it was sent."""

    status: int
    encoding: str
    body: bytes

    @property
    def plain(self) -> bytes:
        """The body as readers get it. Raises ValueError for what cannot be unpacked."""
        try:
            if self.encoding == "gzip":
                return gzip.decompress(self.body)
            return brotli.decompress(self.body) if self.encoding == "br" else self.body
        except (OSError, EOFError, zlib.error, brotli.error) as error:
            raise ValueError(str(error)) from None


Get = Callable[[str, str], Answer]


@dataclass(frozen=True, slots=True)
class Difference:
    """An address where a site is not the release, and what is wrong there, in Vietnamese."""

    address: str
    what: str

    def __str__(self) -> str:
        """Return it on one line."""
        return f"{self.address}: {self.what}"


def verify(sums: Mapping[str, str], gone: Sequence[str], get: Get) -> Iterator[Difference]:
    """Yield every difference between a site and a release with this manifest.

    `gone` are paths of files that earlier releases had and this one has not. `get(address,
    encoding)` asks the site. Raises SiteUnreachableError.
    """
    twins = {path for path in sums if original_of(path) != path and original_of(path) in sums}
    wanted = [path for path in sums if path not in twins]
    with ThreadPoolExecutor(_CONNECTIONS) as pool:
        yield from _all(pool.map(lambda path: list(_compare(path, sums, get)), wanted))
        yield from _all(pool.map(lambda path: list(_is_gone(path, get)), gone))
    yield from _not_found(sums, get)


def _all(found: Iterator[list[Difference]]) -> Iterator[Difference]:
    for differences in found:
        yield from differences


def _compare(path: str, sums: Mapping[str, str], get: Get) -> Iterator[Difference]:
    address = quote(address_of(path))
    answer = get(address, "identity")
    # The 404 page may be shown under its own address, or not.
    if answer.status != 200 and not (path == _NOT_FOUND_FILE and answer.status == 404):
        yield Difference(address, f"máy chủ trả mã {answer.status}")
        return
    if _unpacked(answer) != sums[path]:
        yield Difference(address, "nội dung khác bản đã đăng")
        return
    for suffix in TWINS:
        twin = f"{path}{suffix}"
        if twin in sums:
            encoding = _ENCODINGS[suffix]
            # What stands between may pack anew; what readers unpack has to be the page.
            sent = get(address, encoding)
            if sent.status != answer.status or _unpacked(sent) != sums[path]:
                yield Difference(address, f"bản nén {encoding} khác bản đã đăng")


def _is_gone(path: str, get: Get) -> Iterator[Difference]:
    address = quote(address_of(path))
    if get(address, "identity").status == 200:
        yield Difference(address, "đã bỏ khỏi cổng mà máy chủ còn đưa ra")


def _not_found(sums: Mapping[str, str], get: Get) -> Iterator[Difference]:
    answer = get(_NOWHERE, "identity")
    if answer.status != 404:
        yield Difference(_NOWHERE, f"địa chỉ không có thật mà máy chủ trả mã {answer.status}")
    elif _NOT_FOUND_FILE in sums and _unpacked(answer) != sums[_NOT_FOUND_FILE]:
        yield Difference(_NOWHERE, "trang báo lỗi 404 không phải trang của cổng")


def _unpacked(answer: Answer) -> str:
    """Return the hash of what readers get; empty where it cannot be unpacked."""
    try:
        return _hash(answer.plain)
    except ValueError:
        return ""


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


def running_marker(get: Get) -> str:
    """Return the hash of what a site says of itself in build.json; empty where it says nothing."""
    answer = get(f"/{MARKER}", "identity")
    return _unpacked(answer) if answer.status == 200 else ""


def site_at(url: str) -> Get:
    """Return what asks a site over HTTP: its `get` raises SiteUnreachableError.

    Each thread keeps a connection of its own open. Certificates are checked as browsers do.
    """
    try:
        parts = urlsplit(url)
        is_site = parts.scheme in {"http", "https"} and bool(parts.netloc.encode("idna"))
    except ValueError:
        is_site = False
    if not is_site:
        raise SiteUnreachableError(f"“{url}” không phải địa chỉ trang -> URL=https://ten-mien")
    folder = parts.path.rstrip("/")
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    own = local()

    def ask(address: str, encoding: str) -> Answer:
        connection = getattr(own, "connection", None)
        if connection is None:
            connection = own.connection = kind(parts.netloc, timeout=_TIMEOUT_S)
        headers = {"Accept-Encoding": encoding, "Cache-Control": "no-cache"}
        connection.request("GET", f"{folder}{address}", headers=headers)
        response = connection.getresponse()
        sent = (response.getheader("Content-Encoding") or "").lower()
        return Answer(response.status, sent, response.read())

    def get(address: str, encoding: str) -> Answer:
        # A server may close a connection that it kept; the second one is new.
        for is_last in (False, True):
            try:
                return ask(address, encoding)
            except (OSError, ValueError, HTTPException) as error:
                own.connection = None
                if is_last:
                    raise SiteUnreachableError(f"{url}{address}: {_reason(error)}") from None
        raise AssertionError

    return get


def _reason(error: Exception) -> str:
    said = re.sub(r"^\[[^\]]*\]\s*", "", str(error))
    return said or type(error).__name__
