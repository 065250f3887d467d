"""The sums that hold in every row of a report, and what follows from them.

A count is only ever computed from its parts or from the rest of them; what no sum gives stays
unknown (law 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: A whole and its parts, from the smallest sums to the greatest.
SUMS: tuple[tuple[str, tuple[str, str]], ...] = (
    ("new", ("new_online", "new_direct")),
    ("received", ("carried_over", "new")),
    ("early_or_on_time", ("early", "on_time")),
    ("resolved", ("early_or_on_time", "late")),
    ("pending", ("pending_in_time", "pending_overdue")),
)
#: Received is what was resolved and what is pending; the rest may be unexplained, so that this
#: sum confirms a number and never gives one.
_BALANCE = ("received", ("resolved", "pending"))


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A whole and parts, as stated or computed, that do not add up."""

    whole: str
    parts: tuple[str, str]
    counts: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Solution:
    """What a row states and what follows. `unsure` are empty cells that no sum shows to be 0.

    `negative` are counts that would have to be less than nothing.
    """

    counts: Mapping[str, int]
    mismatches: tuple[Mismatch, ...]
    negative: tuple[tuple[str, int], ...]
    unsure: tuple[str, ...]


def reachable(keys: Iterable[str]) -> frozenset[str]:
    """Return the counts that are known in a row that states these."""
    return frozenset(solve(dict.fromkeys(keys, 0), ()).counts)


def solve(stated: Mapping[str, int], blank: Iterable[str]) -> Solution:
    """Compute what follows from a row, and tell whether its sums hold.

    `blank` are columns without a number here. Each is taken for 0, which is right where a sum
    that holds needs it: no number is negative, so that parts which already make up the whole
    leave nothing for an empty one.
    """
    blanks = tuple(dict.fromkeys(blank))
    counts = {**stated, **dict.fromkeys(blanks, 0)}
    # On which empty cells each count rests.
    rests = {key: frozenset({key}) if key in blanks else frozenset[str]() for key in counts}
    mismatches: list[Mismatch] = []
    confirmed: set[str] = set()
    checked: set[str] = set()
    moved = True
    while moved:
        moved = False
        for whole, parts in SUMS:
            terms = (whole, *parts)
            missing = [key for key in terms if key not in counts]
            if len(missing) > 1 or whole in checked:
                continue
            moved = True
            checked.add(whole)
            support = frozenset[str]().union(*(rests[key] for key in terms if key in rests))
            if missing:
                total = counts.get(whole, 0)
                left = [counts[key] for key in parts if key in counts]
                counts[missing[0]] = sum(left) if missing[0] == whole else total - sum(left)
                rests[missing[0]] = support
            elif counts[whole] == sum(counts[part] for part in parts):
                confirmed |= support
            else:
                found = (counts[whole], counts[parts[0]], counts[parts[1]])
                mismatches.append(Mismatch(whole, parts, found))
    whole, parts = _BALANCE
    if {whole, *parts} <= set(counts) and counts[whole] == sum(counts[part] for part in parts):
        confirmed = confirmed.union(*(rests[key] for key in (whole, *parts)))
    negative = tuple((key, count) for key, count in counts.items() if count < 0)
    unsure = tuple(key for key in blanks if key not in confirmed)
    return Solution(counts, tuple(mismatches), negative, unsure)
