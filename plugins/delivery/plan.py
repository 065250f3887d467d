"""The order in which a bucket becomes a release, so that nothing ever points to what is not there.

First half: what readers do not know yet. Until all of it is there, no page that a reader can reach
names any of it. Then the record says that readers may know it. Second half: what they know changes,
the home page late. That needs no knowledge of what points to what (articles and lists point to each
other in circles), and holds from whatever mixture an interrupted delivery left. Within each half,
what is pointed to comes first all the same. What left the site stays for a grace time, because
caches still hold pages that name it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby

from plugins.delivery.facts import HOME, Held, Item, Listed, Record, phase_of


class Deed(StrEnum):
    """What is done to the objects of a step."""

    # Whatever an interrupted delivery left at the key, no reader was led to it.
    ADD = "add"
    CHANGE = "change"
    STAMP = "stamp"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Step:
    """Objects that may be treated in any order, or at once, before the next step begins."""

    deed: Deed
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """How long what left the site stays: for `grace` and until `keep` more deliveries were made.

    Counting deliveries guards against a clock that jumps. Names that change with their content
    stay thirty times as long. No grace at all deletes at once.
    """

    grace: timedelta = timedelta(hours=24)
    keep: int = 2

    def grace_of(self, item: Item) -> timedelta:
        """Return how long an object stays after it left the site."""
        return self.grace * 30 if item.is_immutable else self.grace


@dataclass(frozen=True, slots=True)
class Plan:
    """The way from what a bucket holds to a release.

    `base` is the record to begin with, `unfinished` when it is written: what readers may know.
    `adds` and `changes` are the two halves; between them the record must take in what was added,
    and `adopted`, which an interrupted delivery had added. `after` is the record of the release,
    complete once there is nothing to send; `deletes` follow it.
    """

    base: Record
    adds: tuple[Step, ...]
    adopted: Mapping[str, Held]
    changes: tuple[Step, ...]
    after: Record
    deletes: tuple[Step, ...]
    kept: int

    @property
    def sends(self) -> tuple[Step, ...]:
        """All steps up to the release."""
        return self.adds + self.changes

    @property
    def waiting(self) -> int:
        """How many objects are out of the site and still in the bucket after this plan."""
        out = sum(held.since is not None for held in self.after.objects.values())
        return out - sum(len(step.keys) for step in self.deletes)


def unfinished(record: Record, want: Mapping[str, Item]) -> Record:
    """Return a record as it must be written before a delivery is finished.

    Where something comes back into the site, nothing is marked as out of it: if the delivery is
    interrupted, nobody knows which pages name what by then, and every grace begins anew.
    """
    if not any(held.since is not None and key in want for key, held in record.objects.items()):
        return record
    objects = {key: replace(held, since=None, left_at=0) for key, held in record.objects.items()}
    return replace(record, objects=objects)


def unknown_keys(have: Mapping[str, Listed], record: Record | None) -> tuple[str, ...]:
    """Return the keys that hold something else than the record says: ask the bucket about them."""
    objects, others = (record.objects, record.others) if record else ({}, {})
    return tuple(
        sorted(
            key
            for key, listed in have.items()
            if not _is_as_recorded(objects.get(key), listed) and others.get(key) != listed.etag
        )
    )


def plan_delivery(
    release: str,
    want: Mapping[str, Item],
    have: Mapping[str, Listed],
    record: Record | None,
    found: Mapping[str, Held],
    now: datetime,
    policy: Policy,
) -> Plan:
    """Return the plan that makes a bucket with the listing `have` hold exactly what is wanted.

    `found` says what the `unknown_keys` turned out to be, without those that no delivery made.
    The listing is trusted over the record; without one, readers may know all that is there. The
    home page they know even while there is none.
    """
    known = _there(record, have) if record else Record(objects=dict(found))
    number = known.deliveries + 1
    ours = {
        key: held
        for key, listed in have.items()
        if (held := _held(known.objects.get(key), found.get(key), listed)) is not None
    }
    news = {key for key in want if key not in have or (key in ours and key not in known.objects)}
    deeds = {
        key: deed
        for key, item in want.items()
        if (deed := _deed(item, ours.get(key), key in news)) is not None
    }
    adds = {key: deed for key, deed in deeds.items() if deed is Deed.ADD and key != HOME}
    changes = {key: deed for key, deed in deeds.items() if key not in adds}
    out = _out(ours, want, now, number)
    inside = {key: Held(want[key], have[key].etag) for key in want if key not in deeds}
    return Plan(
        base=known,
        adds=_sends(adds, want, known.objects),
        adopted={key: held for key, held in inside.items() if key in news},
        changes=_sends(changes, want, known.objects),
        after=Record(
            release=release,
            at=now,
            deliveries=number,
            objects=dict(sorted({**inside, **out}.items())),
            others={key: have[key].etag for key in sorted(have.keys() - ours.keys() - want.keys())},
        ),
        deletes=_deletes([key for key in out if _is_due(out[key], now, number, policy)], out),
        kept=len(inside),
    )


def _is_as_recorded(held: Held | None, listed: Listed) -> bool:
    return held is not None and (held.etag, held.item.size) == (listed.etag, listed.size)


def _held(recorded: Held | None, found: Held | None, listed: Listed) -> Held | None:
    return recorded if _is_as_recorded(recorded, listed) else found


def _deed(item: Item, held: Held | None, is_new: bool) -> Deed | None:
    """Return what makes an object what it should be; None where it is that already."""
    if held is not None and (held.item.sha256, held.item.size) == (item.sha256, item.size):
        return None if held.item == item else Deed.STAMP
    return Deed.ADD if is_new else Deed.CHANGE


def _out(
    ours: Mapping[str, Held], want: Mapping[str, Item], now: datetime, number: int
) -> dict[str, Held]:
    """Return what is no part of the site, with since when.

    A page names only what left with it or later. So nothing is taken to have left before what an
    earlier delivery left out, even if the clock went back in between, nor in the future.
    """
    left = [
        (held.left_at if held.since else number, key, held)
        for key, held in ours.items()
        if key not in want
    ]
    result = {}
    latest: datetime | None = None
    for left_at, key, held in sorted(left, key=lambda row: row[:2]):
        since = min(held.since or now, now)
        latest = since if latest is None else max(since, latest)
        result[key] = replace(held, since=latest, left_at=left_at)
    return result


def _is_due(held: Held, now: datetime, number: int, policy: Policy) -> bool:
    if not policy.grace:
        return True
    assert held.since is not None
    is_over = now - held.since >= policy.grace_of(held.item)
    return is_over and number - held.left_at >= policy.keep


def _there(record: Record, have: Mapping[str, Listed]) -> Record:
    # What was deleted and comes again must not be taken for what was out for long.
    return replace(
        record, objects={key: record.objects[key] for key in record.objects if key in have}
    )


def _sends(
    deeds: Mapping[str, Deed], want: Mapping[str, Item], known: Mapping[str, Held]
) -> tuple[Step, ...]:
    def rank(key: str) -> tuple[int, ...]:
        # What comes back is as old as when it left until it is sent, and so is what it points to.
        is_back = key in known and known[key].since is not None
        return not is_back, phase_of(key, want[key].is_immutable)

    return _steps(deeds, rank)


def _deletes(due: Iterable[str], out: Mapping[str, Held]) -> tuple[Step, ...]:
    def rank(key: str) -> tuple[int, ...]:
        # What points to others goes before them, and what left first before what left later.
        return out[key].left_at, -phase_of(key, out[key].item.is_immutable)

    return _steps(dict.fromkeys(due, Deed.DELETE), rank)


def _steps(deeds: Mapping[str, Deed], rank: Callable[[str], tuple[int, ...]]) -> tuple[Step, ...]:
    ordered = sorted(deeds, key=lambda key: (rank(key), deeds[key], key))
    return tuple(
        Step(deed, tuple(keys))
        for (_, deed), keys in groupby(ordered, key=lambda key: (rank(key), deeds[key]))
    )
