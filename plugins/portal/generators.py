"""What Pelican and its plugins see of a build: a reader, and generators in place of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican.contents import Author, Category, Tag
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.plugins import signals
from pelican.readers import BaseReader

from plugins.content_model.models import Article, Page, Status
from plugins.engine.console import Console
from plugins.engine.output import Staging
from plugins.portal.failures import HostError
from plugins.portal.files import file_of
from plugins.portal.guests import (
    tell_articles_written,
    tell_pages_written,
    tell_written,
)
from plugins.portal.host import BUILD
from plugins.portal.prepare import Prepared
from plugins.portal.publish import Published, publish
from plugins.portal.settings import BuildSettings

_PUBLISHED_BY_PELICAN = (
    *("articles", "hidden_articles", "pages", "hidden_pages"),
    *("translations", "hidden_translations"),
)
_PELICAN_STATUS = {Status.PUBLISHED: "published", Status.HIDDEN: "hidden", Status.EXPIRED: "hidden"}


class Build:
    """One build: what it reads from, where it writes, what it made."""

    def __init__(
        self,
        prepared: Prepared,
        settings: BuildSettings,
        tree: Staging,
        console: Console,
        commit: str | None,
        has_guests: bool,
    ) -> None:
        self.has_guests = has_guests
        self.prepared = prepared
        self.settings = settings
        self.tree = tree
        self.console = console
        self.commit = commit
        self.published: Published | None = None
        self.items = {item.path: item for item in prepared.site.items}


class PortalReader(BaseReader):  # type: ignore[misc]
    """Hands Pelican what was already read, so that other plugins find their articles."""

    enabled = True
    file_extensions = ("md",)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML and the metadata of a Markdown file; unpublished ones are skipped."""
        build: Build = self.settings[BUILD]
        path = Path(source_path).relative_to(self.settings["PATH"]).as_posix()
        item = build.items.get(path)
        if item is None:
            return "", {"title": path, "status": "skip", "date": build.settings.now}
        return build.prepared.bodies(item).html, self._metadata(item)

    def _metadata(self, item: Article | Page) -> dict[str, Any]:
        shared: dict[str, Any] = {
            "title": item.title,
            "slug": item.slug,
            "url": item.url[1:],
            "save_as": file_of(item.url),
            "lang": item.lang,
            "status": _PELICAN_STATUS.get(item.status, "hidden"),
            "portal": item,
        }
        if item.modified:
            shared["modified"] = item.modified
        if isinstance(item, Page):
            return {**shared, "summary": item.summary}
        authors = [Author(author.name, self.settings) for author in item.authors]
        return {
            **shared,
            "date": item.published,
            "summary": item.lead,
            "category": Category(item.category.name, self.settings),
            "tags": [Tag(tag.name, self.settings) for tag in item.tags],
            # Pelican takes the first author of any list that it is given.
            **({"authors": authors} if authors else {}),
            "article_id": f"{item.article_id}#{item.lang}",
        }


class NewsGenerator(ArticlesGenerator):  # type: ignore[misc]
    """Pelican's articles, for other plugins; their pages are PortalGenerator's."""

    def generate_context(self) -> None:
        """Read all articles again in Pelican's way, where there is a plugin to see them."""
        if self.settings[BUILD].has_guests:
            super().generate_context()

    def generate_output(self, writer: Any) -> None:
        """Send the signals of articles that are written, as PortalGenerator has."""
        if self.settings[BUILD].has_guests:
            tell_articles_written(self)
        signals.article_writer_finalized.send(self, writer=writer)


class StandingGenerator(PagesGenerator):  # type: ignore[misc]
    """Pelican's pages, for other plugins; their files are PortalGenerator's."""

    def generate_context(self) -> None:
        """Read all pages again in Pelican's way, where there is a plugin to see them."""
        if self.settings[BUILD].has_guests:
            super().generate_context()

    def generate_output(self, writer: Any) -> None:
        """Send the signals of pages that are written, as PortalGenerator has."""
        if self.settings[BUILD].has_guests:
            tell_pages_written(self)
        signals.page_writer_finalized.send(self, writer=writer)


class PortalGenerator(Generator):  # type: ignore[misc]
    """Writes the portal."""

    def generate_output(self, writer: Any) -> None:
        """Write every file of the portal into the staging tree."""
        build: Build = self.settings[BUILD]
        build.published = publish(
            build.prepared, build.settings, build.tree, build.console, build.commit
        )
        if build.has_guests:
            told_by_others = {file_of(item.url) for item in build.items.values()}
            for path in sorted(set(build.tree.stamps) - told_by_others):
                if path.endswith(".html"):
                    tell_written(self, path)


def check_nothing_dropped(generators: list[Any]) -> None:
    """Stop the build when Pelican or another plugin dropped an item that was to be published.

    Pelican logs an exception of a plugin, leaves the article out and goes on with status 0.
    """
    build: Build | None = None
    read: set[str] = set()
    for generator in generators:
        build = generator.settings.get(BUILD, build)
        for name in _PUBLISHED_BY_PELICAN:
            found = getattr(generator, name, ())
            read |= {item.portal.path for item in found if hasattr(item, "portal")}
    if build is None or not build.has_guests:
        return
    dropped = sorted(set(build.items) - read)
    if dropped:
        raise HostError(f"Pelican hoặc một plugin bỏ sót: {', '.join(dropped)}")


def use_portal_reader(readers: Any) -> None:
    """Let PortalReader read Markdown."""
    readers.reader_classes["md"] = PortalReader
