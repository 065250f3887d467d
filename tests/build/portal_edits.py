"""Edits of what is no article: pages, settings, figures, categories, the theme."""

from __future__ import annotations

import re
from pathlib import Path

from plugins.vietnamese import slugify
from tests.build.desk import Desk
from tests.build.sites import figures, points, prose, sentence


class PortalEdits(Desk):
    """A desk at which somebody works on the portal around the articles."""

    def edit_page(self) -> None:
        pages = self.found("pages/*.md")
        if not pages:
            return self.add_page()
        path = self.chance.choice(pages)
        return self.rewrite(path, f"{prose(self.chance)} {self.number()}")

    def add_page(self) -> None:
        self.content.page(f"them-{self.number()}", prose(self.chance))

    def delete_page(self) -> None:
        """The menu may lead to a page that was there from the first."""
        pages = self.found("pages/them-*.md")
        if not pages:
            return self.add_page()
        return self.content.delete(self.chance.choice(pages))

    def change_setting(self) -> None:
        number = self.number()
        settings: list[dict[str, object]] = [
            {"name": f"Cổng lần {number}"},
            {"slogan": f"Lời chào {number}"},
            {"byline": f"Ban Biên tập {number}"},
            {"page_size": 5 + number % 3, "slogan": f"Cỡ trang {number}"},
            {"feeds": {"items": 20 + number % 7, "full_text": number % 2 == 0}},
            {"counters": {"stale_after_days": 10 + number}},
            {"services": [{"label": f"Dịch vụ {number}", "url": "/so-do-trang/"}]},
            {"unit": {"type": "ward", "name": f"Số {number}"}},
        ]
        portal = self.data("portal") or {}
        self.content.data("portal", portal | self.chance.choice(settings))

    def switch_offline(self) -> None:
        """Pages name a worker or none, and the worker keeps pages or drops them."""
        portal = self.data("portal") or {}
        self.content.data("portal", portal | {"offline": not portal.get("offline", True)})

    def arrange_home(self) -> None:
        portal = self.data("portal") or {}
        entries = [entry["slug"] for entry in self.data("categories") or ()]
        sections = self.chance.sample(entries, k=self.chance.randint(0, len(entries)))
        changed = portal | {"home": {"sections": sections}, "slogan": f"Trang {self.number()}"}
        self.content.data("portal", changed)

    def change_figures(self) -> None:
        month, source = self.chance.randint(1, 10), f"Báo cáo {self.number()}"
        self.content.data(
            f"dossiers/2026-{month:02}", figures(self.chance, month) | {"source": source}
        )

    def drop_figures(self) -> None:
        reports = self.found("data/dossiers/*.yaml")
        if not reports:
            return self.change_figures()
        return self.content.delete(self.chance.choice(reports))

    def change_score(self) -> None:
        quarter, source = self.chance.randint(1, 3), f"Bảng điểm {self.number()}"
        score = points(self.chance, quarter) | {"source": source}
        self.content.data(f"service-quality/2026-Q{quarter}", score)

    def drop_score(self) -> None:
        scores = self.found("data/service-quality/*.yaml")
        if not scores:
            return self.change_score()
        return self.content.delete(self.chance.choice(scores))

    def count_visits(self) -> None:
        """What was counted up to yesterday; some of what was read is no article any more."""
        pages = sorted(self.output.glob("tin-tuc/*/*/*/index.html"))
        urls = [f"/{page.parent.relative_to(self.output).as_posix()}/" for page in pages]
        read = [f"/tin-tuc/2026/11/{self.number()}/", *self.chance.sample(urls, min(2, len(urls)))]
        days = [
            {"day": f"2026-11-{day:02}", "visitors": self.number(), "views": 9000 + self.number()}
            for day in (17, 18, 19)
        ]
        ranked = [{"url": url, "views": 50 - place} for place, url in enumerate(read)]
        facts = {"month": "2026-11", "as_of": "2026-11-19T23:00", "days": days}
        self.content.data("visits/2026-11", facts | {"most_read": ranked})

    def rename_category(self) -> None:
        """Without data/categories.yaml its articles say what a category is called."""
        old, number = self.chance.choice(self.categories()), self.number()
        entries = self.data("categories")
        if entries is None:
            for path in self.articles():
                if self.content.read(path)[0]["category"] == old:
                    self.rewrite(path, category=f"Chuyên mục {number}")
            return
        for entry in entries:
            if entry["slug"] == old:
                entry["name"] = f"Chuyên mục {number}"
        self.content.data("categories", entries)

    def rename_topic(self) -> None:
        """Without data/topics.yaml its articles say what a topic is called."""
        name, topics = f"Chuyện {self.number()}", self.topics()
        entries = self.data("topics")
        if not topics:
            self.rewrite(self.some_article(), topic=name)
        elif entries is None:
            self._rename_in_articles(self.chance.choice(topics), name)
        else:
            entry = self.chance.choice(entries)
            self._rename_in_articles(entry["name"], entry["slug"])
            entry["name"] = name
            self.content.data("topics", entries)

    def describe_topic(self) -> None:
        entries = self.data("topics")
        if not entries:
            return self.declare_topics()
        entry = self.chance.choice(entries)
        entry["description"] = f"{sentence(self.chance)} {self.number()}"
        return self.content.data("topics", entries)

    def declare_topics(self) -> None:
        """The list of topics is closed with those in use; or it is opened again."""
        if self.data("topics") is not None:
            return self.content.delete("data/topics.yaml")
        # Some articles write a slug and others the name that it stands for; names sort first.
        used = (f"Chuyện {self.number()}", *reversed(self.topics()))
        names = {slugify(name): name for name in used}
        entries = [{"slug": slug, "name": name} for slug, name in names.items()]
        return self.content.data("topics", entries)

    def _rename_in_articles(self, old: str, new: str) -> None:
        for path in self.articles():
            if self.content.read(path)[0].get("topic") == old:
                self.rewrite(path, topic=new)

    def move_category(self) -> None:
        """Another order, and another one above."""
        entries = self.data("categories")
        if entries is None:
            return self.rename_category()
        for entry in entries:
            entry["order"] = self.number()
        self.chance.shuffle(entries)
        above, *others = entries
        above["parent"] = None
        for entry in others:
            entry["parent"] = self.chance.choice((None, above["slug"]))
        self.content.data("categories", entries)
        return None

    def add_category(self) -> None:
        number = self.number()
        slug, entries = f"muc-{number}", self.data("categories")
        if entries is not None:
            entry = {"slug": slug, "name": f"Mục {number}", "description": sentence(self.chance)}
            self.content.data("categories", [*entries, entry])
        self.rewrite(self.some_article(), category=slug)

    def edit_template(self) -> None:
        self._edit_markup("templates/*.html")

    def edit_component(self) -> None:
        self._edit_markup("templates/components/*.html")

    def edit_style(self) -> None:
        file = self._theme_file("static/css/**/*.css")
        rule = f".x-{self.number()} {{ color: red; }}"
        file.write_text(f"{file.read_text('utf-8')}\n{rule}\n", "utf-8")

    def edit_script(self) -> None:
        file = self._theme_file("static/js/*.js")
        file.write_text(f"{file.read_text('utf-8')}\n// {self.number()}\n", "utf-8")

    def _theme_file(self, pattern: str) -> Path:
        return self.chance.choice(sorted(self.theme.glob(pattern)))

    def _edit_markup(self, pattern: str) -> None:
        """Put a comment where the first macro or block of a template begins."""
        file = self._theme_file(pattern)
        note = f"<!-- {self.number()} -->"
        text = re.sub(
            r"{% (?:macro|block) [^%]*%}", rf"\g<0>{note}", file.read_text("utf-8"), count=1
        )
        file.write_text(text, "utf-8")
