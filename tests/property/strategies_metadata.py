"""Strategies for metadata: pages whose every text is hostile."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from plugins.metadata import AuthorFacts, CorrectionFacts, ImageFacts, PageFacts, SourceFacts

HOSTILE = (
    "</script>",
    "<!--",
    "<script>",
    "]]>",
    "&lt;",
    "\\",
    '"',
    "\x00",
    "\u2028",
    "\ud83d",
    "\u0301",
)


def hostile_texts() -> st.SearchStrategy[str]:
    """Return any text that still says something once it is cleaned."""
    anything = st.text(st.characters(exclude_categories=()), max_size=60)
    pieces = st.lists(st.one_of(st.sampled_from(HOSTILE), anything), max_size=4).map("".join)
    return pieces.map(lambda text: f"Tin {text}")


def pages() -> st.SearchStrategy[PageFacts]:
    """Return facts of any kind of page."""
    texts = hostile_texts()
    moments = st.datetimes(
        datetime.fromisoformat("2005-01-01"),
        datetime.fromisoformat("2099-01-01"),
        timezones=st.just(UTC),
    )
    return st.builds(
        PageFacts,
        kind=st.sampled_from(["article", "page", "list", "home"]),
        title=texts,
        description=texts | st.just(""),
        url=st.just("https://khegiang.example/tin-tuc/2026/11/bai/"),
        language=st.just("vi"),
        publisher_name=texts,
        publisher_url=st.just("/"),
        image=st.none()
        | st.builds(ImageFacts, st.just("/ảnh.jpg"), *[st.integers(1, 9)] * 2, texts),
        published=moments,
        modified=st.none() | moments,
        authors=st.lists(st.builds(AuthorFacts, name=texts), max_size=2).map(tuple),
        section=texts,
        tags=st.lists(texts | st.just("\x00"), max_size=3).map(tuple),
        breadcrumb=st.lists(st.tuples(texts, st.just("/x/")), max_size=2).map(tuple),
        source=st.none() | st.builds(SourceFacts, name=texts),
        corrections=st.lists(
            st.builds(CorrectionFacts, st.just(date(2026, 4, 2)), texts), max_size=1
        ).map(tuple),
    )
