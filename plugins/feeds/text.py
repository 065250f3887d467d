"""Text that XML and JSON can carry, whatever came in."""

from __future__ import annotations

import re
from collections.abc import Iterable

# XML 1.0 (5th edition), production 2, less the C1 controls, which no text means.
_FORBIDDEN = re.compile("[^\\t\\n -~\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?|[\u0085\u2028\u2029]")
_BREAK = re.compile("[\\t\\n\v\f\r\x1c-\x1e\u0085\u2028\u2029]")
_SPACES = re.compile(" {2,}")


def clean_text(text: str) -> str:
    """Return the text with line ends as \\n and without characters that XML forbids."""
    return _FORBIDDEN.sub("", _LINE_END.sub("\n", text))


def clean_line(text: str) -> str:
    """Return the text on one line: breaks become a space, no-break spaces stay."""
    return _SPACES.sub(" ", _FORBIDDEN.sub("", _BREAK.sub(" ", text))).strip(" ")


def clean_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return each name once, cleaned, in the given order, without empty ones."""
    return tuple(dict.fromkeys(name for name in map(clean_line, names) if name))
