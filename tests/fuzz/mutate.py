"""Inputs for a fuzzer: files as people hand them in, damaged in every way that chance finds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from random import Random

#: What a parser may stumble over wherever it stands.
_SIGNS = tuple(
    part.encode()
    for part in (
        *(
            "---\n",
            "\n---\n",
            "\n\n",
            "\n",
            "\r",
            "\t",
            "    ",
            "- ",
            "? ",
            ": ",
            "&a ",
            "*a",
            "!!x ",
        ),
        *("[", "]", "{", "}", "(", ")", "<", ">", "|", "`", "```\n", "~~~\n", "#", "\\", '"', "'"),
        *(
            "[^1]",
            "[^1]: ",
            "*[a]: ",
            "[a]: <",
            "](",
            "![",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?",
        ),
        *(
            "&#0;",
            "&#x110000;",
            "&amp;",
            "\u202e",
            "\u200b",
            "\ufeff",
            "\x00",
            "\x02",
            "\x03",
            "o\u031b",
        ),
        *(
            "9999999999999999999",
            "-1",
            "1e999",
            "0x10",
            "1.5",
            "1.234",
            "٣",
            "２",
            "%",
            "2026-02-30",
        ),
        *("date: ", "title: ", "image: {src: ", "tags: [", "content:", "javascript:", "https://"),
    )
)
_LONGEST = 200_000
_MOST_REPEATED = 60_000


class Mutator:
    """Makes inputs from seeds; the same number gives the same inputs in the same order."""

    def __init__(self, seeds: Sequence[bytes], words: Sequence[bytes], seed: int) -> None:
        self._chance = Random(seed)
        self._seeds = tuple(seeds)
        self._words = (*_SIGNS, *words)

    def next(self) -> bytes:
        """Return another input."""
        data = self._chance.choice(self._seeds)
        if data.startswith(b"PK") and self._chance.random() < 0.9:
            return self._in_archive(data)
        return self._damaged(data)

    def _damaged(self, data: bytes) -> bytes:
        ways = (
            *(self._insert, self._insert, self._insert, self._replace, self._delete, self._repeat),
            *(self._flip, self._flip, self._cut, self._splice, self._move),
        )
        for _ in range(self._chance.choice((1, 1, 2, 3, 5, 8))):
            data = self._chance.choice(ways)(data)[:_LONGEST]
        return data

    def _in_archive(self, data: bytes) -> bytes:
        """Damage one member, so that the archive around it stays whole."""
        held = io.BytesIO()
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", 8) as new:
                names = old.namelist()
                hit = self._chance.choice(names)
                for name in names:
                    member = old.read(name)
                    new.writestr(name, self._damaged(member) if name == hit else member)
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            return self._damaged(data)
        return held.getvalue()

    def _place(self, data: bytes) -> int:
        return self._chance.randint(0, len(data))

    def _slice(self, data: bytes, most: int = 400) -> tuple[int, int]:
        begin = self._place(data)
        return begin, min(len(data), begin + self._chance.randint(1, most))

    def _insert(self, data: bytes) -> bytes:
        at, word = self._place(data), self._chance.choice(self._words)
        return data[:at] + word + data[at:]

    def _replace(self, data: bytes) -> bytes:
        begin, end = self._slice(data, 40)
        return data[:begin] + self._chance.choice(self._words) + data[end:]

    def _delete(self, data: bytes) -> bytes:
        begin, end = self._slice(data)
        return data[:begin] + data[end:]

    def _repeat(self, data: bytes) -> bytes:
        begin, end = self._slice(data, self._chance.choice((1, 3, 12, 200)))
        piece = data[begin:end] or self._chance.choice(self._words)
        times = self._chance.choice((2, 10, 300, _MOST_REPEATED // len(piece) + 1))
        return data[:begin] + piece * times + data[begin:]

    def _flip(self, data: bytes) -> bytes:
        if not data:
            return data
        at = self._chance.randrange(len(data))
        return data[:at] + bytes([self._chance.randrange(256)]) + data[at + 1 :]

    def _cut(self, data: bytes) -> bytes:
        return data[: self._place(data)]

    def _splice(self, data: bytes) -> bytes:
        other = self._chance.choice(self._seeds)
        return data[: self._place(data)] + other[self._place(other) :]

    def _move(self, data: bytes) -> bytes:
        begin, end = self._slice(data)
        rest = data[:begin] + data[end:]
        at = self._place(rest)
        return rest[:at] + data[begin:end] + rest[at:]


def smaller(data: bytes) -> list[bytes]:
    """Return shorter forms of an input to try in its place, the shortest first."""
    found = []
    for parts in (2, 4, 8, 16, 32):
        size = len(data) // parts
        if size:
            found += [data[: n * size] + data[(n + 1) * size :] for n in range(parts)]
    if len(data) <= 64:
        found += [data[:at] + data[at + 1 :] for at in range(len(data))]
    return found
