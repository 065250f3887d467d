"""Search as a reader's browser does it: how good it is, and what a first result costs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize

from plugins.content_model import assemble, read_data, scan
from plugins.content_model.documents import read_document
from plugins.markup import convert
from tests.bench.search_eval import evaluate, load_queries
from tests.browser.sample import CONTENT, NOW, build_sample
from tests.browser.server import serve
from tests.browser.visits import chromium

#: A cheap phone's processor beside this machine's.
THROTTLE: Final = 4
_ASKED = 5
_FIRST = "[data-search-part=list] li"
_PHONE: Final = ViewportSize(width=360, height=800)
_FIND = """async (queries) => {
  const engine = await PortalSearch.open("/tim-kiem/chi-muc.json");
  const found = [];
  for (const query of queries) {
    found.push((await engine.find({query})).items.map((item) => item.url));
  }
  return found;
}"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What it takes to see the first result of a query.

    `kilobytes` is everything that a new visitor of the search page fetches, page, style and fonts
    included, nothing compressed; `processor_ms` the work of the open page from sending the query
    on, at a processor of a quarter of the speed.
    """

    query: str
    kilobytes: float
    processor_ms: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """How well labelled queries are answered over the sample portal, and what answers cost.

    `costs` are of the portal that the bench has drawn.
    """

    queries: int
    mrr: float
    recall_at_10: float
    costs: tuple[Cost, ...]


def measure_search(output: Path, folder: Path) -> SearchResult | None:
    """Measure search over a built portal, and over the sample, which is built into a folder.

    None where there is no Chromium.
    """
    try:
        with chromium() as browser:
            queries = load_queries()
            with serve(build_sample(folder).root) as address:
                page = browser.new_page()
                page.goto(f"{address}/tim-kiem/")
                page.wait_for_function("window.PortalSearch")
                found = find_all(page, [query.query for query in queries])
            paths = paths_by_address(CONTENT, NOW)
            named = {query: [paths.get(url, url) for url in urls] for query, urls in found.items()}
            scores = evaluate(queries, named)
            with serve(output) as address:
                asked = sample_queries(output, _ASKED)
                costs = tuple(cost_of(browser, address, query) for query in asked)
    except FileNotFoundError:
        return None
    return SearchResult(scores["queries"], scores["mrr"], scores["recall_at_10"], costs)


def find_all(page: Page, queries: Sequence[str]) -> dict[str, list[str]]:
    """Return the addresses of the first ten results of each query; the search page is open."""
    found: list[list[str]] = page.evaluate(_FIND, list(queries))
    return dict(zip(queries, found, strict=True))


def paths_by_address(content: Path, now: datetime) -> Mapping[str, str]:
    """Return the file of each article and page, from the content folder's parent, by address."""
    found = scan(content)
    documents = [
        read_document(path, (content / path).read_bytes(), convert)[0] for path in found.documents
    ]
    data = read_data({path: (content / path).read_bytes() for path in found.data})
    portal, _ = assemble(documents, data, now)
    return {item.url: f"{content.name}/{item.path}" for item in (*portal.articles, *portal.pages)}


def cost_of(browser: Browser, address: str, query: str) -> Cost:
    """Ask a query of a served portal, as a new visitor with a phone."""
    return Cost(query, _fetched(browser, address, query), _worked(browser, address, query))


def _fetched(browser: Browser, address: str, query: str) -> float:
    page = browser.new_page(viewport=_PHONE)
    session = page.context.new_cdp_session(page)
    received: list[float] = []

    def count(event: Mapping[str, Any]) -> None:
        received.append(event["encodedDataLength"])

    session.on("Network.loadingFinished", count)
    session.send("Network.enable")
    page.goto(f"{address}/tim-kiem/?q={quote(query)}", wait_until="commit")
    page.wait_for_selector(_FIRST)
    page.close()
    return sum(received) / 1000


def _worked(browser: Browser, address: str, query: str) -> float:
    page = browser.new_page(viewport=_PHONE)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    page.goto(f"{address}/tim-kiem/", wait_until="networkidle")
    session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    page.fill("[data-search-part=field]", query)
    before = _work_of(session)
    page.keyboard.press("Enter")
    page.wait_for_selector(_FIRST)
    worked = _work_of(session) - before
    page.close()
    return worked * 1000


def _work_of(session: CDPSession) -> float:
    """Return how long the page's main thread has worked, in seconds."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return {metric["name"]: float(metric["value"]) for metric in metrics}["TaskDuration"]


def sample_queries(output: Path, count: int) -> list[str]:
    """Return the beginnings of titles of a built portal, evenly spread over its articles."""
    rows = json.loads((output / "du-lieu/bai-viet.json").read_bytes())
    step = max(len(rows) // count, 1)
    return [" ".join(row["title"].split()[:4]) for row in rows[::step][:count]]
