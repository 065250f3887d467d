"""What is asked of a served portal, and how the answer of wrk is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.publish_run import load_budgets
from tests.bench.serving_run import (
    NO_PAGES,
    Load,
    addresses_by_kind,
    measure_serving,
    parse_load,
)

BUDGETS = load_budgets()
# As wrk says it, with what load.lua adds at the end.
SAID = """\
Running 3s test @ https://127.0.0.1:40443/
  2 threads and 64 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency    12.34ms    5.67ms  98.76ms   89.01%
    Req/Sec     2.50k   123.45     3.00k    75.00%
  15000 requests in 3.00s, 120.00MB read
Requests/sec:   5000.00
Transfer/sec:     40.00MB
{"requests": 15000, "microseconds": 3000000, "bytes": 120000000, "failed": 2, \
"p99_microseconds": 40250}
"""


def test_figures_are_in_answers_a_second_milliseconds_and_kilobytes() -> None:
    expected = Load("trang chủ", per_second=5000, p99_ms=40.25, kilobytes=8, failed=2)
    assert parse_load("trang chủ", SAID) == expected


@pytest.mark.parametrize(
    "said",
    [
        "",
        "unable to connect to 127.0.0.1:40443 Connection refused\n",
        SAID.replace('"requests": 15000', '"requests": 0'),
    ],
)
def test_a_server_that_answers_nothing_has_no_figures(said: str) -> None:
    with pytest.raises(ValueError):
        parse_load("trang chủ", said)


def test_each_kind_is_asked_for_by_the_addresses_that_readers_use() -> None:
    paths = [
        *("index.html", "index.html.br", "index.html.gz", "404.html", "tim-kiem/index.html"),
        *("tin-tuc/2026/11/mot/index.html", "chuyen-muc/index.html", "rss.xml", "rss.xml.br"),
        *("media/ảnh.webp", "theme/phong.woff2"),
    ]
    assert addresses_by_kind(paths, BUDGETS) == {
        "bài viết": ["/tin-tuc/2026/11/mot/"],
        "trang chủ": ["/"],
        "tìm kiếm": ["/tim-kiem/"],
        "mọi trang khác": ["/chuyen-muc/"],
        NO_PAGES: ["/rss.xml", "/media/%E1%BA%A3nh.webp", "/theme/phong.woff2"],
    }


def test_of_many_pages_some_are_taken_from_all_over_the_site() -> None:
    paths = [f"tin-tuc/2026/11/bai-{number:05}/index.html" for number in range(10_000)]
    (found,) = addresses_by_kind(paths, BUDGETS).values()
    assert len(found) == len(set(found)) == 200
    assert found[0] == "/tin-tuc/2026/11/bai-00000/"
    assert found[-1] > "/tin-tuc/2026/11/bai-09900/"


def test_where_the_load_cannot_be_made_nothing_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert measure_serving(tmp_path / "public", BUDGETS, tmp_path / "server") is None
    assert not (tmp_path / "server").exists()
