"""Search over the finished site, without a server: the index that the script of /tim-kiem/ reads.

A document is found by its words, folded (no marks, đ as d), and ranked higher where the marks
agree too; pairs of words that follow one another bring together what belongs together. The index
lies in some hundreds of pieces, chosen by the hash of a word or a pair, so that a query fetches a
few dozen kilobytes whatever the size of the portal.

`terms` reads one document; `build_pieces` makes the index of all, `update_pieces` what a change
alters of it; `render_listing` the other files. `theme/static/js/search/` is the other half:
it cuts a query into words as `tokens` does, and reads what `pieces` and `listing` write. Pure:
no clock, disk or network; needs numpy. No settings.
"""

from plugins.search.facts import Shape, Terms, Wording, shape_of
from plugins.search.index import Change, build_pieces, update_pieces
from plugins.search.listing import (
    INDEX_URL,
    Entry,
    Listing,
    piece_path,
    render_listing,
)
from plugins.search.pieces import CHECK, DamagedPieceError, digest_of
from plugins.search.terms import terms
from plugins.search.vocabulary import count_words, render_vocabulary

__all__ = [
    "CHECK",
    "INDEX_URL",
    "Change",
    "DamagedPieceError",
    "Entry",
    "Listing",
    "Shape",
    "Terms",
    "Wording",
    "build_pieces",
    "count_words",
    "digest_of",
    "piece_path",
    "render_listing",
    "render_vocabulary",
    "shape_of",
    "terms",
    "update_pieces",
]
