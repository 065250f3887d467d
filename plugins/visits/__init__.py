"""Visit counters from the access logs of the web server: no cookie, no script, no address kept.

`python -m plugins.visits count LOG…` turns logs into the files of data/visits, one a month, and
`… now --site DIR` into a small JSON beside the pages. A visit is a visitor on a day: an address
and a program, known by a hash whose salt is thrown away with the day. So a month and all time are
sums of days; how many people came in a month nobody can know who does not follow them.

`check_visits` finds every number in those files that cannot be true, `build_visits` computes the
figures from them, `visits_block` and `most_read` show them, `moments` are when they may change by
themselves. Where nothing was counted there is nothing to show; no settings.
"""

from __future__ import annotations

from plugins.visits.checks import check_visits
from plugins.visits.core import Visits, build_visits, moments
from plugins.visits.views import (
    JSON_PATH,
    MostRead,
    VisitRow,
    VisitsBlock,
    most_read,
    visits_block,
)

__all__ = [
    "JSON_PATH",
    "MostRead",
    "VisitRow",
    "Visits",
    "VisitsBlock",
    "build_visits",
    "check_visits",
    "moments",
    "most_read",
    "visits_block",
]
