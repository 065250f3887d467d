"""What is locked, what is installed and under which licence: shared by sbom.py and audit.py."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements/site.txt"
LICENCES = ROOT / "requirements/licences.yaml"

_PINNED = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VIA = re.compile(r"\s+#(?: +via(?= |$))? *(?:(-[rc]) +)?(\S*)$")
_SEPARATORS = re.compile(r"[-_.]+")
_CLASSIFIER = "License :: "


@dataclass(frozen=True, slots=True)
class Locked:
    """A package of a lock file: the hashes of its files, and who needs it ("" is the project)."""

    name: str
    version: str
    hashes: tuple[str, ...]
    needed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Licences that may be used, and those of packages whose metadata name none by SPDX.

    `stated` gives for a package what its metadata say, and the SPDX expression that means it.
    """

    allowed: frozenset[str]
    stated: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Licence:
    """A package's licence: an SPDX expression, or "" and what its metadata say instead."""

    expression: str
    said: str


def plain_name(name: str) -> str:
    """Return a package's name as PyPA normalises it."""
    return _SEPARATORS.sub("-", name).lower()


def read_lock(text: str) -> dict[str, Locked]:
    """Read a lock file that pip-compile wrote with hashes, by name."""
    found: dict[str, Locked] = {}
    for block in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M):
        pinned = _PINNED.match(block)
        if pinned is None:
            continue
        # "-r site.in" stands for the project itself, "-c" for a limit that it sets.
        via = [match.groups() for match in map(_VIA.match, block.splitlines()) if match]
        needed = {"" if option else plain_name(by) for option, by in via if by and option != "-c"}
        name = plain_name(pinned[1])
        hashes = tuple(sorted(_HASH.findall(block)))
        found[name] = Locked(name, pinned[2], hashes, tuple(sorted(needed)))
    return found


def read_policy(text: str) -> Policy:
    """Read licences.yaml."""
    data: dict[str, Any] = yaml.safe_load(text)
    stated = {
        plain_name(name): (entry["says"], entry["means"]) for name, entry in data["stated"].items()
    }
    return Policy(frozenset(data["allowed"]), stated)


def installed(name: str) -> Distribution | None:
    """Return an installed package."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def licence_of(name: str, policy: Policy) -> Licence:
    """Return the licence of an installed package.

    What the policy states counts only while the package still says what it said then.
    """
    found = installed(name)
    if found is None:
        return Licence("", "chưa cài")
    for expression in found.metadata.get_all("License-Expression") or []:
        return Licence(expression, expression)
    said = _said(found)
    says, means = policy.stated.get(name, ("", ""))
    return Licence(means if said == says else "", said)


def _said(found: Distribution) -> str:
    first = "\n".join(found.metadata.get_all("License") or []).strip().splitlines()[:1]
    names = [
        each.rpartition(" :: ")[2]
        for each in found.metadata.get_all("Classifier") or []
        if each.startswith(_CLASSIFIER)
    ]
    return "; ".join([*(line.strip()[:60] for line in first), *sorted(names)])


def is_allowed(expression: str, policy: Policy) -> bool:
    """Tell whether an SPDX expression can be met with licences that may be used.

    Of alternatives (OR) one must be, of parts (AND) each.
    """
    alternatives = re.split(r"\s+OR\s+", expression.replace("(", "").replace(")", ""))
    return bool(expression) and any(
        all(part in policy.allowed for part in re.split(r"\s+AND\s+", each))
        for each in alternatives
    )
