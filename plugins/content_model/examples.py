"""Small content folders, each with mistakes, for the documentation of what is said about them.

The messages in the documentation are those that the checks really give for these files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from plugins.content_model import body_faults
from plugins.content_model.alt import ALT_FIX, lazy_alt
from plugins.content_model.assemble import assemble
from plugins.content_model.body_faults import Fault
from plugins.content_model.data import read_data
from plugins.content_model.documents import Convert, read_document
from plugins.content_model.models import Article, Body, Page, Reference, Target
from plugins.content_model.problems import Problem, in_order
from plugins.content_model.references import check_references
from plugins.content_model.scan import check_path
from plugins.vietnamese import VIETNAM

_NOW = datetime(2026, 11, 20, 7, 30, tzinfo=VIETNAM)
_ARTICLE = "articles/thong-bao/2026/hop-dan.md"
_HEAD = "title: Thông báo họp dân\ndate: 2026-11-20T07:30\ncategory: Thông báo\n"
_OTHER = _HEAD.replace("họp dân", "tiếp dân")
_CUT = _HEAD.partition("date")[0]
_PICTURE = "image:\n  src: media/cau.jpg\n  alt: "

# One article each, by its front matter.
_FRONTS = (
    "date: 20/11/2026 07:30\nSumary: Tóm tắt\n",
    f"{_HEAD}status: nháp\ntags: Lúa, Cam\nslug: Họp dân\n",
    f"{_HEAD}corrections: ghi sai ngày\nimage: media/cau.jpg\nlang: tiếng Anh\n",
    f"{_HEAD}id: mã số\nrelated:\n  pin: [khong-co, thong-bao-hop-dan]\n",
    f"{_HEAD}author: Lan\nauthors: [Lan]\nmodified: 2026-11-01\nexpires: 2026-11-01\n",
    f"{_HEAD}{_PICTURE}cau.jpg\n",
    f'{_HEAD}{_PICTURE}""\n',
    f"{_HEAD}image:\n  src: ../../etc/passwd\n  alt: Cầu bắc qua sông\n",
    f"{_HEAD}image:\n  src: https://noi-khac.example/a.jpg\n  alt: Cầu bắc qua sông\n",
    f"{_HEAD}source: {{name: Báo, url: bao.example}}\ntags:\n  - Lúa\n  -\n",
    f"{_HEAD}title: Lần nữa\n",
    f"{_HEAD}summary: Công trình số #1\n",
    f"{_HEAD}summary: !quan trọng\nid: &b c\n",
    f"{_HEAD}tags:\n- Lúa\n - Cam\n",
    f"{_HEAD}related: {{{{x}}}}\n",
    f"{_HEAD}related: {'[' * 14}{']' * 14}\n",
    f"{_HEAD}...\n--- a\n",
    "Thông báo\n",
    "title: Thông báo: họp dân\n",
    "title: '!!!'\ndate: 2026-11-20T07:30\ncategory: '!!!'\nauthors: ['???']\ntags: ['!!!']\n"
    "topic: '!!!'\n",
    f"title: {'dài ' * 60}\ndate: 2026-11-20\ncategory: ''\n",
)
_DATA = {
    "data/portal.yaml": "unit: {name: xã Khê Giang}\nnavigation:\n  - {label: Trống}\nurl: a.vn\n"
    "feeds: {items: 5, full_text: chắc là}\nimprint: {email: không có, phone: gọi sau}\n"
    "home: {sections: [thong-bo]}\npage_size: nhiều\nfooter: [{label: A, url: a b}]\n",
    "data/categories.yaml": "- {slug: thong-bao, name: Thông báo, parent: tin}\n"
    "- {slug: thong-bao, name: Thông cáo}\n",
    "data/topics.yaml": "- {slug: cau, name: Cầu}\n- {slug: cau, name: Cau}\n",
    "data/tags.yaml": "- {slug: lua, name: Lúa}\n- {slug: lua, name: Lụa}\n",
    "data/dossiers/2026-10.yaml": "period: 2026-10\nas_of: 2026-10-31\nreceived: 1.250\nlate: ba\n",
    "data/dossier-columns.yaml": "early: [Xong sớm]\nlate: [XONG SỚM, '(5)']\n",
    "data/redirects.yaml": "- {from: cu.html, to: moi}\n- {from: '/cu?id=1', to: /a b/}\n"
    "- {from: /c*u, to: //b}\n- {from: /%ff, to: /cu/*}\n- {from: /cu/*, to: /moi/}\n"
    f"- {{from: /%01cu/, to: /moi/}}\n- {{from: /{'a' * 2000}, to: /moi/}}\n"
    "- {from: /a/, to: /b/}\n- {from: /b/, to: /c/}\n- {from: /b/, to: /c/}\n"
    "- {from: /d/, to: /d/}\n- {from: /g/, to: 'http://a.vn/'}\n"
    "- {from: /h$, to: /i/}\n- {form: /e/}\n",
    "data/tags.yml": "[]\n",
}
_BODY = (
    body_faults.forbidden_tag("script", "<script>"),
    body_faults.forbidden_attribute("onclick", '<p onclick="…">'),
    body_faults.lost_html(),
    body_faults.too_complex(),
    body_faults.forbidden_scheme("javascript"),
    body_faults.invalid_link(),
    body_faults.bare_link("www.example.vn", "https://www.example.vn"),
    body_faults.empty_link(),
    body_faults.wordless_link("https://example.vn"),
    body_faults.dead_anchor("muc-thoi-gan", "muc-thoi-gian"),
    body_faults.outside("../../etc/passwd"),
    body_faults.external_image("https://noi-khac.example/a.jpg"),
    body_faults.pathless_image(),
    body_faults.lost_caption("Bà con gặt lúa"),
    body_faults.too_many_cells("| 1 | 2 | 3 |", 3, 2),
    body_faults.uneven_table(1, 2),
    body_faults.missing_footnote("1"),
    body_faults.unused_footnote("1"),
    body_faults.unused_abbreviation("UBND"),
    body_faults.unused_reference("1"),
    Fault("alt-missing", lazy_alt("", "media/cau.jpg", "") or "", ALT_FIX),
    Fault("alt-lazy", lazy_alt("Ảnh cầu", "media/cau.jpg", "") or "", ALT_FIX),
)


@dataclass(frozen=True, slots=True)
class _Converted:
    """A body that refers to these paths, all on one line."""

    targets: tuple[str, ...]
    body: Body = field(default_factory=Body)
    problems: tuple[Problem, ...] = ()

    @property
    def references(self) -> tuple[Reference, ...]:
        return tuple(Reference(Target.CONTENT, target, 6) for target in self.targets)


def example_problems() -> tuple[Problem, ...]:
    """Return at least one problem of every code that this room and the body's reader know."""
    found: list[Problem] = []
    for front in _FRONTS:
        found += _check({_ARTICLE: f"---\n{front}---\nNội dung.\n"}, {})
    found += _check({_ARTICLE: "Không có phần khai báo.\n"}, _DATA)
    found += _check(
        {_ARTICLE: f"---\n{_HEAD}tags: [Cam]\ntopic: Đê\n---\n"}, _data("- {slug: y-te, name: Y}\n")
    )
    found += _check({_ARTICLE: f"---\n{_HEAD}---\n"}, _data("slug: y-te\n"))
    found += _check(
        {
            _ARTICLE: f"---\n{_HEAD}id: a\ntags: [Hà Nam]\nauthors: [Lan]\n---\n",
            "articles/b.md": f"---\n{_HEAD}id: a\ntags: [Hạ Nam]\nauthors: [Lân]\n---\n",
            "articles/c.md": f"---\n{_OTHER}status: draft\n---\n",
            "articles/d.md": "---\ntitle: Ba\ndate: 2026-11-20\ncategory: Thống báo\n---\n",
        },
        {},
        ("media/khong-co.pdf", "articles/c.md", "media/ma.exe"),
    )
    encoded, _ = read_document(_ARTICLE, "Thông báo".encode("utf-16"), _convert())
    found += encoded.problems
    paths = ("media/báo cáo?.pdf", "articles/bai-viet.docx")
    found += [problem for path in paths if (problem := check_path(path))]
    found += [Problem(_ARTICLE, 12, f.code, "body", f.message, f.fix) for f in _BODY]
    return in_order(found)


def _data(categories: str) -> Mapping[str, str]:
    return {
        "data/categories.yaml": categories,
        "data/topics.yaml": "- {slug: cau, name: Cầu}\n",
        "data/tags.yaml": "- {slug: lua, name: Lúa}\n",
    }


def _check(
    files: Mapping[str, str], data: Mapping[str, str], targets: tuple[str, ...] = ()
) -> Iterator[Problem]:
    documents = [
        read_document(path, text.encode(), _convert(targets if path == _ARTICLE else ()))[0]
        for path, text in files.items()
    ]
    read = read_data({path: text.encode() for path, text in data.items()})
    content, problems = assemble(documents, read, _NOW)
    items: dict[str, Article | Page] = {item.path: item for item in content.articles}
    yield from problems
    yield from read.problems
    yield from check_references(documents, items, (*files, "media/cau.jpg", "media/ma.exe"))
    for document in documents:
        yield from document.problems


def _convert(targets: tuple[str, ...] = ()) -> Convert:
    def convert(markdown: str, *, path: str, title: str, first_line: int = 1) -> _Converted:
        return _Converted(targets)

    return convert
