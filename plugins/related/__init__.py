"""Related news (tin liên quan): the articles that tell of the same matter.

Articles are compared by the syllables and pairs of syllables that they share, and by the editor's
tags. The title counts more than the text, a number more than a word, rare terms and names more
than common ones. Titles that number the same thing differently (“đơn vị bầu cử số 3”, “số 5”)
tell of two matters; a copy of an article is not its related news. Another category and days apart
make articles less alike; between those equally alike the same category, then the newer wins.
Editors pin and ban. A list may be empty.

`relate` does it all. `terms` reads one article and `select` compares all, so that a build reads
only the articles that changed; `compare` compares only these, given the `Comparison` that it made
before. Pure: no clock, disk or network; needs numpy.

Settings (`RelatedSettings`):

| name | default | meaning |
|---|---|---|
| `max_items` | 10 | most articles in a list |
| `title_weight` | 2.0 | a term of the title counts as so many of the body |
| `lead_weight` | 1.0 | a term of the lead counts as so many of the body |
| `minimum_score` | 0.035 | least likeness of a related article, above 0, up to 1 |
| `relative_score` | 0.15 | least share of the best article's likeness, 0 to 1 |
| `near_duplicate` | 0.9 | from this likeness on, an article is a copy |
"""

from plugins.related.compare import compare
from plugins.related.core import relate, select
from plugins.related.facts import RelatedSettings, Signature, Terms
from plugins.related.known import Comparison
from plugins.related.tokens import terms

__all__ = [
    "Comparison",
    "RelatedSettings",
    "Signature",
    "Terms",
    "compare",
    "relate",
    "select",
    "terms",
]
