"""What makes a content folder or a theme bad: a build of it publishes nothing.

Each method of `Faults` is one, and returns what the build is to say of it; `FAULTS` are their
names.
"""

from __future__ import annotations

from tests.build.desk import Desk


class Faults(Desk):
    """A desk at which mistakes are made."""

    def wrong_date(self) -> str:
        self.rewrite(self.some_article(), date="hom qua")
        return "[date-invalid]"

    def unknown_key(self) -> str:
        self.rewrite(self.some_article(), Sumary="Sapo")
        return "[key-unknown]"

    def dead_link(self) -> str:
        self.rewrite(self.some_article(), "[Xem](khong-co.md)")
        return "[link-broken]"

    def missing_picture(self) -> str:
        self.rewrite(self.some_article(), "![Bà con gặt lúa](/media/khong-co.png)")
        return "[image-missing]"

    def no_picture(self) -> str:
        """A file that only is called a picture; drafts and the like need not show theirs."""
        path = self.content.write("media/2026/11/hong.png", b"khong phai anh")
        image = {"src": path, "alt": "Bà con gặt lúa"}
        self.rewrite(
            self.some_article(), image=image, status=None, expires=None, date=self.moment()
        )
        return "[image-"

    def taken_address(self) -> str:
        path = self.some_article()
        self.content.write(f"{path[:-3]}-sao.md", (self.content.root / path).read_bytes())
        return "[slug-collision]"

    def pin_of_nothing(self) -> str:
        self.rewrite(self.some_article(), related={"pin": ["khong-co"]})
        return "[related-unknown]"

    def not_utf8(self) -> str:
        self.content.write(self.some_article(), "---\ntitle: Xã\n---\n".encode("utf-16"))
        return "[file-encoding]"

    def figures_that_lie(self) -> str:
        report = {"period": "2026-01", "as_of": "2026-01-31T17:00", "received": 10}
        self.content.data("dossiers/2026-01", report | {"early": 20, "on_time": 0, "late": 0})
        return "[dossiers-"

    def wrong_setting(self) -> str:
        self.content.data("portal", (self.data("portal") or {}) | {"page_size": "nhiều"})
        return "[page-size-type]"

    def broken_template(self) -> str:
        file = self.theme / "templates/components/masthead.html"
        file.write_text(f"{file.read_text('utf-8')}{{% endfor %}}", "utf-8")
        return "masthead.html"


FAULTS = tuple(name for name in vars(Faults) if not name.startswith("_"))
