"""robots.txt (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.sitemaps.links import absolute_url, percent_encoded


def render_robots(sitemap_url: str, disallow: Iterable[str] = ()) -> bytes:
    """Render robots.txt: one rule set for all robots, then where the sitemap lies.

    `disallow` holds root-relative paths, in any order. Raise ValueError for a relative
    `sitemap_url` and for a path that does not start with a slash: robots would ignore it.
    """
    paths = sorted({percent_encoded(path.strip()) for path in disallow})
    for path in paths:
        if not path.startswith("/"):
            raise ValueError(f"expected a path that starts with a slash, got {path!r}")
    rules = [f"Disallow: {path}" for path in paths] or ["Disallow:"]
    lines = ["User-agent: *", *rules, "", f"Sitemap: {absolute_url(sitemap_url)}", ""]
    return "\n".join(lines).encode("ascii")
