"""What the configuration of a web server is made from, each fact safe to write into it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from plugins.content_model.models import Redirect
from plugins.content_model.schema_portal import PortalFile
from plugins.serving.headers import SEARCH_ORIGINS

# No space, quote, $, { or %: they mean something to nginx, Caddy, systemd or cron.
_PATH = re.compile(r"/[A-Za-z0-9._/@+-]*")
_USER = re.compile(r"[a-z_][a-z0-9_-]{0,31}")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_TARGET = re.compile(r"(?:/|https://)[A-Za-z0-9/:?#@&=+,!*%._~-]*")
_SOURCE = re.compile(r'/[^"$\\<>^`{|}]*')
_LOOPBACK = re.compile(r"127\.0\.0\.[0-9]{1,3}|")
_WWW = "www."


class ServingError(ValueError):
    """A fact cannot be used; the message says which and what to write, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """A portal as its web server and its timer see it. Raises ServingError for unusable facts.

    `host` is that of the portal's address; its twin, with or without `www.`, leads to it.
    `public` holds `current/site`; `project` is where the generator lies; `user` publishes `content`
    by the file `settings` (empty: the usual one), with the folder `cache`.
    `certificate` and `key` are PEM files; empty ones are those of certbot, or Caddy's own.
    `challenges` is the folder from which certificates are proved, `live_visits` that of the current
    figures of visits, or empty. `logs` is a folder. An empty `address` is every one, IPv6 included.
    """

    host: str
    search_engine: str = "google"
    redirects: tuple[Redirect, ...] = ()
    project: str = "/srv/cong"
    public: str = "/srv/cong/public"
    content: str = "/srv/cong/content"
    cache: str = "/srv/cong/.cache"
    settings: str = ""
    user: str = "cong"
    certificate: str = ""
    key: str = ""
    challenges: str = "/var/www/html"
    live_visits: str = ""
    logs: str = "/var/log/nginx"
    address: str = ""
    http_port: int = 80
    https_port: int = 443

    def __post_init__(self) -> None:
        if not _HOST.fullmatch(self.host) or len(self.host) > 253:
            raise ServingError(f"tên miền “{self.host}” không dùng được -> viết như xa.example.vn")
        if self.search_engine not in SEARCH_ORIGINS:
            names = ", ".join(SEARCH_ORIGINS)
            raise ServingError(f"không có máy tìm kiếm “{self.search_engine}” -> chọn {names}")
        if bool(self.certificate) != bool(self.key):
            raise ServingError("chứng thư phải có cả hai tệp -> viết --certificate và --key")
        for name in ("project", "public", "content", "cache", "challenges", "logs"):
            _check_path(getattr(self, name))
        for path in filter(None, (self.settings, self.certificate, self.key, self.live_visits)):
            _check_path(path)
        if not _USER.fullmatch(self.user):
            raise ServingError(f"tên người dùng “{self.user}” không dùng được -> viết như cong")
        if not _LOOPBACK.fullmatch(self.address):
            raise ServingError(f"địa chỉ mạng “{self.address}” không dùng được -> bỏ trống")
        for port in (self.http_port, self.https_port):
            if not 0 < port < 65_536:
                raise ServingError(f"cổng mạng {port} không có -> viết số từ 1 đến 65535")
        for redirect in self.redirects:
            _check_redirect(redirect)

    @property
    def twin(self) -> str:
        """The host that leads to the portal's own."""
        return self.host[len(_WWW) :] if self.host.startswith(_WWW) else f"{_WWW}{self.host}"

    @property
    def origin(self) -> str:
        """The portal's address, without a slash at the end."""
        port = "" if self.https_port == 443 else f":{self.https_port}"
        return f"https://{self.host}{port}"

    @property
    def name(self) -> str:
        """The host as a word, which no other portal of the same machine has."""
        return self.host.replace("-", "__").replace(".", "_")

    @property
    def site(self) -> str:
        """The folder that readers get."""
        return f"{self.public.rstrip('/')}/current/site"


def host_of(portal: PortalFile) -> str:
    """Return the host of a portal's public address, as ASCII.

    Raises ServingError for an address that cannot be served with TLS on the usual port.
    """
    fix = "viết url: https://ten-mien-cua-cong trong data/portal.yaml"
    try:
        parts = urlsplit(portal.url)
        host = (parts.hostname or "").encode("idna").decode().lower()
        is_plain = parts.port in {None, 443} and parts.username is None
    except ValueError:
        raise ServingError(f"địa chỉ “{portal.url}” không dùng được -> {fix}") from None
    if parts.scheme != "https" or not is_plain:
        raise ServingError(f"cổng chưa có địa chỉ công khai an toàn: {portal.url} -> {fix}")
    return host


def _check_path(path: str) -> None:
    if not _PATH.fullmatch(path) or "//" in path or ".." in path.split("/"):
        fix = "viết từ dấu / đầu, chỉ dùng chữ không dấu, chữ số và các dấu . _ / @ + -"
        raise ServingError(f"đường dẫn “{path}” không dùng được -> {fix}")


def _check_redirect(redirect: Redirect) -> None:
    source, target = redirect.source, redirect.target
    is_whole = source.endswith("/") and target.endswith("/")
    if (
        not _SOURCE.fullmatch(source)
        or not source.strip("/")
        or not source.isprintable()
        or not _TARGET.fullmatch(target)
        or (redirect.is_folder and not is_whole)
    ):
        raise ServingError(f"chuyển hướng từ “{source}” đến “{target}” không dùng được")
