"""Articles as editors save them, rightly: every way to write the same front matter."""

from __future__ import annotations

from hypothesis import strategies as st

from plugins.vietnamese import normalise_text, slugify

_TITLES = (
    "Lễ hội",
    '"Lễ hội: ngày 1"',
    "'Lễ hội'",
    '"Lê\u0303   hội"',
    "Lễ hội  # tạm",
    ">-\n  Lễ\n  hội",
)
_OTHERS = (
    "# lời ghi",
    "",
    "   ",
    "summary: Một câu.",
    "summary: |\n  Dòng một.\n\n  Dòng hai.",
    "summary: Một câu\n  dài hơn.",
    "authors: [Ban Biên tập]  # như mọi khi",
    "authors:\n- Ban Biên tập\n- Nam",
    "image:\n  src: media/a.jpg\n  alt: Cây cầu nhìn từ bờ",
    "source: {name: Báo Lam Giang}",
    "status: draft",
)
_TAGS = ("tags: []", "tags:", "tags: [ ] # sau", "tags: ~", "tags: [Sẵn có]", "tags:\n- Sẵn có")
_BODIES = (
    "",
    "Nội dung.\n",
    "\n\nMột\n\n---\n\ntags: [không phải]\n",
    "Dấu\u00a0cách &ocirc;\u0323 e\u0301",
)

_fronts = st.builds(
    lambda title, others, tags, seed: "\n".join(
        seed.sample([f"title: {title}", "date: 2026-11-20", "category: tin-xa", *others, *tags], k)
        if (k := 3 + len(others) + len(tags))
        else []
    ),
    st.sampled_from(_TITLES),
    st.lists(st.sampled_from(_OTHERS), max_size=4, unique_by=lambda row: row.partition(":")[0]),
    st.lists(st.sampled_from(_TAGS), max_size=1),
    st.randoms(use_true_random=False),
)
article_files = st.builds(
    lambda mark, front, fence, body, end: (
        mark + f"---\n{front}\n{fence}\n{body}".replace("\n", end).encode()
    ),
    st.sampled_from([b"", b"\xef\xbb\xbf"]),
    _fronts,
    st.sampled_from(["---", "---  "]),
    st.sampled_from(_BODIES),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
"""The bytes of articles without a problem; some have tags, some an empty list of them."""

names = (
    (st.text("aăâđốứ Bc,:#'\"[]{}&*!|>%@`-?~0123", min_size=1, max_size=20) | st.just("no"))
    .map(normalise_text)
    .filter(lambda name: any(map(str.isalnum, name)))
)
slugs = st.text("abc123-", min_size=1, max_size=12).filter(lambda slug: slugify(slug) == slug)
additions = st.fixed_dictionaries(
    {},
    optional={
        "tags": st.lists(names, min_size=1, max_size=5, unique=True),
        "related": st.fixed_dictionaries({"pin": st.lists(slugs, min_size=1, max_size=2)}),
    },
)
"""What may be put into a front matter, by key."""
