"""Real web servers on the loopback, over a release made from a small built portal."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from portals import Content, started_builder, write_sample
from serving.asking import HOST, Client
from web_servers import run_caddy, run_nginx, sign_certificate

from plugins.content_model.models import Redirect
from plugins.serving import (
    ServerFacts,
    compressed,
    is_compressible,
    is_immutable,
)

REDIRECTS = (
    Redirect("/gioi-thieu-chung.html", "/gioi-thieu/"),
    Redirect("/tin cũ/bài.aspx", "/gioi-thieu/#lich-su"),
    Redirect("/hoi-dap/", "https://hoidap.example.vn/?nguon=cong", is_permanent=False),
    Redirect("/cu/", "/chuyen-muc/", is_folder=True),
    Redirect("/cu/rieng/", "/gioi-thieu/"),
    Redirect("/goc/", "/", is_folder=True),
    Redirect("/báo cũ/", "https://baocu.example.vn/kho/", is_folder=True, is_permanent=False),
)


@dataclass(frozen=True)
class Publisher:
    """The folder that a machine publishes into, with two releases of which one is current."""

    public: Path

    @property
    def site(self) -> Path:
        """What readers get."""
        return self.public / "current/site"

    def switch(self, release: str) -> None:
        """Make another release the current one, in one rename."""
        new = self.public / "current.new"
        new.symlink_to(f"releases/{release}")
        new.replace(self.public / "current")

    def release(self, name: str) -> Path:
        """Return the files of a release."""
        return self.public / "releases" / name / "site"


@dataclass(frozen=True)
class Server:
    """A running web server; `name` is nginx or caddy."""

    name: str
    client: Client
    publisher: Publisher
    facts: ServerFacts


@pytest.fixture(scope="session")
def publisher(tmp_path_factory: pytest.TempPathFactory) -> Publisher:
    """A portal built and released twice: `mot`, and `hai`, whose home page is another."""
    content = Content(tmp_path_factory.mktemp("portal") / "content")
    write_sample(content)
    with started_builder(tmp_path_factory.mktemp("builder")) as build:
        run = build(content)
    assert run.status == 0, run.err
    published = Publisher(tmp_path_factory.mktemp("publisher") / "public")
    for name in ("mot", "hai"):
        shutil.copytree(run.output, published.release(name))
    home = published.release("hai") / "index.html"
    home.write_bytes(home.read_bytes().replace(b"</body>", b"<p>b\xe1\xba\xa3n hai</p></body>"))
    for name in ("mot", "hai"):
        _add_variants(published.release(name))
    published.switch("mot")
    return published


def _add_variants(site: Path) -> None:
    for file in [path for path in site.rglob("*") if path.is_file()]:
        path = file.relative_to(site).as_posix()
        if is_compressible(path):
            made = compressed(file.read_bytes(), is_lasting=is_immutable(path))
            for suffix, data in made.items():
                variant = file.with_name(file.name + suffix)
                variant.write_bytes(data)
                shutil.copystat(file, variant)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of the portal's two names that nobody signed, and its key."""
    return sign_certificate(tmp_path_factory.mktemp("certificate"), HOST)


@pytest.fixture(scope="session")
def facts(
    tmp_path_factory: pytest.TempPathFactory,
    publisher: Publisher,
    certificate: tuple[Path, Path],
) -> ServerFacts:
    """The facts of the portal on this machine, without ports of its own."""
    folder = tmp_path_factory.mktemp("facts")
    for name in ("challenges/.well-known/acme-challenge", "live/du-lieu", "logs"):
        (folder / name).mkdir(parents=True)
    (folder / "challenges/.well-known/acme-challenge/ma").write_text("chứng minh")
    (folder / "live/du-lieu/truy-cap.json").write_text('{"online": 3}')
    return ServerFacts(
        host=HOST,
        search_engine="coccoc",
        redirects=REDIRECTS,
        public=str(publisher.public),
        certificate=str(certificate[0]),
        key=str(certificate[1]),
        challenges=str(folder / "challenges"),
        live_visits=str(folder / "live"),
        logs=str(folder / "logs"),
        address="127.0.0.1",
    )


@pytest.fixture(scope="session")
def nginx(
    tmp_path_factory: pytest.TempPathFactory, publisher: Publisher, facts: ServerFacts
) -> Iterator[Server]:
    """The nginx of Debian, with the generated configuration."""
    with run_nginx(tmp_path_factory.mktemp("nginx"), facts) as running:
        yield _server("nginx", running, publisher)


@pytest.fixture(scope="session")
def caddy(
    tmp_path_factory: pytest.TempPathFactory, publisher: Publisher, facts: ServerFacts
) -> Iterator[Server]:
    """Caddy, with the generated configuration."""
    with run_caddy(tmp_path_factory.mktemp("caddy"), facts) as running:
        yield _server("caddy", running, publisher)


@pytest.fixture(scope="session", params=["nginx", "caddy"])
def server(request: pytest.FixtureRequest) -> Server:
    """Either of the two."""
    found: Server = request.getfixturevalue(request.param)
    return found


def _server(name: str, facts: ServerFacts, publisher: Publisher) -> Server:
    client = Client(Path(facts.certificate), facts.http_port, facts.https_port)
    return Server(name, client, publisher, facts)


@pytest.fixture
def current(publisher: Publisher) -> Iterator[Callable[[str], None]]:
    """Switch the current release; the first one is current again afterwards."""
    yield publisher.switch
    publisher.switch("mot")
