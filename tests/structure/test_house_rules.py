"""House rules that a machine can watch over."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_SOURCES = (".py", ".html", ".css", ".js", ".yaml", ".toml", ".md", ".txt", ".in", ".json", "")
#: Written so that this file does not hold what it looks for.
_MACHINE = re.compile(
    r"/(?:home|Users)/[a-z]|/(?:root|work|tmp)/[a-z]|[A-Z]:\\" + r"\\Users|\.py" + r"env/"
)
_REGISTRY = re.compile(
    r"(?:index-url|extra-index-url|registry|trusted-host)\s*[=:]|"
    r"(?:pypi|pythonhosted|npmjs|artifact" + r"ory|nexus)\.[a-z]"
)


def tracked() -> list[Path]:
    """Return the files that are, or are about to be, in the repository."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others"]
    listed = subprocess.run(
        [*command, "--exclude-standard"], capture_output=True, check=True, text=True
    )
    files = (ROOT / name for name in listed.stdout.split("\0") if name)
    return sorted({file for file in files if file.is_file()})


FILES = tracked()
MODULES = [file for file in FILES if file.suffix == ".py"]
OWN = [file for file in MODULES if file.relative_to(ROOT).parts[0] in {"plugins", "theme"}]


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def lines_with(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    """Return the places where a pattern stands in text files."""
    found = []
    for file in files:
        if file.suffix not in _SOURCES or file == Path(__file__):
            continue
        for number, line in enumerate(file.read_text("utf-8", "replace").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{name(file)}:{number}: {line.strip()[:80]}")
    return found


def test_there_is_something_to_watch_over() -> None:
    assert len(OWN) > 80
    assert ROOT / "pelicanconf.py" in FILES


def test_modules_are_short() -> None:
    lengths = {name(file): len(file.read_text("utf-8").splitlines()) for file in OWN}
    assert {path: length for path, length in lengths.items() if length > 300} == {}


def test_modules_say_what_they_are_for() -> None:
    silent = [
        name(file) for file in OWN if not ast.get_docstring(ast.parse(file.read_text("utf-8")))
    ]
    assert silent == []


def test_public_functions_and_classes_promise_something() -> None:
    kinds = (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)
    silent = [
        f"{name(file)}: {node.name}"
        for file in OWN
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, kinds) and not node.name.startswith("_")
        if not ast.get_docstring(node)
    ]
    assert silent == []


def test_nothing_is_printed() -> None:
    """What a build says goes through its console."""
    printing = [
        f"{name(file)}:{node.lineno}"
        for file in OWN
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"print", "breakpoint", "input"}
    ]
    assert printing == []


def test_modules_keep_no_state() -> None:
    """A list, a set or a dictionary of a module would outlive the build that filled it."""
    kept = []
    for file in OWN:
        for node in ast.parse(file.read_text("utf-8")).body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            empty = isinstance(
                getattr(node, "value", None), ast.List | ast.Dict | ast.Set
            ) and not (getattr(node.value, "elts", None) or getattr(node.value, "keys", None))
            if targets and empty:
                kept.append(f"{name(file)}:{node.lineno}")
    assert kept == []


def test_no_path_of_a_machine_is_tracked() -> None:
    assert lines_with(_MACHINE, [file for file in FILES if "node_modules" not in file.parts]) == []


def test_no_host_of_a_registry_is_tracked() -> None:
    assert lines_with(_REGISTRY, FILES) == []


def test_nothing_is_left_to_be_done() -> None:
    assert lines_with(re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b"), FILES) == []


@pytest.mark.parametrize("setting", ["PATH", "OUTPUT_PATH", "THEME", "CACHE_PATH"])
def test_the_settings_that_the_portal_reads_are_documented(setting: str) -> None:
    assert setting in settings_documented()


def settings_documented() -> set[str]:
    """Return the settings that the portal's docstring names."""
    text = ast.get_docstring(ast.parse((ROOT / "plugins/portal/__init__.py").read_text("utf-8")))
    return set(re.findall(r"\b[A-Z][A-Z_]{3,}\b", text or ""))


def test_every_setting_that_is_read_is_documented() -> None:
    reading = (ROOT / "plugins/portal/settings.py").read_text("utf-8")
    read = set(re.findall(r'settings(?:\.get\(|\[)"([A-Z_]+)"', reading))
    read |= set(re.findall(r'environment\.get\("([A-Z_]+)"', reading))
    assert len(read) >= 6
    assert read - settings_documented() == set()


def test_the_settings_files_hold_no_logic() -> None:
    allowed = (ast.Assign, ast.AnnAssign, ast.Import, ast.ImportFrom, ast.Expr)
    for file in ("pelicanconf.py", "publishconf.py"):
        nodes = ast.parse((ROOT / file).read_text("utf-8")).body
        assert [type(node).__name__ for node in nodes if not isinstance(node, allowed)] == []


def test_test_folders_are_no_packages() -> None:
    """pytest imports them by path; as packages, two files of one name would be one module."""
    assert [
        name(file)
        for file in FILES
        if name(file).startswith("tests/") and file.name == "__init__.py"
    ] == []
