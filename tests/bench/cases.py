"""What `make bench` measures, and how good it is to be."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench import hugo_site
from tests.bench.corpus import SampleArticle, draw_articles, write_article, write_portal
from tests.bench.measure import ROOT, Memory, WrongOutcome, memory, seconds
from tests.bench.publish_run import PUBLISH, PUBLISH_BODY, PUBLISH_NOTHING, Publishing
from tests.bench.saving import add_sentence, retitle, save_to_visible

HUGO, HUGO_WITHOUT_RELATED = "hugo", "hugo_without_related"
HUGO_SAVE, HUGO_LISTS = "hugo_save", "hugo_lists"
COLD, THIRD, SAVE, LISTS = "cold", "third_cold", "save", "lists"
#: `THIRD` builds this part of the articles.
GROWTH = 3


@dataclass(frozen=True, slots=True)
class Case:
    """What is timed of ours.

    `aim` and `least` are multiples of Hugo's full build with related lists, `aim_s` are seconds,
    all for 10,000 articles; `beside` is what of Hugo's stands beside it: mostly that build, for it
    reuses nothing.
    """

    key: str
    name: str
    aim: float | None = None
    least: float | None = None
    beside: str | None = HUGO
    aim_s: float | None = None


CASES = (
    Case(COLD, "nothing to reuse", 1.0, 1.6),
    Case("unchanged", "nothing changed", 0.06, 0.12),
    Case("body", "one body edited", 0.1, 0.2),
    Case("title", "one title edited", 0.12, 0.25),
    Case("added", "one article added", 0.2, 0.4),
    Case("template", "one template changed", 0.3, 0.6),
    Case(SAVE, "save to visible in make serve", 0.04, 0.1, HUGO_SAVE),
    Case(LISTS, "save of a title to visible in the lists", beside=HUGO_LISTS),
    Case("check", "make check", beside=None),
    Case(PUBLISH, "make publish, everything new", beside=None),
    Case(PUBLISH_BODY, "make publish, one body edited", beside=None),
    Case(PUBLISH_NOTHING, "publish by a timer, nothing to do", beside=None, aim_s=1.0),
)
_SENTENCE = "Một câu thêm vào cuối bài."
_MARK = "<!-- dấu của phép đo -->"


@dataclass(frozen=True, slots=True)
class Bench:
    """A temporary folder with one seeded corpus, as ours and as Hugo's."""

    folder: Path
    articles: int
    seed: int

    def times(self) -> Iterator[tuple[str, float | None]]:
        """Yield each case with its seconds, ours and Hugo's in turn; None is not measurable.

        Raises CommandFailed, or WrongOutcome when a build left an edit out.
        """
        *articles, newest = draw_articles(self.articles + 1, self.seed)
        write_portal(self._content)
        hugo_site.write_hugo_site(self._site)
        for article in articles:
            write_article(self._content, article)
            hugo_site.write_hugo_article(self._site, article)
        shutil.copytree(ROOT / "theme", self._theme)
        yield THIRD, self._third()
        yield HUGO, seconds(hugo_site.hugo_build(self._site, self.folder / "hugo"))
        yield COLD, self._build()
        plain = hugo_site.hugo_build(self._site, self.folder / "plain", has_related=False)
        yield HUGO_WITHOUT_RELATED, seconds(plain)
        yield from self._edits(articles[len(articles) // 2], newest)
        yield from self._saves(articles[len(articles) // 3], newest)
        # Last, so that no other case finds more kept than builds keep.
        published = articles[len(articles) // 4]
        source = self._content / "articles" / published.path
        yield from self.publishing.times(source, self._page(published))

    def memory(self) -> dict[str, Memory | None]:
        """Return the peaks of a build that has nothing to reuse, of both. `times` comes first."""
        return {
            COLD: memory(_command(self._content, self._theme, self.folder / "memory")),
            HUGO: memory(hugo_site.hugo_build(self._site, self.folder / "hugo-memory")),
        }

    def pages(self) -> dict[str, int]:
        """Return how many HTML files each has made."""
        outputs = {COLD: self.output, HUGO: self.folder / "hugo"}
        return {name: sum(1 for _ in path.rglob("*.html")) for name, path in outputs.items()}

    def _third(self) -> float:
        content = self.folder / "third/content"
        write_portal(content)
        for article in draw_articles(max(self.articles // GROWTH, 1), self.seed):
            write_article(content, article)
        return seconds(_command(content, self._theme, self.folder / "third"))

    def _edits(
        self, edited: SampleArticle, newest: SampleArticle
    ) -> Iterator[tuple[str, float | None]]:
        yield "unchanged", self._build()

        edited = replace(edited, body=f"{edited.body}\n{_SENTENCE}\n")
        write_article(self._content, edited)
        yield "body", self._build()
        self._expect(self._page(edited), _SENTENCE)

        edited = replace(edited, title=f"{edited.title} cập nhật")
        write_article(self._content, edited)
        yield "title", self._build()
        self._expect(self._page(edited), edited.title)

        write_article(self._content, newest)
        yield "added", self._build()
        self._expect("index.html", newest.title)

        teaser = self._theme / "templates/components/teaser.html"
        text = teaser.read_text("utf-8").replace("</article>", f"{_MARK}</article>")
        teaser.write_text(text, "utf-8")
        yield "template", self._build()
        self._expect("index.html", _MARK)

        yield "check", seconds(_python("plugins.portal", *self._places, "check"))

    def _saves(
        self, saved: SampleArticle, newest: SampleArticle
    ) -> Iterator[tuple[str, float | None]]:
        """Save an article and look at its page; give the newest another title and look at home."""
        ours, hugos = self._content / "articles", self._site / "content/articles"
        hugo_site.write_hugo_article(self._site, newest)

        def our_server(port: int) -> list[str]:
            return _python("plugins.preview", *self._places, "--port", str(port))

        def hugos_server(port: int) -> list[str]:
            return hugo_site.hugo_server(self._site, port)

        page = f"/{self._page(saved).removesuffix('index.html')}"
        yield SAVE, save_to_visible(our_server, ours / saved.path, page, add_sentence)
        yield LISTS, save_to_visible(our_server, ours / newest.path, "/", retitle)
        page = hugo_site.hugo_url(saved)
        yield HUGO_SAVE, save_to_visible(hugos_server, hugos / saved.path, page, add_sentence)
        yield HUGO_LISTS, save_to_visible(hugos_server, hugos / newest.path, "/", retitle)

    def _build(self) -> float:
        return seconds(_command(self._content, self._theme, self.folder))

    def _page(self, article: SampleArticle) -> str:
        """Return where the output has an article."""
        listed = json.loads((self.output / "du-lieu/bai-viet.json").read_bytes())
        for item in listed:
            if item["title"] == article.title:
                return f"{item['url'][1:]}index.html"
        raise WrongOutcome(f"no page for “{article.title}”")

    def _expect(self, page: str, text: str) -> None:
        if text not in (self.output / page).read_text("utf-8"):
            raise WrongOutcome(f"{page} lacks “{text}”")

    @property
    def _content(self) -> Path:
        return self.folder / "content"

    @property
    def _theme(self) -> Path:
        return self.folder / "theme"

    @property
    def output(self) -> Path:
        """Where the portal is built."""
        return self.folder / "output"

    @property
    def publishing(self) -> Publishing:
        """Where the portal is published."""
        return Publishing(self._content, self.folder / "cache", self.folder / "public")

    @property
    def _site(self) -> Path:
        return self.folder / "site"

    @property
    def _places(self) -> tuple[str, ...]:
        return ("--content", str(self._content), "--cache", str(self.folder / "cache"))


def _command(content: Path, theme: Path, places: Path) -> list[str]:
    """Return the command of `make site`, with its output and its cache in the folder `places`."""
    return _python(
        "pelican",
        *(str(content), "-s", str(ROOT / "pelicanconf.py"), "-t", str(theme)),
        *("-o", str(places / "output"), "--cache-path", str(places / "cache")),
        *("--log-handler", "plain", "--fatal", "errors"),
    )


def _python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]
