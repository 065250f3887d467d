"""Who is not a visitor: rules that an officer can read and add to.

`rules.yaml` beside this module is for every portal; an officer's own file, of the same form,
adds networks (the office's own computers) and agents.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, Field, WithJsonSchema

from plugins.content_model.documents import decode
from plugins.content_model.fields import Name, Text, wrong
from plugins.content_model.located import read_yaml
from plugins.content_model.problems import Problem
from plugins.content_model.schema import FileModel
from plugins.content_model.validate import validate

NO_AGENT = "Không khai tên chương trình"
_Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network


def _network(text: str) -> _Network:
    try:
        return ipaddress.ip_network(text)
    except ValueError:
        pass
    try:
        fix = f"viết {ipaddress.ip_network(text, strict=False)}"
    except ValueError:
        fix = "viết theo mẫu 203.0.113.0/24 hoặc 2001:db8::/48"
    raise wrong("invalid", f"“{text}” không phải một mạng", fix)


_NetworkField: Any = Annotated[Text, AfterValidator(_network), WithJsonSchema({"type": "string"})]


class AgentsFile(FileModel, title="Chương trình không tính"):
    """One entry of `agents`."""

    name: Name = Field(description="tên của luật, hiện trong báo cáo")
    words: tuple[Name, ...] = Field(description="chữ có trong tên chương trình")
    unless: tuple[Name, ...] = Field((), description="có một chữ này thì luật không áp dụng")


class NetworksFile(FileModel, title="Mạng không tính"):
    """One entry of `networks`."""

    name: Name = Field(description="tên của luật, hiện trong báo cáo")
    ranges: tuple[_NetworkField, ...] = Field(description="các dải địa chỉ")


class RulesFile(FileModel, title="Ai không được tính là khách"):
    """A file of rules."""

    agents: tuple[AgentsFile, ...] = ()
    networks: tuple[NetworksFile, ...] = ()
    not_pages: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class AgentRule:
    """Leave out agents in which a pattern is found, but none of `unless`."""

    name: str
    words: re.Pattern[bytes]
    unless: re.Pattern[bytes] | None


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules, in the order in which they are asked; `networks` are ranges with their name."""

    agents: tuple[AgentRule, ...] = ()
    networks: tuple[tuple[_Network, str], ...] = ()
    not_pages: tuple[str, ...] = ()

    def of_agent(self, agent: bytes) -> str | None:
        """Return the name of the rule that leaves out an agent, or None."""
        text = agent.strip().lower()
        if text in {b"", b"-"}:
            return NO_AGENT
        for rule in self.agents:
            if rule.words.search(text) and not (rule.unless and rule.unless.search(text)):
                return rule.name
        return None

    def of_address(self, address: bytes) -> str | None:
        """Return the name of the rule that leaves out an address, or None."""
        if not self.networks:
            return None
        try:
            found = ipaddress.ip_address(address.decode("ascii", "replace"))
        except ValueError:
            return None
        if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
            found = found.ipv4_mapped
        return next((name for network, name in self.networks if found in network), None)


def read_rules(files: Sequence[tuple[str, bytes]]) -> tuple[Rules, tuple[Problem, ...]]:
    """Read files of rules, given as path and bytes; those of the last file are asked first."""
    agents: list[AgentRule] = []
    networks: list[tuple[_Network, str]] = []
    not_pages: list[str] = []
    problems: list[Problem] = []
    for path, raw in reversed(files):
        text, faults = decode(raw, path)
        located, found = read_yaml(text, path)
        checked = validate(RulesFile, located, path)
        problems += faults
        problems += [*found, *checked.problems]
        if checked.model is None:
            continue
        agents += [_agent_rule(rule) for rule in checked.model.agents if rule.words]
        networks += [(part, rule.name) for rule in checked.model.networks for part in rule.ranges]
        not_pages += checked.model.not_pages
    return Rules(tuple(agents), tuple(networks), tuple(not_pages)), tuple(problems)


def _agent_rule(rule: AgentsFile) -> AgentRule:
    unless = _pattern(rule.unless) if rule.unless else None
    return AgentRule(rule.name, _pattern(rule.words), unless)


def _pattern(words: Sequence[str]) -> re.Pattern[bytes]:
    return re.compile(b"|".join(re.escape(word.lower().encode()) for word in words))
