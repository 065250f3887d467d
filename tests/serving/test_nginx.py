"""What only nginx is asked to do."""

from __future__ import annotations

import os
import re
import ssl
import subprocess
from collections.abc import Iterator
from http.client import RemoteDisconnected
from pathlib import Path

import pytest
from serving.asking import HOST, Client
from serving.conftest import Server

from plugins.serving.headers import FIXED_HEADERS


@pytest.fixture
def site(nginx: Server) -> Iterator[Path]:
    """The current release, from which what a test adds is taken away again."""
    site = nginx.publisher.release("mot")
    before = set(site.rglob("*"))
    yield site
    for path in sorted(set(site.rglob("*")) - before, reverse=True):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def curl(client: Client, path: str, *more: str) -> str:
    """Return what curl says about a request."""
    address = f"{HOST}:{client.https_port}"
    done = subprocess.run(
        [
            *("curl", "--silent", "--show-error", "--cacert", str(client.certificate)),
            *("--resolve", f"{address}:127.0.0.1", "--output", os.devnull, *more),
            f"https://{address}{path}",
        ],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"]},
    )
    return f"{done.stdout}{done.stderr}"


def test_http_2_is_spoken(nginx: Server) -> None:
    said = curl(nginx.client, "/", "--http2", "--write-out", "%{http_version} %{http_code}")
    assert said == "2 200"


@pytest.mark.parametrize(("version", "works"), [("1.1", False), ("1.2", True), ("1.3", True)])
def test_tls_of_today_and_no_other_is_spoken(nginx: Server, version: str, works: bool) -> None:
    said = curl(
        nginx.client,
        "/",
        *(f"--tlsv{version}", "--tls-max", version, "--ciphers", "DEFAULT:@SECLEVEL=0"),
        *("--write-out", "%{http_code}"),
    )
    assert (said == "200") is works


@pytest.mark.parametrize("accept_encoding", ["", "gzip", "br"])
def test_a_link_inside_a_release_is_not_followed(
    nginx: Server, site: Path, accept_encoding: str
) -> None:
    outside = nginx.publisher.public / "bi-mat"
    outside.mkdir(exist_ok=True)
    for name in ("trang.html", "trang.html.br", "trang.html.gz", "index.html", "tep.pdf"):
        (outside / name).write_text("bí mật")
        (site / f"lien-ket-{name}").symlink_to(outside / name)
    (site / "thu-muc").symlink_to(outside)
    # The page itself is the release's own, its variants are not.
    (site / "lien-ket-trang.html").unlink()
    (site / "lien-ket-trang.html").write_text("trang thật")
    for path in ("lien-ket-index.html", "lien-ket-tep.pdf", "thu-muc/", "thu-muc/trang.html"):
        answer = nginx.client.ask(f"/{path}", accept_encoding=accept_encoding)
        assert answer.status == 404, path
        assert "bí mật".encode() not in answer.plain
    answer = nginx.client.ask("/lien-ket-trang.html", accept_encoding=accept_encoding)
    assert "bí mật".encode() not in answer.body


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0", None),
        ("br;q=0.1", "br"),
        ("gzip,br", "br"),
        ("GZIP, BR", "br"),
        ("brotli", None),
        ("sbr, x-br", None),
    ],
)
def test_brotli_is_for_those_who_ask_for_it(
    nginx: Server, accepted: str, coding: str | None
) -> None:
    answer = nginx.client.ask("/", accept_encoding=accepted)
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["vary"] == "Accept-Encoding"


def test_a_part_of_a_compressed_page_is_a_part_of_that(nginx: Server) -> None:
    whole = (nginx.publisher.release("mot") / "index.html.br").read_bytes()
    part = nginx.client.ask("/", accept_encoding="br", range="bytes=10-19")
    assert (part.status, part.body) == (206, whole[10:20])
    assert part.headers["content-encoding"] == "br"


def test_a_file_that_lost_a_variant_is_served_all_the_same(nginx: Server, site: Path) -> None:
    (site / "moi.html").write_text("trang mới")
    for accepted in ("br, gzip", "gzip", ""):
        answer = nginx.client.ask("/moi.html", accept_encoding=accepted)
        assert (answer.status, answer.body) == (200, "trang mới".encode())
        assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/khong-co/", "/gioi-thieu", "/cu/", "/%2e%2e/x", "/%00"])
def test_every_answer_says_what_a_browser_may_do_and_not_which_server(
    nginx: Server, path: str
) -> None:
    answer = nginx.client.ask(path)
    for name, value in FIXED_HEADERS.items():
        assert answer.headers[name.lower()] == value
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["server"] == "nginx"
    assert not re.search(rb"nginx/[0-9]", answer.body)


def test_an_address_that_is_too_long_is_refused(nginx: Server) -> None:
    answer = nginx.client.ask(f"/{'a' * 20_000}")
    assert answer.status == 414
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_a_visitor_sends_along_is_not_read(nginx: Server) -> None:
    answer = nginx.client.ask("/", method="POST", content_length="5000000000")
    assert answer.status in {405, 413}


def test_the_query_is_kept_where_a_slash_was_missing(nginx: Server) -> None:
    assert nginx.client.ask("/gioi-thieu?a=1").headers["location"] == "/gioi-thieu/?a=1"


def test_redirects_of_names_are_not_kept_for_ever(nginx: Server) -> None:
    for host, secure in ((HOST, False), (f"www.{HOST}", True)):
        answer = nginx.client.ask("/", host=host, secure=secure)
        assert answer.headers["cache-control"] == "public, max-age=3600"
    assert "strict-transport-security" not in nginx.client.ask("/", secure=False).headers


def test_a_name_that_is_not_the_portals_gets_nothing(nginx: Server) -> None:
    with pytest.raises(ssl.SSLError):
        nginx.client.ask("/", host="la.example.vn")
    with pytest.raises(RemoteDisconnected):
        nginx.client.ask("/", host="la.example.vn", secure=False)


def test_a_certificate_can_be_proved_without_tls(nginx: Server) -> None:
    answer = nginx.client.ask("/.well-known/acme-challenge/ma", secure=False)
    assert (answer.status, answer.body) == (200, "chứng minh".encode())
    assert nginx.client.ask("/.well-known/acme-challenge/khac", secure=False).status == 404
