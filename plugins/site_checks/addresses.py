"""Addresses as a browser reads them (WHATWG URL), as far as a portal's own files need it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

INDEX = "index.html"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_PLAIN = re.compile(r"(?:/(?![/.])[A-Za-z0-9_~!$&'()*+,;=:@%.-]*+)++")
_IGNORED = re.compile(r"[\t\n\r]")
_AROUND = "".join(map(chr, range(0x21)))
#: What may stand before an address of the same machine or of its own network.
_LOCAL_HOST = re.compile(
    r"(?:[\w-]+\.)*(?:localhost|local|internal|lan)\.?|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]"
    r"|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}"
    r"|169\.254(?:\.\d+){2}",
    re.I,
)


def address_of(path: str) -> str:
    """Return the address of a file of the site: `a/index.html` is at `/a/`."""
    if path == INDEX or path.endswith(f"/{INDEX}"):
        path = path[: -len(INDEX)]
    return f"/{path}"


def is_same_everywhere(written: str) -> bool:
    """Tell whether an address is one within the portal that `resolve` leaves as it is."""
    return _PLAIN.fullmatch(written) is not None


def resolve(written: str, base: str) -> str:
    """Return an address as it is meant in the file at `base` (a root-relative address).

    What leads into the portal is `/path` or `/path#anchor`, without query, still percent-encoded;
    what has a scheme of its own keeps it, in lower case, and `//host` becomes `https://host`. An
    address that stands for nothing is "".
    """
    if _PLAIN.fullmatch(written):
        return written
    written = _IGNORED.sub("", written).strip(_AROUND)
    if not written:
        return ""
    if found := _SCHEME.match(written):
        scheme = found[1].lower()
        rest = written[found.end() :]
        return f"{scheme}:{_web(rest)}" if scheme in {"http", "https"} else f"{scheme}:{rest}"
    path, mark, anchor = written.partition("#")
    path = path.partition("?")[0].replace("\\", "/")
    if path.startswith("//"):
        return f"https:{_web(path)}"
    joined = urlsplit(urljoin(f"http://x{base}", path)).path if path else base
    return f"{joined or '/'}{mark}{anchor}" if anchor else joined or "/"


def _web(rest: str) -> str:
    """Return what follows `https:` with its host in lower case and at least one slash after it."""
    rest = rest.replace("\\", "/").lstrip("/")
    found = re.search(r"[/?#]", rest)
    host, after = (rest[: found.start()], rest[found.start() :]) if found else (rest, "/")
    return f"//{host.lower()}{after}"


def scheme_of(address: str) -> str:
    """Return the scheme of a resolved address, or "" of one within the portal."""
    return "" if address.startswith("/") else address.partition(":")[0]


def host_of(address: str) -> str:
    """Return the host of a resolved http(s) address, with its port."""
    return re.split(r"[/?#]", address.partition("://")[2], maxsplit=1)[0].rpartition("@")[2]


def origin_of(address: str) -> str:
    """Return scheme and host of a resolved http(s) address: `https://khegiang.example.vn`."""
    return f"{address.partition('://')[0]}://{host_of(address)}"


def is_of_this_machine(address: str) -> bool:
    """Tell whether a resolved http(s) address leads to the machine or network of the reader."""
    host = host_of(address)
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return _LOCAL_HOST.fullmatch(name) is not None


def inside(address: str, host: str) -> str | None:
    """Return a resolved address as one within the portal at `host`; None of one elsewhere."""
    if address.startswith("/"):
        return address
    if not address.startswith(("http://", "https://")) or host_of(address) != host:
        return None
    path = address.partition("://")[2][len(host) :]
    path, mark, anchor = path.partition("#")
    return f"{path.partition('?')[0] or '/'}{mark}{anchor}"


def split_anchor(address: str) -> tuple[str, str]:
    """Return path and anchor of an address within the portal, both decoded."""
    path, _, anchor = address.partition("#")
    # Where a browser is to show a text, no element has to have that name.
    anchor = anchor.partition(":~:")[0]
    return _decoded(path), _decoded(anchor)


def _decoded(text: str) -> str:
    return unquote(text) if "%" in text else text


def folders(path: str) -> Iterator[str]:
    """Yield a path and every folder above it but the root, nearest first, each with a slash."""
    end = len(path)
    while (end := path.rfind("/", 0, end)) > 0:
        yield path[: end + 1]
