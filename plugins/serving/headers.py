"""Security headers: what a browser may do with an answer of the portal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from plugins.serving.kinds import cache_control, content_type, kind_of

#: Where the form of the search page leads without script, by `search.engine` of portal.yaml.
SEARCH_ORIGINS: Final = {
    "google": "https://www.google.com",
    "coccoc": "https://coccoc.com",
    "bing": "https://www.bing.com",
    "duckduckgo": "https://duckduckgo.com",
}
# Two years, as browsers ask of those in their own lists. Without includeSubDomains: the office's
# other services may lie below the same name, and not all of them have a certificate.
_STRICT_TRANSPORT: Final = "max-age=63072000"
_REFUSED: Final = (
    "accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi "
    "payment publickey-credentials-get usb xr-spatial-tracking"
).split()
#: What every answer carries, whatever it answers to.
FIXED_HEADERS: Final = {
    "Strict-Transport-Security": _STRICT_TRANSPORT,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _REFUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: Of attachments: browsers show a PDF or a film in pages of their own, which the portal's policy
#: would leave empty.
ATTACHMENT_POLICY: Final = "frame-ancestors 'none'"


def content_security_policy(search_engine: str, *, is_secure: bool = True) -> str:
    """Return the Content-Security-Policy of the portal's own files.

    `search_engine` is a key of SEARCH_ORIGINS; `is_secure` is false for a preview without TLS.
    """
    directives = [
        "default-src 'none'",
        "img-src 'self'",
        "style-src 'self'",
        "script-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        f"form-action 'self' {SEARCH_ORIGINS[search_engine]}",
        "frame-ancestors 'none'",
    ]
    if is_secure:
        directives.append("upgrade-insecure-requests")
    return "; ".join(directives)


def headers_of(path: str, search_engine: str, *, is_secure: bool = True) -> Mapping[str, str]:
    """Return all headers of a file by its path below the site: type, cache rule, security.

    For servers without a configuration of their own, such as a CDN's rules or a preview.
    """
    kind = kind_of(path)
    found = {"Content-Type": content_type(path), "Cache-Control": cache_control(path)}
    policy = content_security_policy(search_engine, is_secure=is_secure)
    found["Content-Security-Policy"] = policy if kind.is_document else ATTACHMENT_POLICY
    found |= FIXED_HEADERS
    if not is_secure:
        del found["Strict-Transport-Security"]
    found["Cross-Origin-Resource-Policy"] = "cross-origin" if kind.is_shared else "same-origin"
    if kind.is_shared:
        found["Access-Control-Allow-Origin"] = "*"
    return found
