"""Search as a reader's browser does it: how good it is, and what a first result costs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from playwright.sync_api import Browser, Page

from plugins.content_model import assemble, read_data, scan
from plugins.content_model.documents import read_document
from plugins.markup import convert

#: A cheap phone's processor beside this machine's.
THROTTLE: Final = 4
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
    """What it takes from opening the search page with a query to its first result.

    `kilobytes` is everything that is transferred, page, style and fonts included, uncompressed;
    `processor_ms` the time of the page's main thread at a processor of a quarter of the speed.
    """

    query: str
    kilobytes: float
    processor_ms: float


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
    """Open the search page of a served portal with a query, as a new visitor."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        received: list[float] = []

        def count(event: Mapping[str, Any]) -> None:
            received.append(event["encodedDataLength"])

        session.on("Network.loadingFinished", count)
        for domain in ("Network", "Performance"):
            session.send(f"{domain}.enable")  # type: ignore[arg-type]
        session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
        page.goto(f"{address}/tim-kiem/?q={quote(query)}", wait_until="commit")
        page.wait_for_selector("[data-search-part=list] li")
        metrics = session.send("Performance.getMetrics")["metrics"]
        seconds = {metric["name"]: metric["value"] for metric in metrics}["TaskDuration"]
        return Cost(query, sum(received) / 1000, seconds * 1000)
    finally:
        context.close()


def sample_queries(output: Path, count: int) -> list[str]:
    """Return the beginnings of titles of a built portal, evenly spread over its articles."""
    rows = json.loads((output / "du-lieu/bai-viet.json").read_bytes())
    step = max(len(rows) // count, 1)
    return [" ".join(row["title"].split()[:4]) for row in rows[::step][:count]]
