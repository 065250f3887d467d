"""Every check of a built site, before it may go public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plugins.content_model import Problem, in_order
from plugins.content_model.models import Article, Page, Status
from plugins.portal.failures import ContentProblemsError
from plugins.portal.prepare import Prepared
from plugins.publishing.assemble import Past, original_of
from plugins.publishing.build import ROOT, Built, Place
from plugins.publishing.inventory import SiteFile, take_inventory
from plugins.publishing.store import Store
from plugins.serving import SEARCH_ORIGINS, ServerFacts, ServingError, host_of, settings_digest
from plugins.site_checks import (
    Rules,
    check_budgets,
    check_site,
    grouped,
    losses,
    read_budgets,
    read_facts,
)

_UNSEEN = frozenset({Status.DRAFT, Status.SCHEDULED})
_UNLISTED = frozenset({Status.HIDDEN, Status.WITHDRAWN})
_BUDGETS = "theme/budgets.yaml"
_LIVE_VISITS = "/du-lieu/truy-cap.json"


@dataclass(frozen=True, slots=True)
class Checked:
    """A built site that was looked through: its files, and what is wrong.

    `server` is a hash of the web server's settings that belong to it.
    """

    items: Mapping[str, SiteFile]
    problems: tuple[Problem, ...]
    server: str

    @property
    def sums(self) -> dict[str, str]:
        """The SHA-256 of each file."""
        return {path: item.sha256 for path, item in self.items.items()}


def check_built(
    place: Place, store: Store, built: Built, before: Past | None, *, is_forced: bool
) -> Checked:
    """Look a built site through; `is_forced` lets most of its pages be gone.

    Raises ContentProblemsError for what no web server can serve, ForeignFileError, OSError.
    """
    assert built.prepared is not None
    items = take_inventory(store.build, place.cache, read_facts)
    facts = {path: item.facts for path, item in items.items()}
    budgets, problems = read_budgets(_BUDGETS, (ROOT / _BUDGETS).read_bytes())
    problems += grouped(check_site(facts, _rules(built.prepared, place)))
    problems += check_budgets(facts, budgets) if budgets else ()
    if before is not None and not is_forced:
        pages = [path for path in before.own if original_of(path) == path]
        lost = losses(pages, items)
        problems += [lost] if lost else []
    return Checked(items, in_order(problems), settings_digest(server_facts(built.prepared)))


def server_facts(prepared: Prepared) -> ServerFacts:
    """Return what the web server's settings are made from. Raises ContentProblemsError."""
    portal = prepared.data.portal
    try:
        return ServerFacts(host_of(portal), portal.search.engine, prepared.data.redirects)
    except ServingError as error:
        message, _, fix = str(error).partition(" -> ")
        problem = Problem("data/portal.yaml", 1, "server-facts", "url", message, fix)
        raise ContentProblemsError([problem]) from None


def _rules(prepared: Prepared, place: Place) -> Rules:
    content, portal = prepared.site.content, prepared.data.portal
    items: tuple[Article | Page, ...] = (*content.articles, *content.pages)
    return Rules(
        origin=portal.url,
        redirects=frozenset(redirect.source for redirect in prepared.data.redirects),
        unseen=frozenset(item.url for item in items if item.status in _UNSEEN),
        unlisted=frozenset(item.url for item in items if item.status in _UNLISTED),
        served=frozenset({_LIVE_VISITS}) if portal.live_visits else frozenset(),
        machine_paths=frozenset({str(ROOT), str(place.content)}),
        form_origins=frozenset({SEARCH_ORIGINS[portal.search.engine]}),
    )
