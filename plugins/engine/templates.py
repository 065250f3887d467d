"""Which templates a page depends on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from plugins.engine.cache import fingerprint

_TAG = re.compile(r"{%[-+]?\s*(?:extends|include|import|from)\b")
_NAMED = re.compile(r"""{%[-+]?\s*(?:extends|include|import|from)\s+(["'])([^"']+)\1""")


def template_fingerprints(folder: Path) -> Mapping[str, bytes]:
    """Return for every template a hash of itself and of all that it extends or imports.

    A template that computes the name of another depends on all of them.
    """
    texts = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.html"))
    }
    uses = {name: _used(text.decode(errors="replace"), texts) for name, text in texts.items()}
    prints = {}
    for name in texts:
        closure, new = {name}, {name}
        while new:
            new = {used for one in new for used in uses.get(one, ())} - closure
            closure |= new
        parts = [part for one in sorted(closure) for part in (one, texts.get(one, b""))]
        prints[name] = fingerprint(*parts)
    return prints


def _used(text: str, names: Mapping[str, bytes]) -> set[str]:
    named = [match[2] for match in _NAMED.finditer(text)]
    return set(named) if len(named) == len(_TAG.findall(text)) else set(names)
