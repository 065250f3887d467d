"""Which room may know which: the arrows of the design."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLUGINS = ROOT / "plugins"
ROOMS = sorted(path.name for path in PLUGINS.iterdir() if (path / "__init__.py").is_file())

#: What stands around the capabilities: machinery below them, and what puts them together.
LIBRARY, MODEL, ENGINE = "vietnamese", "content_model", "engine"
HEADS = frozenset({"portal", "preview", "publishing"})
CAPABILITIES = sorted(set(ROOMS) - {LIBRARY, MODEL, ENGINE} - HEADS)
#: The edge: the only modules that know the host.
EDGE = {
    *("portal/__init__.py", "portal/host.py", "portal/generators.py", "portal/guests.py"),
    "preview/__main__.py",
    "publishing/build.py",
}
#: The rooms that bring a portal to its readers, or show it; all others build it.
OUTWARD = frozenset({"preview", "publishing", "delivery"})


def imports(file: Path) -> Iterator[str]:
    """Yield the dotted name of every module that a file imports, wherever it does so."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports name their module in full"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_known_to(room: str) -> set[str]:
    """Return the rooms that a room imports, without itself."""
    return {
        name.split(".")[1]
        for file in sorted((PLUGINS / room).rglob("*.py"))
        for name in imports(file)
        if name.startswith("plugins.")
    } - {room}


def test_every_room_is_known_here() -> None:
    assert {LIBRARY, MODEL, ENGINE} | HEADS <= set(ROOMS)
    rooms = {"related", "feeds", "dossiers", "images", "metadata", "markup", "suggest"}
    assert rooms <= set(CAPABILITIES)


def test_the_text_rules_know_nothing_of_ours() -> None:
    assert rooms_known_to(LIBRARY) == set()


def test_the_content_model_knows_the_text_rules_alone() -> None:
    assert rooms_known_to(MODEL) <= {LIBRARY}


def test_the_engine_knows_no_other_room() -> None:
    assert rooms_known_to(ENGINE) == set()


@pytest.mark.parametrize("room", CAPABILITIES)
def test_a_capability_knows_text_rules_and_model_and_no_other_capability(room: str) -> None:
    assert rooms_known_to(room) <= {LIBRARY, MODEL}


def test_nothing_but_preview_and_publishing_stands_above_the_portal() -> None:
    knowing = {room for room in ROOMS if rooms_known_to(room) & HEADS}
    assert knowing <= {"preview", "publishing"}
    assert rooms_known_to("preview") & {"publishing"} == set()
    assert rooms_known_to("publishing") & {"preview"} == set()


def test_only_the_edge_knows_the_host() -> None:
    knowing = {
        file.relative_to(PLUGINS).as_posix()
        for file in sorted(PLUGINS.rglob("*.py"))
        if any(name.split(".")[0] == "pelican" for name in imports(file))
    }
    assert knowing <= EDGE
    assert {"portal/__init__.py", "portal/host.py", "portal/generators.py"} <= knowing


def test_a_build_that_has_nothing_to_do_loads_nothing_to_do_it_with() -> None:
    """Loading what reads and writes an article takes as long as finding that none changed."""
    code = "import sys, pelicanconf; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    heavy = {"plugins.content_model", "plugins.markup", "plugins.images", "numpy", "pydantic"}
    loaded = set(run.stdout.split())
    assert "plugins.portal.host" in loaded
    assert not heavy & loaded


@pytest.mark.parametrize(
    "library", ["socket", "urllib.request", "http.client", "requests", "ftplib", "smtplib"]
)
def test_no_build_reaches_for_the_network(library: str) -> None:
    builders = [room for room in ROOMS if room not in OUTWARD]
    knowing = [
        file
        for room in builders
        for file in sorted((PLUGINS / room).rglob("*.py"))
        if any(name == library or name.startswith(f"{library}.") for name in imports(file))
    ]
    assert knowing == []


@pytest.mark.parametrize("library", ["random", "secrets", "locale", "uuid.uuid4", "uuid.uuid1"])
def test_nothing_that_differs_between_two_builds_is_used(library: str) -> None:
    knowing = [
        file
        for file in sorted(PLUGINS.rglob("*.py"))
        if any(name == library or name.startswith(f"{library}.") for name in imports(file))
    ]
    assert knowing == []


def test_the_clock_is_read_in_one_place_by_builds_and_in_one_by_the_import() -> None:
    reading = {
        file.relative_to(PLUGINS).as_posix()
        for file in sorted(PLUGINS.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}
        if isinstance(node.value, ast.Name) and node.value.id in {"datetime", "date"}
    }
    # A capability knows no portal: its command, which builds nothing, asks for itself.
    assert reading == {"portal/settings.py", "dossiers/__main__.py", "visits/__main__.py"}
