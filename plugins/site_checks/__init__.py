"""Checks of a built site before readers get it: links, HTML, leaks, other hosts, feeds, weights.

A pure library: bytes in, facts and problems out; no clock, disk or network. Facts of a file depend
on its path and bytes alone, so that the caller keeps them by content hash and, of a portal of
ten thousand articles, reads again only what changed:

- `read_facts`: one file;
- `check_site`: all of them together, by `Rules`; `grouped` says a fault of every page once;
- `read_budgets`, `check_budgets`, `weigh`: what pages may weigh (theme/budgets.yaml), and do weigh;
- `losses`: a site that lost most of its pages.

HTML is held to a strict form (`html_reader`): each element closed where it ends, each attribute
once, nothing where a browser would move it. The full check of HTML is one of the test suite's.

No settings.
"""

from plugins.site_checks.budgets import Budgets, PageType, Weights, read_budgets
from plugins.site_checks.facts import Fault, FileFacts, Kind
from plugins.site_checks.grouping import grouped, losses
from plugins.site_checks.reading import read_facts
from plugins.site_checks.rules import Rules
from plugins.site_checks.site import check_site
from plugins.site_checks.weights import WeightRow, check_budgets, weigh

__all__ = [
    "Budgets",
    "Fault",
    "FileFacts",
    "Kind",
    "PageType",
    "Rules",
    "WeightRow",
    "Weights",
    "check_budgets",
    "check_site",
    "grouped",
    "losses",
    "read_budgets",
    "read_facts",
    "weigh",
]
