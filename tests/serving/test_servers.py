"""What readers get from nginx and from Caddy, with the configuration made for a portal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from serving.asking import HOST
from serving.conftest import Publisher, Server

from plugins.serving import headers_of
from plugins.serving.headers import FIXED_HEADERS
from plugins.visits.lines import LineParser

_ENGINE = "coccoc"
_SEARCHED = {b"/tim-kiem", b"/tim-kiem/index.html", b"/%74im-kiem"}
BOTH = "br, gzip"


@pytest.fixture
def kept(server: Server) -> Iterator[HTTPConnection]:
    """A connection that stays open from one request to the next."""
    with closing(server.client.connect()) as connection:
        yield connection


def url_of(path: str) -> str:
    """Return the address at which readers find a file."""
    return f"/{path.removesuffix('index.html')}"


def published(publisher: Publisher) -> list[str]:
    """Return every file that has an address, without the compressed variants."""
    files = (path for path in publisher.release("mot").rglob("*") if path.is_file())
    paths = (path.relative_to(publisher.release("mot")).as_posix() for path in files)
    return sorted(path for path in paths if not path.endswith((".br", ".gz", "404.html")))


def test_every_file_is_served_with_its_type_its_rule_and_all_security_headers(
    server: Server, kept: HTTPConnection
) -> None:
    for path in published(server.publisher):
        answer = server.client.ask(url_of(path), kept=kept)
        expected = {key.lower(): value for key, value in headers_of(path, _ENGINE).items()}
        found = {name: answer.headers.get(name) for name in expected}
        assert (path, answer.status, found) == (path, 200, expected)
        assert answer.body == (server.publisher.release("mot") / path).read_bytes()
        shared = "access-control-allow-origin"
        assert (shared in answer.headers) == (shared in expected), path


@pytest.mark.parametrize(
    "accepted", [BOTH, "gzip, deflate, br, zstd", "br", "gzip", "", "identity"]
)
def test_a_browser_gets_the_smallest_variant_that_it_understands(
    server: Server, kept: HTTPConnection, accepted: str
) -> None:
    coding = "br" if "br" in accepted else "gzip" if "gzip" in accepted else None
    tags = set()
    for path in ("index.html", "gioi-thieu/index.html", "rss.xml", "du-lieu/tthc.json"):
        answer = server.client.ask(url_of(path), kept=kept, accept_encoding=accepted)
        assert answer.headers.get("content-encoding") == coding, path
        assert answer.plain == (server.publisher.release("mot") / path).read_bytes()
        assert answer.headers["vary"] == "Accept-Encoding"
        tags.add(answer.headers["etag"])
    other = "gzip" if coding != "gzip" else "br"
    again = server.client.ask("/", kept=kept, accept_encoding=other)
    assert again.headers["etag"] not in tags


def test_a_picture_and_a_pdf_are_not_compressed_again(server: Server) -> None:
    for path in published(server.publisher):
        if path.endswith((".png", ".webp", ".pdf", ".woff2")):
            answer = server.client.ask(f"/{path}", accept_encoding=BOTH)
            assert "content-encoding" not in answer.headers, path


@pytest.mark.parametrize("accepted", ["br", "gzip", ""])
def test_what_a_browser_has_already_is_not_sent_again(server: Server, accepted: str) -> None:
    first = server.client.ask("/", accept_encoding=accepted)
    for condition in (
        {"if_none_match": first.headers["etag"]},
        {"if_modified_since": first.headers["last-modified"]},
    ):
        again = server.client.ask("/", accept_encoding=accepted, **condition)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["cache-control"] == first.headers["cache-control"]
        assert again.headers["content-security-policy"] == first.headers["content-security-policy"]
    assert server.client.ask("/", accept_encoding=accepted, if_none_match='"khac"').status == 200


def test_a_part_of_a_file_can_be_asked_for(server: Server) -> None:
    path = "media/2026/11/lich-cap-nuoc.pdf"
    whole = (server.publisher.release("mot") / path).read_bytes()
    part = server.client.ask(f"/{path}", range="bytes=5-9")
    assert (part.status, part.body) == (206, whole[5:10])
    assert part.headers["content-range"] == f"bytes 5-9/{len(whole)}"
    assert part.headers["x-content-type-options"] == "nosniff"
    assert server.client.ask(f"/{path}", range=f"bytes={len(whole)}-").status == 416


@pytest.mark.parametrize(
    "path",
    [
        *("/khong-co/", "/tin-tuc/2026/11/khong-co/", "/theme/css/khong-co.0a1b2c.css", "/theme/"),
        *("/404.html", "/.git/config", "/chuyen-muc/.an/", "/index.html.br", "/rss.xml.gz"),
        *("/du-lieu/khong-co.json", "/media/anh/0a-1w.webp"),
    ],
)
def test_what_is_not_there_is_the_page_that_says_so(server: Server, path: str) -> None:
    answer = server.client.ask(path, accept_encoding="gzip")
    assert answer.status == 404
    assert answer.plain == (server.publisher.release("mot") / "404.html").read_bytes()
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=30"
    assert "access-control-allow-origin" not in answer.headers
    for name, value in FIXED_HEADERS.items():
        assert answer.headers[name.lower()] == value


@pytest.mark.parametrize(
    "path",
    [
        "/../../../etc/passwd",
        "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/gioi-thieu/..%2f..%2f..%2f..%2fetc/passwd",
        "/theme/%2e%2e%2f%2e%2e%2frelease.json",
        "/cu/%2e%2e/%2e%2e/etc/passwd",
    ],
)
def test_nothing_outside_the_release_is_served(server: Server, path: str) -> None:
    (server.publisher.public / "current/release.json").write_text("bí mật")
    answer = server.client.ask(path)
    assert answer.status in {400, 404}
    assert b"root:" not in answer.body and "bí mật".encode() not in answer.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_other_methods_are_refused(server: Server, method: str) -> None:
    answer = server.client.ask("/", method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-frame-options"] == "DENY"


def test_head_says_what_get_would(server: Server) -> None:
    got, head = server.client.ask("/"), server.client.ask("/", method="HEAD")
    changing = {"date"}
    assert head.body == b""
    assert {k: v for k, v in head.headers.items() if k not in changing} == {
        k: v for k, v in got.headers.items() if k not in changing
    }


@pytest.mark.parametrize(
    ("path", "status", "target"),
    [
        ("/gioi-thieu-chung.html", 301, "/gioi-thieu/"),
        ("/gioi-thieu-chung.html?a=1&b=2", 301, "/gioi-thieu/?a=1&b=2"),
        ("/tin%20c%C5%A9/b%C3%A0i.aspx?a=1", 301, "/gioi-thieu/?a=1#lich-su"),
        ("/hoi-dap/", 302, "https://hoidap.example.vn/?nguon=cong"),
        ("/hoi-dap?a=1", 302, "https://hoidap.example.vn/?nguon=cong"),
        ("/cu/tin-xa/?a=1", 301, "/chuyen-muc/tin-xa/?a=1"),
        ("/cu/", 301, "/chuyen-muc/"),
        ("/cu", 301, "/chuyen-muc/"),
        ("/cu/rieng/", 301, "/gioi-thieu/"),
        ("/b%C3%A1o%20c%C5%A9/a%20b/%C4%91", 302, "https://baocu.example.vn/kho/a%20b/%C4%91"),
    ],
)
def test_an_old_address_leads_to_the_new_one(
    server: Server, path: str, status: int, target: str
) -> None:
    answer = server.client.ask(path)
    assert (answer.status, answer.headers["location"]) == (status, target)
    kept = "public, max-age=3600" if status == 301 else "public, max-age=60"
    assert answer.headers["cache-control"] == kept
    assert answer.headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize(
    "end",
    ["%5Cevil.example/", "/evil.example/", "%2Fevil.example/", "%2F%5Cevil.example/", "%09/evil"],
)
def test_an_old_folder_leads_to_no_host_that_a_reader_names(server: Server, end: str) -> None:
    answer = server.client.ask(f"/goc/{end}")
    assert answer.status in {301, 308, 400, 404}
    where = answer.headers.get("location", "/").replace("\\", "/")
    assert not where.startswith("//")
    assert "evil" not in where.removeprefix("https://").partition("/")[0]


@pytest.mark.parametrize("end", ["%0d%0aSet-Cookie:a=b", "%0dSet-Cookie:a=b", "%0aSet-Cookie:a=b"])
def test_a_line_in_an_address_makes_no_header(server: Server, end: str) -> None:
    answer = server.client.ask(f"/cu/{end}")
    assert "set-cookie" not in answer.headers
    assert answer.status in {301, 404}


def test_a_page_without_its_slash_leads_to_the_page(server: Server) -> None:
    answer = server.client.ask("/gioi-thieu")
    assert answer.status in {301, 308}
    assert answer.headers["location"] == "/gioi-thieu/"


def test_the_other_name_and_plain_http_lead_to_the_portal(server: Server) -> None:
    answer = server.client.ask("/tin?a=1", host=f"www.{HOST}")
    assert answer.status in {301, 308}
    assert answer.headers["location"] == f"{server.facts.origin}/tin?a=1"
    for host in (HOST, f"www.{HOST}"):
        answer = server.client.ask("/tin?a=1", host=host, secure=False)
        assert answer.status in {301, 308}
        assert answer.headers["location"].startswith("https://")
        assert answer.headers["location"].endswith("/tin?a=1")


def test_the_figures_of_now_are_never_kept(server: Server) -> None:
    answer = server.client.ask("/du-lieu/truy-cap.json")
    assert (answer.status, answer.body) == (200, b'{"online": 3}')
    assert answer.headers["cache-control"] == "no-store"


def test_another_release_is_seen_at_once_and_by_whoever_is_connected(
    server: Server, kept: HTTPConnection, current: Callable[[str], None]
) -> None:
    before = server.client.ask("/", kept=kept, accept_encoding=BOTH)
    current("hai")
    after = server.client.ask("/", kept=kept, accept_encoding=BOTH)
    assert "bản hai".encode() not in before.plain
    assert "bản hai".encode() in after.plain
    assert "bản hai".encode() in server.client.ask("/").plain
    current("mot")
    assert server.client.ask("/", kept=kept).headers["etag"] != after.headers["etag"]
    tag = before.headers["etag"]
    back = server.client.ask("/", kept=kept, accept_encoding=BOTH, if_none_match=tag)
    assert back.status == 304


def test_the_log_counts_visits_and_does_not_know_what_was_searched(server: Server) -> None:
    secret, agent = "b%E1%BB%87nh", {"user_agent": "Tester/1"}
    for path in ("/tim-kiem/", "/tim-kiem", "/%74im-kiem/", "/tim-kiem/index.html"):
        from_search = f"https://{HOST}/tim-kiem/?q={secret}"
        server.client.ask(f"{path}?q={secret}", referer=from_search, **agent)
    server.client.ask("/gioi-thieu/?x=1", user_agent="Tester/last")
    lines = _lines(server, b"Tester/last")
    assert not [line for line in lines if secret.encode() in line or "bệnh".encode() in line]
    parser = LineParser()
    requests = [parser.parse(line) for line in lines]
    assert all(requests)
    read = [request for request in requests if request and request.agent.startswith(b"Tester")]
    assert {request.target.rstrip(b"/") for request in read[:-1]} <= _SEARCHED
    last = read[-1]
    assert last.target.partition(b"?")[0] == b"/gioi-thieu/"
    assert (last.address, last.status) == (b"127.0.0.1", b"200")


def _lines(server: Server, last: bytes) -> list[bytes]:
    """Return the lines of the access log, once the last request is among them."""
    log = Path(server.facts.logs) / f"{HOST}.access.log"
    for _ in range(200):
        lines = log.read_bytes().splitlines()
        if [line for line in lines if last in line]:
            return lines
        # Each answer takes long enough for the one before it to be logged.
        server.client.ask("/robots.txt")
    raise AssertionError("chưa có dòng ấy trong nhật ký")
