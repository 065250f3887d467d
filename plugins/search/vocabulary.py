"""The words of all documents, for those who mistype one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from plugins.search.facts import Terms
from plugins.search.tokens import word_of

# What more readers look for than misspell: of a large portal, nine words of ten that anybody types.
_MOST_WORDS = 6_000
#: In a portal of so many documents a word that one of them has is as likely a slip.
_LARGE = 500


def count_words(documents: Iterable[Terms]) -> Counter[str]:
    """Return how many documents have each word, by the word with its marks."""
    counts: Counter[str] = Counter()
    for document in documents:
        counts.update(document.words.split())
    return counts


def render_vocabulary(counts: Mapping[str, int], documents: int) -> bytes:
    """Return the words as lines in order: without marks, how many documents, the usual form.

    The usual form is left out where it has no marks.
    """
    forms: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for exact, count in counts.items():
        forms[word_of(exact).folded].append((-count, exact))
    least = 2 if documents >= _LARGE else 1
    totals = {folded: -sum(count for count, _ in found) for folded, found in forms.items()}
    kept = sorted(totals, key=lambda folded: (-totals[folded], folded))[:_MOST_WORDS]
    lines = []
    for folded in sorted(kept):
        if totals[folded] >= least:
            usual = min(forms[folded])[1]
            lines.append(f"{folded} {totals[folded]}{'' if usual == folded else f' {usual}'}\n")
    return "".join(lines).encode()
