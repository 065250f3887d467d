"""Redirects and hosts, good and hostile, and a reader of what nginx would read."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st

from plugins.content_model.models import Redirect

_HOSTILE = st.sampled_from(
    [
        *(
            '"',
            "'",
            ";",
            "{",
            "}",
            "$",
            "$host",
            "${uri}",
            "\\",
            "\n",
            "\r",
            "#",
            "%",
            "*",
            "`",
            "|",
        ),
        *(
            " ",
            "\t",
            "\x00",
            "\u2028",
            "{$HOME}",
            "{uri}",
            "return 200;",
            "ế",
            "//",
            "..",
            "?",
            "&",
        ),
    ]
)
_PARTS = st.lists(_HOSTILE | st.text("abc-_.~", max_size=4) | st.text(max_size=3), max_size=6)
paths = _PARTS.map(lambda parts: "/" + "".join(parts))
"""Paths as nobody should write them, mostly."""

redirects = st.builds(
    Redirect,
    paths,
    paths | _PARTS.map(lambda parts: "https://noi-khac.example.vn/" + "".join(parts)),
    st.booleans(),
    st.booleans(),
)
"""Redirects that no check has seen."""

_ADDRESSES = st.sampled_from(["/a", "/a/", "/a/*", "/a/b/", "/a/b/*", "/b/*", "/b/c.html", "/c/"])
_ENDS = _ADDRESSES | st.sampled_from(["/y/", "/y/*", "/z/", "https://noi-khac.example.vn/*"])
redirect_files = st.lists(st.tuples(_ADDRESSES, _ENDS), max_size=4).map(
    lambda pairs: "".join(f"- {{from: {old}, to: {new}}}\n" for old, new in pairs)
)
"""Files of redirects among a few addresses, so that they meet."""


def directives(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the directives of an nginx configuration, `}` among them; blocks end with `{`.

    Raises ValueError where nginx would refuse the text.
    """
    words: list[str] = []
    place = 0
    while place < len(text):
        sign = text[place]
        if sign.isspace():
            place += 1
        elif sign == "#":
            place = text.find("\n", place) % (len(text) + 1)
        elif sign in ";{}":
            yield (*words, *(sign if sign != ";" else ""))
            words, place = [], place + 1
        else:
            word, place = _word(text, place)
            words.append(word)
    if words:
        raise ValueError(f"không có dấu ; sau {words}")


def _word(text: str, place: int) -> tuple[str, int]:
    quote, word = text[place] if text[place] in "\"'" else "", ""
    place += len(quote)
    while text[place] != quote if quote else not (text[place].isspace() or text[place] in ";{"):
        if text[place] == "\\" and text[place + 1] in "\"'\\":
            place += 1
        elif not quote and text[place : place + 2] == "${":
            end = text.index("}", place)
            word, place = word + text[place:end], end
        word, place = word + text[place], place + 1
    if quote and not (text[place + 1].isspace() or text[place + 1] in ";{)"):
        raise ValueError(f"có chữ ngay sau dấu ngoặc kép: {text[place : place + 9]}")
    return word, place + len(quote)
