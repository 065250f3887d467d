"""Which file of a picture a phone takes (HTML, 4.8.4.3), for the weight of a page.

The phone is the cheap one that many readers have: 360 CSS pixels wide, two dots for each. Three
dots would make a picture heavier, but come with dearer phones and faster lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

WIDTH, DENSITY, EM = 360, 2, 16

_CANDIDATE = re.compile(r"[ \t\n\f\r,]*([^ \t\n\f\r]+)((?:[^,(]|\([^)]*\))*),?")
_DESCRIPTOR = re.compile(r"([0-9.]+)([wx])")
_CONDITION = re.compile(r"\(\s*(min|max)-width\s*:\s*([0-9.]+)(px|r?em)\s*\)")
_LENGTH = re.compile(r"([+-]?)\s*([0-9.]+)(px|r?em|vw)")
_CALC = re.compile(r"(?:calc\()?[-+0-9.a-z\s]*\)?")
_UNITS = {"px": 1.0, "em": EM, "rem": EM, "vw": WIDTH / 100}
_DRAWN = frozenset({"", "image/webp", "image/avif", "image/jpeg", "image/png", "image/svg+xml"})


def candidates(srcset: str) -> Iterator[tuple[str, str]]:
    """Yield each address of a `srcset` and its descriptor (`640w`, `2x` or nothing)."""
    for found in _CANDIDATE.finditer(srcset):
        address, descriptor = found[1], found[2].strip()
        if address.endswith(","):
            # Without a descriptor, the comma is part of the word.
            yield address.rstrip(","), ""
            yield from candidates(srcset[found.end(1) :])
            return
        yield address, descriptor


def addresses_in(srcset: str) -> tuple[str, ...]:
    """Return the addresses of a `srcset`."""
    return tuple(address for address, _ in candidates(srcset))


@lru_cache(maxsize=1 << 10)
def picked(srcset: str, sizes: str) -> str:
    """Return the address that the phone takes: the smallest that is large enough; "" of none."""
    need = _shown(sizes) * DENSITY
    sized: list[tuple[float, str]] = []
    for address, descriptor in candidates(srcset):
        found = _DESCRIPTOR.fullmatch(descriptor or "1x")
        if found is None:
            continue
        amount = float(found[1])
        sized.append((amount / need if found[2] == "w" else amount / DENSITY, address))
    sized.sort()
    return next((address for share, address in sized if share >= 1), sized[-1][1] if sized else "")


def is_for_phone(media: str, kind: str) -> bool:
    """Tell whether the phone takes a `source` with this `media` and `type`."""
    return kind in _DRAWN and _holds(media)


def _shown(sizes: str) -> float:
    """Return the width in CSS pixels at which a picture with these `sizes` is shown."""
    for part in re.split(r",(?![^()]*\))", sizes):
        words = part.strip()
        conditions = list(_CONDITION.finditer(words))
        length = words[conditions[-1].end() :] if conditions else words
        if all(_is_met(found) for found in conditions) and (width := _pixels(length.strip())):
            return width
    return WIDTH


def _holds(media: str) -> bool:
    if not media.strip() or media.strip().lower() in {"all", "screen"}:
        return True
    conditions = list(_CONDITION.finditer(media))
    return bool(conditions) and all(_is_met(found) for found in conditions)


def _is_met(found: re.Match[str]) -> bool:
    limit = float(found[2]) * _UNITS[found[3]]
    return limit <= WIDTH if found[1] == "min" else limit >= WIDTH


def _pixels(length: str) -> float:
    """Return a length, or a sum of lengths, in pixels; 0 where it is written in another way."""
    if not _CALC.fullmatch(length):
        return 0
    return sum(
        float(number) * _UNITS[unit] * (-1 if sign == "-" else 1)
        for sign, number, unit in _LENGTH.findall(length)
    )
