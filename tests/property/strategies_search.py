"""Documents that share words, and histories of edits of them, as Hypothesis draws them."""

from __future__ import annotations

from hypothesis import strategies as st

from plugins.search import Wording

_WORDS = (
    *("đường", "dương", "duong", "làng", "lăng", "Lang", "hòa", "hoà", "hoa", "kỹ", "kĩ"),
    *("21-NQ/TW", "3.000", "3000", "05/9", "QĐ-UBND", "sinh", "hoạt", "chi", "bộ", "Bộ"),
)

words = st.lists(st.sampled_from(_WORDS), max_size=9).map(" ".join)
"""Text of words that meet again in other texts, with and without marks."""

wordings = st.builds(Wording, title=words, lead=words, tags=words, text=words)
"""What one document says."""

histories = st.lists(
    st.dictionaries(st.integers(0, 40), wordings, max_size=9), min_size=1, max_size=4
)
"""Documents by the number of their order, build after build."""
