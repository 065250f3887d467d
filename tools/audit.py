"""Audit what the portal is built with: packages against the lock, licences, known holes.

    python tools/audit.py

Exit status 0: all is well; 1: something is wrong, and said; 3: packages and licences are right, but
nobody could be asked about known vulnerabilities, so nothing is known of them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from importlib.metadata import distributions, packages_distributions
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.supply import (
    LICENCES,
    LOCK,
    ROOT,
    Licence,
    Locked,
    Policy,
    is_allowed,
    licence_of,
    plain_name,
    read_lock,
    read_policy,
)

Run = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]
Say = Callable[[str], None]

#: What brings packages in is no part of them.
_INSTALLERS = frozenset({"pip", "setuptools", "wheel"})
_OWN = frozenset({"plugins", "tools", "tests", "pelicanconf", "publishconf"})
#: Imports all modules of a build, and prints the packages that came with them.
_IMPORT_ALL = """
import importlib, json, pkgutil, sys
import pelican, plugins
for module in pkgutil.walk_packages(plugins.__path__, "plugins."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
files = {name: getattr(module, "__file__", None) or "" for name, module in sys.modules.items()}
tops = {name.partition(".")[0] for name, file in files.items() if "site-packages" in file}
print(json.dumps(sorted(tops)))
"""


class Outcome(IntEnum):
    """The exit status."""

    GOOD = 0
    WRONG = 1
    NOT_ASKED = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of vulnerabilities: findings, and the packages that nobody knew about."""

    findings: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    reason: str = ""


def check_installed(
    locked: Mapping[str, Locked],
    others: Mapping[str, Locked],
    versions: Mapping[str, str],
    imported: Iterable[str],
) -> list[str]:
    """Return, in Vietnamese, what differs between the lock and what is installed.

    `others` are the packages locked for other ends (tests, object storage): they may be there, but
    a build may not import them.
    """
    wrong = []
    for name, package in locked.items():
        version = versions.get(name)
        if version is None:
            wrong.append(f"{name} {package.version}: có trong bản khóa mà chưa cài")
        elif version != package.version:
            wrong.append(f"{name}: cài {version}, bản khóa ghi {package.version}")
    for name in sorted(versions.keys() - locked.keys() - _INSTALLERS):
        if name not in others:
            wrong.append(f"{name} {versions[name]}: đã cài mà không có trong bản khóa nào")
    wrong += [
        f"{name}: lần dựng có dùng mà không có trong {LOCK.name}"
        for name in sorted(set(imported) - locked.keys() - _INSTALLERS)
    ]
    return wrong


def check_licences(licences: Mapping[str, Licence], policy: Policy) -> list[str]:
    """Return, in Vietnamese, each package whose licence is not known or not allowed."""
    wrong = []
    for name, licence in licences.items():
        if not licence.expression:
            wrong.append(f"{name}: chưa rõ giấy phép, gói tự ghi “{licence.said}”")
        elif not is_allowed(licence.expression, policy):
            wrong.append(f"{name}: {licence.expression} không có trong {LICENCES.name}")
    return wrong


def ask_for_vulnerabilities(run: Run, lock: Path) -> Answer:
    """Ask pip-audit; what it passed over, and calls free of holes, counts as not asked."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes"]
    done = run([*command, "--disable-pip", "--format", "json", "--progress-spinner", "off"])
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        lines = done.stderr.strip().splitlines() or [f"pip-audit kết thúc với mã {done.returncode}"]
        return Answer(reason=lines[-1][:200])
    findings = [
        f"{each['name']} {each['version']}: {hole['id']}, sửa từ bản "
        f"{', '.join(hole['fix_versions']) or 'chưa có'}"
        for each in found
        for hole in each.get("vulns", ())
    ]
    skipped = {each["name"]: each["skip_reason"] for each in found if "skip_reason" in each}
    reason = next(iter(skipped.values()), "") if found else "pip-audit không trả lời về gói nào"
    return Answer(tuple(findings), tuple(skipped), reason[:200])


def audit(
    say: Say,
    run: Run,
    *,
    wrong: Sequence[str],
    licences: Mapping[str, Licence],
    policy: Policy,
    lock: Path = LOCK,
) -> Outcome:
    """Say everything; return the exit status. `wrong` is what `check_installed` found."""
    say(f"Gói đã cài so với {lock.name}: {_count(wrong)}")
    for line in wrong:
        say(f"  {line}")
    unfit = check_licences(licences, policy)
    say(f"\nGiấy phép so với {LICENCES.name}: {_count(unfit)}")
    for line in _table(licences):
        say(f"  {line}")
    for line in unfit:
        say(f"  LỖI {line}")
    answer = ask_for_vulnerabilities(run, lock)
    say(f"\nLỗ hổng đã biết: {_told(answer, len(licences))}")
    for line in answer.findings:
        say(f"  {line}")
    if wrong or unfit or answer.findings:
        return Outcome.WRONG
    return Outcome.NOT_ASKED if answer.unknown or answer.reason else Outcome.GOOD


def _count(wrong: Sequence[str]) -> str:
    return f"{len(wrong)} chỗ sai" if wrong else "đúng"


def _told(answer: Answer, packages: int) -> str:
    if not answer.unknown and not answer.reason:
        return f"{len(answer.findings)} trong {packages} gói"
    unasked = len(answer.unknown) or packages
    return (
        f"CHƯA BIẾT. Không hỏi được về {unasked}/{packages} gói ({answer.reason}). "
        "Hãy chạy lại ở máy vào được dịch vụ; đừng coi là không có lỗ hổng."
    )


def _table(licences: Mapping[str, Licence]) -> Iterator[str]:
    width = max(map(len, licences), default=0)
    for name, licence in sorted(licences.items()):
        yield f"{name.ljust(width)}  {licence.expression or f'? {licence.said}'}"


def _imported() -> list[str]:
    """Return the packages that a build imports, by the names under which they are installed."""
    command = [sys.executable, "-c", _IMPORT_ALL]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    owners = packages_distributions()
    modules = [name for name in json.loads(done.stdout) if name not in _OWN]
    return sorted({plain_name(owner) for name in modules for owner in owners.get(name, [])})


def _others() -> dict[str, Locked]:
    files = sorted(LOCK.parent.glob("*.txt"))
    return {name: each for file in files for name, each in read_lock(file.read_text()).items()}


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> int:
    """Audit this environment; return the exit status."""
    locked = read_lock(LOCK.read_text("utf-8"))
    policy = read_policy(LICENCES.read_text("utf-8"))
    versions = {plain_name(each.metadata["Name"]): each.version for each in distributions()}
    wrong = check_installed(locked, _others(), versions, _imported())
    licences = {name: licence_of(name, policy) for name in locked}
    return audit(_print, _run, wrong=wrong, licences=licences, policy=policy)


if __name__ == "__main__":
    sys.exit(main())
