"""The same articles as a Hugo site, with a plain theme of the same page types."""

from __future__ import annotations

import shutil
from importlib.metadata import distribution
from pathlib import Path

from tests.bench.corpus import PICTURE, PICTURE_ALT, SampleArticle, write_picture, write_text

_THEME = Path(__file__).parent / "hugo_theme"


def hugo_binary() -> str:
    """Return the binary that the package `hugo` carries.

    Raises PackageNotFoundError without that package. Its own command would start Python first,
    which takes time that Hugo does not.
    """
    return str(distribution("hugo").locate_file("hugo/binaries/hugo"))


def write_hugo_site(site: Path) -> None:
    """Write what stands beside the articles: configuration, templates, the picture."""
    shutil.copytree(_THEME, site)
    write_picture(site / "static" / PICTURE)


def write_hugo_article(site: Path, article: SampleArticle) -> Path:
    """Write an article with Hugo's front matter; return its file."""
    lines = [
        "---",
        f"title: {article.title}",
        f"date: {article.published.isoformat()}",
        f"summary: {article.summary}",
        f"categories: [Chuyên mục {article.category}]",
        f"authors: [{article.author}]",
        f"tags: [{', '.join(article.tags)}]",
    ]
    if article.has_picture:
        lines += ["image:", f"  src: /{PICTURE}", f"  alt: {PICTURE_ALT}"]
    return write_text(
        site / "content/articles" / article.path, "\n".join([*lines, "---", "", article.body])
    )


def hugo_build(site: Path, output: Path, *, has_related: bool = True) -> list[str]:
    """Return the command that builds the site."""
    config = "hugo.toml" if has_related else "hugo.toml,without_related.toml"
    return [*_hugo(site), "--config", config, "--destination", str(output)]


def hugo_server(site: Path, port: int) -> list[str]:
    """Return the command that serves the site on loopback and follows each save."""
    options = ["--port", str(port), "--bind", "127.0.0.1", "--baseURL", f"http://127.0.0.1:{port}/"]
    return [hugo_binary(), "server", *_hugo(site)[1:], *options]


def hugo_url(article: SampleArticle) -> str:
    """Return the address of an article."""
    return f"/articles/{article.path.removesuffix('.md')}/"


def _hugo(site: Path) -> list[str]:
    return [hugo_binary(), "--source", str(site), "--cacheDir", str(site / "cache"), "--quiet"]
