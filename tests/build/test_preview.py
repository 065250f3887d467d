"""`make serve` as one process: it builds, serves, follows each save, and leaves nothing behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARTICLE = """---
title: Bài thứ nhất
date: 2026-11-01T07:00
category: Thông báo
---
Nội dung ban đầu.
"""
PATIENCE = 120


class Preview:
    """A running preview and what it said."""

    def __init__(self, content: Path, cache: Path) -> None:
        command = [sys.executable, "-m", "plugins.preview", "--content", str(content)]
        self.process = subprocess.Popen(
            [*command, "--cache", str(cache), "--port", "0"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                self.port = int(found[1])
                return
        raise AssertionError(self.process.communicate()[1])

    def get(self, path: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, text

    def listen(self) -> HTTPConnection:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", "/_xem-thu/su-kien")
        self.events = connection.getresponse()
        return connection

    def wait_until(self, path: str, shows: Callable[[int, str], bool]) -> None:
        """Ask for a page after each event, until it is as it should be."""
        while not shows(*self.get(path)):
            while self.events.readline() != b"event: dung\n":
                assert not self.events.isclosed()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "content/articles/thong-bao/2026/bai.md"
    path.parent.mkdir(parents=True)
    path.write_text(ARTICLE, "utf-8")
    return path


@pytest.fixture
def preview(tmp_path: Path, article: Path) -> Iterator[Preview]:
    running = Preview(tmp_path / "content", tmp_path / "cache")
    connection = running.listen()
    yield running
    connection.close()
    if running.process.poll() is None:
        running.process.kill()
    running.process.communicate()


def test_a_save_is_seen_a_problem_is_shown_and_a_deleted_article_is_gone(
    preview: Preview, article: Path
) -> None:
    address = "/tin-tuc/2026/11/bai-thu-nhat/"
    assert "Nội dung ban đầu." in preview.get(address)[1]

    article.write_text(ARTICLE.replace("ban đầu", "đã sửa"), "utf-8")
    preview.wait_until(address, lambda _, page: "Nội dung đã sửa." in page)

    article.write_text(ARTICLE.replace("2026-11-01T07:00", "01/11/2026"), "utf-8")
    problem = "articles/thong-bao/2026/bai.md:3: [date-invalid]"
    preview.wait_until(address, lambda _, page: problem in page)
    assert "Nội dung đã sửa." in preview.get(address)[1]

    article.unlink()
    preview.wait_until(address, lambda status, _: status == 404)
    preview.wait_until("/", lambda _, page: "date-invalid" not in page)


def test_a_new_title_comes_to_the_lists_as_well(preview: Preview, article: Path) -> None:
    article.write_text(ARTICLE.replace("thứ nhất", "đổi tên"), "utf-8")
    preview.wait_until("/tin-tuc/2026/11/bai-doi-ten/", lambda status, _: status == 200)
    preview.wait_until("/", lambda _, page: "Bài đổi tên" in page)
    assert preview.get("/tin-tuc/2026/11/bai-thu-nhat/")[0] == 404


def test_stopping_frees_the_port_and_leaves_no_process(preview: Preview) -> None:
    preview.process.send_signal(signal.SIGTERM)

    assert preview.process.wait(PATIENCE) == 0
    with pytest.raises(ConnectionRefusedError):
        preview.get("/")
