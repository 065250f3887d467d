"""What a delivery would do, and in which order."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView
from datetime import UTC, datetime, timedelta

import pytest

from plugins.delivery.facts import Headers, Held, Item, Listed, Record, phase_of
from plugins.delivery.plan import Deed, Plan, Policy, plan_delivery, unknown_keys
from plugins.delivery.record import parse_record, render_record

NOW = datetime(2026, 11, 21, 7, 40, tzinfo=UTC)
PAGE = Headers("text/html", "max-age=60")
KEYS = (
    "build.json",
    "index.html",
    "sitemap.xml",
    "chuyen-muc/tin/index.html",
    "tin-tuc/2026/11/moi/index.html",
    "theme/css/portal.1.css",
)


def item(content: str = "a", headers: Headers = PAGE, is_immutable: bool = False) -> Item:
    return Item(content, len(content), headers, is_immutable)


def plan(want: dict[str, Item], have: dict[str, Item], record: Record | None = None) -> Plan:
    """Plan for a bucket whose objects are known by its record, unless another is given."""
    listed = {key: Listed(held.sha256, held.size) for key, held in have.items()}
    if record is None:
        record = Record(objects={key: Held(held, held.sha256) for key, held in have.items()})
    return plan_delivery("bản", want, listed, record, {}, NOW, Policy())


def deeds(made: Plan) -> list[tuple[Deed, tuple[str, ...]]]:
    return [(step.deed, step.keys) for step in made.sends]


@pytest.mark.parametrize(
    ("key", "phase"),
    [
        ("theme/css/portal.abc.css", 1),
        ("media/2026/11/bao-cao.pdf", 1),
        ("favicon.ico", 1),
        ("tin-tuc/2026/11/bai/index.html", 2),
        ("tin-tuc/2026/11/bai/ban-van-ban.txt", 2),
        ("gioi-thieu/index.html", 2),
        ("404.html", 2),
        ("chuyen-muc/tin/trang/2/index.html", 3),
        ("chuyen-muc/tin/rss.xml", 3),
        ("tim-kiem/chi-muc/3.bin", 3),
        ("du-lieu/tthc.csv", 3),
        ("feed.json", 3),
        ("index.html", 4),
        ("sitemap.xml", 4),
        ("sitemap-2.xml", 4),
        ("robots.txt", 4),
        ("build.json", 5),
    ],
)
def test_what_others_point_to_has_the_lower_phase(key: str, phase: int) -> None:
    assert phase_of(key, False) == phase
    assert phase_of(key, True) == (5 if key == "build.json" else 1)


def test_an_empty_bucket_is_filled_from_below_and_the_home_page_opens_it() -> None:
    made = plan({key: item() for key in KEYS}, {})
    assert [keys for _, keys in deeds(made)] == [
        ("theme/css/portal.1.css",),
        ("tin-tuc/2026/11/moi/index.html",),
        ("chuyen-muc/tin/index.html",),
        ("sitemap.xml",),
        ("build.json",),
        ("index.html",),
    ]


def test_everything_new_comes_before_anything_that_changes() -> None:
    have = {key: item("cũ") for key in KEYS[:5]}
    new = ["the/moi/index.html", "tin-tuc/2026/11/moi-nua/index.html", "theme/css/portal.2.css"]
    made = plan({**dict.fromkeys(have, item("mới")), **dict.fromkeys(new, item())}, have)
    assert deeds(made) == [
        (Deed.ADD, ("theme/css/portal.2.css",)),
        (Deed.ADD, ("tin-tuc/2026/11/moi-nua/index.html",)),
        (Deed.ADD, ("the/moi/index.html",)),
        (Deed.CHANGE, ("tin-tuc/2026/11/moi/index.html",)),
        (Deed.CHANGE, ("chuyen-muc/tin/index.html",)),
        (Deed.CHANGE, ("index.html", "sitemap.xml")),
        (Deed.CHANGE, ("build.json",)),
    ]


def test_what_is_the_same_is_kept_and_other_headers_are_a_stamp() -> None:
    want = {"index.html": item(), "404.html": item("a", Headers("text/html", "max-age=300"))}
    made = plan(want, dict.fromkeys(want, item()))
    assert deeds(made) == [(Deed.STAMP, ("404.html",))]
    assert made.kept == 1


@pytest.mark.parametrize(
    ("hours", "deliveries", "is_deleted"),
    [(23, 9, False), (24, 2, True), (24, 1, False), (9_999, 1, False)],
)
def test_what_left_goes_after_its_grace_and_some_deliveries(
    hours: int, deliveries: int, is_deleted: bool
) -> None:
    since = NOW - timedelta(hours=hours)
    out = {"cu.html": Held(item(), "a", since, 5)}
    record = Record(deliveries=5 + deliveries - 1, objects=out)
    made = plan({}, {"cu.html": item()}, record)
    assert [step.keys for step in made.deletes] == ([("cu.html",)] if is_deleted else [])
    assert made.waiting == (not is_deleted)


def test_what_left_is_deleted_from_above() -> None:
    out = {key: Held(item(), "a", NOW - timedelta(days=9), 1) for key in KEYS}
    made = plan({}, dict.fromkeys(KEYS, item()), Record(deliveries=9, objects=out))
    assert [step.keys for step in made.deletes] == [
        ("build.json",),
        ("index.html", "sitemap.xml"),
        ("chuyen-muc/tin/index.html",),
        ("tin-tuc/2026/11/moi/index.html",),
        ("theme/css/portal.1.css",),
    ]


def test_no_grace_deletes_in_the_same_delivery() -> None:
    listed = {"cu.html": Listed("a", 1)}
    record = Record(objects={"cu.html": Held(item(), "a")})
    made = plan_delivery("bản", {}, listed, record, {}, NOW, Policy(timedelta()))
    assert [step.keys for step in made.deletes] == [("cu.html",)]


def test_only_what_the_record_does_not_know_is_asked_about() -> None:
    record = Record(
        objects={"a.html": Held(item("1"), "1"), "b.html": Held(item("1"), "1")},
        others={"sao-luu.zip": "z"},
    )
    have = {
        "a.html": Listed("1", 1),
        "b.html": Listed("2", 1),
        "c.html": Listed("1", 1),
        "sao-luu.zip": Listed("z", 9),
    }
    assert unknown_keys(have, record) == ("b.html", "c.html")
    assert unknown_keys(have, None) == tuple(sorted(have))


def test_a_record_is_read_back_as_it_was_written() -> None:
    headers = Headers("text/html", "max-age=60", "gzip", "/moi/")
    record = Record(
        "20261121T074000Z-3f9c2ab01d2e",
        NOW,
        7,
        {"Ảnh.html": Held(item("a", headers, True), "e", NOW, 3), "b": Held(item(), "f")},
        {"sao-luu.zip": "z"},
    )
    assert parse_record(render_record(record)) == record
    assert render_record(record) == render_record(record)


@pytest.mark.parametrize("cut", [0, 1, 20, -9, -1])
def test_a_record_that_is_cut_or_of_another_kind_is_none(cut: int) -> None:
    assert parse_record(render_record(Record(at=NOW))[:cut]) is None
    assert parse_record(b'{"format": 1}') is None


class CountedDict(dict[str, Item]):
    """Counts how often it is read from end to end."""

    reads = 0

    def __iter__(self) -> Iterator[str]:
        self.reads += 1
        return super().__iter__()

    def keys(self) -> KeysView[str]:
        self.reads += 1
        return super().keys()

    def items(self) -> ItemsView[str, Item]:
        self.reads += 1
        return super().items()


def test_a_large_site_is_gone_through_a_few_times_and_not_once_for_each_file() -> None:
    want = CountedDict({f"tin-tuc/{number}/index.html": item() for number in range(200)})
    plan(want, dict(want))
    assert want.reads < 20
