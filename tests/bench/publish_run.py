"""Publishing the portal that the bench has drawn, and what its pages weigh then."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.publishing.inventory import take_inventory
from plugins.publishing.store import Store
from plugins.site_checks import Budgets, WeightRow, read_budgets, read_facts, weigh
from tests.bench.measure import ROOT, WrongOutcome, seconds

PUBLISH, PUBLISH_BODY, PUBLISH_NOTHING = "publish", "publish_body", "publish_nothing"
_BUDGETS = "theme/budgets.yaml"
_SENTENCE = "Một câu thêm vào trước khi đăng lại."


@dataclass(frozen=True, slots=True)
class Publishing:
    """The machine of whoever publishes: its content, what builds keep, its releases."""

    content: Path
    cache: Path
    public: Path

    def times(self, article: Path, page: str) -> Iterator[tuple[str, float]]:
        """Yield the seconds of a first publish, of one after an edit, of a timer's for nothing.

        The first one finds in the cache what earlier builds read, and makes every page. The page
        of `article` is the file `page` of a release. Raises CommandFailed, or WrongOutcome.
        """
        yield PUBLISH, self._publish()
        first = self._store.current
        with article.open("a", encoding="utf-8") as file:
            file.write(f"\n{_SENTENCE}\n")
        yield PUBLISH_BODY, self._publish()
        second = self._store.current
        if second == first or _SENTENCE not in (self._site / page).read_text("utf-8"):
            raise WrongOutcome(f"published {page} lacks “{_SENTENCE}”")
        yield PUBLISH_NOTHING, self._publish("--scheduled")
        if self._store.current != second:
            raise WrongOutcome(f"nothing to publish, and yet release {self._store.current}")

    def weights(self, budgets: Budgets) -> tuple[WeightRow, ...]:
        """Return what the pages weigh, as the last publish found it. `times` comes first."""
        items = take_inventory(self._store.build, self.cache, read_facts)
        return weigh({path: item.facts for path, item in items.items()}, budgets)

    def _publish(self, *options: str) -> float:
        places = ("--content", self.content, "--public", self.public, "--cache", self.cache)
        # Not the settings of whoever measures: nothing is to leave this machine.
        settings = self.public.with_name("publish.yaml")
        settings.write_text("targets: []\n", "utf-8")
        own = ("--settings", settings)
        command = (sys.executable, "-m", "plugins.publishing", *places, *own, "publish", *options)
        return seconds([str(word) for word in command])

    @property
    def _store(self) -> Store:
        return Store(self.public)

    @property
    def _site(self) -> Path:
        return self._store.site(self._store.current)


def load_budgets() -> Budgets:
    """Return the types of pages, and what each may weigh."""
    budgets, problems = read_budgets(_BUDGETS, (ROOT / _BUDGETS).read_bytes())
    if budgets is None:
        raise ValueError("\n".join(map(str, problems)))
    return budgets
