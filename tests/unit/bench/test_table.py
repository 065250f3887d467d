"""The table of the bench: every figure where a reader looks for it, with its unit."""

from __future__ import annotations

from dataclasses import replace

from plugins.site_checks import WeightRow, Weights
from tests.bench.cases import CASES, COLD, HUGO, HUGO_WITHOUT_RELATED, THIRD
from tests.bench.publish_run import PUBLISH, PUBLISH_BODY, PUBLISH_NOTHING
from tests.bench.serving_run import ALL_KINDS, Load, ServingResult
from tests.bench.table import Result, render_table

_KEYS = [HUGO, HUGO_WITHOUT_RELATED, THIRD, *(case.key for case in CASES)]
_KEYS += [case.beside for case in CASES if case.beside]
_PUBLISHING = {PUBLISH: 140.04, PUBLISH_BODY: 12.5, PUBLISH_NOTHING: 0.875}
RESULT = Result(
    articles=10_000,
    rounds=1,
    seed=0,
    hugo="0.1",
    seconds={**dict.fromkeys(_KEYS, 20.0), **_PUBLISHING},
    samples={},
    memory={COLD: None, HUGO: None},
    pages={COLD: 1, HUGO: 1},
    related={},
    search=None,
    serving=ServingResult(
        connections=64,
        cores=2,
        loads=(
            Load(ALL_KINDS, per_second=8123.4, p99_ms=31.25, kilobytes=7.04, failed=0),
            Load("bài viết", per_second=912.6, p99_ms=125, kilobytes=12.3, failed=17),
        ),
    ),
    weights=(
        WeightRow(
            "bài viết",
            9876,
            Weights(html=6_540, css=12_000, script=0, fonts=61_000, images=0, requests=5),
            Weights(html=9_160, css=12_000, script=950, fonts=61_000, images=123_456, requests=14),
        ),
    ),
)


def cells(result: Result, name: str) -> list[list[str]]:
    """Return what stands after the name in every line that begins with it."""
    lines = [line.strip() for line in render_table(result).splitlines()]
    return [line.removeprefix(name).split() for line in lines if line.startswith(f"{name}  ")]


def test_publishing_stands_there_in_seconds_and_an_idle_timer_has_an_aim_in_seconds() -> None:
    first = cells(RESULT, "make publish, everything new")
    assert first == [["140.04", "s", "7.00", "-", "-", "-"]]
    assert "everything new: articles were read before" in render_table(RESULT)
    edited = cells(RESULT, "make publish, one body edited")
    assert edited == [["12.50", "s", "0.62", "-", "-", "-"]]
    idle = cells(RESULT, "publish by a timer, nothing to do")
    assert idle == [["0.88", "s", "0.04", "1.00", "s", "-", "-"]]


def test_the_aim_of_a_build_stays_a_multiple_of_hugos_time() -> None:
    assert cells(RESULT, "nothing to reuse") == [
        ["20.00", "s", "1.00", "1.00", "1.60", "20.00", "s"]
    ]


def test_each_kind_that_was_served_has_its_speed_its_lateness_and_its_failures() -> None:
    assert cells(RESULT, ALL_KINDS) == [["8123", "31.2", "ms", "7.0", "0"]]
    assert ["913", "125.0", "ms", "12.3", "17"] in cells(RESULT, "bài viết")
    assert "64 kept connections" in render_table(RESULT)


def test_pages_weigh_kilobytes_and_their_requests_are_counted() -> None:
    found = " ".join(cells(RESULT, "bài viết")[-1])
    assert found == "9876 6.5 / 9.2 12.0 / 12.0 0.0 / 0.9 61.0 / 61.0 0.0 / 123.5 5 / 14"


def test_a_machine_without_the_server_or_the_load_says_what_is_missing() -> None:
    said = render_table(replace(RESULT, serving=None))
    assert "nginx, wrk and openssl" in said
    assert "answers/s" not in said
