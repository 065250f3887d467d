"""Files as editors save them: nearly right, broken in every way, and not text at all."""

from __future__ import annotations

import json

from hypothesis import strategies as st
from strategies_markup import bodies
from strategies_vietnamese import pasted_with_entities, vietnamese

_KEYS = (
    "title",
    "date",
    "category",
    "summary",
    "topic",
    "tags",
    "authors",
    "author",
    "image",
    "slug",
    "id",
    "modified",
    "expires",
    "status",
    "related",
    "featured",
    "corrections",
    "lang",
    "source",
    "Sumary",
    "ngày",
    "title ",
    "a.b",
    "- slug",
    "name",
    "received",
    "home",
    "navigation",
    "<<",
)
_VALUES = (
    "Xã mở lớp khuyến nông",
    "Hà Nam",
    "Hạ Nam",
    "2026-11-20T07:30",
    "20/11/2026",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31T23:59-14:00",
    "nong-nghiep",
    "[a, b]",
    "[Hà Nam, hà nam, '']",
    "{pin: [a], ban: b}",
    "{src: media/a.jpg, alt: ảnh}",
    "{src: ../../etc/passwd, alt: ''}",
    "{until: 2026-13-01}",
    "[{date: 2026-11-20, note: x}]",
    "{name: Báo, url: javascript:x}",
    "draft",
    "nháp",
    "1.234",
    "true",
    "",
    "~",
    "Thông báo: họp",
    '"Mở ngoặc',
    "'Nói 'vậy''",
    "[Ảnh] Lễ hội",
    "{{ x }}",
    "&a [*a, *a]",
    "*a",
    "!!python/object:os.system x",
    "| \n  nhiều dòng\n  : x",
    "> x",
    "số #1",
    "\n  src: a\n alt: b",
    "\n- a\n - b",
    "\n\tx: y",
    "@x",
    "%x",
    '"\\q"',
    '"\\0\\x1b[2J"',
    "? [a]",
    "---",
    "...",
)

lines = st.builds("{}: {}".format, st.sampled_from(_KEYS), st.sampled_from(_VALUES)) | (
    st.sampled_from(_VALUES) | st.text(max_size=12)
)
yaml_texts = st.lists(lines, max_size=8).map("\n".join)
"""Front matter and data files, seldom right."""

_markdown_texts = st.builds("---\n{}\n---\n{}".format, yaml_texts, bodies) | bodies
markdown_files = (
    st.builds(
        lambda text, encoding: text.encode(encoding, "surrogatepass"),
        _markdown_texts | pasted_with_entities,
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le"]),
    )
    | st.binary(max_size=200)
    | _markdown_texts.map(lambda text: text.replace("\n", "\r\n").encode("utf-8", "replace"))
)
"""The bytes of Markdown files."""

data_files = st.dictionaries(
    st.sampled_from(
        [
            "data/portal.yaml",
            "data/categories.yaml",
            "data/topics.yaml",
            "data/tags.yaml",
            "data/redirects.yaml",
            "data/dossiers/2026-10.yaml",
            "data/tags.yml",
            "data/la.txt",
        ]
    ),
    (
        yaml_texts | st.lists(lines, max_size=4).map(lambda rows: "\n".join(f"- {r}" for r in rows))
    ).map(lambda text: text.encode("utf-8", "replace"))
    | st.binary(max_size=60),
)
"""The bytes of data files by path."""

paths = st.sampled_from(
    ["articles/a.md", "articles/nong-nghiep/2026/b.md", "c.md", "pages/d.md", "articles/e.en.md"]
)

_dates = st.datetimes().map(lambda moment: moment.isoformat(timespec="seconds"))


@st.composite
def sound_articles(draw: st.DrawFn) -> tuple[dict[str, object], bytes]:
    """Front matter that is right, as values and as a file."""
    values: dict[str, object] = {
        "title": f"Xã {draw(vietnamese)}"[:200].strip(),
        "date": draw(_dates.filter(lambda text: "1000" < text < "9998")),
        "category": "Nông nghiệp",
        "tags": draw(st.lists(st.sampled_from(["Lúa", "Đê điều", "Y tế"]), unique=True)),
        "status": draw(st.sampled_from(["published", "draft", "hidden", "withdrawn"])),
    }
    # JSON is YAML.
    rows = [f"{key}: {json.dumps(value)}" for key, value in values.items()]
    return values, "\n".join(["---", *rows, "---", "Nội dung.", ""]).encode()
