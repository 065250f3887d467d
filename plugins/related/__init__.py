"""Related news (tin liên quan): the articles that tell of the same matter.

Articles are compared by the syllables and pairs of syllables that they share. Title and lead
count more than the body, rare terms and names more than common ones. Titles that number the same
thing differently (“đơn vị bầu cử số 3”, “số 5”) tell of two matters; a copy of an article is not
its related news. Between articles that are equally alike, category and date decide. Editors pin
and ban. Nothing is better than nonsense: a list may be empty.

`relate` does it all. `terms` reads one article and `select` compares all, so that a build reads
only the articles that changed; `compare` compares only these, given the `Comparison` that it made
before. Pure: no clock, disk or network; needs numpy.

Settings (`RelatedSettings`):

| name | default | meaning |
|---|---|---|
| `max_items` | 10 | most articles in a list |
| `title_weight` | 3.0 | a term of the title counts as so many of the body |
| `lead_weight` | 2.0 | a term of the lead counts as so many of the body |
| `minimum_score` | 0.05 | least likeness of a related article, above 0, up to 1 |
| `relative_score` | 0.25 | least share of the best article's likeness, 0 to 1 |
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
