"""Whatever was done of whatever deliveries, no page that a reader has names what is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.delivery.facts import HOME, Headers, Held, Item, Listed, Record, phase_of
from plugins.delivery.plan import Deed, Plan, Policy, plan_delivery, unfinished, unknown_keys
from plugins.delivery.record import parse_record, render_record

START = datetime(2026, 11, 21, 7, 40, tzinfo=UTC)
ASSETS = [f"theme/css/portal.{number}.css" for number in range(3)] + ["media/2026/11/bao-cao.pdf"]
ARTICLES = [f"tin-tuc/2026/11/bai-{number}/index.html" for number in range(4)]
LISTS = [f"chuyen-muc/muc-{number}/index.html" for number in range(3)] + ["rss.xml"]
KEYS = [*ASSETS, *ARTICLES, *LISTS, HOME, "build.json"]


@dataclass(frozen=True, slots=True)
class Version:
    """One file of a release, with the keys that it points to."""

    item: Item
    refs: frozenset[str] = frozenset()


Release = Mapping[str, Version]


@dataclass(frozen=True, slots=True)
class Run:
    """A delivery: what, when after the one before (hours), and after how many deeds it is cut."""

    release: Release
    hours: int
    deeds: int
    order: int
    is_record_lost: bool


def release_of(chance: Random, is_layered: bool) -> Release:
    """Make up a whole release: everything that it points to is in it."""
    keys = {HOME, *(key for key in KEYS if chance.random() < 0.6)}
    release = {}
    for key in sorted(keys):
        phase = phase_of(key, False)
        below = {other for other in keys if phase_of(other, False) < phase}
        open_to = sorted(below if is_layered else keys - {key})
        refs = (
            {other for other in open_to if chance.random() < 0.3} if phase in range(2, 5) else set()
        )
        content = ",".join([str(chance.randrange(3)), *sorted(refs)])
        headers = Headers("text/html", chance.choice(["max-age=60", "max-age=300"]))
        item = Item(content, len(content), headers, key in ASSETS[:3])
        release[key] = Version(item, frozenset(refs))
    return release


def releases(is_layered: bool) -> st.SearchStrategy[Release]:
    # From a number: drawn piece by piece, a release takes longer than delivering it.
    return st.integers(0, 9_999).map(lambda seed: release_of(Random(seed), is_layered))


def runs(is_layered: bool) -> st.SearchStrategy[list[Run]]:
    """Draw deliveries, most of them cut short, of few releases: so that they come back."""
    few = st.lists(releases(is_layered), min_size=1, max_size=3)
    return few.flatmap(
        lambda made: st.lists(
            st.builds(
                Run,
                release=st.sampled_from(made),
                # The clock of a small server may jump, back too.
                hours=st.sampled_from([0, 1, 13, 25, 800, -30]),
                deeds=st.sampled_from([0, 1, 2, 3, 5, 8, 99, 99, 99]),
                order=st.integers(0, 99),
                is_record_lost=st.sampled_from([False, False, False, True]),
            ),
            min_size=1,
            max_size=7,
        )
    )


@dataclass
class Store:
    """A bucket and its record, and what readers came to know of it."""

    objects: dict[str, Version] = field(default_factory=dict)
    record: Record | None = None
    cuts: int = 0
    now: datetime = START
    known: set[str] = field(default_factory=set)

    def listing(self) -> dict[str, Listed]:
        return {
            key: Listed(str(hash(version.item)), version.item.size)
            for key, version in self.objects.items()
        }

    def plan(self, release: Release, record: Record | None) -> Plan:
        have = self.listing()
        found = {
            key: Held(self.objects[key].item, have[key].etag) for key in unknown_keys(have, record)
        }
        want = {key: version.item for key, version in release.items()}
        return plan_delivery("bản", want, have, record, found, self.now, Policy())

    def deliver(self, run: Run) -> Iterator[set[str]]:
        """Deliver, giving way after each deed with what is being deleted meanwhile."""
        order = Random(run.order)
        self.now += timedelta(hours=run.hours)
        # After an interrupted delivery, nobody could tell without a record what readers know.
        if run.is_record_lost and self.cuts == 0:
            self.record = None
        self.cuts += 1
        plan = self.plan(run.release, self.record)
        known, want = plan.base, {key: version.item for key, version in run.release.items()}
        self.record = unfinished(known, want)
        for steps in (plan.adds, plan.changes):
            for step in steps:
                keys = list(step.keys)
                order.shuffle(keys)
                for key in keys:
                    if step.deed is Deed.STAMP:
                        version = replace(self.objects[key], item=run.release[key].item)
                        assert version == run.release[key]
                    self.objects[key] = run.release[key]
                    yield set()
            have = self.listing()
            sent = {
                key: Held(run.release[key].item, have[key].etag)
                for step in steps
                for key in step.keys
            }
            adopted = plan.adopted if steps is plan.adds else {}
            known = replace(known, objects={**known.objects, **adopted, **sent})
            if steps is plan.adds:
                self.record = unfinished(known, want)
        plan = self.plan(run.release, known)
        assert not plan.sends
        self.record = plan.after
        self.cuts -= 1
        restored = parse_record(render_record(plan.after))
        assert restored == plan.after
        due = {key for step in plan.deletes for key in step.keys}
        for step in plan.deletes:
            keys = list(step.keys)
            order.shuffle(keys)
            for key in keys:
                del self.objects[key]
                yield due

    def reachable(self) -> set[str]:
        """Return what a reader comes to from the home page, there or not."""
        seen: set[str] = set()
        todo = [HOME] if HOME in self.objects else []
        while todo:
            key = todo.pop()
            if key not in seen:
                seen.add(key)
                todo += self.objects[key].refs if key in self.objects else ()
        return seen

    def dangling(self, keys: set[str]) -> dict[str, frozenset[str]]:
        """Return what these objects point to and is not there."""
        return {
            key: absent
            for key in keys & self.objects.keys()
            if (absent := self.objects[key].refs - self.objects.keys())
        }


def play(store: Store, run: Run) -> Iterator[set[str]]:
    """Do as many deeds of a run as it gets to do."""
    for number, deleting in enumerate(store.deliver(run), 1):
        yield deleting
        if number >= run.deeds:
            return


@settings(deadline=None, max_examples=150)
@given(runs(is_layered=True))
def test_nothing_that_is_there_points_to_what_is_not(story: list[Run]) -> None:
    """Pages point to assets, lists to pages, the home page to all: so it holds for each object."""
    store = Store()
    for run in story:
        for _ in play(store, run):
            assert store.dangling(set(store.objects)) == {}


@settings(deadline=None, max_examples=150)
@given(runs(is_layered=False))
def test_nothing_that_readers_know_points_to_what_is_not_there(story: list[Run]) -> None:
    """Articles also point to each other and to lists, in circles: no order of phases would do."""
    store = Store()
    for run in story:
        for deleting in play(store, run):
            reachable = store.reachable()
            assert reachable <= store.objects.keys()
            store.known = (store.known | reachable) & store.objects.keys()
            store.known -= deleting
            assert store.dangling(store.known) == {}


@settings(deadline=None, max_examples=80)
@given(runs(is_layered=False), releases(is_layered=False))
def test_a_delivery_that_is_not_cut_ends_at_the_release(story: list[Run], last: Release) -> None:
    store = Store()
    for run in story:
        for _ in play(store, run):
            pass
    before = set(store.objects)
    for _ in store.deliver(Run(last, 0, 99, 0, False)):
        pass
    assert {key: store.objects.get(key) for key in last} == dict(last)
    out = {key for key, held in store.record.objects.items() if held.since is not None}
    assert set(store.objects) - set(last) <= before & out
    # Nothing changes by delivering it again, and in time nothing else is left.
    for _ in range(3):
        assert store.plan(last, store.record).sends == ()
        for _ in store.deliver(Run(last, 24 * 31, 99, 0, False)):
            pass
    assert set(store.objects) == set(last)
