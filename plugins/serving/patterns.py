"""Redirects as rules of a web server: what is compared, and what is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from plugins.content_model.models import Redirect

_PLAIN = re.compile(r"[A-Za-z0-9/_-]|[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Rule:
    """One redirect. `source` is a decoded address, or what addresses begin with.

    `encoded` is `source` as browsers send it, `pattern` as a regular expression; a visitor's query
    stands between `target` and `fragment`, unless `has_query` says that the target has its own.
    """

    source: str
    encoded: str
    pattern: str
    target: str
    fragment: str
    has_query: bool
    status: int
    is_folder: bool


def rules_of(redirects: Sequence[Redirect]) -> tuple[Rule, ...]:
    """Return the rules of a portal: single addresses, then folders, the longest first.

    An address that ends with a slash is answered without it too.
    """
    exact: dict[str, Rule] = {}
    folders: list[Rule] = []
    for redirect in sorted(redirects, key=lambda item: item.is_folder):
        for source in _written(redirect.source):
            exact.setdefault(source, _rule(redirect, source))
        if redirect.is_folder:
            folders.append(_rule(redirect, redirect.source, is_folder=True))
    folders.sort(key=lambda rule: (-len(rule.source), rule.source))
    return (*(exact[source] for source in sorted(exact)), *folders)


def _written(source: str) -> Iterator[str]:
    yield source
    if source.endswith("/"):
        yield source.removesuffix("/")


def _rule(redirect: Redirect, source: str, *, is_folder: bool = False) -> Rule:
    target, mark, fragment = redirect.target.partition("#")
    return Rule(
        source=source,
        encoded=quote(source),
        pattern="".join(map(_literal, source)),
        target=target,
        fragment=f"{mark}{fragment}",
        has_query="?" in target,
        status=301 if redirect.is_permanent else 302,
        is_folder=is_folder,
    )


def _literal(sign: str) -> str:
    """Return a sign as a regular expression that PCRE and RE2 read as itself."""
    return sign if _PLAIN.fullmatch(sign) else f"\\x{ord(sign):02x}"
