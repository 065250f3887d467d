"""The word that an editor probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.vietnamese.collate import sort_key
from plugins.vietnamese.words import fold, tone_key


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that differs least from `word`, None when none is near.

    Near is at most one slip (a letter added, lost, changed, or two swapped) for three letters;
    case and marks cost nothing, but decide between candidates that are equally far. Remaining
    ties go to the first in dictionary order, whatever the order given.
    """
    folded = fold(word)
    if not folded:
        return None
    near = [
        (distance, _distance(tone_key(word), tone_key(candidate)), sort_key(candidate), candidate)
        for candidate in candidates
        if abs(len(folded) - len(other := fold(candidate))) <= (most := _most(folded, other))
        and (distance := _distance(folded, other)) <= most
    ]
    return min(near)[-1] if near else None


def _most(left: str, right: str) -> int:
    """Return how many slips are near; each letter that one word has more of is one."""
    return max(len(left), len(right)) // 3


def _distance(left: str, right: str) -> int:
    """Count the slips between two words: optimal string alignment (Damerau 1964)."""
    before: list[int] = []
    above = list(range(len(right) + 1))
    for row, one in enumerate(left, start=1):
        line = [row]
        for column, other in enumerate(right, start=1):
            slips = min(
                above[column] + 1,
                line[column - 1] + 1,
                above[column - 1] + (one != other),
            )
            if row > 1 and column > 1 and one == right[column - 2] and left[row - 2] == other:
                slips = min(slips, before[column - 2] + 1)
            line.append(slips)
        before, above = above, line
    return above[-1]
