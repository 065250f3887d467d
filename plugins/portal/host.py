"""Pelican as the host: its command line and settings around this project's own build.

What a build needs is imported when there is something to build: a build that finds nothing changed
is over in less time than those imports take.
"""

from __future__ import annotations

import contextlib
import gc
import subprocess
import sys
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican import Pelican
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.log import console as pelican_console

from plugins.engine.console import Console
from plugins.engine.inputs import Inputs
from plugins.engine.output import MARKER, OutputPlaceError, Staging, check_place, staging
from plugins.engine.trees import Spare, tree_of
from plugins.portal.failures import FAILURES, ContentProblemsError, HostError, explain
from plugins.portal.guests import OWN, guest_in, is_heard, overwritten, short_name, warnings
from plugins.portal.report import Counts, notice_lines, profile_lines, report_lines
from plugins.portal.settings import BuildSettings
from plugins.portal.unchanged import Unchanged

if TYPE_CHECKING:
    from plugins.portal.early import Early
    from plugins.portal.generators import Build

#: The setting in which generators and readers find the build that they belong to.
BUILD = "PORTAL_BUILD"
_HOME = Path(__file__).parents[2]
_INTERRUPTED = 130
_FAULT = "lỗi của {}, không phải của nội dung; bản đã đăng vẫn giữ nguyên."


class Portal(Pelican):  # type: ignore[misc]
    """A Pelican whose run is all or nothing."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._wanted = {short_name(name) for name in settings["PLUGINS"]}
        super().__init__(settings)
        self._loaded = {short_name(name) for name in self.settings["PLUGINS"]}
        self._has_guests = self._loaded != {OWN} or is_heard()
        self._early: Early | None = None
        self._token = b""
        self._said: tuple[str, ...] = ()
        self._aside: Path | None = None

    @property
    def token(self) -> bytes:
        """What no other build has: from what the output was made, and what it is. May be empty."""
        return self._token

    @property
    def early(self) -> Early | None:
        """What makes single pages for the portal as it was built, if it was."""
        return self._early

    def run(self) -> None:
        """Build the portal, or say what is wrong and exit with status 1."""
        console = Console()
        try:
            self.report(self.build(console), console)
            # The process ends now: what it holds need not be looked through for garbage.
            gc.freeze()
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
        except Exception as error:
            # Pelican's --autoreload would try again at once, for ever.
            guilty = guest_in(error, self._loaded)
            whose = f"plugin {guilty}" if guilty else "chương trình"
            console.complain([traceback.format_exc().rstrip(), _FAULT.format(whose)])
            sys.exit(1)

    def build(self, console: Console, *, whole: bool = False) -> Counts:
        """Build the portal; with `whole` also where nothing changed.

        Raises ContentProblemsError, or one of FAILURES; the output is then as before.
        """
        missing = sorted(self._wanted - self._loaded)
        if missing:
            # Pelican only logs this, and would publish a site without the plugin's work.
            raise HostError(f"không nạp được plugin: {', '.join(missing)}")
        settings = BuildSettings.from_pelican(self.settings)
        _check_output(settings)
        commit = _commit(settings.content)
        inputs = Inputs(settings.cache, settings.content)
        unchanged = (
            None if self._has_guests else Unchanged(settings, inputs, _stated(self.settings))
        )
        if unchanged and not whole and (stood := unchanged.touch(commit)):
            self._token = unchanged.token
            counts, self._said = stood
            return counts
        from plugins.portal.early import Early

        with _no_collection():
            spare = Spare(settings.cache, settings.output, unchanged.tree) if unchanged else None
            build = self._build(settings, inputs, spare, commit, console)
        published = build.published
        if published is None:
            raise HostError("Pelican không dựng trang nào")
        counts = replace(published.counts, written=build.tree.written, kept=build.tree.kept)
        self._early = Early(build.prepared, published.pages, published.renderer)
        said = tuple(
            f"Hẹn giờ {article.published:%d/%m/%Y %H:%M}: {article.title}"
            for article in build.prepared.site.scheduled
        )
        said += notice_lines(build.prepared.notices)
        if unchanged:
            stamps = {path: stamp for path, stamp in build.tree.stamps.items() if path != MARKER}
            tree = tree_of(settings.output, stamps)
            unchanged.note(build.prepared.site.content, tree, counts, said)
            self._token = unchanged.token
        self._said, self._aside = said, build.tree.aside
        return counts

    @property
    def said(self) -> tuple[str, ...]:
        """What whoever built the portal should know: articles that wait, things worth a look."""
        return self._said

    def report(self, counts: Counts, console: Console) -> None:
        """Say what a build made, and where it lies."""
        settings = BuildSettings.from_pelican(self.settings)
        for line in (*report_lines(counts, console.times), *self._said):
            console.say(line)
        console.say(f"Kết quả nằm ở: {settings.output}")
        if settings.is_profiled:
            for line in profile_lines(console.times, console.costs):
                console.say(line)
        if self._aside:
            console.say(f"Tệp có sẵn ở đó, không do cổng dựng, đã chuyển sang: {self._aside}")

    def _build(
        self,
        settings: BuildSettings,
        inputs: Inputs,
        spare: Spare | None,
        commit: str | None,
        console: Console,
    ) -> Build:
        from plugins.portal.generators import Build
        from plugins.portal.prepare import prepare

        with console.stage("đọc và kiểm tra"):
            prepared = prepare(settings, inputs, console)
        with staging(settings.output, reuse=not self._has_guests, spare=spare) as tree:
            self.output_path = self.settings["OUTPUT_PATH"] = str(tree.root)
            build = Build(prepared, settings, tree, console, commit, self._has_guests)
            self.settings[BUILD] = build
            was_quiet, pelican_console.quiet = pelican_console.quiet, True
            try:
                super().run()
                self._tell_of_guests(tree, console)
            finally:
                pelican_console.quiet = was_quiet
                self.output_path = self.settings["OUTPUT_PATH"] = str(settings.output)
                del self.settings[BUILD]
        return build

    def _tell_of_guests(self, tree: Staging, console: Console) -> None:
        if self._has_guests:
            console.complain(warnings())
            if changed := tree.changed():
                console.say(overwritten(changed))

    def _get_generator_classes(self) -> list[type]:
        from plugins.portal.generators import NewsGenerator, PortalGenerator, StandingGenerator

        stand_ins = {ArticlesGenerator: NewsGenerator, PagesGenerator: StandingGenerator}
        classes = [stand_ins.get(cls, cls) for cls in super()._get_generator_classes()]
        # First, so that the signals of the others tell the truth: all is written by then.
        return [PortalGenerator, *classes]


def _stated(settings: Mapping[str, Any]) -> str:
    """Return Pelican's settings as text, those that are code or objects left out."""
    return repr([(name, settings[name]) for name in sorted(settings) if _is_plain(settings[name])])


def _is_plain(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(_is_plain(item) for pair in value.items() for item in pair)
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, str | int | float)


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Do without looking for garbage: nearly everything that a build makes lives to its end."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


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
