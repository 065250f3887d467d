"""The files of a server: templates filled with facts, nothing in them unquoted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.serving import headers, kinds
from plugins.serving.facts import ServerFacts, ServingError
from plugins.serving.patterns import rules_of

README: Final = "README.md"
_TEMPLATES: Final = {
    "nginx.conf": "nginx.conf",
    "nginx-default.conf": "nginx-default.conf",
    "Caddyfile": "Caddyfile",
    "portal-publish.service": "portal-publish.service",
    "portal-publish.timer": "portal-publish.timer",
    "portal-publish.cron": "portal-publish.cron",
    README: "README.md",
}


def server_files(facts: ServerFacts) -> Mapping[str, bytes]:
    """Return every file of a server's configuration by name."""
    environment = _environment()
    return {
        name: environment.get_template(template).render(_view(facts)).encode()
        for name, template in _TEMPLATES.items()
    }


def settings_digest(facts: ServerFacts) -> str:
    """Return the SHA-256 of a server's configuration, without the words about it, in hex."""
    total = sha256()
    for name, data in sorted(server_files(facts).items()):
        if name != README:
            total.update(f"{name}\0{len(data)}\0".encode() + data)
    return total.hexdigest()


def quoted(text: str) -> str:
    """Return a text in double quotes, for nginx and Caddy where they read no variables.

    Raises ServingError for signs that a line of a configuration cannot hold.
    """
    if not text.isprintable():
        raise ServingError(f"{text!r} có ký tự không viết được vào cấu hình")
    inner = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inner}"'


def fixed(text: str) -> str:
    """Return a text in double quotes, for places where nginx or Caddy would read variables.

    Neither has a way to write their signs otherwise, so ServingError is raised for those.
    """
    if "$" in text or "{" in text or "}" in text:
        raise ServingError(f"{text!r} có dấu $, {{ hoặc }} mà máy chủ hiểu là biến")
    return quoted(text)


def pattern(text: str) -> str:
    """Return a regular expression in double quotes; its backslashes are its own."""
    if '"' in text or "{" in text or not text.isprintable():
        raise ServingError(f"{text!r} không viết được thành biểu thức trong cấu hình")
    return f'"{text}"'


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters.update(quoted=quoted, fixed=fixed, pattern=pattern)
    return environment


def _view(facts: ServerFacts) -> Mapping[str, object]:
    by_type: dict[str, list[str]] = {}
    for suffix, media_type in kinds.TYPES.items():
        by_type.setdefault(media_type, []).append(suffix)
    certbot = f"/etc/letsencrypt/live/{facts.host}"
    writable = [facts.project]
    for path in (facts.public, facts.cache):
        if not f"{path}/".startswith(f"{facts.project.rstrip('/')}/"):
            writable.append(path)
    return {
        "facts": facts,
        "certificate": facts.certificate or f"{certbot}/fullchain.pem",
        "key": facts.key or f"{certbot}/privkey.pem",
        "rules": rules_of(facts.redirects),
        "kinds": kinds.KINDS,
        "types": by_type,
        "types_of_text": [
            (media_type, suffixes)
            for media_type, suffixes in by_type.items()
            if suffixes[0] in kinds.COMPRESSIBLE
        ],
        "compressible": sorted(kinds.COMPRESSIBLE),
        "named_types": kinds.NAMED_TYPES,
        "any_type": kinds.ANY_TYPE,
        "status_cache": kinds.STATUS_CACHE,
        "failed_cache": kinds.FAILED_CACHE,
        "fixed_headers": headers.FIXED_HEADERS,
        "policy": headers.content_security_policy(facts.search_engine),
        "attachment_policy": headers.ATTACHMENT_POLICY,
        "writable": writable,
    }
