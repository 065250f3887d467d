"""Many portals, published by one command or by one job each."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from portals import ROOT, Builder, Content, Run, write_sample
from publishing_desk import is_whole

NAMES = ("khe-giang", "thuong-son", "ha-son")


class Province:
    """Portals of some communes, and the list of them."""

    def __init__(self, root: Path, builder: Builder) -> None:
        self.root = root
        self.builder = builder
        self.list = root / "portals.yaml"
        for name in NAMES:
            write_sample(Content(root / name / "content"))
        rows = [
            f"  - {{name: {name}, content: {name}/content, public: {name}/public}}"
            for name in NAMES
        ]
        self.list.write_text("\n".join(["portals:", *rows, ""]), "utf-8")

    def run(self, *arguments: str) -> Run:
        """Run the command on the list."""
        return self.builder.publishing(self.root, "portals", str(self.list), *arguments)

    def published(self) -> list[str]:
        """Return which portals have a whole release."""
        return [
            name
            for name in NAMES
            if (self.root / name / "public/current").is_symlink()
            and is_whole((self.root / name / "public/current").resolve())
        ]


@pytest.fixture
def province(tmp_path: Path, publisher: Builder) -> Province:
    """Three portals that were never published."""
    return Province(tmp_path, publisher)


def test_all_are_published_whatever_is_wrong_with_one_of_them(province: Province) -> None:
    Content(province.root / "thuong-son/content").article("hong", date="05/03/2026")
    run = province.run("--jobs", "2")
    assert run.status == 1
    assert province.published() == ["khe-giang", "ha-son"]
    assert "thuong-son: articles/hong.md:3: [date-invalid]" in run.out
    assert "Hỏng: thuong-son" in run.err
    assert "Xong 2/3 cổng." in run.out


def test_a_job_publishes_the_portal_of_its_number_or_name(province: Province) -> None:
    assert json.loads(province.run("--names").out) == list(NAMES)
    assert province.run("--index", "2").status == 0
    assert province.published() == ["ha-son"]
    assert province.run("--only", "khe-giang").status == 0
    assert province.published() == ["khe-giang", "ha-son"]
    assert province.run("--index", "3").status == 1
    assert province.run("--only", "xa-khac").status == 1


def test_two_portals_in_one_place_are_refused(province: Province) -> None:
    text = province.list.read_text("utf-8").replace("ha-son/public", "./khe-giang/public")
    province.list.write_text(text, "utf-8")
    run = province.run()
    assert run.status == 1
    assert "hai cổng cùng public: khe-giang/public" in run.err
    assert province.published() == []


def test_the_pods_of_kubernetes_publish_one_portal_each(province: Province) -> None:
    manifest = yaml.safe_load((ROOT / "deploy/kubernetes/portals.yaml").read_text("utf-8"))
    job = manifest["spec"]["jobTemplate"]["spec"]
    assert (job["completionMode"], job["completions"]) == ("Indexed", len(NAMES))
    arguments = job["template"]["spec"]["containers"][0]["args"]
    for index in range(job["completions"]):
        values = {"$(JOB_COMPLETION_INDEX)": str(index), "/srv/tinh/portals.yaml": province.list}
        given = [str(values.get(argument, argument)) for argument in arguments]
        assert province.builder.publishing(province.root, *given).status == 0
        assert province.published() == list(NAMES[: index + 1])


def test_the_matrix_of_a_ci_publishes_one_portal_each(province: Province) -> None:
    workflow = (ROOT / "deploy/ci/portals.yml").read_text("utf-8")
    jobs = yaml.safe_load(workflow)["jobs"]
    commands = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    names, publish = (
        found[1].split()
        for command in commands
        if (found := re.search(r"plugins\.publishing portals \S+ ([^)]+)", command))
    )
    matrix = json.loads(province.run(*names).out)
    for name in matrix:
        given = [name if "matrix" in part else part for part in _joined(publish)]
        assert province.run(*given).status == 0
    assert province.published() == list(NAMES)


def _joined(parts: list[str]) -> list[str]:
    """Return the words of a command with `${{ … }}` as one word."""
    return re.sub(r"\$\{\{[^}]*\}\}", "${{matrix}}", " ".join(parts)).split()
