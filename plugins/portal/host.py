"""Pelican as the host: its command line, settings and signals around this project's own build."""

from __future__ import annotations

import subprocess
import sys
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.contents import Author, Category, Tag
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.log import console as pelican_console
from pelican.plugins import signals
from pelican.readers import BaseReader

from plugins.content_model.models import Article, Page, Status
from plugins.engine.console import Console
from plugins.engine.output import OutputPlaceError, Staging, check_place, staging
from plugins.portal.failures import FAILURES, HostError, explain
from plugins.portal.prepare import ContentProblemsError, Prepared, prepare
from plugins.portal.publish import Counts, publish
from plugins.portal.settings import BuildSettings

OWN = "plugins.portal"
_BUILD = "PORTAL_BUILD"
_PUBLISHED_BY_PELICAN = (
    *("articles", "hidden_articles", "pages", "hidden_pages"),
    *("translations", "hidden_translations"),
)
_PELICAN_STATUS = {Status.PUBLISHED: "published", Status.HIDDEN: "hidden", Status.EXPIRED: "hidden"}
_HOME = Path(__file__).parents[2]
_INTERRUPTED = 130
_OWN_FAULT = "lỗi của chương trình, không phải của nội dung; bản đã đăng vẫn giữ nguyên."


class Portal(Pelican):  # type: ignore[misc]
    """A Pelican whose run is all or nothing."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._wanted = {_short(name) for name in settings["PLUGINS"]}
        super().__init__(settings)
        self._loaded = {_short(name) for name in self.settings["PLUGINS"]}
        self._has_guests = self._loaded != {OWN}

    def run(self) -> None:
        """Build the portal, or say what is wrong and exit with status 1."""
        console = Console()
        try:
            self.build(console)
        except ContentProblemsError as error:
            console.complain(error.problems)
            console.complain([f"{error}; chưa đăng gì, bản đã đăng vẫn giữ nguyên."])
            sys.exit(1)
        except FAILURES as error:
            console.complain([explain(error)])
            sys.exit(1)
        except KeyboardInterrupt:
            # Pelican would end with status 0, which promises that everything is published.
            console.complain(["đã dừng giữa chừng; bản đã đăng vẫn giữ nguyên."])
            sys.exit(_INTERRUPTED)
        except Exception:
            # Pelican's --autoreload would try again at once, for ever.
            console.complain([traceback.format_exc().rstrip(), _OWN_FAULT])
            sys.exit(1)

    def build(self, console: Console) -> Counts:
        """Build the portal.

        Raises ContentProblemsError, or one of FAILURES; the output is then as before.
        """
        missing = sorted(self._wanted - self._loaded)
        if missing:
            # Pelican only logs this, and would publish a site without the plugin's work.
            raise HostError(f"không nạp được plugin: {', '.join(missing)}")
        settings = BuildSettings.from_pelican(self.settings)
        _check_output(settings)
        return self._build(prepare(settings, console), settings, console)

    def _build(self, prepared: Prepared, settings: BuildSettings, console: Console) -> Counts:
        with staging(settings.output, reuse=not self._has_guests) as tree:
            self.output_path = self.settings["OUTPUT_PATH"] = str(tree.root)
            commit = _commit(settings.content)
            build = Build(prepared, settings, tree, console, commit, self._has_guests)
            self.settings[_BUILD] = build
            was_quiet, pelican_console.quiet = pelican_console.quiet, True
            try:
                super().run()
            finally:
                pelican_console.quiet = was_quiet
                self.output_path = self.settings["OUTPUT_PATH"] = str(settings.output)
                del self.settings[_BUILD]
        _report(build, console)
        return replace(build.counts, written=tree.written)

    def _get_generator_classes(self) -> list[type]:
        stand_ins = {ArticlesGenerator: NewsGenerator, PagesGenerator: StandingGenerator}
        classes = [stand_ins.get(cls, cls) for cls in super()._get_generator_classes()]
        # First, so that the signals of the others tell the truth: all is written by then.
        return [PortalGenerator, *classes]


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
        self.counts = Counts(0, 0, 0, 0, 0)
        self.items = {item.path: item for item in prepared.site.items}


class PortalReader(BaseReader):  # type: ignore[misc]
    """Hands Pelican what was already read, so that other plugins find their articles."""

    enabled = True
    file_extensions = ("md",)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML and the metadata of a Markdown file; unpublished ones are skipped."""
        build: Build = self.settings[_BUILD]
        path = Path(source_path).relative_to(self.settings["PATH"]).as_posix()
        item = build.items.get(path)
        if item is None:
            return "", {"title": path, "status": "skip", "date": build.settings.now}
        return item.body.html, self._metadata(item)

    def _metadata(self, item: Article | Page) -> dict[str, Any]:
        shared: dict[str, Any] = {
            "title": item.title,
            "slug": item.slug,
            "url": item.url[1:],
            "save_as": f"{item.url[1:]}index.html",
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
        if self.settings[_BUILD].has_guests:
            super().generate_context()

    def generate_output(self, writer: Any) -> None:
        """Send the signal that articles are written, as PortalGenerator has."""
        signals.article_writer_finalized.send(self, writer=writer)


class StandingGenerator(PagesGenerator):  # type: ignore[misc]
    """Pelican's pages, for other plugins; their files are PortalGenerator's."""

    def generate_context(self) -> None:
        """Read all pages again in Pelican's way, where there is a plugin to see them."""
        if self.settings[_BUILD].has_guests:
            super().generate_context()

    def generate_output(self, writer: Any) -> None:
        """Send the signal that pages are written, as PortalGenerator has."""
        signals.page_writer_finalized.send(self, writer=writer)


class PortalGenerator(Generator):  # type: ignore[misc]
    """Writes the portal."""

    def generate_output(self, writer: Any) -> None:
        """Write every file of the portal into the staging tree."""
        build: Build = self.settings[_BUILD]
        build.counts = publish(
            build.prepared, build.settings, build.tree, build.console, build.commit
        )


def check_nothing_dropped(generators: list[Any]) -> None:
    """Stop the build when Pelican or another plugin dropped an item that was to be published.

    Pelican logs an exception of a plugin, leaves the article out and goes on with status 0.
    """
    build: Build | None = None
    read: set[str] = set()
    for generator in generators:
        build = generator.settings.get(_BUILD, build)
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


def _short(name: Any) -> str:
    text = name if isinstance(name, str) else getattr(name, "__name__", str(name))
    return text.removeprefix("pelican.plugins.")


def _check_output(settings: BuildSettings) -> None:
    """Raise OutputPlaceError where the output would delete what it is made from, or join it."""
    output, content = settings.output, settings.content
    check_place(output, (content, settings.theme, settings.cache, _HOME))
    inside = output.resolve()
    # The next build would read the pages of this one; but it does not read hidden folders.
    if inside.is_relative_to(content) and not any(
        part.startswith(".") for part in inside.relative_to(content).parts
    ):
        raise OutputPlaceError(f"{output} nằm trong thư mục nội dung {content}")


def _commit(folder: Path) -> str | None:
    """Return the commit that the content stands at, where it is kept in Git."""
    command = ["git", "-C", str(folder), "rev-parse", "--verify", "--quiet", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _report(build: Build, console: Console) -> None:
    counts, tree = build.counts, build.tree
    console.say(
        f"Đã dựng {counts.html} trang từ {counts.articles} bài và {counts.pages} trang tĩnh."
    )
    console.say(
        f"Đọc lại {build.prepared.converted}/{build.prepared.read} tệp, {counts.pictures} ảnh; "
        f"ghi {tree.written} tệp, giữ nguyên {tree.kept}."
    )
    for article in build.prepared.site.scheduled:
        console.say(f"Hẹn giờ {article.published:%d/%m/%Y %H:%M}: {article.title}")
    if tree.aside:
        console.say(f"Tệp có sẵn ở đó, không do cổng dựng, đã chuyển sang: {tree.aside}")
    console.say(f"Kết quả nằm ở: {build.settings.output}")
