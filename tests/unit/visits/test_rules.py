"""Who is no visitor: robots and tools that name themselves, and the office's own networks."""

from __future__ import annotations

import pytest
from access_logs import GOOGLE, PHONE, RULES_FILE, shipped_rules

from plugins.visits.rules import NO_AGENT, read_rules

ROBOT, TOOL, MONITOR = "Robot", "Công cụ tải tự động", "Chương trình theo dõi máy chủ"
OWN = """\
networks:
  - name: Trụ sở
    ranges: [192.0.2.0/24, "2001:db8:7::/48"]
agents:
  - name: Loa phường
    words: [LoaPhuong/]
not_pages: [/noi-bo/]
"""


@pytest.mark.parametrize(
    ("agent", "rule"),
    [
        (GOOGLE, ROBOT),
        ("Mozilla/5.0 (compatible; coccocbot-web/1.0)", ROBOT),
        ("facebookexternalhit/1.1", ROBOT),
        ("Mozilla/5.0 (X11) HeadlessChrome/120", ROBOT),
        ("curl/8.5.0", TOOL),
        ("Wget/1.21", TOOL),
        ("python-requests/2.31", TOOL),
        ("Go-http-client/2.0", TOOL),
        ("Mozilla/5.0+(compatible; UptimeRobot/2.0)", MONITOR),
        ("Mozilla/5.0 zgrab/0.x", "Công cụ quét lỗ hổng"),
        ("", NO_AGENT),
        ("-", NO_AGENT),
        ("  ", NO_AGENT),
        (PHONE, None),
        ("Mozilla/5.0 (Linux; Android 11; CUBOT X50) Chrome/119", None),
        ("Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/117 Chrome/111", None),
        ("Mozilla/5.0 (iPhone) AppleWebKit Zalo iOS/470", None),
        ("Mozilla/5.0 (iPhone) [FBAN/FBIOS;FBAV/440]", None),
    ],
)
def test_programs_that_name_themselves_are_left_out(agent: str, rule: str | None) -> None:
    assert shipped_rules().of_agent(agent.encode()) == rule


def test_an_officer_adds_networks_agents_and_folders() -> None:
    rules = shipped_rules(OWN)
    assert rules.of_address(b"192.0.2.77") == "Trụ sở"
    assert rules.of_address(b"::ffff:192.0.2.77") == "Trụ sở"
    assert rules.of_address(b"2001:db8:7:1::5") == "Trụ sở"
    assert rules.of_agent(b"loaphuong/2") == "Loa phường"
    assert rules.of_agent(b"curl/8") == TOOL
    assert {"/noi-bo/", "/404.html"} <= set(rules.not_pages)


@pytest.mark.parametrize("address", [b"192.0.3.1", b"2001:db8:8::1", b"may-chu", b"\xff", b""])
def test_other_addresses_are_visitors(address: bytes) -> None:
    assert shipped_rules(OWN).of_address(address) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "networks:\n  - name: Trụ sở\n    ranges: [192.0.2.5/24]\n",
            "own.yaml:3: [ranges-invalid] networks.0.ranges.0: “192.0.2.5/24” không phải một mạng "
            "-> viết 192.0.2.0/24",
        ),
        (
            "networks:\n  - name: Trụ sở\n    ranges: [văn phòng]\n",
            "own.yaml:3: [ranges-invalid] networks.0.ranges.0: “văn phòng” không phải một mạng "
            "-> viết theo mẫu 203.0.113.0/24 hoặc 2001:db8::/48",
        ),
        (
            "agent: []\n",
            "own.yaml:1: [key-unknown] agent: không có khóa “agent” -> có phải agents?",
        ),
    ],
)
def test_a_faulty_rule_is_said_with_its_line(text: str, message: str) -> None:
    _, problems = read_rules([("own.yaml", text.encode())])
    assert [str(problem) for problem in problems] == [message]


def test_a_file_that_is_not_utf_8_is_said() -> None:
    _, problems = read_rules([("own.yaml", "agents: []".encode("utf-16"))])
    assert [problem.code for problem in problems] == ["file-encoding"]


def test_every_shipped_word_is_found_although_agents_are_written_in_any_case() -> None:
    for rule in shipped_rules().agents:
        for word in rule.words.pattern.replace(b"\\", b"").split(b"|"):
            assert shipped_rules().of_agent(b"X " + word.upper() + b" X") is not None
    assert RULES_FILE.read_text("utf-8").startswith("# ")
