"""A line of a log gives its request, whatever strangers put into it, or nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from access_logs import MONTHS, NOON, PHONE, caddy, nginx

from plugins.vietnamese import VIETNAM
from plugins.visits.lines import MAX_LINE, LineParser, Request
from plugins.visits.tally import VIETNAM_OFFSET_S

PAGE = b"/tin-tuc/2026/11/hop-dan/"


def parse(line: bytes, *, forwarded: bool = False) -> Request | None:
    return LineParser(forwarded=forwarded).parse(line.rstrip(b"\n"))


@pytest.mark.parametrize("line", [nginx(), caddy()], ids=["nginx", "caddy"])
def test_both_formats_say_the_same(line: bytes) -> None:
    expected = (int(NOON.timestamp()), b"203.0.113.7", PHONE.encode(), b"GET", PAGE, b"200")
    assert parse(line) == expected


@pytest.mark.parametrize("address", ["2001:db8::7", "::ffff:203.0.113.7"])
def test_addresses_may_be_of_version_6(address: str) -> None:
    for line in (nginx(address=address), caddy(address=address)):
        request = parse(line)
        assert request is not None
        assert request.address == address.encode()


@pytest.mark.parametrize("number", range(12))
def test_every_month_is_known_without_a_locale(number: int) -> None:
    at = datetime(2026, number + 1, 3, 4, 5, 6, tzinfo=VIETNAM)
    request = parse(nginx(at))
    assert request is not None
    assert request.time == int(at.timestamp())
    assert MONTHS[number].encode() in nginx(at)


@pytest.mark.parametrize("hours", [-11, -3.5, 0, 5.75, 7, 14])
def test_a_log_states_its_own_offset(hours: float) -> None:
    at = NOON.astimezone(timezone(timedelta(hours=hours)))
    parser = LineParser()
    for line in (nginx(NOON), nginx(at), nginx(at + timedelta(seconds=1))):
        request = parser.parse(line.rstrip())
        assert request is not None
        assert 0 <= request.time - NOON.timestamp() <= 1


def test_days_begin_where_they_begin_in_vietnam() -> None:
    """The offset is a constant of the counting; the zone's own rules agree with it."""
    for year in (2000, 2026, 2037):
        for month in (1, 7):
            offset = datetime(year, month, 1, tzinfo=VIETNAM).utcoffset()
            assert offset == timedelta(seconds=VIETNAM_OFFSET_S)


@pytest.mark.parametrize(
    ("request_line", "method", "target"),
    [
        (r"GET /t\xC3\xACm/ HTTP/1.1", b"GET", "/tìm/".encode()),
        (r"GET /a\x22b/ HTTP/1.1", b"GET", b'/a"b/'),
        (r"GET /a\"b/ HTTP/1.1", b"GET", rb"/a\"b/"),
        ("GET /", b"GET", b"/"),
        ("GET /a b c/ HTTP/1.1", b"GET", b"/a"),
        (r"\x16\x03\x01\x02", b"", b""),
        ("-", b"", b""),
        ("", b"", b""),
        ("get / HTTP/1.1", b"", b""),
    ],
)
def test_requests_that_are_odd_or_none_are_read(
    request_line: str, method: bytes, target: bytes
) -> None:
    request = parse(nginx(request=request_line))
    assert request is not None
    assert (request.method, request.target) == (method, target)


def test_an_agent_may_hold_escaped_quotes() -> None:
    request = parse(nginx(agent=r"Trình duyệt \x22A\x22 \"B\""))
    assert request is not None
    assert request.agent == r"Trình duyệt \x22A\x22 \"B\"".encode()


@pytest.mark.parametrize(
    ("after", "address"),
    [
        (' "198.51.100.4"', b"198.51.100.4"),
        (' "10.0.0.1, 198.51.100.4"', b"198.51.100.4"),
        (' "bịa đặt, 198.51.100.4" 0.002', b"198.51.100.4"),
        (' "-"', b"203.0.113.7"),
        ("", b"203.0.113.7"),
        (" 0.002", b"203.0.113.7"),
    ],
)
def test_behind_a_proxy_the_address_is_the_last_one_forwarded(after: str, address: bytes) -> None:
    request = parse(nginx(after=after), forwarded=True)
    assert request is not None
    assert request.address == address
    plain = parse(nginx(after=after))
    assert plain is not None
    assert plain.address == b"203.0.113.7"


def changed(line: bytes, **keys: object) -> bytes:
    """A line of Caddy with other values; `request` adds to what is there."""
    entry = json.loads(line)
    entry["request"].update(keys.pop("request", {}))
    return json.dumps({**entry, **keys}).encode()


@pytest.mark.parametrize("stamp", ["2026-11-20T12:00:00+07:00", "2026-11-20T05:00:00Z", 1795150800])
def test_caddy_may_write_the_time_in_other_forms(stamp: object) -> None:
    request = parse(changed(caddy(), ts=stamp))
    assert request is not None
    assert request.time == int(NOON.timestamp())


@pytest.mark.parametrize(
    ("keys", "address"),
    [
        ({"client_ip": "", "remote_ip": "198.51.100.4"}, b"198.51.100.4"),
        ({"client_ip": "", "remote_ip": "", "remote_addr": "[2001:db8::1]:4134"}, b"2001:db8::1"),
    ],
)
def test_older_caddy_has_the_address_elsewhere(keys: dict[str, str], address: bytes) -> None:
    request = parse(changed(caddy(), request=keys))
    assert request is not None
    assert request.address == address


@pytest.mark.parametrize("headers", [{}, None, [], {"User-Agent": "x"}, {"User-Agent": [3]}])
def test_caddy_without_an_agent_has_an_empty_one(headers: object) -> None:
    request = parse(changed(caddy(), request={"headers": headers}))
    assert request is not None
    assert request.agent == b""


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"xin chao",
        b"\x00" * 300,
        nginx().replace(b"Nov", b"Thg"),
        nginx().replace(b"20/Nov", b"31/Nov"),
        nginx().replace(b"12:00:00", b"12:00:61"),
        nginx().replace(b"+0700", b"+9900"),
        nginx().replace(b"2026:", b"0000:"),
        nginx()[:-40],
        nginx(address="a" * 300),
        nginx(agent="a" * MAX_LINE),
        b"{" * 5000,
        b'{"request":' + b"[" * 9000,
        b"{}",
        b"[1]",
        b'{"level":"info","msg":"serving initial configuration"}',
        *(changed(caddy(), ts=stamp) for stamp in ("hôm qua", "2026-11-20T12:00:00", None, True)),
        *(changed(caddy(), ts=stamp) for stamp in (float("nan"), float("inf"), [1])),
        *(changed(caddy(), status=status) for status in ("200", True, 20, None)),
        changed(caddy(), request={"uri": 5}),
        changed(caddy(), request={"method": None}),
        changed(caddy(), request={"client_ip": 7}),
    ],
)
def test_what_is_no_access_line_is_none(line: bytes) -> None:
    assert parse(line) is None


def test_no_line_takes_long() -> None:
    """Patterns that went back over what they had read would not come to an end here."""
    for part in (rb"\x", b"\\", b'"', b"[", b" ", b'" "', b"{", b'{"a":'):
        long = part * (MAX_LINE // len(part))
        for line in (long[:MAX_LINE], (b'1.2.3.4 - - [x] "' + long)[:MAX_LINE]):
            assert parse(line) is None
        parse(nginx().replace(b"GET ", b"GET " + part * 2000)[:MAX_LINE])


def test_letters_that_are_half_of_a_pair_do_no_harm() -> None:
    request = parse(caddy().replace(b"Mozilla", rb"\ud800"))
    assert request is not None
    assert request.agent.startswith(b"\xed\xa0\x80/5.0")


def test_utc_lines_of_the_evening_are_of_the_next_day() -> None:
    request = parse(nginx(datetime(2026, 11, 19, 17, 30, tzinfo=UTC)))
    assert request is not None
    assert request.time == datetime(2026, 11, 20, 0, 30, tzinfo=VIETNAM).timestamp()
