"""Parts of the view of an article, or of a standing page."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.portal.view_parts import Time


@dataclass(frozen=True, slots=True)
class TocItem:
    """An entry of the table of contents, with the entries below it."""

    text: str
    anchor: str
    children: tuple[TocItem, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """A correction (đính chính): when and what."""

    time: Time
    note: str


@dataclass(frozen=True, slots=True)
class Translation:
    """The same article in another language, named in that language."""

    label: str
    url: str
    lang: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where a republished item came from; `url` may be empty."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A message above a body: `kind` is `expired`, `withdrawn` or `former` (of a former unit)."""

    kind: str
    text: str
