"""The supply chain is written down, and an audit says what differs and what nobody knows."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tools.audit import Outcome, audit, check_installed, check_licences
from tools.sbom import TARGET, current_sbom
from tools.supply import (
    LICENCES,
    LOCK,
    ROOT,
    Licence,
    Locked,
    Policy,
    is_allowed,
    licence_of,
    read_lock,
    read_policy,
)

LOCKED = read_lock(LOCK.read_text("utf-8"))
POLICY = Policy(frozenset({"MIT", "BSD-3-Clause"}), {})


def package(name: str, version: str = "1.0") -> Locked:
    return Locked(name, version, ("0" * 64,), ("",))


@pytest.fixture(scope="module")
def sbom() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(TARGET.read_text("utf-8"))
    return found


def test_the_written_list_is_the_one_of_the_lock() -> None:
    """After `make lock`: python tools/sbom.py."""
    assert TARGET.read_text("utf-8") == current_sbom()


def test_the_list_is_sound_cyclonedx(sbom: dict[str, Any]) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(sbom)) is None
    assert "timestamp" not in sbom["metadata"]


def test_the_list_holds_every_package_with_its_hashes_and_nothing_else(
    sbom: dict[str, Any],
) -> None:
    libraries = [each for each in sbom["components"] if each["type"] == "library"]
    lines = [line for line in LOCK.read_text("utf-8").splitlines() if "==" in line]
    assert sorted(each["purl"] for each in libraries) == sorted(
        f"pkg:pypi/{line.split()[0].replace('==', '@')}" for line in lines
    )
    hashes = [digest["content"] for each in libraries for digest in each["hashes"]]
    assert len(hashes) == LOCK.read_text("utf-8").count("--hash=sha256:")
    assert all(each["licenses"][0]["expression"] for each in sbom["components"])


def test_the_list_says_who_needs_whom(sbom: dict[str, Any]) -> None:
    needs = {each["ref"]: set(each.get("dependsOn", ())) for each in sbom["dependencies"]}
    direct = {ref.partition("@")[0] for ref in needs["cong-thong-tin"]}
    assert {"pkg:pypi/pelican", "pkg:pypi/nh3"} <= direct
    assert "pkg:pypi/unidecode" not in direct
    [pelican] = [ref for ref in needs if ref.startswith("pkg:pypi/pelican@")]
    assert any(ref.startswith("pkg:pypi/unidecode@") for ref in needs[pelican])


def test_the_list_holds_the_fonts_of_every_page(sbom: dict[str, Any]) -> None:
    files = {each["name"]: each for each in sbom["components"] if each["type"] == "file"}
    assert set(files) == {
        file.relative_to(ROOT).as_posix() for file in ROOT.glob("theme/**/*.woff2")
    }
    assert {each["licenses"][0]["expression"] for each in files.values()} == {"OFL-1.1"}


def test_every_locked_package_is_under_a_licence_that_fits() -> None:
    policy = read_policy(LICENCES.read_text("utf-8"))
    licences = {name: licence_of(name, policy) for name in LOCKED}
    assert check_licences(licences, policy) == []
    assert set(policy.stated) <= set(LOCKED)


@pytest.mark.parametrize(
    ("expression", "fits"),
    [
        ("MIT", True),
        ("MIT AND BSD-3-Clause", True),
        ("MIT AND GPL-2.0-only", False),
        ("GPL-2.0-only OR MIT", True),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_alternatives_and_parts_of_a_licence(expression: str, fits: bool) -> None:
    assert is_allowed(expression, POLICY) is fits


def test_a_licence_that_is_not_known_or_not_allowed_is_said() -> None:
    licences = {
        "a": Licence("", "Sở hữu riêng"),
        "b": Licence("SSPL-1.0", ""),
        "c": Licence("MIT", ""),
    }
    assert check_licences(licences, POLICY) == [
        "a: chưa rõ giấy phép, gói tự ghi “Sở hữu riêng”",
        "b: SSPL-1.0 không có trong licences.yaml",
    ]


def test_a_package_that_says_something_new_is_looked_at_again() -> None:
    policy = read_policy(LICENCES.read_text("utf-8"))
    says, means = policy.stated["pelican"]
    assert licence_of("pelican", policy).expression == means
    changed = Policy(policy.allowed, {"pelican": (f"{says} +", means)})
    assert licence_of("pelican", changed) == Licence("", says)


def test_what_is_installed_otherwise_than_locked_is_said() -> None:
    locked = {name: package(name) for name in ("a", "b", "c")}
    versions = {"a": "1.0", "b": "1.1", "pytest": "9", "la": "1", "pip": "1"}
    assert check_installed(locked, {"pytest": package("pytest")}, versions, ["a", "pytest"]) == [
        "b: cài 1.1, bản khóa ghi 1.0",
        "c 1.0: có trong bản khóa mà chưa cài",
        "la 1: đã cài mà không có trong bản khóa nào",
        "pytest: lần dựng có dùng mà không có trong site.txt",
    ]


def asked(
    stdout: str, *, stderr: str = "", wrong: Sequence[str] = (), spdx: str = "MIT"
) -> tuple[Outcome, str]:
    """Audit one package with a pip-audit that answers so."""
    said: list[str] = []
    commands: list[Sequence[str]] = []

    def run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 1, stdout, stderr)

    licences: Mapping[str, Licence] = {"a": Licence(spdx, spdx)}
    outcome = audit(said.append, run, wrong=wrong, licences=licences, policy=POLICY)
    assert [command[0] for command in commands] == [sys.executable]
    assert {"--require-hashes", "--disable-pip", str(LOCK)} <= set(commands[0])
    return outcome, "\n".join(said)


def answer(**more: object) -> str:
    return json.dumps({"dependencies": [{"name": "a", "version": "1.0", **more}], "fixes": []})


def test_no_known_vulnerability_is_good() -> None:
    outcome, said = asked(answer(vulns=[]))
    assert outcome is Outcome.GOOD
    assert "Lỗ hổng đã biết: 0 trong 1 gói" in said and "a  MIT" in said


def test_a_known_vulnerability_is_wrong_and_says_what_mends_it() -> None:
    outcome, said = asked(answer(vulns=[{"id": "CVE-1", "fix_versions": ["1.1"]}]))
    assert outcome is Outcome.WRONG
    assert "a 1.0: CVE-1, sửa từ bản 1.1" in said


@pytest.mark.parametrize(
    ("stdout", "stderr"),
    [
        (answer(skip_reason="Dependency not found"), "No known vulnerabilities found"),
        ("", "ConnectionError: không tới được"),
        ("{}", ""),
        ('{"dependencies": []}', "No known vulnerabilities found"),
        ("<html>proxy</html>", ""),
    ],
)
def test_a_service_that_knows_nothing_is_no_good_news(stdout: str, stderr: str) -> None:
    outcome, said = asked(stdout, stderr=stderr)
    assert (outcome, outcome.value) == (Outcome.NOT_ASKED, 3)
    assert "CHƯA BIẾT. Không hỏi được về 1/1 gói" in said


def test_what_is_wrong_is_not_hidden_by_a_service_out_of_reach() -> None:
    assert asked("", wrong=["a: khác"])[0] is Outcome.WRONG
    assert asked("", spdx="SSPL-1.0")[0] is Outcome.WRONG
