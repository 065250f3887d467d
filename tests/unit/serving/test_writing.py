from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.content_model import read_data, scan
from plugins.content_model.models import Redirect
from plugins.content_model.schema_portal import PortalFile
from plugins.serving import ServerFacts, ServingError, host_of, server_files, settings_digest
from plugins.serving.__main__ import main
from plugins.serving.writing import fixed, pattern, quoted

ROOT = Path(__file__).parents[3]
FACTS = ServerFacts("xamau.example.vn")


def test_the_sample_is_what_is_written_for_the_sample_portal() -> None:
    """`python -m plugins.serving` writes it anew, with these options."""
    content = ROOT / "content"
    data = read_data({path: (content / path).read_bytes() for path in scan(content).data})
    facts = ServerFacts(
        host_of(data.portal), data.portal.search.engine, data.redirects, live_visits=_LIVE
    )
    sample = ROOT / "deploy/sample"
    assert {path.name: path.read_bytes() for path in sample.iterdir()} == server_files(facts)


_LIVE = "/var/lib/cong/luc-nay"


class TestTheDigest:
    def test_tells_when_the_server_must_be_told(self) -> None:
        moved = replace(FACTS, redirects=(Redirect("/cu/", "/moi/"),))
        others = (moved, replace(FACTS, host="xa.example.vn"), replace(FACTS, user="khac"))
        digests = {settings_digest(facts) for facts in (FACTS, *others)}
        assert len(digests) == 4
        assert settings_digest(replace(FACTS)) == settings_digest(FACTS)

    def test_is_not_of_words_for_people(self) -> None:
        assert settings_digest(replace(FACTS, logs="/var/log/nginx")) == settings_digest(FACTS)
        assert "README.md" in server_files(FACTS)


class TestTheTwinName:
    @pytest.mark.parametrize(
        ("host", "twin"), [("xa.example.vn", "www.xa.example.vn"), ("www.xa.vn", "xa.vn")]
    )
    def test_leads_to_the_one_of_the_portal(self, host: str, twin: str) -> None:
        written = server_files(ServerFacts(host))
        text = written["nginx.conf"].decode()
        assert ServerFacts(host).twin == twin
        assert f"    server_name {twin};\n" in text
        assert text.count(f"return 301 https://{host}$request_uri;") == 2


class TestTheTimer:
    @pytest.fixture
    def units(self, tmp_path: Path) -> Path:
        python = tmp_path / ".venv/bin/python"
        python.parent.mkdir(parents=True)
        python.write_text("#!/bin/sh\n")
        python.chmod(0o755)
        facts = replace(FACTS, project=str(tmp_path), public=str(tmp_path / "public"), user="root")
        for name, data in server_files(facts).items():
            (tmp_path / name).write_bytes(data)
        return tmp_path

    @pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="máy này không có systemd")
    def test_is_one_that_systemd_understands(self, units: Path) -> None:
        run = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", units / "portal-publish.timer"],
            capture_output=True,
            text=True,
            check=False,
        )
        said = [line for line in run.stderr.splitlines() if "portal-publish" in line]
        assert (run.returncode, said) == (0, [])

    def test_does_not_take_a_publish_that_is_running_for_a_failure(self) -> None:
        service = server_files(FACTS)["portal-publish.service"].decode()
        assert "SuccessExitStatus=75\n" in service
        # make would turn 75 into 2.
        command = re.search(r"^ExecStart=(.*)$", service, re.MULTILINE)
        assert command is not None
        assert command[1].split() == [
            *("/srv/cong/.venv/bin/python", "-m", "plugins.publishing"),
            *("--content", "/srv/cong/content", "--public", "/srv/cong/public"),
            *("--cache", "/srv/cong/.cache", "publish", "--scheduled"),
        ]

    def test_publishes_what_the_server_serves(self) -> None:
        facts = replace(FACTS, public="/var/www/xa", settings="/etc/cong/publish.yaml")
        for name in ("portal-publish.service", "portal-publish.cron"):
            text = server_files(facts)[name].decode()
            assert "--public /var/www/xa --cache" in text
            assert "--settings /etc/cong/publish.yaml publish --scheduled" in text

    def test_may_write_where_it_publishes_and_nowhere_else(self) -> None:
        inside = server_files(FACTS)["portal-publish.service"].decode()
        outside = server_files(replace(FACTS, public="/srv/web"))["portal-publish.service"].decode()
        assert "ReadWritePaths=/srv/cong\n" in inside
        assert "ReadWritePaths=/srv/cong /srv/web\n" in outside


class TestQuoting:
    def test_keeps_signs_as_they_are(self) -> None:
        assert quoted('/a "b" \\c') == '"/a \\"b\\" \\\\c"'

    @pytest.mark.parametrize("text", ["$host", "{uri}", "a\nb"])
    def test_refuses_what_a_server_would_read_as_its_own(self, text: str) -> None:
        with pytest.raises(ServingError):
            fixed(text)

    @pytest.mark.parametrize("text", ['a"b', "a{2}", "a\nb"])
    def test_refuses_expressions_that_end_too_soon(self, text: str) -> None:
        with pytest.raises(ServingError):
            pattern(text)


class TestFacts:
    @pytest.mark.parametrize(
        "changes",
        [
            {"host": "xa"},
            {"host": "xa.vn; return 200"},
            {"host": "a" * 300 + ".vn"},
            {"search_engine": "altavista"},
            {"certificate": "/a.pem"},
            {"public": "public"},
            {"public": "/srv/../etc"},
            {"logs": "/var/log/$host"},
            {"live_visits": "/a b"},
            {"user": "root; rm"},
            {"address": "0.0.0.0"},
            {"https_port": 0},
            {"redirects": (Redirect("/a\nb", "/c/"),)},
            {"redirects": (Redirect("/a", "/$host"),)},
            {"redirects": (Redirect("/", "/c/", is_folder=True),)},
            {"redirects": (Redirect("/a/", "/c", is_folder=True),)},
        ],
    )
    def test_that_cannot_be_used_are_refused(self, changes: dict[str, object]) -> None:
        with pytest.raises(ServingError):
            ServerFacts(**{"host": "xamau.example.vn", **changes})  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("url", "host"),
        [("https://XaMau.example.vn", "xamau.example.vn"), ("https://xã.vn", "xn--x-yfa.vn")],
    )
    def test_a_host_is_written_as_networks_know_it(self, url: str, host: str) -> None:
        assert host_of(PortalFile.model_validate({"url": url})) == host

    @pytest.mark.parametrize("url", ["http://xa.vn", "http://localhost:8000", "https://xa.vn:8443"])
    def test_an_address_that_is_not_public_is_refused(self, url: str) -> None:
        with pytest.raises(ServingError, match=r"data/portal\.yaml"):
            host_of(PortalFile.model_validate({"url": url}))


class TestTheCommand:
    @pytest.fixture
    def content(self, tmp_path: Path) -> Path:
        data = tmp_path / "content/data"
        data.mkdir(parents=True)
        (data / "portal.yaml").write_text("url: https://xamau.example.vn\n")
        return tmp_path / "content"

    def run(self, content: Path, *more: str) -> int:
        out = content.parent / "server"
        return main(["--content", str(content), "--public", "/srv/p", "--out", str(out), *more])

    def test_writes_what_changed_and_says_so(
        self, content: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.run(content) == 0
        assert capsys.readouterr().out.count("Đã viết") == 7
        assert self.run(content) == 0
        assert "không có gì đổi" in capsys.readouterr().out
        (content / "data/redirects.yaml").write_text("- {from: /cu/, to: /moi/}\n")
        assert self.run(content) == 0
        assert capsys.readouterr().out.count("Đã viết") == 2
        assert b'location = "/cu/"' in (content.parent / "server/nginx.conf").read_bytes()

    @pytest.mark.parametrize(
        ("file", "text", "said"),
        [
            ("portal.yaml", "url: http://xamau.example.vn\n", "data/portal.yaml"),
            ("redirects.yaml", "- {from: /a/, to: /a/}\n", "data/redirects.yaml:1: [to-loop]"),
        ],
    )
    def test_writes_nothing_where_something_is_wrong(
        self,
        content: Path,
        capsys: pytest.CaptureFixture[str],
        file: str,
        text: str,
        said: str,
    ) -> None:
        (content / "data" / file).write_text(text)
        assert self.run(content) == 1
        assert said in capsys.readouterr().err
        assert not (content.parent / "server").exists()
