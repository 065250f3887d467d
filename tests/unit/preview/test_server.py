"""The preview server: pages as built, plus what only a preview shows."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from plugins.preview.server import EVENTS, SCRIPT, WORKER, Feed, start_server


@pytest.fixture
def output(tmp_path: Path) -> Path:
    (tmp_path / "bai").mkdir()
    (tmp_path / "bai/index.html").write_text("<body><p>Bài</p></body>", "utf-8")
    (tmp_path / "404.html").write_text("<body><p>Không tìm thấy</p></body>", "utf-8")
    (tmp_path / "rss.xml").write_text("<rss/>", "utf-8")
    return tmp_path


@pytest.fixture
def feed() -> Feed:
    return Feed()


@pytest.fixture
def connection(output: Path, feed: Feed) -> Iterator[HTTPConnection]:
    server = start_server(output, 0, feed)
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    yield connection
    connection.close()
    feed.close()
    server.shutdown()
    server.server_close()


def get(connection: HTTPConnection, path: str) -> tuple[HTTPResponse, str]:
    connection.request("GET", path)
    response = connection.getresponse()
    return response, response.read().decode()


def test_a_page_is_served_with_the_script_that_follows_builds(
    connection: HTTPConnection, output: Path
) -> None:
    response, text = get(connection, "/bai/")

    assert response.status == 200
    assert response.getheader("Content-Type") == "text/html; charset=utf-8"
    assert f'<script src="{SCRIPT}"></script>\n</body>' in text
    assert "xem-thu" not in (output / "bai/index.html").read_text("utf-8")


def test_problems_are_shown_on_every_page_until_they_are_mended(
    connection: HTTPConnection, feed: Feed
) -> None:
    feed.publish(["articles/a.md:3: [x-y] title: <b> -> sửa"])
    assert "articles/a.md:3: [x-y] title: &lt;b&gt; -&gt; sửa" in get(connection, "/bai/")[1]

    feed.publish([])
    assert "articles/a.md" not in get(connection, "/bai/")[1]


def test_a_dead_address_answers_404_with_the_portal_s_own_page(connection: HTTPConnection) -> None:
    response, text = get(connection, "/khong-co/")

    assert response.status == 404
    assert "Không tìm thấy" in text


def test_files_that_are_no_pages_are_served_as_they_are(connection: HTTPConnection) -> None:
    response, text = get(connection, "/rss.xml")

    assert (response.status, text) == (200, "<rss/>")


def test_an_address_cannot_leave_the_output(connection: HTTPConnection, output: Path) -> None:
    (output.parent / "rieng.txt").write_text("riêng", "utf-8")

    assert get(connection, "/../rieng.txt")[0].status == 404
    assert get(connection, "/%2e%2e/rieng.txt")[0].status == 404


def test_an_open_page_hears_of_the_next_build(connection: HTTPConnection, feed: Feed) -> None:
    connection.request("GET", EVENTS)
    response = connection.getresponse()
    feed.publish([])

    assert response.getheader("Content-Type") == "text/event-stream"
    assert response.readline() == b"event: dung\n"
    assert response.readline() == b"data: 1\n"


def test_closing_lets_waiting_pages_go(connection: HTTPConnection, feed: Feed) -> None:
    connection.request("GET", EVENTS)
    response = connection.getresponse()
    feed.close()

    assert response.read().startswith(b": .")


def test_a_taken_port_is_an_error(output: Path, feed: Feed) -> None:
    first = start_server(output, 0, feed)
    try:
        with pytest.raises(OSError, match="Address already in use"):
            start_server(output, first.server_port, feed)
    finally:
        first.shutdown()
        first.server_close()


def test_the_worker_of_a_preview_keeps_nothing(connection: HTTPConnection, output: Path) -> None:
    """Whatever has this port next would be answered out of what was kept."""
    (output / "sw.js").write_text("kept", "utf-8")

    response, text = get(connection, WORKER)

    assert response.getheader("Content-Type") == "text/javascript"
    assert "unregister()" in text and "fetch" not in text
