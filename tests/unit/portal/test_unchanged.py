"""A build that finds nothing changed gives the output a new time, and only then."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from strategies_portal import NOW, article, site

from plugins.content_model import Content
from plugins.content_model.models import DossierPeriod, DossierRow
from plugins.engine.inputs import Inputs
from plugins.engine.trees import tree_of
from plugins.portal.report import Counts, build_facts
from plugins.portal.settings import BuildSettings
from plugins.portal.unchanged import Unchanged

COUNTS = Counts(articles=1, pages=0, pictures=0, html=9, scheduled=0, read=1, written=9)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


class Desk:
    """A small content folder, and an output built of it at NOW."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for path in ("content/articles/a.md", "theme/base.html", "output/index.html"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(path, "utf-8")
        (folder / "output/build.json").write_bytes(build_facts(NOW, COUNTS, None))

    def unchanged(
        self, now: datetime = NOW, *, stated: str = "", is_production: bool = False
    ) -> Unchanged:
        places = {name: self.folder / name for name in ("content", "output", "theme", "cache")}
        settings = BuildSettings(**places, now=now, is_production=is_production)
        return Unchanged(settings, Inputs(settings.cache, settings.content), stated)

    def note(self, content: Content) -> None:
        self.unchanged().note(content, tree_of(self.folder / "output", {}), COUNTS, ("Hẹn giờ",))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def content(**changes: object) -> Content:
    return site([article(1, **changes)]).content


def test_the_output_gets_the_new_time_and_the_commit(desk: Desk) -> None:
    desk.note(content())
    counts, scheduled = desk.unchanged(NOW + MINUTE).touch("abc")
    facts = json.loads((desk.folder / "output/build.json").read_bytes())
    assert (facts["time"], facts["commit"]) == ("2026-11-20T07:31:00+07:00", "abc")
    assert (counts.converted, counts.rendered, counts.written, counts.kept) == (0, 0, 1, 8)
    assert scheduled == ("Hẹn giờ",)


def test_at_the_same_time_nothing_is_written(desk: Desk) -> None:
    desk.note(content())
    counts, _ = desk.unchanged().touch(None)
    assert counts.written == 0


def test_an_output_that_was_never_noted_is_built(desk: Desk) -> None:
    assert desk.unchanged().touch(None) is None


@pytest.mark.parametrize(
    "path", ["content/articles/a.md", "content/articles/b.md", "theme/base.html"]
)
def test_a_file_that_is_new_or_another_is_noticed(desk: Desk, path: str) -> None:
    desk.note(content())
    (desk.folder / path).write_text("khác", "utf-8")
    assert desk.unchanged(NOW + MINUTE).touch(None) is None


@pytest.mark.parametrize("changes", [{"stated": "khác"}, {"is_production": True}])
def test_another_setting_is_noticed(desk: Desk, changes: dict) -> None:
    desk.note(content())
    assert desk.unchanged(NOW + MINUTE, **changes).touch(None) is None


SOON = NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    "changes",
    [{"published": SOON}, {"expires": SOON}, {"featured_until": SOON}],
    ids=["appears", "expires", "is no longer featured"],
)
def test_an_article_changes_its_place_by_itself(desk: Desk, changes: dict) -> None:
    desk.note(content(**changes))
    assert desk.unchanged(SOON - MINUTE).touch(None) is not None
    assert desk.unchanged(SOON).touch(None) is None
    assert desk.unchanged(SOON + DAY).touch(None) is None


def test_figures_grow_stale_by_themselves(desk: Desk) -> None:
    row = DossierRow(received=1, late=0, early=1, on_time=0)
    period = DossierPeriod("data/dossiers/2026-10.yaml", "2026-10", False, NOW - 44 * DAY, row)
    stated = site([article(1)], counters={"stale_after_days": "45"}).content
    desk.note(Content(stated.portal, (), stated.articles, (), (period,)))
    assert desk.unchanged(NOW + DAY - MINUTE).touch(None) is not None
    assert desk.unchanged(NOW + DAY).touch(None) is None


def test_a_clock_that_was_set_back_is_not_trusted(desk: Desk) -> None:
    desk.note(content())
    assert desk.unchanged(NOW - MINUTE).touch(None) is None


def test_what_changes_while_it_is_built_is_not_noted(desk: Desk) -> None:
    """Not even where it is changed back: the build may have read what stood between."""
    building = desk.unchanged()
    file = desk.folder / "content/articles/a.md"
    before = file.read_bytes()
    file.write_text("khác", "utf-8")
    file.write_bytes(before)
    building.note(content(), tree_of(desk.folder / "output", {}), COUNTS, ())
    assert desk.unchanged(NOW + MINUTE).touch(None) is None
