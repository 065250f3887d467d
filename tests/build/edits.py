"""Every kind of edit there is, done to something that chance chooses.

Each method of `Edits` is one, those of `PortalEdits` among them; `EDITS` are their names. Each
number is used once, so that no edit happens to write what was there before.
"""

from __future__ import annotations

import posixpath
import shutil

from plugins.vietnamese import slugify
from tests.build.desk import DAY_S, HOUR_S, MINUTE_S
from tests.build.portal_edits import PortalEdits
from tests.build.sites import ALT, AUTHORS, COLOURS, TAGS, prose, sentence, words


class Edits(PortalEdits):
    """A desk at which somebody works."""

    without_trace = frozenset({"leave_alone", "lose_cache"})

    def add_newest(self) -> None:
        self._write(self.moment())

    def add_older(self) -> None:
        self._write(self.moment(-self.chance.randint(1, 900) * DAY_S))

    def schedule(self) -> None:
        self._write(self.moment(self.chance.randint(1, 48) * HOUR_S))

    def pass_time(self) -> None:
        self.epoch += self.chance.choice((MINUTE_S, HOUR_S, 5 * HOUR_S, DAY_S, 20 * DAY_S))

    def leave_alone(self) -> None:
        self.epoch += self.chance.choice((0, MINUTE_S))

    def edit_top(self) -> None:
        path = self.some_article()
        self.rewrite(path, f"Thêm {self.number()} câu. {self.content.read(path)[1]}")

    def edit_far_down(self) -> None:
        path = self.some_article()
        body = self.content.read(path)[1]
        self.rewrite(path, f"{body}\n\nĐoạn {self.number()}. {sentence(self.chance)}")

    def rewrite_body(self) -> None:
        self.rewrite(self.some_article(), f"{prose(self.chance)}\n\nBản {self.number()}.")

    def retitle(self) -> None:
        self.rewrite(self.some_article(), title=self._title())

    def change_slug(self) -> None:
        self.rewrite(self.some_article(), slug=f"dia-chi-{self.number()}")

    def redate(self) -> None:
        days, minutes = self.chance.randint(1, 900), self.number()
        date = self.moment(-days * DAY_S - minutes * MINUTE_S)
        self.rewrite(self.some_article(), date=date, expires=None, modified=None)

    def recategorise(self) -> None:
        path = self.some_article()
        now = self.content.read(path)[0]["category"]
        others = [category for category in self.categories() if category != now]
        if not others:
            return self.add_category()
        return self.rewrite(path, category=self.chance.choice(others))

    def retag(self) -> None:
        tags = self.chance.sample(TAGS, k=2)
        own = f"Thẻ {self.number()}"
        self.rewrite(self.some_article(), tags=self.chance.choice(([*tags, own], [own])))

    def share_tags(self) -> None:
        """Two articles get the same tags, and no others."""
        one = self.some_article()
        tags = [self.chance.choice(TAGS), f"Thẻ {self.number()}"]
        for path in (one, self.some_article(one)):
            self.rewrite(path, tags=tags)

    def set_topic(self) -> None:
        """An article joins a story, goes over to another one, or leaves it."""
        path, name = self.some_article(), f"Chuyện {self.number()}"
        now = self.content.read(path)[0].get("topic")
        others = [topic for topic in (*self.topics(), None) if topic != now]
        if not others or self.chance.random() < 0.3:
            others, entries = [name], self.data("topics")
            if entries is not None:
                entry = {"slug": slugify(name), "name": name, "description": sentence(self.chance)}
                self.content.data("topics", [*entries, entry])
        self.rewrite(path, topic=self.chance.choice(others))

    def delete_from_topic(self) -> None:
        """Of few articles none is deleted."""
        told = [path for path in self.articles() if self.content.read(path)[0].get("topic")]
        if not told or len(self.articles()) < 4:
            return self.set_topic()
        return self.content.delete(self.chance.choice(told))

    def sign(self) -> None:
        authors = [self.chance.choice(AUTHORS), f"Tổ {self.number()}"]
        self.rewrite(self.some_article(), authors=authors[self.chance.randint(0, 1) :])

    def summarise(self) -> None:
        self.rewrite(self.some_article(), summary=f"{sentence(self.chance)} {self.number()}")

    def correct(self) -> None:
        path, note = self.some_article(), f"Đã sửa {self.number()} chỗ."
        self.rewrite(path, corrections=[{"date": self.moment()[:10], "note": note}])

    def rename_file(self) -> None:
        """What linked to the file links to its new name."""
        old = self.some_article()
        new = f"articles/{self.chance.choice(('', 'moi/'))}doi-ten-{self.number()}.md"
        (self.content.root / new).parent.mkdir(exist_ok=True)
        (self.content.root / old).rename(self.content.root / new)
        for path in self.articles():
            body = self.content.read(path)[1]
            renamed = body.replace(f"({_relative(old, path)})", f"({_relative(new, path)})")
            if renamed != body:
                self.rewrite(path, renamed)

    def delete(self) -> None:
        """Of few articles none is deleted."""
        if len(self.articles()) < 4:
            return self.add_older()
        return self.content.delete(self.some_article())

    def draft(self) -> None:
        self._switch("draft")

    def hide(self) -> None:
        self._switch("hidden")

    def withdraw(self) -> None:
        self._switch("withdrawn")

    def expire(self) -> None:
        """An article that is there runs out, at once or when time has passed."""
        path = self.some_article()
        soon = self.number() * MINUTE_S
        self.rewrite(path, date=self.moment(-DAY_S), modified=None, expires=self.moment(soon))
        self.epoch += self.chance.choice((0, soon - MINUTE_S, soon))

    def feature(self) -> None:
        until = self.moment(self.number() * HOUR_S)
        self.rewrite(self.some_article(), featured={"until": until})

    def link(self) -> None:
        """What another article is called decides where this one's link leads."""
        target = self._write(self.moment(-DAY_S)) if self.chance.random() < 0.3 else ""
        source = self.some_article(target)
        target = target or self.some_article(source)
        body = self.content.read(source)[1]
        link = f"[Xem thêm bài {self.number()}]({_relative(target, source)})"
        self.rewrite(target, status=None, date=self.moment(-self.number() * HOUR_S), expires=None)
        self.rewrite(source, f"{body}\n\n{link}")

    def translate(self) -> None:
        path = self.some_article()
        number, front = self.number(), self.content.read(path)[0]
        identity = front.get("id", path.removeprefix("articles/").removesuffix(".md"))
        taken = [self.content.read(other)[0] for other in self.articles()]
        if any(other.get("id") == identity for other in taken):
            identity = f"ban-goc-{number}"
            self.rewrite(path, id=identity)
        language = "vi" if front.get("lang") == "en" else "en"
        stated = {"lang": language, "id": identity, "title": f"Rice and rain {number}"}
        plain = {key: front[key] for key in ("date", "category")}
        self.content.markdown(f"articles/dich-{number}.md", plain | stated, f"Rice {number}.")

    def pin(self) -> None:
        self._relate("pin")

    def ban(self) -> None:
        self._relate("ban")

    def illustrate(self) -> None:
        path = self._picture(f"media/2026/11/moi-{self.number()}.png")
        article = self.some_article()
        if self.chance.random() < 0.5:
            self.rewrite(article, image={"src": path, "alt": ALT, "caption": sentence(self.chance)})
        else:
            self.rewrite(article, f"{self.content.read(article)[1]}\n\n![{ALT}](/{path})")

    def replace_picture(self) -> None:
        pictures = self.found("media/**/*.png")
        if not pictures:
            return self.illustrate()
        self._picture(self.chance.choice(pictures))
        return None

    def attach(self) -> None:
        number, article = self.number(), self.some_article()
        path = self.content.write(f"media/2026/11/lich-{number}.pdf", f"%PDF lich {number}")
        self.settle(path)
        body = self.content.read(article)[1]
        self.rewrite(article, f"{body}\n\n[Tải lịch](/{path})")

    def replace_download(self) -> None:
        downloads = self.found("media/**/*.pdf")
        if not downloads:
            return self.attach()
        path = self.chance.choice(downloads)
        self.settle(self.content.write(path, f"%PDF lich {self.number()}"))
        return None

    def spoil_output(self) -> None:
        """Somebody works on the built pages by hand; what they did does not stay."""
        published = sorted(path for path in self.output.rglob("*") if path.is_file())
        gone, cut, *changed = self.chance.sample(published, k=5)
        gone.unlink()
        for file, text in [(cut, ""), *((file, f"Sửa tay {self.number()}") for file in changed)]:
            # A new file: the old one may be the same file as a picture in the cache.
            file.unlink()
            file.write_text(text, "utf-8")
        (self.output / f"la-{self.number()}.html").write_text("tệp lạ", "utf-8")

    def lose_cache(self) -> None:
        shutil.rmtree(self.cache)

    def undo(self) -> None:
        """Undo the last edit; after an undo, do it again."""
        if not self.has_history:
            return self.add_newest()
        return self.put_back()

    def _title(self) -> str:
        return f"{words(self.chance, 4).capitalize()} lần {self.number()}"

    def _write(self, date: str) -> str:
        name = f"{self.chance.choice(('', '2025/', 'xa/'))}moi-{self.number()}"
        front = {"category": self.chance.choice(self.categories()), "tags": [self._tag()]}
        return self.content.article(
            name, prose(self.chance), title=self._title(), date=date, **front
        )

    def _tag(self) -> str:
        return self.chance.choice(TAGS)

    def _switch(self, status: str) -> None:
        """Give an article a status, or take it away again."""
        path = self.some_article()
        had = self.content.read(path)[0].get("status")
        self.rewrite(path, status=None if had == status else status)

    def _relate(self, key: str) -> None:
        path = self.some_article()
        front = self.content.read(path)[0]
        other = self.slug(self.content.read(self.some_article(path))[0])
        related = front.get("related", {})
        named = [slug for slug in related.get(key, []) if slug != other]
        if len(named) == len(related.get(key, [])):
            named = [other, *named]
        self.rewrite(path, related=related | {key: named})

    def _picture(self, path: str) -> str:
        size = (40 + self.number(), self.chance.choice((32, 64)))
        return self.settle(self.content.picture(path, self.chance.choice(COLOURS), size))


def _relative(target: str, source: str) -> str:
    return posixpath.relpath(target, posixpath.dirname(source))


EDITS = tuple(
    name
    for name in (*vars(PortalEdits), *vars(Edits))
    if not name.startswith("_") and name != "without_trace"
)
